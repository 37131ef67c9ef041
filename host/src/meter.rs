//! Cpu time of calls: the thread's own clock around each poll.
#![allow(unsafe_code, reason = "another thread's clock is not in rustix")]

use crate::pulse::Chased;
use rustix::time::{ClockId, clock_gettime};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::Duration;

/// Nanoseconds of cpu time that one runtime's running call has taken. Only the
/// thread that polls the call writes.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    before: AtomicU64,
    /// The thread's clock when the running poll began; 0 between polls.
    poll_start: AtomicU64,
    /// The clock of the thread that polls.
    clock: AtomicI32,
}

impl Meter {
    /// Cpu time of the running call, asked from within a poll or between two.
    pub(crate) fn used(&self) -> Duration {
        let running = match self.poll_start.load(Relaxed) {
            0 => 0,
            start => thread_cpu().saturating_sub(start),
        };
        Duration::from_nanos(self.before.load(Relaxed) + running)
    }

    /// The same, asked from another thread at any time. When it cannot be told it is less.
    pub(crate) fn used_from_afar(&self) -> Duration {
        let before = self.before.load(Relaxed);
        let start = self.poll_start.load(Relaxed);
        let now = if start == 0 { None } else { cpu_of(self.clock.load(Relaxed)) };
        // Else it is another poll's, and the clock perhaps another thread's.
        let running = now.filter(|_| self.poll_start.load(Relaxed) == start);
        Duration::from_nanos(before + running.map_or(0, |now| now.saturating_sub(start)))
    }

    /// As if the call had taken more.
    #[cfg(test)]
    pub(crate) fn add(&self, more: Duration) {
        self.before.fetch_add(u64::try_from(more.as_nanos()).unwrap_or(u64::MAX), Relaxed);
    }

    /// A call begins.
    pub(crate) fn reset(&self) {
        self.before.store(0, Relaxed);
        self.poll_start.store(0, Relaxed);
    }
}

pin_project_lite::pin_project! {
    /// A future whose polls are metered.
    pub(crate) struct Metered<F> {
        #[pin]
        future: F,
        meter: Arc<Meter>,
        chased: Option<Arc<Chased>>,
    }
}

impl<F> Metered<F> {
    pub(crate) fn new(meter: Arc<Meter>, chased: Option<Arc<Chased>>, future: F) -> Self {
        Self { future, meter, chased }
    }
}

impl<F: Future> Future for Metered<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let start = thread_cpu();
        this.meter.clock.store(own_clock(), Relaxed);
        this.meter.poll_start.store(start, Relaxed);
        let computing = this.chased.as_ref().map(Chased::enter);
        let polled = this.future.poll(context);
        drop(computing);
        this.meter.poll_start.store(0, Relaxed);
        this.meter.before.fetch_add(thread_cpu().saturating_sub(start), Relaxed);
        polled
    }
}

fn thread_cpu() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    seconds * 1_000_000_000 + u64::try_from(time.tv_nsec).unwrap_or(0)
}

/// The cpu clock of this thread, for others.
fn own_clock() -> libc::clockid_t {
    let mut clock = libc::CLOCK_THREAD_CPUTIME_ID;
    // SAFETY: the thread is this one, and the place is ours.
    let _error = unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut clock) };
    clock
}

/// What a thread's clock shows; none when the thread is gone.
fn cpu_of(clock: libc::clockid_t) -> Option<u64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the place is ours; the system checks the clock.
    let error = unsafe { libc::clock_gettime(clock, &raw mut time) };
    let (seconds, nanoseconds) = (u64::try_from(time.tv_sec).ok()?, u64::try_from(time.tv_nsec).ok()?);
    (error == 0).then_some(seconds * 1_000_000_000 + nanoseconds)
}
