//! What time it is for a script, and a runtime's own clock behind it.

use std::time::{Duration, Instant, SystemTime};

/// What time it is for a script: `Date`, `performance.now`, `performance.timeOrigin`
/// and the durations that the console prints.
///
/// Timers run on real time whatever the clock shows: under each of these a
/// `setTimeout` of 10 ms fires 10 ms later. A script that repeats timers or counts
/// its own loops can therefore still estimate how long something takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// The system's clock, at its full resolution.
    #[default]
    System,
    /// The system's clock, rounded down to multiples of this step.
    Coarse(Duration),
    /// It is always this moment, and `performance.now()` is always 0. From 1970 to 2554.
    Frozen(SystemTime),
}

impl Clock {
    /// Checks what a builder would apply.
    pub(crate) fn check(self) -> Result<(), String> {
        match self {
            Self::Coarse(step) if step.is_zero() => Err("the step of a coarse clock is zero".to_owned()),
            Self::System | Self::Coarse(_) => Ok(()),
            Self::Frozen(time) => {
                let since = time.duration_since(SystemTime::UNIX_EPOCH);
                let fits = since.is_ok_and(|since| u64::try_from(since.as_nanos()).is_ok());
                fits.then_some(()).ok_or_else(|| "the moment of a frozen clock is not between 1970 and 2554".to_owned())
            }
        }
    }

    /// What the script is shown for a time.
    fn shown(self, time: Duration) -> Duration {
        match self {
            Self::Coarse(step) => floor(time, step),
            Self::System | Self::Frozen(_) => time,
        }
    }
}

/// The clocks of one runtime: one that timers run on, and what scripts see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuntimeClock {
    shown: Clock,
    start: Instant,
    origin: Duration,
}

impl RuntimeClock {
    /// Starts now.
    pub(crate) fn start(shown: Clock) -> Self {
        Self { shown, start: Instant::now(), origin: wall(shown) }
    }

    /// What it was started with.
    pub(crate) fn setting(&self) -> Clock {
        self.shown
    }

    /// Time since the start, for timers.
    pub(crate) fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// The moment at which `now` is `time`; `None` is beyond what the clock can say.
    pub(crate) fn instant(&self, time: Duration) -> Option<Instant> {
        self.start.checked_add(time)
    }

    /// `performance.now`
    pub(crate) fn performance_now(&self) -> Duration {
        match self.shown {
            Clock::Frozen(_) => Duration::ZERO,
            shown => shown.shown(self.now()),
        }
    }

    /// `performance.timeOrigin`, since the Unix epoch.
    pub(crate) fn origin(&self) -> Duration {
        self.origin
    }

    /// The time of day, since the Unix epoch: `Date`.
    pub(crate) fn wall(&self) -> Duration {
        wall(self.shown)
    }
}

fn wall(clock: Clock) -> Duration {
    let time = match clock {
        Clock::Frozen(time) => time,
        Clock::System | Clock::Coarse(_) => SystemTime::now(),
    };
    clock.shown(time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
}

/// The last multiple of `step` that is not after `time`.
fn floor(time: Duration, step: Duration) -> Duration {
    let rest = time.as_nanos().checked_rem(step.as_nanos()).unwrap_or(0);
    // The rest is less than the time, and so are its seconds.
    let seconds = u64::try_from(rest / 1_000_000_000).unwrap_or(u64::MAX);
    let nanoseconds = u32::try_from(rest % 1_000_000_000).unwrap_or(0);
    time.saturating_sub(Duration::new(seconds, nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarse_time_is_the_last_multiple_of_the_step() {
        let ms = Duration::from_millis;
        let cases = [(0, 100, 0), (99, 100, 0), (100, 100, 100), (1_234_567, 100, 1_234_500), (50, 7, 49)];
        for (time, step, shown) in cases {
            assert_eq!(Clock::Coarse(ms(step)).shown(ms(time)), ms(shown));
        }
        let days = 86_400_000;
        assert_eq!(Clock::Coarse(ms(days)).shown(ms(20_000 * days + 1)), ms(20_000 * days));
        assert_eq!(Clock::Coarse(Duration::MAX).shown(ms(days)), Duration::ZERO);
        assert_eq!(Clock::Coarse(Duration::from_nanos(3)).shown(Duration::from_nanos(8)), Duration::from_nanos(6));
    }

    #[test]
    fn a_clock_that_cannot_be_shown_is_refused() {
        let year = Duration::from_hours(365 * 24);
        assert!(Clock::Coarse(Duration::ZERO).check().is_err());
        assert!(Clock::Coarse(Duration::MAX).check().is_ok());
        assert!(Clock::Frozen(SystemTime::UNIX_EPOCH).check().is_ok());
        assert!(Clock::Frozen(SystemTime::UNIX_EPOCH - Duration::from_nanos(1)).check().is_err());
        assert!(Clock::Frozen(SystemTime::UNIX_EPOCH + 580 * year).check().is_ok());
        assert!(Clock::Frozen(SystemTime::UNIX_EPOCH + 600 * year).check().is_err());
    }
}
