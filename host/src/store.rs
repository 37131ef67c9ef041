//! What one runtime's store holds on the host's side, and its limits.

use crate::amounts::Amounts;
use crate::caller::Caller;
use crate::capabilities::Capabilities;
use crate::clock::{Clock, RuntimeClock};
use crate::component_module::Served;
use crate::console::{ConsoleLevel, ConsoleSink};
use crate::data::Data;
use crate::handle::{Handles, WhileAlive};
use crate::host::Host;
use crate::host_module::HostModule;
use crate::interrupt::{Reason, Stop};
use crate::limits::Limits;
use crate::loader::Loader;
use crate::output::Output;
use crate::pulse::Pulse;
use crate::random::{Random, RandomBits};
use crate::shipped::Reach;
use crate::side::Side;
use crate::sources::Sources;
use crate::stream::StandardStreams;
use crate::watch::{Turn, Watch};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use wasmtime::{ResourceLimiter, Store, UpdateDeadline};

/// What a runtime is built with.
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) console: Box<dyn ConsoleSink>,
    pub(crate) loader: Arc<dyn Loader>,
    pub(crate) arguments: Vec<String>,
    pub(crate) capabilities: Capabilities,
    pub(crate) host_modules: Arc<[Arc<HostModule>]>,
    pub(crate) data: Arc<Data>,
    pub(crate) stop: Arc<Stop>,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    /// Given to the first world only: what was read of them is gone.
    pub(crate) streams: StandardStreams,
}

/// The data of one runtime's store. Nothing of a runtime lies anywhere else.
pub(crate) struct State {
    pub(crate) console: Box<dyn ConsoleSink>,
    pub(crate) loader: Arc<dyn Loader>,
    pub(crate) arguments: Vec<String>,
    pub(crate) capabilities: Capabilities,
    pub(crate) clock: RuntimeClock,
    pub(crate) random: RandomBits,
    pub(crate) watch: Watch,
    /// What a call waits for beside the store.
    pub(crate) side: Arc<Side>,
    pub(crate) limits: Limits,
    pub(crate) sources: Sources,
    /// Whose handles the guest gives out.
    pub(crate) handles: Arc<Handles>,
    _alive: WhileAlive,
    pub(crate) streams: StandardStreams,
    /// Made when it is first needed.
    pub(crate) host: Option<Box<Host>>,
    host_modules: Arc<[Arc<HostModule>]>,
    data: Arc<Data>,
    /// What it has asked of the host.
    pub(crate) amounts: Amounts,
    /// What the console and the standard streams have printed.
    pub(crate) output: Arc<Output>,
    /// Says that an event loop was attended long enough.
    pub(crate) enough: Arc<Notify>,
    /// Modules loaded.
    pub(crate) modules: u64,
    /// Cpu time of ended calls.
    pub(crate) cpu: Duration,
    /// Fuel of ended calls; none where it is not counted.
    pub(crate) fuel: Option<u64>,
    /// The most linear memory at a time.
    pub(crate) peak_memory: u64,
    /// A growth was refused: a trap after it is a limit, not a fault.
    pub(crate) memory_refused: bool,
    /// Last words of a guest that panicked.
    pub(crate) fault: Option<String>,
    /// The memory that is being handed over; `None` unless the guest is asked to.
    pub(crate) handed_over: Option<crate::image::Memory>,
}

impl State {
    pub(crate) fn new(settings: Settings) -> Self {
        let Settings {
            limits,
            console,
            loader,
            arguments,
            capabilities,
            host_modules,
            data,
            stop,
            clock,
            random,
            streams,
        } = settings;
        let handles = Handles::within(&limits);
        let output = Output::new(limits.output, Arc::clone(&stop));
        let amounts = Amounts::new(limits, Arc::clone(&stop));
        Self {
            console,
            loader,
            arguments,
            capabilities,
            clock: RuntimeClock::start(clock),
            random: RandomBits::new(random),
            watch: Watch::new(limits, stop),
            side: Arc::default(),
            limits,
            sources: Sources::charged(Arc::clone(&handles.held)),
            _alive: WhileAlive(Arc::clone(&handles)),
            handles,
            streams,
            host: None,
            host_modules,
            data,
            amounts,
            output,
            enough: Arc::default(),
            modules: 0,
            cpu: Duration::ZERO,
            fuel: None,
            peak_memory: 0,
            memory_refused: false,
            fault: None,
            handed_over: None,
        }
    }

