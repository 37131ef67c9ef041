//! Runtimes that stand ready, so that a request need not wait until one is made.

use super::app::App;
use skerry::Runtime;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Runtimes of one app.
pub struct Spare {
    app: Arc<App>,
    ready: Mutex<Vec<Ready>>,
    /// Requests that one runtime handles.
    reuse: u32,
    /// How many are to stand ready; asking the system takes it longer than making one.
    most: usize,
}

/// A runtime that handles no request at the moment.
pub struct Ready {
    pub runtime: Runtime,
    /// Requests that it has handled.
    handled: u32,
}

/// Runtimes that stand ready: for each core one that a request takes, and one for the next.
pub fn most() -> usize {
    2 * std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

impl Spare {
    pub fn new(app: App, reuse: u32) -> Self {
        Self { app: Arc::new(app), ready: Mutex::default(), reuse, most: most() }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// One that stands ready, or a fresh one.
    ///
    /// # Errors
    /// When none can be made.
    pub async fn take(&self) -> skerry::Result<Ready> {
        let ready = self.ready().pop();
        match ready {
            Some(ready) => Ok(ready),
            None => Ok(Ready { runtime: self.app.runtime().build().await?, handled: 0 }),
        }
    }

    /// A request has been handled; where the runtime may handle another one it stays.
    pub fn give_back(&self, mut ready: Ready) {
        ready.handled += 1;
        if ready.handled < self.reuse {
            self.ready().push(ready);
        }
    }

    /// Makes another one, where fewer than are to stand ready do.
    pub async fn refill(&self) {
        if self.ready().len() >= self.most {
            return;
        }
        // Where none can be made, the request that needs one says so.
        if let Ok(runtime) = self.app.runtime().build().await {
            self.ready().push(Ready { runtime, handled: 0 });
        }
    }

    fn ready(&self) -> MutexGuard<'_, Vec<Ready>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
