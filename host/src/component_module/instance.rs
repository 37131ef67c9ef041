//! A component's instance for one runtime, and the store that it lives in.

use super::bindings::exports::skerry::module::functions::{Bytes, Outcome};
use super::bindings::{Module, ModulePre as Pre};
use super::parcel::Parcel;
use super::streams;
use crate::engine::Engine;
use crate::handle::Handles;
use crate::host_error::HostError;
use crate::interrupt::Stop;
use crate::limits::Limits;
use crate::side::Side;
use crate::store::epoch;
use crate::stream::ByteReader;
use crate::watch::Watch;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use wasmtime::component::{Accessor, AccessorTask, ResourceTable};
use wasmtime::{AsContextMut, ResourceLimiter, Store};
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

/// A call of a component's function, on its way to the instance.
pub(super) struct Order {
    pub(super) function: String,
    pub(super) arguments: Parcel,
    /// The runtime's, for the streams of the result.
    pub(super) handles: Arc<Handles>,
    pub(super) reply: oneshot::Sender<Result<Parcel, HostError>>,
}

/// Makes an instance and drives it: carries out orders, any number at a time, until it traps
/// or nobody can give one any more. What a call is told that gets no reply is the fate.
pub(super) async fn drive(
    module: &ModulePre,
    watch: Watch,
    limits: Limits,
    side: Weak<Side>,
    mut orders: mpsc::UnboundedReceiver<Order>,
    fate: &OnceLock<String>,
) {
    let ended = async {
        let Instance { mut store, module } = Instance::start(module, watch, limits).await?;
        let attend = async move |accessor: &Accessor<Tenant>| {
            while let Some(order) = orders.recv().await {
                accessor.spawn(Called { module: Arc::clone(&module), side: Weak::clone(&side), order })?;
            }
            wasmtime::Result::Ok(())
        };
        // Before the store, and with it all replies, is gone.
        let ended = store.run_concurrent(attend).await.flatten();
        ended.inspect_err(|error| tell(fate, error))
    };
    if let Err(error) = ended.await {
        tell(fate, &error);
    }
}

fn tell(fate: &OnceLock<String>, error: &wasmtime::Error) {
    fate.get_or_init(|| error.root_cause().to_string());
}

/// One order under way.
struct Called {
    module: Arc<Module>,
    side: Weak<Side>,
    order: Order,
}

impl AccessorTask<Tenant> for Called {
    async fn run(self, accessor: &Accessor<Tenant>) -> wasmtime::Result<()> {
        let Order { function, arguments, handles, reply } = self.order;
        let Parcel { payload, streams } = arguments;
        let streams = accessor.with(|mut access| {
            access.get().watch.resume();
            streams.into_iter().map(|reader| streams::give(&mut access, reader)).collect::<wasmtime::Result<_>>()
        })?;
        let functions = self.module.skerry_module_functions();
        let answer = match functions.call_call(accessor, function, payload, streams).await? {
            Ok(Outcome { payload, streams }) => {
                let taken = accessor.with(|access| take(access, streams, &handles, self.side.upgrade().as_deref()))?;
                taken.map(|streams| Parcel { payload, streams })
            }
            Err(failure) => Err(HostError::named(failure.name, failure.message)),
        };
        // Nobody waits for it any more: that is the caller's choice.
        let _heard = reply.send(answer).is_ok();
        Ok(())
    }
}

/// Takes the streams of a result; none where one of them finds no room.
fn take(
    mut store: impl AsContextMut<Data = Tenant>,
    given: Vec<Bytes>,
    handles: &Handles,
    side: Option<&Side>,
) -> wasmtime::Result<Result<Vec<ByteReader>, HostError>> {
    let mut taken = Ok(Vec::new());
    for bytes in given {
        match (&mut taken, side) {
            (Ok(readers), Some(side)) => match streams::take(&mut store, bytes, handles, side)? {
                Ok(reader) => readers.push(reader),
                Err(error) => taken = Err(error),
            },
            _ => streams::close(&mut store, bytes)?,
        }
    }
    Ok(taken)
}

impl Instance {
    async fn start(module: &ModulePre, watch: Watch, limits: Limits) -> wasmtime::Result<Self> {
        let mut table = ResourceTable::new();
        table.set_max_capacity(MOST_RESOURCES);
        let tenant = Tenant { wasi: WasiCtxBuilder::new().build(), table, watch, memory: limits.memory };
        let mut store = Store::new(module.engine(), tenant);
        store.limiter(|tenant| tenant);
        store.set_max_component_handles(MOST_RESOURCES);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|mut context| epoch(&mut context.data_mut().watch));
        let module = Arc::new(module.instantiate_async(&mut store).await?);
        Ok(Self { store, module })
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
