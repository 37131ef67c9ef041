//! Runtimes for programs that do not use `async`.
//!
//! A [`Runtime`] here is a [`crate::Runtime`] with an executor of its own: each call
//! runs on the thread that makes it and returns when it is done. Settings, limits
//! and errors are those of the asynchronous interface. There is no thread behind it,
//! and nothing in a runtime runs between two calls.
//!
//! ```
//! use skerry::Engine;
//!
//! # fn main() -> skerry::Result<()> {
//! let engine = Engine::builder().build()?;
//! let mut runtime = engine.runtime().build_blocking()?;
//! let three: i32 = runtime.eval("1 + 2")?;
//! assert_eq!(three, 3);
//! # Ok(()) }
//! ```
//!
//! What has no method of its own here is reached through
//! [`block_on`](Runtime::block_on).
//!
//! The executor drives timers, and sockets where [`Capabilities::network`](crate::Capabilities::network) is granted: a
//! loader or a host function that awaits other sockets or files needs an executor of the program, and so the asynchronous
//! interface. Within one (`#[tokio::main]`, `tokio::spawn`, also `spawn_blocking`)
//! the calls of this module answer [`Error::Setup`]. There, await a
//! [`crate::Runtime`], or hand it to the `block_on` of tokio's `Handle`.

use crate::error::{Error, Result};
use crate::function::Function;
use crate::heap::Heap;
use crate::interrupt::InterruptHandle;
use crate::module::Module;
use crate::promise::Promise;
use crate::runtime::RuntimeBuilder;
use crate::source::Source;
use crate::usage::Usage;
use crate::value::Arguments;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// One isolated JavaScript world whose calls return when they are done.
///
/// `Send` and `'static` as [`crate::Runtime`] is: move it between threads, drop it
/// at any moment.
pub struct Runtime {
    // In this order: what the runtime holds may need the executor to be dropped.
    runtime: crate::Runtime,
    executor: Executor,
}

impl RuntimeBuilder {
    /// Makes a runtime for a program that does not use `async`; see [`blocking`](self).
    ///
    /// # Errors
    /// As [`build`](Self::build), and within an asynchronous executor.
    pub fn build_blocking(self) -> Result<Runtime> {
        #[cfg(feature = "network")]
        let has_network = self.has_network();
        #[cfg(not(feature = "network"))]
        let has_network = false;
        let executor = Executor::new(has_network)?;
        let runtime = executor.block_on(self.build())??;
        Ok(Runtime { runtime, executor })
    }
}

impl Runtime {
    /// Evaluates a source; its completion value, awaited where it is a promise.
    ///
    /// # Errors
    /// As [`crate::Runtime::eval`].
    pub fn eval<T: DeserializeOwned>(&mut self, source: impl Into<Source>) -> Result<T> {
        self.block_on(async |runtime| runtime.eval(source).await)?
    }

    /// Evaluates a source; its completion value as the console would show it.
    ///
    /// # Errors
    /// As [`crate::Runtime::eval`].
    pub fn eval_text(&mut self, source: impl Into<Source>) -> Result<String> {
        self.block_on(async |runtime| runtime.eval_text(source).await)?
    }

    /// Runs a program to its end; the script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`crate::Runtime::run`].
    pub fn run(&mut self, source: impl Into<Source>) -> Result<i32> {
        self.block_on(async |runtime| runtime.run(source).await)?
    }

    /// Imports the module that the loader finds for `specifier`, as the entry point.
    ///
    /// # Errors
    /// As [`crate::Runtime::import`].
    pub fn import(&mut self, specifier: &str) -> Result<Module> {
        self.block_on(async |runtime| runtime.import(specifier).await)?
    }

    /// Evaluates a source as a module.
    ///
    /// # Errors
    /// As [`crate::Runtime::load`].
    pub fn load(&mut self, source: impl Into<Source>) -> Result<Module> {
        self.block_on(async |runtime| runtime.load(source).await)?
    }

    /// Calls a function that a module exports.
    ///
    /// # Errors
    /// As [`crate::Runtime::call`].
    pub fn call<T: DeserializeOwned>(&mut self, module: &Module, name: &str, arguments: impl Arguments) -> Result<T> {
        self.block_on(async |runtime| runtime.call(module, name, arguments).await)?
    }

