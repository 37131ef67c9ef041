//! A runtime: one isolated JavaScript world, one store, one instance.

use crate::call::{self, Ended};
use crate::capabilities::Capabilities;
use crate::console::{ConsoleSink, StdConsole};
use crate::engine::{Engine, Inner};
use crate::error::{Error, Result};
use crate::interrupt::InterruptHandle;
use crate::limits::Limits;
use crate::link::{self, Completion, Failure};
use crate::loader::{Loader, MapLoader};
use crate::pool::Pool;
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::sources::Sources;
use crate::store::{Settings, State, store};
use crate::usage::Usage;
use crate::value;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::{Duration, Instant};
use wasmtime::component::Accessor;
use wasmtime::{PoolConcurrencyLimitError, Store};

/// One isolated JavaScript world.
///
/// Nothing in it runs outside of a call: timers and jobs advance while an
/// [`eval`](Self::eval), [`import`](Self::import) or
/// [`run_until_idle`](Self::run_until_idle) is awaited. It is `Send` and
/// `'static`: keep it in any collection, move it between threads, drop it at
/// any moment. Dropping it frees everything it held.
///
/// A call whose future is dropped before it is done poisons the runtime.
pub struct Runtime {
    // In this order: the slot is free when the store is gone.
    store: Store<State>,
    guest: link::Guest,
    _slot: Slot,
    engine: Engine,
    wall: Duration,
    poison: Option<String>,
}

/// How a [`Runtime`] is set up.
///
/// | setting | default |
/// |---|---|
/// | `limits` | [`Limits::default`] |
/// | `capabilities` | [`Capabilities::none`] |
/// | `loader` | none: every import fails |
/// | `console` | the process's stdout and stderr |
/// | `arguments` | none |
/// | `snapshot` | none: the built-ins and nothing else |
#[must_use]
pub struct RuntimeBuilder {
    engine: Engine,
    limits: Limits,
    capabilities: Capabilities,
    loader: Arc<dyn Loader>,
    console: Box<dyn ConsoleSink>,
    arguments: Vec<String>,
    snapshot: Option<Snapshot>,
}

/// The place a store lives in, given back when it is dropped.
pub(crate) enum Slot {
    Hot(Arc<Inner>),
    Wide,
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Self::Hot(engine) = self {
            engine.give_hot();
        }
    }
}

impl RuntimeBuilder {
    pub(crate) fn new(engine: Engine) -> Self {
        Self {
            engine,
            limits: Limits::default(),
            capabilities: Capabilities::none(),
            loader: Arc::new(MapLoader::new()),
            console: Box::new(StdConsole),
            arguments: Vec::new(),
            snapshot: None,
        }
    }

    /// The code that it starts from, evaluated already.
    pub fn snapshot(mut self, snapshot: &Snapshot) -> Self {
        self.snapshot = Some(snapshot.clone());
        self
    }

    /// How much the runtime may use.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What the runtime has access to.
    pub fn capabilities(mut self, capabilities: Capabilities) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// Where imports come from.
    pub fn loader(mut self, loader: impl Loader) -> Self {
        self.loader = Arc::new(loader);
        self
    }

    /// Where the console writes to.
    pub fn console(mut self, console: impl ConsoleSink) -> Self {
        self.console = Box::new(console);
        self
    }

