//! The thread that moves the pulse and the epochs of an engine while something runs.

use crate::pulse::Pulse;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::{self, Thread};
use std::time::Duration;
use wasmtime::EngineWeak;

/// Between two ticks: what a hard stop overshoots by, once or twice.
pub(crate) const TICK: Duration = Duration::from_millis(1);
/// Idle ticks before the thread parks: waking it costs more than a fresh runtime.
const LINGER: u32 = 200;

/// Moves the pulse of an engine and the epochs of wasmtime's; parks when no call runs.
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Thread,
}

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    parked: AtomicBool,
    pulse: Weak<Pulse>,
    engines: Mutex<Vec<EngineWeak>>,
}

/// A call that runs; the ticker ticks while one exists.
pub(crate) struct Running(Arc<Shared>);

impl Ticker {
    /// Starts the thread, which keeps nothing alive.
    ///
    /// # Errors
    /// When the system has no thread left: without it no limit would hold.
    pub(crate) fn start(engine: EngineWeak, pulse: &Arc<Pulse>) -> std::io::Result<Self> {
        let shared =
            Arc::new(Shared { engines: Mutex::new(vec![engine]), pulse: Arc::downgrade(pulse), ..Shared::default() });
        let weak = Arc::downgrade(&shared);
        let handle =
            thread::Builder::new().name("skerry-ticker".to_owned()).stack_size(64 * 1024).spawn(move || tick(&weak))?;
        Ok(Self { shared, thread: handle.thread().clone() })
    }

    /// Moves the epoch of one more engine.
    pub(crate) fn also(&self, engine: EngineWeak) {
        self.shared.engines.lock().unwrap_or_else(PoisonError::into_inner).push(engine);
    }

    /// Ticks while a call is polled; one that waits costs no tick.
    pub(crate) async fn while_polled<F: Future>(&self, mut call: Pin<&mut F>) -> F::Output {
        poll_fn(|context| {
            let _running = self.running();
            call.as_mut().poll(context)
        })
        .await
    }

    /// Marks a call as running.
    pub(crate) fn running(&self) -> Running {
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        if self.shared.parked.load(Ordering::SeqCst) {
            self.thread.unpark();
        }
        Running(Arc::clone(&self.shared))
    }
}

impl Drop for Ticker {
    /// Wakes a parked thread, which then finds that it is not needed.
    fn drop(&mut self) {
        self.shared = Arc::default();
        self.thread.unpark();
    }
}

impl Shared {
    /// Whether nothing has run for so many ticks that the thread is to park.
    fn parks(&self, idle: &mut u32) -> bool {
        let runs = || self.running.load(Ordering::SeqCst) > 0;
        *idle = if runs() { 0 } else { idle.saturating_add(1) };
        self.parked.store(*idle > LINGER, Ordering::SeqCst);
        // Again, now that a call can see that the thread parks.
        *idle > LINGER && !runs()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

fn tick(shared: &Weak<Shared>) {
    let mut idle = 0;
    loop {
        let Some(strong) = shared.upgrade() else { return };
        if strong.parks(&mut idle) {
            drop(strong);
            thread::park();
            continue;
        }
        drop(strong);
        thread::sleep(TICK);
        let Some(shared) = shared.upgrade() else { return };
        shared.pulse.upgrade().inspect(|pulse| pulse.beat());
        let engines = shared.engines.lock().unwrap_or_else(PoisonError::into_inner);
        engines.iter().filter_map(EngineWeak::upgrade).for_each(|engine| engine.increment_epoch());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    #[test]
    fn a_call_that_waits_lets_the_ticker_sleep() {
        let (engine, memories) = pool::engine(false, 0).unwrap();
        let ticker = Ticker::start(engine.weak(), memories.pulse()).unwrap();
        let running = || ticker.shared.running.load(Ordering::SeqCst);
        let mut polls = 0;
        let call = pin!(poll_fn(|_| {
            assert_eq!(running(), 1, "it is polled");
            polls += 1;
            if polls < 3 { Poll::Pending } else { Poll::Ready(()) }
        }));
        let mut waits = pin!(ticker.while_polled(call));
        let mut poll = || waits.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        for expected in [Poll::Pending, Poll::Pending, Poll::Ready(())] {
            assert_eq!(poll(), expected);
            assert_eq!(running(), 0, "it waits, or is done");
        }
    }

    #[test]
    fn the_ticker_parks_when_nothing_has_run_for_a_while() {
        let shared = Arc::new(Shared::default());
        let mut idle = 0;
        let ticks = (0..=LINGER).take_while(|_| !shared.parks(&mut idle)).count();
        assert_eq!(ticks, LINGER as usize, "then it parks");
        assert!(shared.parked.load(Ordering::SeqCst), "calls see that it is to be woken");

        shared.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(Arc::clone(&shared));
        assert!(!shared.parks(&mut idle));
        assert!(!shared.parked.load(Ordering::SeqCst));
        drop(running);
        assert!(!shared.parks(&mut idle), "it lingers");
    }
}
