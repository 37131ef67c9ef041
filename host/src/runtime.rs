//! A runtime: one isolated JavaScript world, one store, one instance.

mod builder;

pub use builder::RuntimeBuilder;

use crate::call::Call;
use crate::calls::{self, Calls};
use crate::drive::{self, Ended};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::finish;
use crate::function::Function;
use crate::handle::Handles;
use crate::handler;
use crate::heap::Heap;
use crate::interrupt::{InterruptHandle, Stop};
use crate::link::{Completion, Guest};
use crate::module::Module;
use crate::net::{FetchRequest, FetchResponse};
use crate::program::Program;
use crate::promise::Promise;
use crate::slot::Slot;
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::span;
use crate::store::{Settings, State};
use crate::usage::Usage;
use crate::value::Arguments;
use crate::work::{Answer, Output, Show, Work};
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::pin;
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
    live: Option<Live>,
    slot: Slot,
    engine: Engine,
    snapshot: Option<Snapshot>,
    stop: Arc<Stop>,
    handles: Arc<Handles>,
    wall: Duration,
    poison: Option<String>,
}

/// A store and the guest in it; none while a runtime is reset.
struct Live {
    store: Store<State>,
    guest: Arc<Guest>,
}

impl Live {
    async fn start(slot: &mut Slot, settings: Settings, snapshot: Option<&Snapshot>) -> Result<Self> {
        let mut state = State::new(settings);
        if let Some(snapshot) = snapshot {
            snapshot.check(&state.limits)?;
            state.sources = std::mem::take(&mut state.sources).with_before(snapshot.texts());
        }
        let (store, guest) = slot.fill(state, snapshot).await?;
        Ok(Self { store, guest: Arc::new(guest) })
    }
}