    /// Calls a function that the script gave out.
    ///
    /// # Errors
    /// As [`crate::Runtime::call_function`].
    pub fn call_function<T: DeserializeOwned>(&mut self, function: &Function, arguments: impl Arguments) -> Result<T> {
        self.block_on(async |runtime| runtime.call_function(function, arguments).await)?
    }

    /// Awaits a promise that the script gave out.
    ///
    /// # Errors
    /// As [`crate::Runtime::settle`].
    pub fn settle<T: DeserializeOwned>(&mut self, promise: &Promise) -> Result<T> {
        self.block_on(async |runtime| runtime.settle(promise).await)?
    }

    /// Collects garbage; what is left.
    ///
    /// # Errors
    /// As [`crate::Runtime::collect`].
    pub fn collect(&mut self) -> Result<Heap> {
        self.block_on(async |runtime| runtime.collect().await)?
    }

    /// Starts over: a fresh world with the same settings.
    ///
    /// # Errors
    /// As [`crate::Runtime::reset`].
    pub fn reset(&mut self) -> Result<()> {
        self.block_on(async |runtime| runtime.reset().await)?
    }

    /// Drives timers and jobs until none is left; the script's `process.exitCode`.
    ///
    /// # Errors
    /// As [`crate::Runtime::run_until_idle`].
    pub fn run_until_idle(&mut self) -> Result<i32> {
        self.block_on(async |runtime| runtime.run_until_idle().await)?
    }

    /// Drives any work with the asynchronous runtime to its end on this thread.
    ///
    /// ```
    /// # fn main() -> skerry::Result<()> {
    /// # let engine = skerry::Engine::builder().build()?;
    /// let mut runtime = engine.runtime().build_blocking()?;
    /// let both: i32 = runtime.block_on(async |runtime| {
    ///     runtime.run("var count = 1").await?;
    ///     runtime.eval("count + 1").await
    /// })??;
    /// assert_eq!(both, 2);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Setup`] within an asynchronous executor; the work is not begun.
    pub fn block_on<T>(&mut self, work: impl AsyncFnOnce(&mut crate::Runtime) -> T) -> Result<T> {
        self.executor.block_on(work(&mut self.runtime))
    }

    /// Stops this runtime from anywhere.
    #[must_use]
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.runtime.interrupt_handle()
    }

    /// What the runtime has used so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.runtime.usage()
    }

    /// The text that was loaded for a URL, where the runtime still has it.
    #[must_use]
    pub fn source_text(&self, url: &str) -> Option<Arc<str>> {
        self.runtime.source_text(url)
    }

    /// The runtime itself, for a program that becomes asynchronous.
    #[must_use]
    pub fn into_async(self) -> crate::Runtime {
        self.runtime
    }
}

/// Timers and wake-ups on whatever thread makes a call.
struct Executor(Option<tokio::runtime::Runtime>);

impl Executor {
    fn new(has_network: bool) -> Result<Self> {
        outside()?;
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time();
        if has_network {
            builder.enable_io();
        }
        let built = builder.build();
        let executor = built.map_err(|error| Error::Setup(format!("cannot make an executor: {error}")))?;
        Ok(Self(Some(executor)))
    }

    fn block_on<F: Future>(&self, work: F) -> Result<F::Output> {
        outside()?;
        let gone = || Error::Fault("an executor was used while it was dropped".to_owned());
        Ok(self.0.as_ref().ok_or_else(gone)?.block_on(work))
    }
}

impl Drop for Executor {
    /// Without waiting for anything, which a thread of an asynchronous program may not.
    fn drop(&mut self) {
        if let Some(executor) = self.0.take() {
            executor.shutdown_background();
        }
    }
}

/// Refuses to block a thread that drives other tasks.
fn outside() -> Result<()> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Ok(());
    }
    Err(Error::Setup(
        "a blocking call within an asynchronous executor: await a skerry::Runtime there instead of a \
         skerry::blocking::Runtime"
            .to_owned(),
    ))
}
