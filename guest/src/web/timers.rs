//! `setTimeout`, `setInterval`, `setImmediate`, `queueMicrotask` and their counterparts.
//!
//! <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers>
//!
//! Departures: a handler that is not callable is a `TypeError`, since a string
//! would be a hidden `eval`; no 4 ms floor for nested timers, as in Node, Deno
//! and Bun; an interval keeps its phase and is at least 1 ms long.

mod immediates;
mod queue;

pub use immediates::Immediates;
pub use queue::Timers;

use crate::event_loop::{EventLoop, Task};
use crate::freezing;
use crate::system;
use queue::{Hold, Repeat};
use rquickjs::function::{Opt, Rest};
use rquickjs::object::Property;
use rquickjs::{Coerced, Ctx, Exception, Function, Persistent, Result, Value};
use std::time::Duration;

/// Defines the global functions.
///
/// # Errors
/// When memory runs out.
pub fn install<'js>(ctx: &Ctx<'js>) -> Result<()> {
    let globals = ctx.globals();
    let define = |name: &str, length: usize, function: Result<Function<'js>>| {
        let function = function?.with_name(name)?.with_length(length)?;
        globals.prop(name, Property::from(function).writable().enumerable().configurable())
    };
    define("setTimeout", 1, Function::new(ctx.clone(), set_timeout))?;
    define("clearTimeout", 0, Function::new(ctx.clone(), clear_timer))?;
    define("setInterval", 1, Function::new(ctx.clone(), set_interval))?;
    define("clearInterval", 0, Function::new(ctx.clone(), clear_timer))?;
    define("setImmediate", 1, Function::new(ctx.clone(), set_immediate))?;
    define("clearImmediate", 0, Function::new(ctx.clone(), clear_immediate))?;
    define("queueMicrotask", 1, Function::new(ctx.clone(), queue_microtask))
}

type Delay<'js> = Opt<Value<'js>>;

fn set_timeout<'js>(ctx: Ctx<'js>, handler: Opt<Value<'js>>, delay: Delay<'js>, rest: Rest<Value<'js>>) -> Result<u32> {
    set_timer(&ctx, "setTimeout", handler, delay, rest, Repeat::No)
}

fn set_interval<'js>(
    ctx: Ctx<'js>,
    handler: Opt<Value<'js>>,
    delay: Delay<'js>,
    rest: Rest<Value<'js>>,
) -> Result<u32> {
    set_timer(&ctx, "setInterval", handler, delay, rest, Repeat::Yes)
}

/// <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps>
fn set_timer<'js>(
    ctx: &Ctx<'js>,
    name: &str,
    handler: Opt<Value<'js>>,
    delay: Delay<'js>,
    rest: Rest<Value<'js>>,
    repeat: Repeat,
) -> Result<u32> {
    let callback = callable(ctx, name, handler)?;
    let delay = delay.0.map_or(Ok(0), |delay| to_long(ctx, delay))?;
    let delay = Duration::from_millis(u64::try_from(delay).unwrap_or(0));
    let task = task(ctx, callback, rest);
    let now = system::monotonic_now();
    let id = EventLoop::of(ctx).timers.borrow_mut().insert(now, delay, repeat, Hold::Strong, task);
    freezing::note_timer(ctx, name, id);
    Ok(id)
}

/// Sets a timer that does not keep the event loop alive.
pub fn set_weak_timer<'js>(ctx: &Ctx<'js>, callback: Function<'js>, delay: Duration) {
    let task = Task { callback: Persistent::save(ctx, callback), arguments: Vec::new() };
    let now = system::monotonic_now();
    let id = EventLoop::of(ctx).timers.borrow_mut().insert(now, delay, Repeat::No, Hold::Weak, task);
    freezing::note_timer(ctx, "AbortSignal.timeout", id);
}

fn clear_timer<'js>(ctx: Ctx<'js>, id: Opt<Value<'js>>) -> Result<()> {
    let id = id.0.map_or(Ok(0), |id| to_long(&ctx, id))?;
    let cleared = u32::try_from(id).ok().and_then(|id| EventLoop::of(&ctx).timers.borrow_mut().remove(id));
    drop(cleared);
    Ok(())
}

fn set_immediate<'js>(ctx: Ctx<'js>, handler: Opt<Value<'js>>, rest: Rest<Value<'js>>) -> Result<u32> {
    let callback = callable(&ctx, "setImmediate", handler)?;
    let task = task(&ctx, callback, rest);
    Ok(EventLoop::of(&ctx).immediates.borrow_mut().insert(task))
}

fn clear_immediate<'js>(ctx: Ctx<'js>, id: Opt<Value<'js>>) -> Result<()> {
    let id = id.0.map_or(Ok(0), |id| to_long(&ctx, id))?;
    let cleared = u32::try_from(id).ok().and_then(|id| EventLoop::of(&ctx).immediates.borrow_mut().remove(id));
    drop(cleared);
    Ok(())
}

/// <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#microtask-queuing>
fn queue_microtask<'js>(ctx: Ctx<'js>, callback: Opt<Value<'js>>) -> Result<()> {
    let callback = callable(&ctx, "queueMicrotask", callback)?;
    callback.defer(())
}

fn callable<'js>(ctx: &Ctx<'js>, name: &str, handler: Opt<Value<'js>>) -> Result<Function<'js>> {
    let handler = handler.0.unwrap_or_else(|| Value::new_undefined(ctx.clone()));
    let is_string = handler.is_string();
    handler.into_function().ok_or_else(|| {
        let hint = if is_string { "; a string of code is not run, pass a function" } else { "" };
        Exception::throw_type(ctx, &format!("{name}: the first argument is not a function{hint}"))
    })
}

fn task<'js>(ctx: &Ctx<'js>, callback: Function<'js>, arguments: Rest<Value<'js>>) -> Task {
    let arguments = arguments.0.into_iter().map(|argument| Persistent::save(ctx, argument)).collect();
    Task { callback: Persistent::save(ctx, callback), arguments }
}

/// Web IDL's conversion to `long`: modulo 2^32, NaN and infinities are 0.
///
/// <https://webidl.spec.whatwg.org/#es-long>
fn to_long<'js>(ctx: &Ctx<'js>, value: Value<'js>) -> Result<i32> {
    if let Some(int) = value.as_int() {
        return Ok(int);
    }
    if value.is_symbol() || value.as_big_int().is_some() {
        return Err(Exception::throw_type(ctx, "cannot convert the value to a number"));
    }
    let number = value.get::<Coerced<f64>>()?.0;
    if !number.is_finite() {
        return Ok(0);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "modulo 2^32 is the standard's conversion"
    )]
    let wrapped = number.trunc().rem_euclid(4_294_967_296.0) as u32;
    Ok(wrapped.cast_signed())
}

#[cfg(test)]
mod tests;
