//! Modules of the embedder: `host:name` and `skerry:name`.
//!
//! Their functions are calls to the host. Arguments and results cross as CBOR.

mod signals;

use crate::event_loop::operation::{self, Operation};
use crate::system::{self, HostFailure, HostFunction, Reply};
use crate::{builtins, convert, engine, freezing};
use rquickjs::function::Rest;
use rquickjs::{Ctx, Error, Exception, Function, Object, Result, Value};
use signals::Watched;
use std::rc::Rc;

/// Evaluates `host_errors.js` and hangs it on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let errors: Object<'_> = builtins::evaluate(ctx, "host_errors", builtins::source!("host_errors.js"))?
        .call((builtins::primordials(ctx)?,))?;
    builtins::realm(ctx)?.set("hostErrors", errors)
}

/// The module behind `fetch`, which no script imports.
const FETCH: &str = "skerry:fetch";

/// Asks the host for one exchange over the network; the promise of its answer.
///
/// # Errors
/// While code is frozen, when the request cannot cross, or the host has no such function.
pub fn fetch<'js>(ctx: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<Value<'js>> {
    freezing::refuse(ctx, "what the host does")?;
    match system::host_module(FETCH) {
        Some(module) => begin(ctx, module.id, 0, arguments),
        None => Err(Exception::throw_type(ctx, "fetch: no network is granted")),
    }
}

/// Whether the embedder answers for this specifier.
pub fn is_name(specifier: &str) -> bool {
    specifier.starts_with("host:") || specifier.starts_with("skerry:")
}

/// The functions of a module by name, and all of them as `default`.
///
/// # Errors
/// When the embedder gave none of this name.
pub fn exports<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Object<'js>> {
    let module = if name == FETCH { None } else { system::host_module(name) };
    let Some(module) = module else {
        let error = system::LoadError {
            message: format!("cannot find module '{name}'"),
            hint: Some(match name.starts_with("skerry:") {
                _ if cfg!(feature = "standalone") => {
                    "a component has skerry:process, and no module of a host".to_owned()
                }
                true => "there are skerry:env, skerry:fs and skerry:process".to_owned(),
                false => "the program that runs this script gives it no such module".to_owned(),
            }),
        };
        return Err(super::throw_load_error(ctx, &error));
    };
    let exports = Object::new(ctx.clone())?;
    let all = Object::new(ctx.clone())?;
    for (index, function) in (0_u32..).zip(&module.functions) {
        let callable = make(ctx, module.id, index, function)?;
        exports.set(function.name.as_str(), callable.clone())?;
        all.set(function.name.as_str(), callable)?;
    }
    if let Some(shipped) = super::shipped::exports(ctx, name, &all)? {
        return Ok(shipped);
    }
    exports.set("default", all)?;
    Ok(exports)
}

fn make<'js>(ctx: &Ctx<'js>, module: u32, index: u32, function: &HostFunction) -> Result<Function<'js>> {
    let made = if function.is_async {
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, arguments: Rest<Value<'js>>| {
            begin(&ctx, module, index, &arguments)
        })
    } else {
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, arguments: Rest<Value<'js>>| {
            freezing::refuse(&ctx, "what the host does")?;
            let arguments = encoded(&ctx, &arguments)?;
            answer(&ctx, system::call_host(module, index, &arguments))
        })
    };
    made?.with_name(&function.name)
}

