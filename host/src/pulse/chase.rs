//! A guest as the ticker sees it: whether it computes on though it was to end.

use super::Pulse;
use crate::interrupt::{Reason, Stop};
use crate::limits::Limit;
use crate::meter::Meter;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Ticks that a guest may compute on: what a soft stop takes, and one where the guest asks.
const MOST_LATE: u32 = 6;

/// What the ticker knows of a guest.
#[derive(Debug)]
pub(crate) struct Chased {
    pub(super) number: u32,
    pulse: Arc<Pulse>,
    stop: Arc<Stop>,
    meter: Arc<Meter>,
    cpu: Option<Duration>,
    /// Ticks since it was to end.
    late: AtomicU32,
}

/// A guest computes as long as this lives.
pub(crate) struct Computing<'a>(&'a Arc<Chased>);

impl Chased {
    pub(crate) fn new(pulse: &Arc<Pulse>, stop: &Arc<Stop>, meter: &Arc<Meter>, cpu: Option<Duration>) -> Self {
        let (pulse, stop, meter) = (Arc::clone(pulse), Arc::clone(stop), Arc::clone(meter));
        Self { number: pulse.number(), pulse, stop, meter, cpu, late: AtomicU32::new(0) }
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
        self.late.load(Ordering::Relaxed) > MOST_LATE
    }

    /// A call begins, or the host has held the guest up.
    pub(crate) fn spare(&self) {
        if self.late.swap(0, Ordering::Relaxed) > MOST_LATE {
            self.pulse.spare(self.number);
        }
    }

    /// Called at each tick while the guest computes.
    pub(super) fn is_late(&self) -> bool {
        if self.cpu.is_some_and(|cpu| self.meter.used_from_afar() >= cpu) {
            self.stop.request(Reason::Limit(Limit::Cpu));
        }
        if self.stop.requested().is_none() {
            return false;
        }
        self.late.fetch_add(1, Ordering::Relaxed) >= MOST_LATE
    }
}

impl Drop for Computing<'_> {
    fn drop(&mut self) {
        self.0.pulse.leave(self.0);
    }
}
