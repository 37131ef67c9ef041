//! What scripts threw and nobody caught: first the listeners of the global
//! object hear of it, then it ends the call.

use crate::engine;
use crate::event_loop::EventLoop;
use crate::exception::Exception;
use crate::failure::Failure;
use crate::rejections::Rejections;
use crate::system;
use crate::web::events;
use rquickjs::runtime::UserDataGuard;
use rquickjs::{CaughtError, Ctx, Error, JsLifetime, Persistent, Value};
use std::cell::RefCell;

/// The first value that was reported while a script ran (`reportError`, an
/// event's listener) and that no listener of `error` took. It ends the call once
/// the script has run; later ones would never be seen.
#[derive(Default, JsLifetime)]
pub struct Uncaught {
    first: RefCell<Option<Persistent<Value<'static>>>>,
}

impl Uncaught {
    /// Hangs an empty place on the context.
    ///
    /// # Errors
    /// When the context's data is borrowed, which it is not while a realm is built.
    pub fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        ctx.store_userdata(Self::default()).map(drop).map_err(|_| Error::Unknown)
    }

    /// The place of a context.
    ///
    /// # Panics
    /// When none was installed.
    pub fn of<'a>(ctx: &'a Ctx<'_>) -> UserDataGuard<'a, Self> {
        ctx.userdata().expect("a realm has a place for what nobody caught")
    }

    /// Keeps a value where it is the first.
    pub fn note<'js>(&self, ctx: &Ctx<'js>, value: Value<'js>) {
        EventLoop::of(ctx).trouble.set(true);
        if self.first.borrow().is_none() {
            *self.first.borrow_mut() = Some(Persistent::save(ctx, value));
        }
    }

    /// Takes it.
    pub fn take_first<'js>(&self, ctx: &Ctx<'js>) -> Option<Value<'js>> {
        self.first.take()?.restore(ctx).ok()
    }

    /// Forgets it.
    pub fn clear(&self) {
        self.first.take();
    }
}

/// Tells the listeners of `error` of what a callback or a job threw.
///
/// # Errors
/// Where none takes it: the failure that it means for the call.
pub fn report(ctx: &Ctx<'_>, error: Error) -> Result<(), Failure> {
    let caught = CaughtError::from_error(ctx, error);
    let value = match &caught {
        CaughtError::Exception(exception) => Some(exception.as_object().as_value().clone()),
        CaughtError::Value(value) => Some(value.clone()),
        CaughtError::Error(_) => None,
    };
    let is_over = EventLoop::of(ctx).exited.get().is_some();
    if let Some(value) = value.filter(|value| !is_over && !engine::is_uncatchable(value))
        && answer(ctx, events::take_exception(ctx, value))?
    {
        return Ok(());
    }
    Err(EventLoop::of(ctx).failure(Exception::from_caught(ctx, caught)))
}

/// Tells the listeners of `unhandledrejection`.
///
/// # Errors
/// Where none takes it; rejections that came later are forgotten.
pub fn report_rejection<'js>(ctx: &Ctx<'js>, promise: Value<'js>, reason: Value<'js>) -> Result<(), Failure> {
    let rejections = Rejections::of(ctx);
    let is_uncatchable = engine::is_uncatchable(&reason);
    if is_uncatchable && EventLoop::of(ctx).exited.get().is_none() && !system::interrupted() {
        // What has ended an earlier call runs on through promises that wait for each other.
        rejections.note_taken();
        return Ok(());
    }
    if !is_uncatchable && answer(ctx, events::take_rejection(ctx, promise, reason.clone()))? {
        rejections.note_taken();
        return Ok(());
    }
    rejections.clear();
    let exception = Exception::from_value(ctx, reason);
    Err(match EventLoop::of(ctx).failure(exception) {
        Failure::Exception(exception) => Failure::UnhandledRejection(exception),
        other => other,
    })
}

/// Tells the listeners of `rejectionhandled`.
///
/// # Errors
/// What no listener can catch.
pub fn report_late<'js>(ctx: &Ctx<'js>, promise: Value<'js>, reason: Value<'js>) -> Result<(), Failure> {
    answer(ctx, events::handled_late(ctx, promise, reason))
}

/// What the listeners answered, or that they were stopped.
fn answer<T>(ctx: &Ctx<'_>, answer: rquickjs::Result<T>) -> Result<T, Failure> {
    answer.map_err(|error| EventLoop::of(ctx).failure(Exception::from_error(ctx, error)))
}

#[cfg(test)]
mod tests {
    use super::report_rejection;
    use crate::engine;
    use crate::failure::Failure;
    use crate::realm::Realm;
    use crate::system::with_host;
    use rquickjs::Object;

    #[test]
    fn what_has_ended_a_call_ends_no_later_one() {
        let realm = Realm::new().unwrap();
        let reported = || {
            realm.with(|ctx| {
                let reason: Object<'_> = ctx.eval("new Error('interrupted')").unwrap();
                engine::set_uncatchable(ctx, &reason);
                report_rejection(ctx, ctx.eval("Promise.resolve()").unwrap(), reason.into_value())
            })
        };
        assert!(reported().is_ok());
        with_host(|host| host.interrupted = true);
        assert!(matches!(reported(), Err(Failure::Interrupted(_))));
        with_host(|host| host.interrupted = false);
    }
}
