//! `Event`, `EventTarget` and the events of the global object:
//! <https://dom.spec.whatwg.org/#events>

use crate::exception::Exception;
use crate::uncaught::Uncaught;
use crate::{builtins, freezing, system};
use rquickjs::{Ctx, Function, Object, Result, Value};

const PARTS: [(&str, &[u8]); 8] = [
    builtins::part!("events/event"),
    builtins::part!("events/custom_event"),
    builtins::part!("events/error_event"),
    builtins::part!("events/promise_rejection_event"),
    builtins::part!("events/dispatch"),
    builtins::part!("events/event_target"),
    builtins::part!("events/event_handler"),
    builtins::part!("events/global_events"),
];

/// What the event loop calls, kept in the realm's record.
const HOOKS: [&str; 3] = ["takeException", "takeRejection", "handledLate"];

/// Defines the interfaces and makes the global object an `EventTarget`.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("now", Function::new(ctx.clone(), now)?)?;
    native.set("describe", Function::new(ctx.clone(), describe)?)?;
    native.set("uncaught", Function::new(ctx.clone(), uncaught)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))?;
    let (record, parts) = (builtins::realm(ctx)?, builtins::parts(ctx)?);
    HOOKS.iter().try_for_each(|name| record.set(*name, parts.get::<_, Function>(*name)?))
}

/// Gives what nobody caught to the listeners of `error`; whether one took it.
///
/// # Errors
/// What no listener can catch.
pub fn take_exception<'js>(ctx: &Ctx<'js>, value: Value<'js>) -> Result<bool> {
    hook(ctx, HOOKS[0])?.call((value,))
}

/// Gives an unhandled rejection to the listeners of `unhandledrejection`;
/// whether one took it.
///
/// # Errors
/// What no listener can catch.
pub fn take_rejection<'js>(ctx: &Ctx<'js>, promise: Value<'js>, reason: Value<'js>) -> Result<bool> {
    hook(ctx, HOOKS[1])?.call((promise, reason))
}

/// Tells the listeners of `rejectionhandled`.
///
/// # Errors
/// What no listener can catch.
pub fn handled_late<'js>(ctx: &Ctx<'js>, promise: Value<'js>, reason: Value<'js>) -> Result<()> {
    hook(ctx, HOOKS[2])?.call((promise, reason))
}

fn hook<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Function<'js>> {
    builtins::realm(ctx)?.get(name)
}

/// The time of an event; a snapshot's are all at its start.
fn now(ctx: Ctx<'_>) -> f64 {
    if freezing::is_freezing(&ctx) { 0.0 } else { system::performance_now().as_secs_f64() * 1000.0 }
}

/// What an `ErrorEvent` says about a thrown value.
fn describe<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Result<Object<'js>> {
    let exception = Exception::from_value(&ctx, value);
    let about = Object::new(ctx)?;
    about.set_prototype(None)?;
    let link = exception.links.first();
    let (name, message) = link.map_or(("", ""), |link| (link.name.as_str(), link.message.as_str()));
    let separator = if name.is_empty() || message.is_empty() { "" } else { ": " };
    about.set("message", format!("Uncaught {name}{separator}{message}"))?;
    let frame = link.and_then(|link| link.frames.first());
    about.set("filename", frame.map_or("", |frame| frame.url.as_str()))?;
    about.set("lineno", frame.map_or(0, |frame| frame.line))?;
    about.set("colno", frame.map_or(0, |frame| frame.column))?;
    Ok(about)
}

fn uncaught<'js>(ctx: Ctx<'js>, value: Value<'js>) {
    Uncaught::of(&ctx).note(&ctx, value);
}
