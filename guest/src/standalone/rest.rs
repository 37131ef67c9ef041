//! A request from the handler to what is still to be done when its answer was given.

use super::exchange::{self, Answer};
use super::{begin_call, platform, report};
use crate::failure::Failure;
use crate::handles::Handles;
use crate::realm::{self, Realm};
use crate::{call, handler};

/// What the script answers; where it has failed, why is on the log and in no answer.
pub async fn answered(request: &[u8]) -> Answer {
    asked(&realm::current(), request).await.unwrap_or_else(|failure| {
        log(&failure);
        Answer::fault()
    })
}

async fn asked(realm: &Realm, request: &[u8]) -> Result<Answer, Failure> {
    begin_call(realm);
    let answer = handler::fetch(realm, request).await?;
    exchange::answer(&answer).map_err(|error| Failure::Convert(error.to_string()))
}

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
fn log(failure: &Failure) {
    platform::write_error(&report::report(failure));
}
