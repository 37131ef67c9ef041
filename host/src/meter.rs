//! Cpu time of calls: the thread's own clock around each poll.

use rustix::time::{ClockId, clock_gettime};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::Duration;

/// Nanoseconds of cpu time that one runtime's running call has taken. Only the
/// thread that polls the call writes.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    before: AtomicU64,
    /// The thread's clock when the running poll began; 0 between polls.
    poll_start: AtomicU64,
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
    }
}

impl<F> Metered<F> {
    pub(crate) fn new(meter: Arc<Meter>, future: F) -> Self {
        Self { future, meter }
    }
}

impl<F: Future> Future for Metered<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let start = thread_cpu();
        this.meter.poll_start.store(start, Relaxed);
        let polled = this.future.poll(context);
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
