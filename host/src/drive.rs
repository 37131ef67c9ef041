//! Drives a store: one call, watched and metered, and its end told apart.

use crate::error::{Error, Result};
use crate::exception::Exception;
use crate::host::Panicked;
use crate::interrupt::Reason;
use crate::limits::{Limit, Limits};
use crate::link::{self, ExceptionLink, Failure};
use crate::meter::Metered;
use crate::shipped::Denied;
use crate::side::Beside;
use crate::store::State;
use crate::trace::trace;
use crate::watch::HardStop;
use crate::work::Answer;
use std::sync::Arc;
use std::time::Instant;
use wasmtime::component::Accessor;
use wasmtime::{Store, Trap};

/// How a call ended, and whether the store can be used again.
pub(crate) struct Ended<R> {
    pub(crate) result: Result<R>,
    /// Why it cannot be used again.
    pub(crate) poison: Option<String>,
}

/// Runs `work` inside the store until it ends, a limit is hit or somebody interrupts.
pub(crate) async fn drive<R: Send + 'static>(
    store: &mut Store<State>,
    deadline: Option<Instant>,
    work: impl AsyncFnOnce(&Accessor<State>) -> Answer<R>,
) -> Ended<R> {
    let watch = &mut store.data_mut().watch;
    watch.begin(deadline);
    if watch.reason() == Some(Reason::Interrupt) {
        watch.end(true);
        return Ended { result: Err(Error::Interrupted(None)), poison: None };
    }
    let (meter, chased) = (Arc::clone(&watch.meter), watch.chased().cloned());
    let state = store.data_mut();
    state.memory_refused = false;
    let side = Arc::clone(&state.side);
    let fuel = state.limits.fuel.unwrap_or(u64::MAX);
    let counts_fuel = state.fuel.is_some();
    if counts_fuel {
        // An engine that counts takes it.
        let _set = store.set_fuel(fuel);
    }
    let ended = Metered::new(meter, chased, Beside::new(side, store.run_concurrent(work))).await.flatten();
    let left = if counts_fuel { store.get_fuel().ok() } else { None };
    let state = store.data_mut();
    if let Some(left) = left {
        state.fuel = state.fuel.map(|before| before.saturating_add(fuel.saturating_sub(left)));
    }
    let reason = state.watch.reason();
    let hit = match reason {
        Some(Reason::Limit(limit)) => Some(limit),
        Some(Reason::Interrupt) | None => None,
    };
    let ended = match (ended, hit) {
        // The script ended before it was asked why it printed so much.
        (Ok(Ok(_)), Some(which)) if which.is_amount() => {
            Ended { result: Err(limit(&state.limits, which, None)), poison: None }
        }
        // Or it was told so, and did not catch that; or the limit was hit while its error was read.
        (Ok(Err(failure)), Some(which)) => {
            let error = failed(state, failure);
            let error = limit(&state.limits, which, error.exception().cloned().map(Box::new));
            Ended { result: Err(error), poison: None }
        }
        (Ok(Ok(value)), _) => Ended { result: Ok(value), poison: None },
        (Ok(Err(failure)), None) => Ended { result: Err(failed(state, failure)), poison: None },
        (Err(error), _) => trapped(state, &error, reason),
    };
    let cpu = state.watch.end(matches!(ended.result, Err(Error::Interrupted(_))));
    state.cpu += cpu;
    ended
}

/// The error that a failure of the guest is.
pub(crate) fn failed(state: &mut State, failure: Failure) -> Error {
    let out_of_memory = state.memory_refused;
    let reason = state.watch.reason();
    let State { sources, loader, limits, host, .. } = state;
    let mut exception = |links| {
        let mut exception = link::exception(links, |id| host.as_ref()?.error(id))?;
        trace(sources, &**loader, &mut exception);
        Some(exception)
    };
    let thrown = |exception: Option<Box<Exception>>| exception.unwrap_or_default();
    match failure {
        Failure::Exception(links) | Failure::UnhandledRejection(links)
            if out_of_memory && says_out_of_memory(&links) =>
        {
            limit(limits, Limit::Memory, exception(links))
        }
        Failure::Exception(links) => {
            let exception = thrown(exception(links));
            match &exception.host_error {
                Some(_) if exception.host_error::<Denied>().is_some() => Error::Denied(exception),
                Some(_) => Error::Host(exception),
                None => Error::Exception(exception),
            }
        }
        Failure::UnhandledRejection(links) => Error::UnhandledRejection(thrown(exception(links))),
        Failure::Interrupted(links) => stopped(limits, reason, exception(links)),
        Failure::Stalled => Error::Stalled,
        Failure::Exited(code) => Error::Exited(code),
        Failure::Convert(message) => Error::Convert(message),
    }
}

/// QuickJS throws an `InternalError`, or `null` where there is no memory for it.
fn says_out_of_memory(links: &[ExceptionLink]) -> bool {
    let root = links.first();
    root.is_some_and(|root| match root.name.as_str() {
        "" => root.message == "null" || root.message == "out of memory",
        // The second where there was none for the text of the first.
        _ => root.message == "out of memory" || root.message == "Invalid error message",
    })
}

fn trapped<R>(state: &mut State, error: &wasmtime::Error, reason: Option<Reason>) -> Ended<R> {
    let error = if let Some(panicked) = error.downcast_ref::<Panicked>() {
        Error::Panicked(panicked.to_string())
    } else if error.is::<HardStop>() || state.watch.chased().is_some_and(|chased| chased.was_doomed()) {
        stopped(&state.limits, reason, None)
    } else if state.memory_refused {
        limit(&state.limits, Limit::Memory, None)
    } else if is_too_large(error) {
        limit(&state.limits, Limit::HostBytes, None)
    } else if error.downcast_ref::<Trap>() == Some(&Trap::OutOfFuel) {
        limit(&state.limits, Limit::Fuel, None)
    } else if matches!(error.downcast_ref::<Trap>(), Some(Trap::StackOverflow | Trap::MemoryOutOfBounds)) {
        // The second where a C function recurses without asking QuickJS's check.
        limit(&state.limits, Limit::Stack, None)
    } else {
        let said = state.fault.take().map(|fault| format!("{fault}: ")).unwrap_or_default();
        Error::Fault(format!("{said}{error:#}"))
    };
    Ended { poison: Some(error.to_string()), result: Err(error) }
}

/// Whether a value was too large for the host; wasmtime's error has no type.
fn is_too_large(error: &wasmtime::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.to_string().starts_with("too much data is being copied between the host and the guest"))
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