impl Runtime {
    /// Evaluates a source; its completion value, awaited where it is a promise.
    ///
    /// # Errors
    /// [`Error::Exception`] for what the script throws, [`Error::Convert`] for a
    /// value that does not fit `T`; see [`Error`] for the rest.
    pub fn eval<T: DeserializeOwned>(&mut self, source: impl Into<Source>) -> Call<'_, T> {
        Call::new(self, Ok(Work::Eval(source.into(), Completion::Value)), finish::value)
    }

    /// Evaluates a source; its completion value as the console would show it.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn eval_text(&mut self, source: impl Into<Source>) -> Call<'_, String> {
        Call::new(self, Ok(Work::Eval(source.into(), Completion::Text)), finish::text)
    }

    /// Runs a program to its end: evaluates the source, then drives timers and
    /// jobs until none is left, in one call. The script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn run(&mut self, source: impl Into<Source>) -> Call<'_, i32> {
        Call::new(self, Ok(Work::Run(source.into(), None)), finish::exit_code)
    }

    /// Evaluates a source as a module.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn load(&mut self, source: impl Into<Source>) -> Call<'_, Module> {
        Call::new(self, Ok(Work::Load(source.into())), finish::module)
    }

    /// As [`run`](Self::run); shows the completion value, as the console would,
    /// before timers and jobs are driven to their end.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn run_showing(
        &mut self,
        source: impl Into<Source>,
        show: impl FnOnce(&str) + Send + 'static,
    ) -> Call<'_, i32> {
        Call::new(self, Ok(Work::Run(source.into(), Some(Show(Box::new(show))))), finish::exit_code)
    }

    /// Imports the module that the loader finds for `specifier`, as the entry point.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn import(&mut self, specifier: &str) -> Call<'_, Module> {
        Call::new(self, Ok(Work::Import(specifier.to_owned())), finish::module)
    }

    /// Calls a function that a module exports; its result, awaited where it is a
    /// promise.
    ///
    /// # Errors
    /// [`Error::Convert`] when an argument or the result cannot cross, or the
    /// module is of another runtime; else as [`eval`](Self::eval).
    pub fn call<T: DeserializeOwned>(&mut self, module: &Module, name: &str, arguments: impl Arguments) -> Call<'_, T> {
        let work = calls::export(module, name, arguments, &self.handles);
        Call::new(self, work, finish::value)
    }

    /// Calls a function that the script gave out.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn call_function<T: DeserializeOwned>(
        &mut self,
        function: &Function,
        arguments: impl Arguments,
    ) -> Call<'_, T> {
        let work = calls::function_call(function, arguments, &self.handles);
        Call::new(self, work, finish::value)
    }

    /// Awaits a promise that the script gave out.
    ///
    /// # Errors
    /// As [`call`](Self::call); [`Error::Stalled`] where it can never settle.
    pub fn settle<T: DeserializeOwned>(&mut self, promise: &Promise) -> Call<'_, T> {
        let work = promise.0.id_in(&self.handles).map(Work::Settle);
        Call::new(self, work, finish::value)
    }

    /// Hands a request to the script's handler: `export default { async fetch(request, env, ctx) {} }`
    /// of the module that was evaluated last as an entry point, or the listeners of `fetch`.
    ///
    /// `respond` gets the response as soon as its headers are known. The call goes on until
    /// the body has been read or dropped, where it is a stream of the script's, and all that
    /// the script gave to `waitUntil` is settled; nothing else that it started is waited for.
    /// Read the body from another task, or beside the call.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
    /// use skerry::{Engine, FetchRequest, Source};
    ///
    /// let engine = Engine::builder().build()?;
    /// let app = "export default { fetch: ({ url }) => new Response(new URL(url).pathname) }";
    /// let snapshot = engine.snapshot([Source::module(app)]).await?;
    ///
    /// let mut runtime = engine.runtime().snapshot(&snapshot).build().await?;
    /// let (respond, response) = tokio::sync::oneshot::channel();
    /// let request = FetchRequest::new("GET", "http://example.com/hello");
    /// runtime.fetch(request, |response| drop(respond.send(response))).await?;
    /// assert_eq!(response.await?.status, 200);
    /// # Ok(()) })
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Exception`] for what the handler throws, and with a `TypeError` where there
    /// is none or it answers with what is no response; else as [`call`](Self::call). Where
    /// it comes from what goes on after the response, `respond` was called before.
    pub fn fetch(
        &mut self,
        request: FetchRequest,
        respond: impl FnOnce(FetchResponse) + Send + 'static,
    ) -> Call<'_, ()> {
        let work = handler::Request::work(request, respond, &self.handles);
        Call::new(self, work, finish::nothing)
    }

    /// Whether the script handles requests: whether [`fetch`](Self::fetch) finds a handler.
    ///
    /// # Errors
    /// As [`eval`](Self::eval): looking for it may run the script's getters.
    pub fn handles_fetch(&mut self) -> Call<'_, bool> {
        Call::new(self, Ok(Work::HandlesFetch), finish::flag)
    }

    /// Makes any number of calls at a time.
    ///
    /// Timers and streams advance as long as it takes, also between the calls. All of it
    /// shares the runtime's limits as if it were one call. What a script throws outside of
    /// any call, in a timer say, ends the oldest of them, or this one where there is none.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
    /// # let engine = skerry::Engine::builder().build()?;
    /// # let mut runtime = engine.runtime().build().await?;
    /// let sleepy = "new Promise((resolve) => setTimeout(resolve, 10, 'done'))";
    /// let (one, two) = runtime
    ///     .concurrent(|calls| async move {
    ///         tokio::join!(calls.eval::<String>(sleepy), calls.eval::<String>(sleepy))
    ///     })
    ///     .await?;
    /// assert_eq!((one?, two?), ("done".to_owned(), "done".to_owned()));
    /// # Ok(()) })
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the runtime is poisoned or becomes so, and what a script throws outside of any
    /// call. A call's own error is the call's result.
    pub async fn concurrent<R, F>(&mut self, work: impl FnOnce(Calls) -> F) -> Result<R>
    where
        R: Send + 'static,
        F: Future<Output = R> + Send,
    {
        let calls = self.live()?.store.data_mut().host().calls.clone();
        let main = work(calls);
        self.enter("concurrent", None, async |guest, accessor| calls::beside_the_loop(guest, accessor, main).await)
            .await
    }

    /// Drives timers and jobs until none is left; the script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`eval`](Self::eval).
    pub fn run_until_idle(&mut self) -> Call<'_, i32> {
        Call::new(self, Ok(Work::RunUntilIdle), finish::exit_code)
    }

    /// Parses a source; the specifier of each import declaration, and its attribute `type`.
    /// The runtime is of no use for anything else afterwards.
    pub(crate) fn outline(&mut self, source: Source) -> Call<'_, Vec<(String, Option<String>)>> {
        Call::new(self, Ok(Work::Outline(source)), finish::value)
    }

    /// Compiles a source without running it. Imports of a module are loaded and linked.
    ///
    /// # Errors
    /// [`Error::Exception`] with a `SyntaxError` where it does not parse, or imports a name
    /// that is not exported.
    pub fn compile(&mut self, source: impl Into<Source>) -> Call<'_, Program> {
        Call::new(self, Ok(Work::Compile(source.into())), |output, handles| {
            finish::bytes(output, handles).map(Program::new)
        })
    }

    /// Collects garbage; what is left.
    ///
    /// # Errors
    /// When the runtime is poisoned.
    pub fn collect(&mut self) -> Call<'_, Heap> {
        Call::new(self, Ok(Work::Collect), finish::heap)
    }

    /// Starts over: a fresh world with the same settings, also after the runtime
    /// was poisoned. Functions, promises and modules of the old one are refused.
    ///
    /// # Errors
    /// [`Error::Setup`] when the guest cannot be instantiated.
    pub async fn reset(&mut self) -> Result<()> {
        let Live { store, guest } = self.live.take().ok_or_else(|| poisoned(ABANDONED_RESET))?;
        self.poison = None;
        self.wall = Duration::ZERO;
        drop(guest);
        let live = Live::start(&mut self.slot, store.into_data().into_settings(), self.snapshot.as_ref()).await?;
        self.handles = Arc::clone(&live.store.data().handles);
        self.live = Some(live);
        Ok(())
    }

    /// Stops this runtime from anywhere.
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(Arc::clone(&self.stop))
    }

    /// What the runtime has used so far, or since it was reset.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let Some(live) = &self.live else { return Usage::default() };
        let state = live.store.data();
        Usage {
            cpu: state.cpu,
            fuel: state.fuel.unwrap_or(0),
            wall: self.wall,
            peak_memory: state.peak_memory,
            output: state.output.bytes(),
            modules: state.modules,
            host_calls: state.amounts.host_calls,
            host_call_bytes: state.amounts.host_call_bytes,
        }
    }

    /// The text that was loaded for a URL, where the runtime still has it.
    #[must_use]
    pub fn source_text(&self, url: &str) -> Option<Arc<str>> {
        self.live.as_ref()?.store.data().sources.get(url)
    }

    pub(crate) fn handles(&self) -> &Arc<Handles> {
        &self.handles
    }

    /// Makes one call.
    pub(crate) fn make(&mut self, work: Work, deadline: Option<Instant>) -> impl Future<Output = Result<Output>> {
        self.enter(work.name(), deadline, async move |guest, accessor| work.perform(guest, accessor).await)
    }

    /// Enters the store for the time of one call.
    async fn enter<R: Send + 'static>(
        &mut self,
        kind: &'static str,
        deadline: Option<Instant>,
        work: impl AsyncFnOnce(&Arc<Guest>, &Accessor<State>) -> Answer<R>,
    ) -> Result<R> {
        if let Some(reason) = &self.poison {
            return Err(poisoned(reason));
        }
        let span = span::call(kind);
        let before = self.usage();
        let start = Instant::now();
        // Stays when this future is dropped before it is done.
        self.poison = Some("a call was abandoned".to_owned());
        let Live { store, guest } = self.live.as_mut().ok_or_else(|| poisoned(ABANDONED_RESET))?;
        let state = store.data_mut();
        let mut commands = if state.has_host() { state.host().commands.take() } else { None };
        let Ended { result, poison } = {
            let driven = pin!(drive::drive(store, deadline, async |accessor| {
                let work = pin!(work(guest, accessor));
                match &mut commands {
                    Some(commands) => calls::attend(guest, accessor, commands, work).await?,
                    None => work.await,
                }
            }));
            self.engine.inner.ticker.while_polled(driven).instrument(span.clone()).await
        };
        if let Some(commands) = commands {
            store.data_mut().host().commands = Some(commands);
        }
        if poison.is_some() {
            self.handles.ends.close();
        }
        self.poison = poison;
        self.wall += start.elapsed();
        span::end(&span, &before, &self.usage());
        result
    }

    fn live(&mut self) -> Result<&mut Live> {
        match &self.poison {
            Some(reason) => Err(poisoned(reason)),
            None => self.live.as_mut().ok_or_else(|| poisoned(ABANDONED_RESET)),
        }
    }
}

const ABANDONED_RESET: &str = "a reset was abandoned";

fn poisoned(reason: &str) -> Error {
    Error::Poisoned(reason.to_owned())
}
