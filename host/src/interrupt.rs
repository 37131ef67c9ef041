//! Stopping a runtime from anywhere: soft where the script polls, hard one tick later.

use crate::limits::Limit;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::Notify;

/// Stops a runtime; clones stop the same one. Works from any thread, at any time.
#[derive(Clone, Debug)]
pub struct InterruptHandle(pub(crate) Arc<Stop>);

impl InterruptHandle {
    /// Ends the running call with [`Error::Interrupted`](crate::Error::Interrupted).
    ///
    /// Without a running call the next one ends at once. An interrupt that ends
    /// a call is spent with it.
    pub fn interrupt(&self) {
        self.0.request(Reason::Interrupt);
    }
}

/// Why a call is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Interrupt,
    Limit(Limit),
}

/// What one runtime's guest, the ticker and its handles share.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    reason: AtomicU8,
    /// Wakes a call that only waits.
    pub(crate) woken: Notify,
    deadline: Mutex<Option<Instant>>,
}

const REASONS: [Option<Reason>; 11] = [
    None,
    Some(Reason::Interrupt),
    Some(Reason::Limit(Limit::Wall)),
    Some(Reason::Limit(Limit::Cpu)),
    Some(Reason::Limit(Limit::Output)),
    Some(Reason::Limit(Limit::Memory)),
    Some(Reason::Limit(Limit::HostCalls)),
    Some(Reason::Limit(Limit::HostCallBytes)),
    Some(Reason::Limit(Limit::Modules)),
    Some(Reason::Limit(Limit::Source)),
    Some(Reason::Limit(Limit::HostBytes)),
];

impl Stop {
    /// Asks the running call to end; the first reason stays.
    pub(crate) fn request(&self, reason: Reason) {
        let code = REASONS.iter().position(|known| *known == Some(reason)).unwrap_or(1);
        let code = u8::try_from(code).unwrap_or(1);
        let _first = self.reason.compare_exchange(0, code, Ordering::AcqRel, Ordering::Acquire).is_ok();
        self.woken.notify_waiters();
    }

    /// Why the call is to end, if it is; looks at the clock.
    pub(crate) fn requested(&self) -> Option<Reason> {
        let code = self.reason.load(Ordering::Acquire);
        if code == 0 && self.deadline().is_some_and(|deadline| Instant::now() >= deadline) {
            self.request(Reason::Limit(Limit::Wall));
            return Some(Reason::Limit(Limit::Wall));
        }
        REASONS.get(usize::from(code)).copied().flatten()
    }

    /// When the running call must have ended.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call begins.
    pub(crate) fn begin(&self, deadline: Option<Instant>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    /// A call has ended. A limit was that call's; an interrupt that has not
    /// ended it waits for the next one.
    pub(crate) fn end(&self, interrupted: bool) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let waiting = REASONS.iter().position(|reason| *reason == Some(Reason::Interrupt));
        if interrupted || Some(usize::from(self.reason.load(Ordering::Acquire))) != waiting {
            self.reason.store(0, Ordering::Release);
        }
    }
}
