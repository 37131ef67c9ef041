//! What the host does meanwhile, as a promise of the script.

use super::EventLoop;
use crate::{realm, system};
use rquickjs::{Ctx, Error, Function, Persistent, Result, Value};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// What takes time, perhaps.
pub type Operation<T> = Pin<Box<dyn Future<Output = T>>>;

/// Begins an operation; what it gives where it is done at once, which needs no task.
pub fn begin<T>(operation: &mut Operation<T>) -> Option<T> {
    match operation.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// The promise of an operation that has begun; `finish` makes its value, or throws
/// what it is rejected with.
///
/// # Errors
/// When memory runs out.
pub fn promise<'js, T: 'static>(
    ctx: &Ctx<'js>,
    operation: Operation<T>,
    finish: impl for<'a> FnOnce(&Ctx<'a>, T) -> Result<Value<'a>> + 'static,
) -> Result<Value<'js>> {
    let (promise, resolve, reject) = ctx.promise()?;
    let state = EventLoop::of(ctx);
    state.operations.set(state.operations.get() + 1);
    let settlers = [Persistent::save(ctx, resolve), Persistent::save(ctx, reject)];
    system::spawn(async move {
        let result = operation.await;
        realm::current().with(|ctx| {
            if settle(ctx, finish(ctx, result), settlers).is_err() {
                // Out of memory: the promise stays open, and whoever awaits it stalls.
                drop(ctx.catch());
            }
            EventLoop::of(ctx).operation_ended();
        });
    });
    Ok(promise.into_value())
}

fn settle<'js>(
    ctx: &Ctx<'js>,
    result: Result<Value<'js>>,
    [resolve, reject]: [Persistent<Function<'static>>; 2],
) -> Result<()> {
    let (resolve, reject) = (resolve.restore(ctx)?, reject.restore(ctx)?);
    match result {
        Ok(value) => resolve.call((value,)),
        Err(Error::Exception) => reject.call((ctx.catch(),)),
        Err(error) => Err(error),
    }
}
