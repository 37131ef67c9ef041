//! Watches one runtime's calls: interrupt, wall and cpu limits, in two stages.
//!
//! Soft: the interpreter asks and throws what no script can catch. Hard: the
//! epoch callback traps when the soft stage has had its ticks.

use crate::interrupt::{Reason, Stop};
use crate::limits::{Limit, Limits};
use crate::meter::Meter;
use std::sync::Arc;
use std::time::{Duration, Instant};
use wasmtime::UpdateDeadline;

/// Ticks that the interpreter is given to stop by itself: it polls every 10,000
/// branches, which take 1 to 3 ms.
const GRACE: u32 = 4;

/// Growths of memory that may be refused in one call before it is asked to end.
/// Each is an exception to the script. One that drops what it holds goes on after
/// a few; one that loses the exceptions, as in promises that nobody looks at,
/// would try for ever.
const MOST_REFUSALS: u32 = 1_000;

/// What is watched of one runtime.
#[derive(Debug)]
pub(crate) struct Watch {
    pub(crate) stop: Arc<Stop>,
    pub(crate) meter: Arc<Meter>,
    limits: Limits,
    /// Ticks since the call was asked to end.
    ticks: u32,
    /// Growths of memory that were refused since the call began.
    refusals: u32,
}

/// The error that a hard stop traps with.
#[derive(Debug, thiserror::Error)]
#[error("stopped the hard way")]
pub(crate) struct HardStop;

impl Watch {
    pub(crate) fn new(limits: Limits, stop: Arc<Stop>) -> Self {
        Self { stop, meter: Arc::default(), limits, ticks: 0, refusals: 0 }
    }

    /// For another store that works for this runtime: the same reasons to end, the
    /// same time, ticks of its own.
    pub(crate) fn share(&self) -> Self {
        let (stop, meter) = (Arc::clone(&self.stop), Arc::clone(&self.meter));
        Self { stop, meter, limits: self.limits, ticks: 0, refusals: 0 }
    }

    /// The other store is called once more.
    pub(crate) fn resume(&mut self) {
        self.ticks = 0;
    }

    /// A call begins that has a deadline of its own, or none.
    pub(crate) fn begin(&mut self, deadline: Option<Instant>) {
        self.ticks = 0;
        self.refusals = 0;
        self.meter.reset();
        let limit = self.limits.wall.and_then(|wall| Instant::now().checked_add(wall));
        self.stop.begin([limit, deadline].into_iter().flatten().min());
    }

    /// A call has ended; an interrupt that ended it is spent.
    pub(crate) fn end(&self, interrupted: bool) -> Duration {
        self.stop.end(interrupted);
        self.meter.used()
    }

    /// Whether the running call is to end.
    pub(crate) fn is_stopped(&self) -> bool {
        self.reason().is_some()
    }

    /// Why the running call is to end.
    pub(crate) fn reason(&self) -> Option<Reason> {
        if let Some(reason) = self.stop.requested() {
            return Some(reason);
        }
        if self.meter.used() < self.limits.cpu? {
            return None;
        }
        self.stop.request(Reason::Limit(Limit::Cpu));
        self.stop.requested()
    }

    /// A growth of memory is refused.
    pub(crate) fn refuse_memory(&mut self) {
        self.refusals = self.refusals.saturating_add(1);
        if self.refusals == MOST_REFUSALS {
            self.stop.request(Reason::Limit(Limit::Memory));
        }
    }

    /// Called at each tick while the guest computes.
    pub(crate) fn tick(&mut self) -> wasmtime::Result<UpdateDeadline> {
        if self.is_stopped() {
            self.ticks += 1;
            if self.ticks > GRACE {
                return Err(HardStop.into());
            }
            return Ok(UpdateDeadline::Continue(1));
        }
        // Others on this thread may run.
        Ok(UpdateDeadline::Yield(1))
    }
}
