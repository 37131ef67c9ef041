//! What a runtime's guest may call: host modules, and the way back.

mod counted;

use crate::caller::{AsyncCaller, Caller};
use crate::calls::{Calls, Commands};
use crate::exception::HostSource;
use crate::host_error::{HostError, Source};
use crate::host_module::{Body, Given, GivenLater, HostFunction, HostModule};
use crate::shipped;
use std::any::Any;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;

/// Errors of host functions that are kept for the exception that brings them back.
const MOST_ERRORS: usize = 64;

/// The host functions of one runtime.
#[derive(Debug)]
pub(crate) struct Host {
    modules: Arc<[Arc<HostModule>]>,
    caller: Arc<Caller>,
    pub(crate) calls: Calls,
    /// Taken while a call drives the store.
    pub(crate) commands: Option<Commands>,
    errors: VecDeque<(u32, Source)>,
    next_error: u32,
    /// A clone for each function under way.
    in_flight: InFlight,
    most_in_flight: usize,
}

/// A host function under way; dropped with its future, however that ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight(Arc<()>);

/// The embedder's code panicked.
#[derive(Debug, thiserror::Error)]
#[error("{what} panicked: {message}")]
pub(crate) struct Panicked {
    what: String,
    message: String,
}

/// What the guest is told of a failure.
pub(crate) struct Refusal {
    pub(crate) name: String,
    pub(crate) message: String,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) id: Option<u32>,
}

impl Host {
    pub(crate) fn new(modules: Arc<[Arc<HostModule>]>, caller: Caller, most_in_flight: usize) -> Self {
        let (calls, commands) = Calls::new(Arc::clone(&caller.handles));
        Self {
            modules,
            caller: Arc::new(caller),
            calls,
            commands: Some(commands),
            errors: VecDeque::new(),
            next_error: 0,
            in_flight: InFlight::default(),
            most_in_flight,
        }
    }

    /// The position and the functions of a module.
    pub(crate) fn module(&self, name: &str) -> Option<(u32, &[HostFunction])> {
        if let Some(shipped) = shipped::named(name) {
            return Some(shipped);
        }
        let position = self.modules.iter().position(|module| module.name == name)?;
        Some((u32::try_from(position).ok()?, &self.modules.get(position)?.functions))
    }

    /// Calls a function that answers at once.
    pub(crate) fn call(&self, module: u32, function: u32, arguments: &[u8]) -> Result<Given, Panicked> {
        let Some(Body::Sync(body)) = self.body(module, function) else { return Ok(Err(unknown())) };
        catch_unwind(AssertUnwindSafe(|| body(&self.caller, arguments)))
            .map_err(|panic| panicked(self.name(module, function), &*panic))
    }

    /// Counts a function that is started as under way, as long as it is kept.
    pub(crate) fn in_flight(&self) -> InFlight {
        self.in_flight.clone()
    }

    /// Starts a function that answers later and was counted.
    pub(crate) fn start(&self, module: u32, function: u32, arguments: &[u8]) -> Result<GivenLater, Panicked> {
        if Arc::strong_count(&self.in_flight.0) - 1 > self.most_in_flight {
            let message = format!("more than {} host functions under way", self.most_in_flight);
            return Ok(Box::pin(std::future::ready(Err(HostError::range_error(message)))));
        }
        let Some(Body::Async(body)) = self.body(module, function) else {
            return Ok(Box::pin(std::future::ready(Err(unknown()))));
        };
        let caller = AsyncCaller { caller: Arc::clone(&self.caller), calls: self.calls.clone() };
        catch_unwind(AssertUnwindSafe(|| body(caller, arguments)))
            .map_err(|panic| panicked(self.name(module, function), &*panic))
    }

    /// The name of a function, for errors.
    pub(crate) fn name(&self, module: u32, function: u32) -> String {
        let named = self.function(module, function);
        named.map_or_else(String::new, |(module, function)| {
            format!("the host function {}.{}", module.name, function.name)
        })
    }

    /// Keeps the embedder's own error for the exception that may bring it back.
    pub(crate) fn refusal(&mut self, error: HostError) -> Refusal {
        let id = error.source.map(|source| {
            let id = self.next_error;
            self.next_error = id.wrapping_add(1);
            if self.errors.len() >= MOST_ERRORS {
                self.errors.pop_front();
            }
            self.errors.push_back((id, source));
            id
        });
        Refusal { name: error.name.into_owned(), message: error.message, properties: error.properties, id }
    }

    /// The embedder's error of this id, where it is still kept.
    pub(crate) fn error(&self, id: u32) -> Option<HostSource> {
        self.errors.iter().find(|(known, _)| *known == id).map(|(_, source)| HostSource(Arc::clone(source)))
    }

    fn body(&self, module: u32, function: u32) -> Option<&Body> {
        self.function(module, function).map(|(_, function)| &function.body)
    }

    fn function(&self, module: u32, function: u32) -> Option<(&HostModule, &HostFunction)> {
        let module = match shipped::at(module) {
            Some(shipped) => shipped,
            None => self.modules.get(usize::try_from(module).ok()?)?,
        };
        let function = module.functions.get(usize::try_from(function).ok()?)?;
        Some((module, function))
    }
}

/// Runs the embedder's code.
pub(crate) fn unless_panicked<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| panicked(name.to_owned(), &*panic))
}

/// Waits for a function that answers later, and for its panic.
pub(crate) async fn finished(name: impl FnOnce() -> String, mut given: GivenLater) -> Result<Given, Panicked> {
    let polled = poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| given.as_mut().poll(cx))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(given)) => Poll::Ready(Ok(given)),
        Err(panic) => Poll::Ready(Err(panic)),
    });
    polled.await.map_err(|panic| panicked(name(), &*panic))
}

/// A guest that asks for a function that is not there lies.
fn unknown() -> HostError {
    HostError::type_error("no such host function")
}

fn panicked(what: String, panic: &(dyn Any + Send)) -> Panicked {
    let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => "no message".to_owned(),
    };
    Panicked { what, message }
}
