//! A runtime's clock.

use std::time::{Duration, Instant, SystemTime};

/// The monotonic clock of one runtime and its origin on the wall clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuntimeClock {
    start: Instant,
    origin: Duration,
    /// Shows zero for ever.
    stopped: bool,
}

impl RuntimeClock {
    /// Starts now.
    pub(crate) fn start() -> Self {
        let origin = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { start: Instant::now(), origin, stopped: false }
    }

    /// A clock that shows zero, of a guest that is being frozen.
    pub(crate) fn stopped() -> Self {
        Self { start: Instant::now(), origin: Duration::ZERO, stopped: true }
    }

    /// Time since the origin.
    pub(crate) fn now(&self) -> Duration {
        if self.stopped { Duration::ZERO } else { self.start.elapsed() }
    }

    /// The origin since the Unix epoch.
    pub(crate) fn origin(&self) -> Duration {
        self.origin
    }

    /// The moment at which `now` is `time`; `None` is beyond what the clock can say.
    pub(crate) fn instant(&self, time: Duration) -> Option<Instant> {
        self.start.checked_add(time)
    }
}
