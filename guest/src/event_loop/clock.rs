//! The clock of timers, read once where many are set in a row.

use crate::system;
use std::cell::Cell;
use std::time::Duration;

/// A reading that holds while one script runs, until the interpreter polls: a
/// millisecond or so, or one long call of a native function. Asking the host
/// costs as much as the rest of setting a timer.
#[derive(Default)]
pub struct Clock {
    read: Cell<Option<Duration>>,
}

impl Clock {
    /// What time it is.
    pub fn now(&self) -> Duration {
        if let Some(now) = self.read.get() {
            return now;
        }
        let now = system::monotonic_now();
        self.read.set(Some(now));
        now
    }

    /// Time goes on.
    pub fn forget(&self) {
        self.read.set(None);
    }
}
