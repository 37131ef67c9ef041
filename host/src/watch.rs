//! Watches one runtime's calls: interrupt, wall and cpu limits, in two stages.
//!
//! Soft: the interpreter asks and throws what no script can catch. Hard: the
//! epoch callback traps at the first tick after the soft stage was due.

use crate::interrupt::{Reason, Stop};
use crate::limits::{Limit, Limits};
use crate::meter::Meter;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::UpdateDeadline;

/// What is watched of one runtime.
#[derive(Debug)]
pub(crate) struct Watch {
    pub(crate) stop: Arc<Stop>,
    pub(crate) meter: Arc<Meter>,
    limits: Limits,
    /// The epoch callback has seen a reason once: the next time it traps.
    warned: bool,
}

/// The error that a hard stop traps with.
#[derive(Debug, thiserror::Error)]
#[error("stopped the hard way")]
pub(crate) struct HardStop;

impl Watch {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { stop: Arc::default(), meter: Arc::default(), limits, warned: false }
    }

    /// A call begins.
    pub(crate) fn begin(&mut self) {
        self.warned = false;
        self.meter.reset();
        self.stop.begin(self.limits.wall);
    }

    /// A call has ended; a reason that ended it is spent.
    pub(crate) fn end(&self, stopped: bool) -> Duration {
        self.stop.end(stopped);
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

    /// Called at each tick while the guest computes.
    pub(crate) fn tick(&mut self) -> wasmtime::Result<UpdateDeadline> {
        if self.is_stopped() {
            if self.warned {
                return Err(HardStop.into());
            }
            self.warned = true;
            // The interpreter gets one more tick to stop by itself.
            return Ok(UpdateDeadline::Continue(1));
        }
        // Others on this thread may run.
        Ok(UpdateDeadline::Yield(1))
    }
}
