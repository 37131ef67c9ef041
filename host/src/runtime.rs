//! A runtime: one isolated JavaScript world, one store, one instance.

use crate::call::{self, Ended};
use crate::capabilities::Capabilities;
use crate::clock::Clock;
use crate::console::{ConsoleSink, StdConsole};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::interrupt::InterruptHandle;
use crate::limits::Limits;
use crate::link::{self, Completion, Failure};
use crate::loader::{Loader, MapLoader};
use crate::random::Random;
use crate::slot::Slot;
use crate::source::Source;
use crate::span;
use crate::store::{Settings, State};
use crate::usage::Usage;
use crate::value;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::Instrument;
use wasmtime::Store;
use wasmtime::component::Accessor;

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
/// | `clock` | [`Clock::System`] |
/// | `random` | [`Random::System`] |
/// | `wait_for_slot` | no: fails at once when all slots are taken |
#[must_use]
pub struct RuntimeBuilder {
    engine: Engine,
    limits: Limits,
    capabilities: Capabilities,
    loader: Arc<dyn Loader>,
    console: Box<dyn ConsoleSink>,
    arguments: Vec<String>,
    clock: Clock,
    random: Random,
    wait_for_slot: Option<Duration>,
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
            clock: Clock::System,
            random: Random::System,
            wait_for_slot: None,
        }
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

    /// What time it is for scripts.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where the random numbers of scripts come from.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// Waits for a slot, at most this long, when all of the engine are taken.
    ///
    /// Who asked first gets the next one that a dropped runtime gives back.
    pub fn wait_for_slot(mut self, at_most: Duration) -> Self {
        self.wait_for_slot = Some(at_most);
        self
    }

    /// Makes the runtime. The future may be dropped at any moment.
    ///
    /// # Errors
    /// [`Error::Setup`] when a limit or the clock is out of range, or all slots are taken and
    /// none came free in the time that [`wait_for_slot`](Self::wait_for_slot) gives.
    pub async fn build(self) -> Result<Runtime> {
        self.limits.check().map_err(Error::Setup)?;
        self.clock.check().map_err(Error::Setup)?;
        let engine = self.engine;
        let mut slot = Slot::take(&engine.inner, self.wait_for_slot).await?;
        let settings = Settings {
            limits: self.limits,
            console: self.console,
            loader: self.loader,
            arguments: self.arguments,
            environment: self.capabilities.environment,
            clock: self.clock,
            random: self.random,
        };
        let (store, guest) = slot.fill(State::new(settings)).await?;
        Ok(Runtime { store, guest: Arc::new(guest), _slot: slot, engine, wall: Duration::ZERO, poison: None })
    }
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
        self.call("run", work).await
    }

    /// Imports the module that the loader finds for `specifier`, as the entry point.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn import(&mut self, specifier: &str) -> Result<()> {
        let guest = Arc::clone(&self.guest);
        let specifier = specifier.to_owned();
        self.call("import", async move |accessor| guest.call_import_entry(accessor, specifier).await).await
    }

    /// Drives timers and jobs until none is left; the script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub async fn run_until_idle(&mut self) -> Result<i32> {
        let guest = Arc::clone(&self.guest);
        self.call("run_until_idle", async move |accessor| guest.call_run_until_idle(accessor).await).await
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
        self.call("eval", async move |accessor| guest.call_eval(accessor, source.into(), completion).await).await
    }

    async fn call<R: Send + 'static>(
        &mut self,
        kind: &'static str,
        work: impl AsyncFnOnce(&Accessor<State>) -> wasmtime::Result<Result<R, Failure>>,
    ) -> Result<R> {
        if let Some(reason) = &self.poison {
            return Err(Error::Poisoned(reason.clone()));
        }
        let span = span::call(kind);
        let before = self.usage();
        let start = Instant::now();
        let _running = self.engine.inner.ticker.running();
        // Stays when this future is dropped before it is done.
        self.poison = Some("a call was abandoned".to_owned());
        let Ended { result, poison } = call::call(&mut self.store, work).instrument(span.clone()).await;
        self.poison = poison;
        self.wall += start.elapsed();
        span::end(&span, &before, &self.usage());
        result
    }
}
