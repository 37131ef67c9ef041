//! Instances of a component, and the requests that each of them gets.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use wasmtime::component::{GuestTaskId, ResourceTable};
use wasmtime::{Result, Store, StoreContextMut};
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};
use wasmtime_wasi_http::handler::{
    HandlerState, Instance, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState, WorkerStatus,
};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Makes instances.
pub struct Instances {
    pre: ProxyPre<Host>,
    requests: usize,
}

impl Instances {
    pub fn new(pre: ProxyPre<Host>, requests: usize) -> Self {
        Self { pre, requests }
    }
}

/// What one instance has of the host.
pub struct Host {
    wasi: WasiCtx,
    http: WasiHttpCtx,
    table: ResourceTable,
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for Host {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { ctx: &mut self.http, table: &mut self.table, hooks: Default::default() }
    }
}

/// How many requests an instance takes, and at a time where its world lets it.
pub struct Taking {
    requests: usize,
    at_a_time: usize,
}

impl WorkerState for Taking {
    type StoreData = Host;
    type RequestData = ();

    fn should_accept_request(&self, concurrent_count: usize, total_count: usize) -> ShouldAccept {
        match () {
            () if total_count >= self.requests => ShouldAccept::Never,
            () if concurrent_count >= self.at_a_time => ShouldAccept::No,
            () => ShouldAccept::Yes,
        }
    }

    fn on_request_start(
        &self,
        _store: StoreContextMut<'_, Host>,
        (): (),
        _task: GuestTaskId,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + Sync>> {
        Box::pin(tokio::time::sleep(TIMEOUT))
    }

    fn drop(&self, _store: Store<Host>, result: Result<()>) {
        if let Err(error) = result {
            eprintln!("an instance has failed: {error:?}");
        }
    }
}

/// An instance waits for the next request until it has had all of its own.
pub struct Patience;

impl WorkerExpiration for Patience {
    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>, _status: WorkerStatus, _since: Instant) -> Poll<()> {
        Poll::Pending
    }
}

impl HandlerState for Instances {
    type StoreData = Host;
    type WorkerExpiration = Patience;
    type WorkerState = Taking;

    async fn instantiate(&self) -> Result<Instance<Host, Patience, Taking>> {
        let engine = match &self.pre {
            ProxyPre::P2(pre) => pre.engine(),
            ProxyPre::P3(pre) => pre.engine(),
        };
        let wasi = WasiCtxBuilder::new().inherit_stdio().build();
        let host = Host { wasi, http: WasiHttpCtx::new(), table: ResourceTable::new() };
        let mut store = Store::new(engine, host);
        let proxy = self.pre.instantiate_async(&mut store).await?;
        let at_a_time = if matches!(self.pre, ProxyPre::P3(_)) { self.requests } else { 1 };
        let state = Taking { requests: self.requests, at_a_time };
        Ok(Instance { store, proxy, view: <Host as WasiHttpView>::http, expiration: Patience, state })
    }
}