    /// What it was built with, for another one.
    pub(crate) fn into_settings(self) -> Settings {
        let Self {
            console,
            loader,
            arguments,
            capabilities,
            limits,
            host_modules,
            data,
            watch,
            clock,
            random,
            streams,
            ..
        } = self;
        let (clock, random) = (clock.setting(), random.setting);
        Settings {
            limits,
            console,
            loader,
            arguments,
            capabilities,
            host_modules,
            data,
            stop: watch.stop,
            clock,
            random,
            streams,
        }
    }

    /// The host functions, and the way to call the guest beside a call.
    pub(crate) fn host(&mut self) -> &mut Host {
        self.host.get_or_insert_with(|| {
            let caller = Caller {
                data: Arc::clone(&self.data),
                handles: Arc::clone(&self.handles),
                served: Served::new(&self.watch, self.limits, &self.side),
                reach: Reach::new(self.capabilities.clone(), &self.limits, &self.handles.held),
            };
            Box::new(Host::new(Arc::clone(&self.host_modules), caller, self.limits.host_calls_in_flight))
        })
    }

    /// Whether the guest may be called beside a call.
    pub(crate) fn has_host(&self) -> bool {
        self.host.is_some() || !self.host_modules.is_empty() || self.capabilities.on_fetch.is_some()
    }

    /// Hands a console message on, up to the limit.
    pub(crate) fn console_write(&mut self, level: ConsoleLevel, text: &str) {
        if !self.output.add(text.len()) {
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
///
/// # Errors
/// When the state counts fuel and the engine does not, a defect.
pub(crate) fn store(engine: &wasmtime::Engine, pulse: &Arc<Pulse>, mut state: State) -> wasmtime::Result<Store<State>> {
    state.watch.heed(pulse);
    let counts_fuel = state.fuel.is_some();
    let mut store = Store::new(engine, state);
    store.limiter(|state| state);
    bound(&mut store);
    if counts_fuel {
        // What calls no script is not bounded.
        store.set_fuel(u64::MAX)?;
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|mut context| epoch(&mut context.data_mut().watch));
    }
    Ok(store)
}

/// What is done at an epoch, for code that does not heed the pulse.
///
/// # Errors
/// [`HardStop`](crate::watch::HardStop).
pub(crate) fn epoch(watch: &mut Watch) -> wasmtime::Result<UpdateDeadline> {
    Ok(match watch.tick()? {
        Turn::GoOn | Turn::End => UpdateDeadline::Continue(1),
        Turn::Others => UpdateDeadline::Yield(1),
    })
}

/// Bounds what wasmtime itself holds for a guest.
fn bound(store: &mut Store<State>) {
    /// A guest of ours waits for its timers, its loader and the end of a stream beside
    /// what it calls.
    const OTHER_HANDLES: usize = 1_024;
    /// What one of them takes of wasmtime's own table.
    const ENTRIES: usize = 8;
    /// Names and numbers beside a payload that takes all of it.
    const BESIDE: u64 = 64 * 1024;
    let limits = store.data().limits;
    let most = usize::try_from(limits.host_bytes.saturating_add(BESIDE)).unwrap_or(usize::MAX);
    store.set_hostcall_fuel(most);
    let handles = limits.host_calls_in_flight.saturating_add(limits.streams.saturating_mul(4));
    let handles = handles.saturating_add(OTHER_HANDLES);
    store.set_max_component_handles(handles);
    if let Some(table) = store.concurrent_resource_table() {
        table.set_max_capacity(handles.saturating_mul(ENTRIES));
    }
}
