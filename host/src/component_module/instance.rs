//! A component's instance for one runtime, and the store that it lives in.

use super::bindings::{Module, ModulePre as Pre};
use super::{Server, check};
use crate::engine::Engine;
use crate::host_error::HostError;
use crate::host_module::Given;
use crate::interrupt::Stop;
use crate::limits::Limits;
use crate::side::Side;
use crate::store::epoch;
use crate::watch::Watch;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

pub(super) type ModulePre = Pre<Tenant>;

/// What listing the functions may take.
const LIST_TIME: Duration = Duration::from_secs(5);
/// Elements of a table; a table of functions has thousands.
const MOST_ELEMENTS: usize = 100_000;
/// Resources that a component may hold at a time.
const MOST_RESOURCES: usize = 256;
/// Instances, memories and tables that a component may consist of.
const MOST_PARTS: usize = 32;

/// The components that one runtime has called.
pub(crate) struct Served {
    watch: Watch,
    limits: Limits,
    side: Arc<Side>,
    places: Mutex<Vec<(Arc<Server>, Place)>>,
}

/// Calls wait here for the one before them.
type Place = Arc<tokio::sync::Mutex<Option<Instance>>>;

struct Instance {
    store: Store<Tenant>,
    module: Arc<Module>,
}

/// What the store of a component holds.
pub(super) struct Tenant {
    wasi: WasiCtx,
    table: ResourceTable,
    watch: Watch,
    /// Bytes that its memories may still grow by.
    memory: u64,
}

impl Served {
    /// For a runtime with these limits, watched as it is.
    pub(crate) fn new(watch: &Watch, limits: Limits, side: &Arc<Side>) -> Self {
        Self { watch: watch.share(), limits, side: Arc::clone(side), places: Mutex::default() }
    }

    /// Calls a function of a component; its payload has been checked.
    pub(super) async fn call(&self, server: &Arc<Server>, function: &str, arguments: Vec<u8>) -> Given {
        let (place, watch, limits) = (self.place(server), self.watch.share(), self.limits);
        let (called, function_name) = (Arc::clone(server), function.to_owned());
        let answer = self.side.add(async move {
            let mut place = place.lock().await;
            let _running = called.engine.inner.ticker.running();
            let mut instance = match place.take() {
                Some(instance) => instance,
                None => Instance::start(&called.module, watch, limits).await?,
            };
            let answer = instance.call(function_name, arguments).await?;
            // Unless it trapped: then the next call makes another.
            *place = Some(instance);
            wasmtime::Result::Ok(answer)
        });
        let ended = |how: String| HostError::new(format!("the component {} ended in {function}: {how}", server.name));
        let answer: wasmtime::Result<Given> =
            answer.await.map_err(|_panicked| ended("the host panicked".to_owned()))?;
        let payload = answer.map_err(|error| ended(error.root_cause().to_string()))??;
        check(&payload, "the result")?;
        Ok(payload)
    }

    fn place(&self, server: &Arc<Server>) -> Place {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = places.iter().find(|(known, _)| Arc::ptr_eq(known, server)) {
            return Arc::clone(place);
        }
        let place = Place::default();
        places.push((Arc::clone(server), Arc::clone(&place)));
        place
    }
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served").finish_non_exhaustive()
    }
}

impl Instance {
    async fn start(module: &ModulePre, watch: Watch, limits: Limits) -> wasmtime::Result<Self> {
        let mut table = ResourceTable::new();
        table.set_max_capacity(MOST_RESOURCES);
        let tenant = Tenant { wasi: WasiCtxBuilder::new().build(), table, watch, memory: limits.memory };
        let mut store = Store::new(module.engine(), tenant);
        store.limiter(|tenant| tenant);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|mut context| epoch(&mut context.data_mut().watch));
        let module = Arc::new(module.instantiate_async(&mut store).await?);
        Ok(Self { store, module })
    }

    /// The outer error is a trap.
    async fn call(&mut self, function: String, arguments: Vec<u8>) -> wasmtime::Result<Given> {
        self.store.data_mut().watch.resume();
        let module = Arc::clone(&self.module);
        let call = async move |accessor: &_| {
            module.skerry_module_functions().call_call(accessor, function, arguments, Vec::new()).await
        };
        let answer = self.store.run_concurrent(call).await??;
        Ok(match answer {
            Ok(outcome) if outcome.streams.is_empty() => Ok(outcome.payload),
            Ok(_) => Err(HostError::type_error("the component gave streams, which are reserved")),
            Err(failure) => Err(HostError::named(failure.name, failure.message)),
        })
    }
}

/// The names of a component's functions; asked on a thread of its own, which may
/// wait where the caller's may not.
pub(super) fn list(engine: &Engine, module: &ModulePre) -> wasmtime::Result<Vec<String>> {
    let _running = engine.inner.ticker.running();
    let ask = async {
        let limits = Limits::default().wall(LIST_TIME);
        let mut watch = Watch::new(limits, Arc::<Stop>::default());
        watch.begin(None);
        let mut instance = Instance::start(module, watch, limits).await?;
        instance.module.skerry_module_functions().call_list(&mut instance.store).await
    };
    let answer = std::thread::scope(|scope| {
        let asking = scope.spawn(|| tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(ask));
        asking.join()
    });
    answer.unwrap_or_else(|_panicked| wasmtime::bail!("it cannot be asked for its functions"))
}

impl WasiView for Tenant {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl ResourceLimiter for Tenant {
    fn memory_growing(&mut self, current: usize, desired: usize, _maximum: Option<usize>) -> wasmtime::Result<bool> {
        let more = desired.saturating_sub(current) as u64;
        let left = self.memory.checked_sub(more);
        self.memory = left.unwrap_or(self.memory);
        Ok(left.is_some())
    }

    fn table_growing(&mut self, _current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= maximum.unwrap_or(MOST_ELEMENTS).min(MOST_ELEMENTS))
    }

    fn instances(&self) -> usize {
        MOST_PARTS
    }

    fn tables(&self) -> usize {
        MOST_PARTS
    }

    fn memories(&self) -> usize {
        MOST_PARTS
    }
}
