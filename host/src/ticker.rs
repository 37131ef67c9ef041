//! The thread that moves the pulse and the epochs of an engine while something runs.

use crate::pulse::Pulse;
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

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

fn tick(shared: &Weak<Shared>) {
    let mut idle = 0;
    loop {
        {
            let Some(shared) = shared.upgrade() else { return };
            if shared.running.load(Ordering::SeqCst) > 0 {
                idle = 0;
            } else {
                idle += 1;
            }
            shared.parked.store(idle > LINGER, Ordering::SeqCst);
            // Again, now that a call can see that the thread parks.
            if idle > LINGER && shared.running.load(Ordering::SeqCst) == 0 {
                drop(shared);
                thread::park();
                continue;
            }
        }
        thread::sleep(TICK);
        let Some(shared) = shared.upgrade() else { return };
        shared.pulse.upgrade().inspect(|pulse| pulse.beat());
        let engines = shared.engines.lock().unwrap_or_else(PoisonError::into_inner);
        engines.iter().filter_map(EngineWeak::upgrade).for_each(|engine| engine.increment_epoch());
    }
}
