//! `setTimeout`, `setInterval`, `setImmediate`, `queueMicrotask` and their counterparts.
//!
//! <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers>
//!
//! Departures: a handler that is not callable is a `TypeError`, since a string
//! would be a hidden `eval`; no 4 ms floor for nested timers, as in Node, Deno
//! and Bun; an interval keeps its phase and is at least 1 ms long. Timers that are set
//! in a row share a reading of the clock.

mod immediates;
mod queue;

pub use immediates::Immediates;
pub use queue::Timers;

use crate::engine::{Arguments, CFunction, body, c_function};
use crate::event_loop::{EventLoop, Task};
use crate::freezing;
use crate::system;
use queue::{Hold, Repeat};
use rquickjs::object::Property;
use rquickjs::{Coerced, Ctx, Exception, Function, Persistent, Result, Value};
use std::ffi::c_int;
use std::time::Duration;

/// Defines the global functions.
///
/// # Errors
/// When memory runs out.
pub fn install<'js>(ctx: &Ctx<'js>) -> Result<()> {
    let functions: [(_, c_int, CFunction); 7] = [
        (c"setTimeout", 1, body(set_timeout)),
        (c"clearTimeout", 0, body(clear_timer)),
        (c"setInterval", 1, body(set_interval)),
        (c"clearInterval", 0, body(clear_timer)),
        (c"setImmediate", 1, body(set_immediate)),
        (c"clearImmediate", 0, body(clear_immediate)),
        (c"queueMicrotask", 1, body(queue_microtask)),
    ];
    let globals = ctx.globals();
    for (name, length, function) in functions {
        let function = c_function(ctx, name, length, function)?;
        let property = Property::from(function).writable().enumerable().configurable();
        globals.prop(name.to_str().unwrap_or_default(), property)?;
    }
    Ok(())
}

fn set_timeout<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    set_timer(ctx, "setTimeout", &arguments, Repeat::No)
}

fn set_interval<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    set_timer(ctx, "setInterval", &arguments, Repeat::Yes)
}

fn clear_timer<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    clear(ctx, &arguments, |state, id| state.timers.borrow_mut().remove(id))
}

fn set_immediate<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    let task = task(ctx, callable(ctx, "setImmediate", &arguments)?, &arguments, 1);
    check_room(ctx)?;
    Ok(number(ctx, EventLoop::of(ctx).immediates.borrow_mut().insert(task)))
}

fn clear_immediate<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    clear(ctx, &arguments, |state, id| state.immediates.borrow_mut().remove(id))
}

/// <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#microtask-queuing>
fn queue_microtask<'js>(ctx: &Ctx<'js>, arguments: Arguments<'_, 'js>) -> Result<Value<'js>> {
    callable(ctx, "queueMicrotask", &arguments)?.defer(())?;
    Ok(Value::new_undefined(ctx.clone()))
}

/// <https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps>
fn set_timer<'js>(ctx: &Ctx<'js>, name: &str, arguments: &Arguments<'_, 'js>, repeat: Repeat) -> Result<Value<'js>> {
    let callback = callable(ctx, name, arguments)?;
    let delay = arguments.get(1).map_or(Ok(0), |delay| to_long(ctx, delay))?;
    let delay = Duration::from_millis(u64::try_from(delay).unwrap_or(0));
    let task = task(ctx, callback, arguments, 2);
    check_room(ctx)?;
    let state = EventLoop::of(ctx);
    let id = state.timers.borrow_mut().insert(state.clock.now(), delay, repeat, Hold::Strong, task);
    if state.freezing.get() {
        freezing::note_timer(ctx, name, id);
    }
    Ok(number(ctx, id))
}

/// Refuses one timer more than may wait.
fn check_room(ctx: &Ctx<'_>) -> Result<()> {
    let state = EventLoop::of(ctx);
    let waiting = state.timers.borrow().count() + state.immediates.borrow().len();
    let limit = state.timer_limit.get().unwrap_or_else(|| {
        let limit = system::timer_limit();
        // What is frozen would be the limit of each runtime that starts from it.
        if !state.freezing.get() {
            state.timer_limit.set(Some(limit));
        }
        limit
    });
    if waiting < limit {
        return Ok(());
    }
    Err(Exception::throw_range(ctx, &format!("more than {limit} timers and immediates at a time")))
}

/// Sets a timer that does not keep the event loop alive.
///
/// # Errors
/// When as many wait as may.
pub fn set_weak_timer<'js>(ctx: &Ctx<'js>, callback: Function<'js>, delay: Duration) -> Result<()> {
    check_room(ctx)?;
    let task = Task { callback: Persistent::save(ctx, callback), arguments: Vec::new() };
    let now = system::monotonic_now();
    let id = EventLoop::of(ctx).timers.borrow_mut().insert(now, delay, Repeat::No, Hold::Weak, task);
    freezing::note_timer(ctx, "AbortSignal.timeout", id);
    Ok(())
}

fn clear<'js>(
    ctx: &Ctx<'js>,
    arguments: &Arguments<'_, 'js>,
    remove: impl FnOnce(&EventLoop, u32) -> Option<Task>,
) -> Result<Value<'js>> {
    let id = arguments.get(0).map_or(Ok(0), |id| to_long(ctx, id))?;
    let cleared = u32::try_from(id).ok().and_then(|id| remove(&EventLoop::of(ctx), id));
    drop(cleared);
    Ok(Value::new_undefined(ctx.clone()))
}

fn callable<'js>(ctx: &Ctx<'js>, name: &str, arguments: &Arguments<'_, 'js>) -> Result<Function<'js>> {
    let handler = arguments.get(0).unwrap_or_else(|| Value::new_undefined(ctx.clone()));
    let is_string = handler.is_string();
    handler.into_function().ok_or_else(|| {
        let hint = if is_string { "; a string of code is not run, pass a function" } else { "" };
        Exception::throw_type(ctx, &format!("{name}: the first argument is not a function{hint}"))
    })
}

/// A callback with the arguments from an index on.
fn task<'js>(ctx: &Ctx<'js>, callback: Function<'js>, arguments: &Arguments<'_, 'js>, from: usize) -> Task {
    let arguments = arguments.from(from).map(|argument| Persistent::save(ctx, argument)).collect();
    Task { callback: Persistent::save(ctx, callback), arguments }
}

fn number<'js>(ctx: &Ctx<'js>, id: u32) -> Value<'js> {
    // Ids of timers end at 2^31 - 1.
    Value::new_int(ctx.clone(), id.cast_signed())
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
