//! Functions that the embedder gives to scripts.

use crate::caller::{AsyncCaller, Caller};
use crate::error::{Error, Result};
use crate::host_error::HostError;
use crate::value;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// Functions that a script imports by name: `import { get } from "host:kv"`.
///
/// A function takes its arguments as a tuple and gives a `Result`; both cross
/// through serde. An argument that the script leaves out reads as `undefined`,
/// which is `None`. One module serves any number of runtimes; what belongs to
/// one of them comes with the [`Caller`].
///
/// ```
/// use skerry::{Engine, HostError, HostModule};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let math = HostModule::new("host:math")
///     .function("add", |_: &_, (a, b): (f64, f64)| Ok::<_, HostError>(a + b));
/// let engine = Engine::builder().build()?;
/// let mut runtime = engine.runtime().host_module(math).build().await?;
/// let five: u32 = runtime.eval("import('host:math').then((math) => math.add(2, 3))").await?;
/// assert_eq!(five, 5);
/// # Ok(()) })
/// # }
/// ```
pub struct HostModule {
    pub(crate) name: String,
    pub(crate) functions: Vec<HostFunction>,
}

pub(crate) struct HostFunction {
    pub(crate) name: String,
    pub(crate) body: Body,
}

pub(crate) enum Body {
    Sync(Box<SyncBody>),
    Async(Box<AsyncBody>),
}

/// What a function has given: CBOR.
pub(crate) type Given = std::result::Result<Vec<u8>, HostError>;
type SyncBody = dyn Fn(&Caller, &[u8]) -> Given + Send + Sync;
type AsyncBody = dyn Fn(AsyncCaller, &[u8]) -> GivenLater + Send + Sync;
pub(crate) type GivenLater = Pin<Box<dyn Future<Output = Given> + Send>>;

impl HostModule {
    /// A module without functions; the name begins with `host:`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), functions: Vec::new() }
    }

    /// Adds a function that answers at once.
    ///
    /// The script waits while it runs, and with it the thread: keep it short. It
    /// cannot call functions of the script; [`async_function`](Self::async_function) can.
    /// A function that panics poisons the runtime that called it, and no other.
    #[must_use]
    pub fn function<A, R, E>(
        mut self,
        name: impl Into<String>,
        function: impl Fn(&Caller, A) -> std::result::Result<R, E> + Send + Sync + 'static,
    ) -> Self
    where
        A: DeserializeOwned,
        R: Serialize,
        E: Into<HostError>,
    {
        let body = move |caller: &Caller, arguments: &[u8]| {
            let arguments = taken(caller, arguments)?;
            let result = function(caller, arguments).map_err(Into::into)?;
            given(caller, &result)
        };
        self.functions.push(HostFunction { name: name.into(), body: Body::Sync(Box::new(body)) });
        self
    }

    /// Adds a function that answers with a promise.
    ///
    /// Any number can be under way. The future runs where the runtime's call is
    /// awaited, advances while one is, and is dropped with the runtime. An `AbortSignal`
    /// among the arguments, or as the property `signal` of a plain object there,
    /// drops it too when it is aborted, and rejects the promise with the signal's reason;
    /// the function itself reads it as an empty object.
    #[must_use]
    pub fn async_function<A, R, E, F>(
        mut self,
        name: impl Into<String>,
        function: impl Fn(AsyncCaller, A) -> F + Send + Sync + 'static,
    ) -> Self
    where
        A: DeserializeOwned,
        R: Serialize,
        E: Into<HostError>,
        F: Future<Output = std::result::Result<R, E>> + Send + 'static,
    {
        let body = move |caller: AsyncCaller, arguments: &[u8]| -> GivenLater {
            let arguments = match taken(&caller, arguments) {
                Ok(arguments) => arguments,
                Err(error) => return Box::pin(std::future::ready(Err(error))),
            };
            let result = function(caller.clone(), arguments);
            Box::pin(async move { given(&caller, &result.await.map_err(Into::into)?) })
        };
        self.functions.push(HostFunction { name: name.into(), body: Body::Async(Box::new(body)) });
        self
    }

    /// Checks the names that a builder would take.
    pub(crate) fn check(&self) -> Result<()> {
        if self.name.strip_prefix("host:").is_none_or(str::is_empty) {
            return Err(Error::Setup(format!(
                "the name of a host module begins with 'host:', '{}' does not",
                self.name
            )));
        }
        let mut names: Vec<_> = self.functions.iter().map(|function| &function.name).collect();
        names.sort();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::Setup(format!("{} has two functions '{}'", self.name, pair[0]))),
            None => Ok(()),
        }
    }
}

fn taken<A: DeserializeOwned>(caller: &Caller, arguments: &[u8]) -> std::result::Result<A, HostError> {
    value::arguments_from_cbor(arguments, &caller.handles).map_err(mismatch)
}

fn given<R: Serialize>(caller: &Caller, result: &R) -> Given {
    value::to_cbor(result, &caller.handles).map_err(mismatch)
}

/// A value that does not fit is the script's `TypeError`.
fn mismatch(error: Error) -> HostError {
    match error {
        Error::Convert(message) => HostError::type_error(message),
        other => HostError::new(other.to_string()),
    }
}

impl fmt::Debug for HostModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.functions.iter().map(|function| &function.name).collect();
        f.debug_struct("HostModule").field("name", &self.name).field("functions", &names).finish()
    }
}
