//! One call into a guest: watched, metered, and its end told apart.

use crate::error::{Error, Result};
use crate::exception::Exception;
use crate::interrupt::Reason;
use crate::limits::{Limit, Limits};
use crate::link::{self, Failure};
use crate::meter::Metered;
use crate::store::State;
use crate::trace::trace;
use crate::watch::HardStop;
use std::sync::Arc;
use wasmtime::component::Accessor;
use wasmtime::{Store, Trap};

/// How a call ended, and whether the store can be used again.
pub(crate) struct Ended<R> {
    pub(crate) result: Result<R>,
    /// Why it cannot be used again.
    pub(crate) poison: Option<String>,
}

/// Runs `work` inside the store until it ends, a limit is hit or somebody interrupts.
pub(crate) async fn call<R: Send + 'static>(
    store: &mut Store<State>,
    work: impl AsyncFnOnce(&Accessor<State>) -> wasmtime::Result<Result<R, Failure>>,
) -> Ended<R> {
    let watch = &mut store.data_mut().watch;
    watch.begin();
    let meter = Arc::clone(&watch.meter);
    let ended = Metered::new(meter, store.run_concurrent(work)).await.flatten();
    let state = store.data_mut();
    let reason = state.watch.reason();
    let ended = match ended {
        Ok(Ok(value)) => Ended { result: Ok(value), poison: None },
        Ok(Err(failure)) => Ended { result: Err(failed(state, failure, reason)), poison: None },
        Err(error) => trapped(state, &error, reason),
    };
    let was_stopped = matches!(ended.result, Err(Error::Interrupted(_) | Error::Limit { .. }));
    let cpu = state.watch.end(was_stopped);
    state.cpu += cpu;
    ended
}

fn failed(state: &mut State, failure: Failure, reason: Option<Reason>) -> Error {
    let State { sources, loader, limits, .. } = state;
    let mut exception = |links| {
        let mut exception = link::exception(links)?;
        trace(sources, &**loader, &mut exception);
        Some(exception)
    };
    let thrown = |exception: Option<Box<Exception>>| exception.unwrap_or_default();
    match failure {
        Failure::Exception(links) => Error::Exception(thrown(exception(links))),
        Failure::UnhandledRejection(links) => Error::UnhandledRejection(thrown(exception(links))),
        Failure::Interrupted(links) => stopped(limits, reason, exception(links)),
        Failure::Stalled => Error::Stalled,
        Failure::Exited(code) => Error::Exited(code),
        Failure::Convert(message) => Error::Convert(message),
    }
}

fn trapped<R>(state: &mut State, error: &wasmtime::Error, reason: Option<Reason>) -> Ended<R> {
    let error = if error.is::<HardStop>() {
        stopped(&state.limits, reason, None)
    } else if state.memory_refused {
        limit(&state.limits, Limit::Memory, None)
    } else if matches!(error.downcast_ref::<Trap>(), Some(Trap::StackOverflow)) {
        limit(&state.limits, Limit::Stack, None)
    } else {
        let said = state.fault.take().map(|fault| format!("{fault}: ")).unwrap_or_default();
        Error::Fault(format!("{said}{error:#}"))
    };
    Ended { poison: Some(error.to_string()), result: Err(error) }
}

fn stopped(limits: &Limits, reason: Option<Reason>, exception: Option<Box<Exception>>) -> Error {
    // The place where an interrupt met the script is worth its frames only.
    let exception = exception.filter(|exception| !exception.frames.is_empty());
    match reason {
        Some(Reason::Limit(which)) => limit(limits, which, exception),
        Some(Reason::Interrupt) | None => Error::Interrupted(exception),
    }
}

fn limit(limits: &Limits, limit: Limit, exception: Option<Box<Exception>>) -> Error {
    Error::Limit { limit, allowed: limits.allowed(limit), exception }
}
