//! How a runtime is made.

use super::{Live, Runtime};
use crate::caller::AsyncCaller;
use crate::capabilities::Capabilities;
use crate::clock::Clock;
use crate::console::{ConsoleSink, StdConsole};
use crate::data::Data;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::host_error::HostError;
use crate::host_module::HostModule;
use crate::limits::Limits;
use crate::loader::{Loader, MapLoader};
use crate::net::{FetchAnswer, FetchHook, FetchRequest};
use crate::random::Random;
use crate::slot::Slot;
use crate::snapshot::Snapshot;
use crate::store::Settings;
use crate::stream::{ByteReader, ByteWriter, StandardStreams};
use std::any::Any;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How a [`Runtime`] is set up.
///
/// | setting | default |
/// |---|---|
/// | `limits` | [`Limits::default`] |
/// | `capabilities` | [`Capabilities::none`] |
/// | `loader` | none: every import fails |
/// | `console` | the process's stdout and stderr |
/// | `arguments` | none |
/// | `stdin`, `stdout`, `stderr` | none |
/// | `host_module`, `data` | none |
/// | `on_fetch` | none: requests go to what `capabilities` grant |
/// | `clock` | [`Clock::System`] |
/// | `random` | [`Random::System`] |
/// | `wait_for_slot` | no: fails at once when all slots are taken |
/// | `snapshot` | none: the built-ins and nothing else |
#[must_use]
pub struct RuntimeBuilder {
    engine: Engine,
    limits: Limits,
    capabilities: Capabilities,
    loader: Arc<dyn Loader>,
    console: Box<dyn ConsoleSink>,
    arguments: Vec<String>,
    streams: StandardStreams,
    host_modules: Vec<Arc<HostModule>>,
    data: Data,
    on_fetch: Option<Arc<FetchHook>>,
    clock: Clock,
    random: Random,
    wait_for_slot: Option<Duration>,
    snapshot: Option<Snapshot>,
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
            streams: StandardStreams::default(),
            host_modules: Vec::new(),
            data: Data::default(),
            on_fetch: None,
            clock: Clock::System,
            random: Random::System,
            wait_for_slot: None,
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

    /// `process.stdin`, a `ReadableStream`; without one it is at its end. A runtime that is
    /// reset has none of the three any more.
    pub fn stdin(mut self, reader: ByteReader) -> Self {
        self.streams.input = Some(reader);
        self
    }

    /// `process.stdout`, a `WritableStream` of bytes and strings; without one it is `undefined`.
    /// The console writes elsewhere: see [`console`](Self::console).
    pub fn stdout(mut self, writer: ByteWriter) -> Self {
        self.streams.output = Some(writer);
        self
    }

    /// `process.stderr`, as [`stdout`](Self::stdout).
    pub fn stderr(mut self, writer: ByteWriter) -> Self {
        self.streams.error = Some(writer);
        self
    }

    /// Gives scripts the functions of a module; share one with an `Arc`.
    pub fn host_module(mut self, module: impl Into<Arc<HostModule>>) -> Self {
        self.host_modules.push(module.into());
        self
    }

    /// Keeps a value with the runtime for its host functions
    /// ([`Caller::data`](crate::Caller::data)), one of each type.
    pub fn data<T: Any + Send + Sync>(mut self, value: T) -> Self {
        self.data.insert(value);
        self
    }

    /// Has a say in each request that scripts make with `fetch`: answers it, sends it on as
    /// it is or otherwise, or refuses it with an error, which the script sees.
    ///
    /// It is asked before the grants are, and needs none to answer. What it sends on must be
    /// granted by [`Capabilities::network`]. A redirect that is followed is asked for anew.
    /// As with [`HostModule::async_function`], the future runs while a call is awaited and
    /// is dropped where the script aborts the request.
    ///
    /// ```
    /// use skerry::{AsyncCaller, FetchAnswer, FetchRequest, FetchResponse, HostError};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let engine = skerry::Engine::builder().build()?;
    /// let mut runtime = engine
    ///     .runtime()
    ///     .on_fetch(|_: AsyncCaller, mut request: FetchRequest| async move {
    ///         if request.url.starts_with("https://prices.example/") {
    ///             let response = FetchResponse::new(200, r#"{"cents": 800}"#);
    ///             return Ok(FetchAnswer::Respond(response.header("content-type", "application/json")));
    ///         }
    ///         if request.method != "GET" {
    ///             return Err(HostError::type_error("scripts may only read"));
    ///         }
    ///         request.set_header("authorization", "Bearer what no script sees");
    ///         Ok(FetchAnswer::Send(request))
    ///     })
    ///     .build()
    ///     .await?;
    /// let cents: u32 = runtime
    ///     .eval("fetch('https://prices.example/7').then((response) => response.json()).then(({ cents }) => cents)")
    ///     .await?;
    /// assert_eq!(cents, 800);
    /// # Ok(()) })
    /// # }
    /// ```
    pub fn on_fetch<F, E>(mut self, hook: impl Fn(AsyncCaller, FetchRequest) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<FetchAnswer, E>> + Send + 'static,
        E: Into<HostError>,
    {
        self.on_fetch = Some(Arc::new(FetchHook::new(hook)));
        self
    }

    /// Whether sockets may be needed.
    #[cfg(feature = "network")]
    pub(crate) fn has_network(&self) -> bool {
        self.capabilities.network.is_some()
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
    /// [`Error::Setup`] when a limit or the clock is out of range, fuel is limited and not counted, or all slots are taken and
    /// none came free in the time that [`wait_for_slot`](Self::wait_for_slot) gives.
    pub async fn build(self) -> Result<Runtime> {
        self.limits.check().map_err(Error::Setup)?;
        check(&self.host_modules)?;
        self.clock.check().map_err(Error::Setup)?;
        let engine = self.engine;
        let capabilities = Capabilities { on_fetch: self.on_fetch, ..self.capabilities };
        if self.limits.fuel.is_some() && !engine.inner.fuel {
            return Err(Error::Setup("a limit for fuel needs Engine::builder().fuel(true)".to_owned()));
        }
        let mut slot = Slot::take(&engine.inner, self.wait_for_slot).await?;
        let settings = Settings {
            limits: self.limits,
            console: self.console,
            loader: self.loader,
            arguments: self.arguments,
            capabilities,
            host_modules: self.host_modules.into(),
            data: Arc::new(self.data),
            stop: Arc::default(),
            clock: self.clock,
            random: self.random,
            streams: self.streams,
        };
        let live = Live::start(&mut slot, settings, self.snapshot.as_ref()).await?;
        let state = live.store.data();
        let (stop, handles) = (Arc::clone(&state.watch.stop), Arc::clone(&state.handles));
        let snapshot = self.snapshot;
        Ok(Runtime { live: Some(live), slot, engine, snapshot, stop, handles, wall: Duration::ZERO, poison: None })
    }
}

/// Host modules have names of their own.
fn check(modules: &[Arc<HostModule>]) -> Result<()> {
    for (index, module) in modules.iter().enumerate() {
        module.check()?;
        if modules.iter().take(index).any(|other| other.name == module.name) {
            return Err(Error::Setup(format!("two host modules are called '{}'", module.name)));
        }
    }
    Ok(())
}
