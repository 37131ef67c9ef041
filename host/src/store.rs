//! What one runtime's store holds on the host's side, and its limits.

use crate::clock::RuntimeClock;
use crate::console::{ConsoleLevel, ConsoleSink};
use crate::interrupt::Reason;
use crate::limits::{Limit, Limits};
use crate::loader::Loader;
use crate::sources::Sources;
use crate::watch::Watch;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

/// Resources that the guest may hold at a time; WASI's std takes a handful.
const MOST_RESOURCES: usize = 256;

/// What a runtime is built with.
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) console: Box<dyn ConsoleSink>,
    pub(crate) loader: Arc<dyn Loader>,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
}

/// The data of one runtime's store. Nothing of a runtime lies anywhere else.
pub(crate) struct State {
    pub(crate) console: Box<dyn ConsoleSink>,
    pub(crate) loader: Arc<dyn Loader>,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) clock: RuntimeClock,
    pub(crate) watch: Watch,
    pub(crate) limits: Limits,
    pub(crate) sources: Sources,
    /// Console output in bytes.
    pub(crate) output: u64,
    /// Modules loaded.
    pub(crate) modules: u64,
    /// Cpu time of ended calls.
    pub(crate) cpu: Duration,
    /// The most linear memory at a time.
    pub(crate) peak_memory: u64,
    /// A growth was refused: a trap after it is a limit, not a fault.
    pub(crate) memory_refused: bool,
    /// Last words of a guest that panicked.
    pub(crate) fault: Option<String>,
    wasi: WasiCtx,
    table: ResourceTable,
}

impl State {
    pub(crate) fn new(settings: Settings) -> Self {
        let Settings { limits, console, loader, arguments, environment } = settings;
        let mut table = ResourceTable::new();
        table.set_max_capacity(MOST_RESOURCES);
        Self {
            console,
            loader,
            arguments,
            environment,
            clock: RuntimeClock::start(),
            watch: Watch::new(limits),
            limits,
            sources: Sources::default(),
            output: 0,
            modules: 0,
            cpu: Duration::ZERO,
            peak_memory: 0,
            memory_refused: false,
            fault: None,
            wasi: WasiCtxBuilder::new().build(),
            table,
        }
    }

    /// Hands a console message on, up to the limit.
    pub(crate) fn console_write(&mut self, level: ConsoleLevel, text: &str) {
        self.output = self.output.saturating_add(text.len() as u64);
        if self.limits.output.is_some_and(|allowed| self.output > allowed) {
            self.watch.stop.request(Reason::Limit(Limit::Output));
            return;
        }
        if self.console.write(level, text).is_err() {
            // Nobody reads any more: the script is to end, as at a broken pipe.
            self.watch.stop.request(Reason::Interrupt);
        }
    }

    /// Waits until the runtime's clock shows `deadline`, or the call is to end.
    pub(crate) fn wait_until(&self, deadline: Duration) -> impl Future<Output = ()> + Send + use<> {
        let at = self.clock.instant(deadline);
        let stop = Arc::clone(&self.watch.stop);
        async move {
            let woken = stop.woken.notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            if stop.requested().is_some() {
                return;
            }
            let until = [at, stop.deadline()].into_iter().flatten().min();
            match until {
                Some(until) => tokio::select! {
                    () = tokio::time::sleep_until(until.into()) => {}
                    () = woken => {}
                },
                None => woken.await,
            }
        }
    }

    /// 256 bits from the operating system.
    ///
    /// # Errors
    /// When the system has none: the guest traps rather than run without.
    pub(crate) fn random_seed() -> wasmtime::Result<(u64, u64, u64, u64)> {
        let draw = || getrandom::u64().map_err(|error| wasmtime::format_err!("no randomness: {error}"));
        Ok((draw()?, draw()?, draw()?, draw()?))
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl ResourceLimiter for State {
    fn memory_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> wasmtime::Result<bool> {
        let allowed = desired as u64 <= self.limits.memory;
        if allowed {
            self.peak_memory = self.peak_memory.max(desired as u64);
        } else {
            self.memory_refused = true;
            self.watch.refuse_memory();
        }
        Ok(allowed)
    }

    fn table_growing(&mut self, _current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        Ok(maximum.is_none_or(|maximum| desired <= maximum))
    }
}

/// A store with everything set that bounds it.
pub(crate) fn store(engine: &wasmtime::Engine, state: State) -> Store<State> {
    let mut store = Store::new(engine, state);
    store.limiter(|state| state);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|mut context| context.data_mut().watch.tick());
    store
}
