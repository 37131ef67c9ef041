//! A guest as the ticker sees it: whether it computes on though it was to end.

use super::Pulse;
use crate::interrupt::{Reason, Stop};
use crate::limits::Limit;
use crate::meter::Meter;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// What a guest may compute on when it is to end: the interpreter asks every 1 to 3 ms. By its
/// own clock, since on a busy machine it may be a while until it has its turn.
const MOST_LATE: Duration = Duration::from_millis(5);

/// What the ticker knows of a guest.
#[derive(Debug)]
pub(crate) struct Chased {
    pub(super) number: u32,
    pulse: Arc<Pulse>,
    stop: Arc<Stop>,
    meter: Arc<Meter>,
    cpu: Option<Duration>,
    /// What it had computed when it was seen to be late, in nanoseconds; 0 before.
    late_at: AtomicU64,
    doomed: AtomicBool,
}

/// A guest computes as long as this lives.
pub(crate) struct Computing<'a>(&'a Arc<Chased>);

impl Chased {
    pub(crate) fn new(pulse: &Arc<Pulse>, stop: &Arc<Stop>, meter: &Arc<Meter>, cpu: Option<Duration>) -> Self {
        let (pulse, stop, meter) = (Arc::clone(pulse), Arc::clone(stop), Arc::clone(meter));
        Self {
            number: pulse.number(),
            pulse,
            stop,
            meter,
            cpu,
            late_at: AtomicU64::new(0),
            doomed: AtomicBool::new(false),
        }
    }

    /// What the guest tells itself apart by.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn beats(&self) -> u32 {
        self.pulse.beats()
    }

    /// The guest computes from now on.
    pub(crate) fn enter(self: &Arc<Self>) -> Computing<'_> {
        self.pulse.enter(self);
        Computing(self)
    }

    /// Whether the guest was doomed. A trap is then its end, not a defect.
    pub(crate) fn was_doomed(&self) -> bool {
        self.doomed.load(Ordering::Relaxed)
    }

    /// A call begins, or the host has held the guest up.
    pub(crate) fn spare(&self) {
        self.late_at.store(0, Ordering::Relaxed);
        if self.doomed.swap(false, Ordering::Relaxed) {
            self.pulse.spare(self.number);
        }
    }

    /// Called at each tick while the guest computes.
    pub(crate) fn is_late(&self) -> bool {
        let used = self.meter.used_from_afar();
        if self.cpu.is_some_and(|cpu| used >= cpu) {
            self.stop.request(Reason::Limit(Limit::Cpu));
        }
        if self.stop.requested().is_none() {
            return false;
        }
        let used = u64::try_from(used.as_nanos()).unwrap_or(u64::MAX).max(1);
        let since = match self.late_at.compare_exchange(0, used, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_first) => used,
            Err(since) => since,
        };
        let is_late = Duration::from_nanos(used.saturating_sub(since)) >= MOST_LATE;
        if is_late {
            self.doomed.store(true, Ordering::Relaxed);
        }
        is_late
    }
}

impl Drop for Computing<'_> {
    fn drop(&mut self) {
        self.0.pulse.leave(self.0);
    }
}