    /// `process.argv`.
    pub fn arguments(mut self, arguments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// Makes the runtime.
    ///
    /// # Errors
    /// [`Error::Setup`] when a limit is out of range or all slots are taken.
    pub async fn build(self) -> Result<Runtime> {
        self.limits.check().map_err(Error::Setup)?;
        let engine = self.engine;
        let inner = &engine.inner;
        let settings = Settings {
            limits: self.limits,
            console: self.console,
            loader: self.loader,
            arguments: self.arguments,
            environment: self.capabilities.environment,
        };
        let mut state = State::new(settings);
        if let Some(snapshot) = &self.snapshot {
            snapshot.check(&self.limits)?;
            state.sources = Sources::after(snapshot.texts());
        }
        let (store, guest, slot) = place(inner, state, self.snapshot.as_ref()).await?;
        Ok(Runtime { store, guest: Arc::new(guest), _slot: slot, engine, wall: Duration::ZERO, poison: None })
    }
}

/// Instantiates the guest in a hot slot while one is free, else in a wide one.
pub(crate) async fn place(
    inner: &Arc<Inner>,
    mut state: State,
    snapshot: Option<&Snapshot>,
) -> Result<(Store<State>, link::Instance, Slot)> {
    let guest = |pool: &Pool| snapshot.map_or_else(|| Ok(pool.guest.clone()), |snapshot| snapshot.linked(pool));
    let failed = |error: wasmtime::Error| Error::Setup(format!("cannot instantiate the guest: {error:#}"));
    if inner.take_hot() {
        let slot = Slot::Hot(Arc::clone(inner));
        let mut store = store(&inner.hot().engine, state);
        match guest(inner.hot())?.instantiate_async(&mut store).await {
            Ok(guest) => return Ok((store, guest, slot)),
            // A slot that was given back can still be on its way through the
            // allocator on another thread.
            Err(error) if error.is::<PoolConcurrencyLimitError>() => state = store.into_data(),
            Err(error) => return Err(failed(error)),
        }
    }
    let wide = inner.wide()?;
    let mut store = store(&wide.engine, state);
    let guest = guest(wide)?.instantiate_async(&mut store).await.map_err(failed)?;
    Ok((store, guest, Slot::Wide))
}

impl Runtime {
    /// Evaluates a source; its completion value, awaited where it is a promise.
    ///
    /// # Errors
    /// [`Error::Exception`] for what the script throws, [`Error::Convert`] for a
    /// value that does not fit `T`; see [`Error`] for the rest.
    pub async fn eval<T: DeserializeOwned + 'static>(&mut self, source: impl Into<Source>) -> Result<T> {
        let bytes = self.evaluate(source.into(), Completion::Value).await?;
        value::from_cbor(&bytes)
    }

    /// Evaluates a source; its completion value as the console would show it.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn eval_text(&mut self, source: impl Into<Source>) -> Result<String> {
        let bytes = self.evaluate(source.into(), Completion::Text).await?;
        String::from_utf8(bytes).map_err(|_| Error::Fault("the guest gave text that is not UTF-8".to_owned()))
    }

    /// Runs a program to its end: evaluates the source, then drives timers and
    /// jobs until none is left, in one call. The script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn run(&mut self, source: impl Into<Source>) -> Result<i32> {
        let source = self.remember(source.into());
        let guest = Arc::clone(&self.guest);
        let work = async move |accessor: &Accessor<State>| match guest
            .call_eval(accessor, source.into(), Completion::None)
            .await?
        {
            Ok(_) => guest.call_run_until_idle(accessor).await,
            Err(failure) => Ok(Err(failure)),
        };
        self.call(work).await
    }

    /// Imports the module that the loader finds for `specifier`, as the entry point.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn import(&mut self, specifier: &str) -> Result<()> {
        let guest = Arc::clone(&self.guest);
        let specifier = specifier.to_owned();
        self.call(async move |accessor| guest.call_import_entry(accessor, specifier).await).await
    }

    /// Drives timers and jobs until none is left; the script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn run_until_idle(&mut self) -> Result<i32> {
        let guest = Arc::clone(&self.guest);
        self.call(async move |accessor| guest.call_run_until_idle(accessor).await).await
    }

    /// Stops this runtime from anywhere.
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(Arc::clone(&self.store.data().watch.stop))
    }

    /// What the runtime has used so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let state = self.store.data();
        Usage {
            cpu: state.cpu,
            wall: self.wall,
            peak_memory: state.peak_memory,
            output: state.output,
            modules: state.modules,
        }
    }

    /// The text that was loaded for a URL, where the runtime still has it.
    #[must_use]
    pub fn source_text(&self, url: &str) -> Option<Arc<str>> {
        self.store.data().sources.get(url)
    }

    /// Keeps the text for code frames.
    fn remember(&mut self, source: Source) -> Source {
        let state = self.store.data_mut();
        state.modules += 1;
        state.sources.remember(&source.url, &source.text);
        source
    }

    async fn evaluate(&mut self, source: Source, completion: Completion) -> Result<Vec<u8>> {
        let source = self.remember(source);
        let guest = Arc::clone(&self.guest);
        self.call(async move |accessor| guest.call_eval(accessor, source.into(), completion).await).await
    }

    async fn call<R: Send + 'static>(
        &mut self,
        work: impl AsyncFnOnce(&Accessor<State>) -> wasmtime::Result<Result<R, Failure>>,
    ) -> Result<R> {
        if let Some(reason) = &self.poison {
            return Err(Error::Poisoned(reason.clone()));
        }
        let start = Instant::now();
        let _running = self.engine.inner.ticker.running();
        // Stays when this future is dropped before it is done.
        self.poison = Some("a call was abandoned".to_owned());
        let Ended { result, poison } = call::call(&mut self.store, work).await;
        self.poison = poison;
        self.wall += start.elapsed();
        result
    }
}
