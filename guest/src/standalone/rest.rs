//! What is still to be done when an answer was given.

use super::{platform, report};
use crate::call;
use crate::failure::Failure;
use crate::handles::Handles;
use crate::realm;

/// Goes on until the promise of the rest is settled; what goes wrong is on the log.
pub async fn finish(rest: u32) {
    let realm = realm::current();
    if let Err(failure) = call::settle(&realm, rest).await {
        log(&failure);
        if matches!(failure, Failure::Stalled | Failure::Exited(_)) {
            // Nothing is left that could write what is not written.
            platform::streams::abort_all("nothing is left that could end it");
        }
    }
    realm.with_data(|ctx| Handles::of(ctx).release(&[rest]));
}

/// Says why something has failed to who reads the log.
pub fn log(failure: &Failure) {
    platform::write_error(&report::report(failure));
}