/// Starts an asynchronous function of the host; the promise of its result.
fn begin<'js>(ctx: &Ctx<'js>, module: u32, index: u32, arguments: &[Value<'js>]) -> Result<Value<'js>> {
    freezing::refuse(ctx, "what the host does")?;
    let signal = signals::find(ctx, arguments)?;
    let arguments = encoded(ctx, arguments)?;
    if let Some(signal) = &signal
        && let Some(reason) = signals::reason(ctx, signal)?
    {
        return rejected(ctx, reason);
    }
    let mut reply: Operation<Reply> = Box::pin(system::call_host_async(module, index, arguments));
    // Begun now, not when the script has ended.
    if let Some(reply) = operation::begin(&mut reply) {
        return match answer(ctx, reply) {
            Ok(value) => resolved(ctx, value),
            Err(Error::Exception) => rejected(ctx, ctx.catch()),
            Err(error) => Err(error),
        };
    }
    match signal {
        None => operation::promise(ctx, reply, answer),
        Some(signal) => {
            let watched = signals::watch(ctx, signal)?;
            let cancel = Rc::clone(&watched.cancel);
            // Where the signal is aborted first, dropping the reply drops the host's future.
            let reply = Box::pin(async move { cancel.or(reply).await });
            operation::promise(ctx, reply, |ctx, reply| ended(ctx, reply, watched))
        }
    }
}

/// What a call gives that listened to a signal.
fn ended<'js>(ctx: &Ctx<'js>, reply: Option<Reply>, watched: Watched) -> Result<Value<'js>> {
    let reason = watched.end(ctx)?;
    match reply {
        Some(reply) => answer(ctx, reply),
        None => Err(ctx.throw(reason)),
    }
}

fn resolved<'js>(ctx: &Ctx<'js>, value: Value<'js>) -> Result<Value<'js>> {
    let (promise, resolve, _) = ctx.promise()?;
    resolve.call::<_, ()>((value,))?;
    Ok(promise.into_value())
}

fn rejected<'js>(ctx: &Ctx<'js>, reason: Value<'js>) -> Result<Value<'js>> {
    let (promise, _, reject) = ctx.promise()?;
    reject.call::<_, ()>((reason,))?;
    Ok(promise.into_value())
}

fn encoded<'js>(ctx: &Ctx<'js>, arguments: &[Value<'js>]) -> Result<Vec<u8>> {
    convert::encode_all(arguments).map_err(|reason| {
        // What a getter threw is the script's own error.
        if engine::has_exception(ctx) { Error::Exception } else { Exception::throw_type(ctx, &reason) }
    })
}

fn answer<'js>(ctx: &Ctx<'js>, reply: Reply) -> Result<Value<'js>> {
    match reply {
        Ok(bytes) => convert::decode(ctx, &bytes).map_err(|reason| {
            if engine::has_exception(ctx) { Error::Exception } else { Exception::throw_internal(ctx, &reason) }
        }),
        Err(failure) => Err(throw(ctx, &failure)),
    }
}

/// Throws the error that a failed function or stream of the host asks for.
pub fn throw(ctx: &Ctx<'_>, failure: &HostFailure) -> Error {
    let message = failure.message.as_str();
    let thrown = match failure.name.as_str() {
        "TypeError" => Exception::throw_type(ctx, message),
        "RangeError" => Exception::throw_range(ctx, message),
        "SyntaxError" => Exception::throw_syntax(ctx, message),
        "ReferenceError" => Exception::throw_reference(ctx, message),
        _ => Exception::throw_message(ctx, message),
    };
    let pending = ctx.catch();
    let Some(error) = pending.as_object() else { return thrown };
    match describe(ctx, error, failure) {
        Ok(()) => ctx.throw(pending),
        Err(error) => error,
    }
}

fn describe<'js>(ctx: &Ctx<'js>, error: &Object<'js>, failure: &HostFailure) -> Result<()> {
    if !["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError"].contains(&failure.name.as_str()) {
        let name = rquickjs::object::Property::from(failure.name.as_str()).writable().configurable();
        error.prop("name", name)?;
    }
    for (name, value) in &failure.properties {
        let value = rquickjs::object::Property::from(value.as_str()).writable().enumerable().configurable();
        error.prop(name.as_str(), value)?;
    }
    match failure.id {
        Some(id) => host_errors(ctx)?.get::<_, Function<'js>>("set")?.call((error.clone(), id)),
        None => Ok(()),
    }
}

/// Names the embedder's error that stands behind an error of the script.
pub fn error_id<'js>(ctx: &Ctx<'js>, error: &Object<'js>) -> Option<u32> {
    let get: Function<'js> = host_errors(ctx).ok()?.get("get").ok()?;
    get.call::<_, Option<u32>>((error.clone(),)).ok().flatten()
}

fn host_errors<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    builtins::realm(ctx)?.get("hostErrors")
}
