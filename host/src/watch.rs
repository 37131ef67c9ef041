//! Watches one runtime's calls: interrupt, wall and cpu limits, in two stages.
//!
//! Soft: the interpreter asks and throws what no script can catch. Hard: the guest
//! asks at each tick, wherever it is, and is trapped when the soft stage has had its
//! ticks.

use crate::interrupt::{Reason, Stop};
use crate::limits::{Limit, Limits};
use crate::meter::Meter;
use crate::pulse::{Chased, Pulse};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    /// A call has begun. Before, a guest that starts asks for its number.
    begun: bool,
    /// What the guest's code heeds; none where epochs stop it.
    chased: Option<Arc<Chased>>,
    /// How often the pulse had moved when the guest asked last.
    beats: u32,
    /// It has moved while the host held the guest up: others wait for their turn.
    others_wait: bool,
    /// Ticks since the call was asked to end.
    ticks: u32,
    /// Growths of memory that were refused since the call began.
    refusals: u32,
}

/// What a guest that computes is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    GoOn,
    /// Go on when others on this thread have had their turn.
    Others,
    /// The call is to end.
    End,
}

/// The error that a hard stop traps with.
#[derive(Debug, thiserror::Error)]
#[error("stopped the hard way")]
pub(crate) struct HardStop;

impl Watch {
    pub(crate) fn new(limits: Limits, stop: Arc<Stop>) -> Self {
        Self::of(limits, stop, Arc::default())
    }

    /// For another store that works for this runtime: the same reasons to end, the
    /// same time, ticks of its own.
    pub(crate) fn share(&self) -> Self {
        Self::of(self.limits, Arc::clone(&self.stop), Arc::clone(&self.meter))
    }

    fn of(limits: Limits, stop: Arc<Stop>, meter: Arc<Meter>) -> Self {
        let (begun, others_wait) = (false, false);
        Self { stop, meter, limits, begun, chased: None, beats: 0, others_wait, ticks: 0, refusals: 0 }
    }

    /// The guest's code heeds this pulse.
    pub(crate) fn heed(&mut self, pulse: &Arc<Pulse>) {
        self.chased = Some(Arc::new(Chased::new(pulse, &self.stop, &self.meter, self.limits.cpu)));
    }

    /// As the ticker sees it.
    pub(crate) fn chased(&self) -> Option<&Arc<Chased>> {
        self.chased.as_ref()
    }

    /// The other store is called once more.
    pub(crate) fn resume(&mut self) {
        self.ticks = 0;
    }

    /// A call begins that has a deadline of its own, or none.
    pub(crate) fn begin(&mut self, deadline: Option<Instant>) {
        self.begun = true;
        self.ticks = 0;
        self.refusals = 0;
        self.meter.reset();
        self.chased.iter().for_each(|chased| chased.spare());
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

    /// The guest asks whether it is to end: at each tick, and where the interpreter polls.
    ///
    /// # Errors
    /// [`HardStop`].
    pub(crate) fn ask(&mut self) -> wasmtime::Result<Turn> {
        let others_wait = std::mem::take(&mut self.others_wait);
        let has_moved = self.has_moved();
        if !self.begun {
            return Ok(Turn::GoOn);
        }
        if has_moved {
            return self.tick();
        }
        // Between two ticks the thread's clock is not looked at, which is a system call.
        Ok(match (self.stop.requested().is_some(), others_wait) {
            (true, _) => Turn::End,
            (false, true) => Turn::Others,
            (false, false) => Turn::GoOn,
        })
    }

    /// The host has held the guest up, in a function of the embedder's, say. Between two ticks
    /// no clock is looked at: each call of the host comes here.
    ///
    /// # Errors
    /// [`HardStop`].
    pub(crate) fn held_up(&mut self) -> wasmtime::Result<()> {
        self.chased.iter().for_each(|chased| chased.spare());
        if self.has_moved() {
            self.others_wait = true;
            self.tick()?;
        }
        Ok(())
    }

    /// Whether the pulse has moved since this was asked last.
    fn has_moved(&mut self) -> bool {
        let beats = self.chased.as_ref().map_or(self.beats, |chased| chased.beats());
        std::mem::replace(&mut self.beats, beats) != beats
    }

    /// What is done at each tick while the guest computes.
    ///
    /// # Errors
    /// [`HardStop`].
    pub(crate) fn tick(&mut self) -> wasmtime::Result<Turn> {
        if !self.is_stopped() {
            return Ok(Turn::Others);
        }
        self.ticks += 1;
        if self.ticks > GRACE {
            return Err(HardStop.into());
        }
        Ok(Turn::End)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_to_end_has_some_time_for_it_and_some_ticks() {
        let pulse = Arc::new(Pulse::new().unwrap());
        let mut watch = Watch::new(Limits::default(), Arc::default());
        watch.heed(&pulse);
        watch.begin(None);
        watch.stop.request(Reason::Interrupt);
        let chased = Arc::clone(watch.chased().unwrap());
        let compute = |milliseconds| watch.meter.add(Duration::from_millis(milliseconds));
        compute(10);
        assert!(!chased.is_late(), "seen for the first time");
        compute(4);
        assert!(!chased.is_late());
        compute(1);
        assert!(chased.is_late() && chased.was_doomed());
        for _ in 0..GRACE {
            assert_eq!(watch.tick().unwrap(), Turn::End);
        }
        assert!(watch.tick().unwrap_err().is::<HardStop>());
    }
}
