//! Work that may wait for a disk.

use crate::caller::Caller;
use crate::host_error::HostError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;

/// Whether nobody waits for the result any more: long work looks and ends.
#[derive(Clone, Default)]
pub(super) struct Gone(Arc<AtomicBool>);

impl Gone {
    pub(super) fn is_gone(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Says that nobody waits when it is dropped.
struct Waiting(Gone);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// Does work on a thread that may block, when it is the runtime's turn.
///
/// Work whose runtime is gone keeps its turn until it ends.
pub(super) async fn apart<T: Send + 'static>(
    caller: &Caller,
    work: impl FnOnce(&Gone) -> Result<T, HostError> + Send + 'static,
) -> Result<T, HostError> {
    let turn = Arc::clone(&caller.reach.turns).acquire_owned().await?;
    // Also held here: what was read waits for the runtime to take it.
    let turn = Arc::new(turn);
    let waiting = Waiting(Gone::default());
    let (gone, working) = (waiting.0.clone(), Arc::clone(&turn));
    let job = move || {
        let done = work(&gone);
        drop(working);
        done
    };
    let Ok(executor) = Handle::try_current() else { return job() };
    match executor.spawn_blocking(job).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_stopped) => Err(HostError::new("the program that runs this script is ending")),
        },
    }
}
