//! The guest as enemy: whatever runs in its place, the host does not panic, does not hold
//! more than its limits, and other runtimes never notice.

pub mod component;
mod flips;
mod lies;
mod smith;

use crate::support::{block_on, engine};

/// A runtime of the guest that is ours works as ever.
fn others_never_notice() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        assert_eq!(runtime.eval::<u32>("[1, 2].map((n) => n * 2)[1]").await.unwrap(), 4);
    });
}
