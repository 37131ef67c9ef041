//! What the engine knows of an object: its class, a proxy's target, a promise's
//! state.
#![allow(unsafe_code, reason = "QuickJS's classes, promises and proxies, which rquickjs does not wrap")]
#![allow(clippy::needless_pass_by_value, reason = "the signatures that rquickjs calls")]

use super::value::own;
use crate::builtins;
use rquickjs::{Ctx, Result, Value, qjs};

/// The classes that share their name with others.
#[derive(Clone, Copy)]
pub struct Kinds {
    object: qjs::JSClassID,
    function: qjs::JSClassID,
}

impl Kinds {
    pub fn of<'js>(ctx: &Ctx<'js>, object: &Value<'js>) -> Result<Self> {
        let function = builtins::evaluate_text(ctx, "console/function", "(function () {})")?;
        Ok(Self { object: class_of(object), function: class_of(function.as_value()) })
    }

    /// QuickJS calls proxies and module namespaces `Object`, and every function
    /// that is neither async nor a generator `Function`.
    pub fn name<'js>(self, ctx: &Ctx<'js>, value: &Value<'js>) -> Result<Value<'js>> {
        if value.is_proxy() {
            return atom_text(ctx, qjs::JS_ATOM_Proxy);
        }
        let class = class_of(value);
        let raw = ctx.as_raw().as_ptr();
        // SAFETY: reads the runtime's table of classes; the atom is ours to free.
        let atom = unsafe { qjs::JS_GetClassName(qjs::JS_GetRuntime(raw), class) };
        let name = match atom {
            qjs::JS_ATOM_Object if class != self.object => atom_text(ctx, qjs::JS_ATOM_Module),
            qjs::JS_ATOM_Function if class != self.function => native_function(ctx),
            qjs::JS_ATOM_NULL => atom_text(ctx, qjs::JS_ATOM_empty_string),
            atom => atom_text(ctx, atom),
        };
        // SAFETY: the reference from above, given back once.
        unsafe { qjs::JS_FreeAtom(raw, atom) };
        name
    }
}

fn native_function<'js>(ctx: &Ctx<'js>) -> Result<Value<'js>> {
    Ok(rquickjs::String::from_str(ctx.clone(), "NativeFunction")?.into_value())
}

fn class_of(value: &Value<'_>) -> qjs::JSClassID {
    // SAFETY: `value` is a live value; other values than objects answer 0.
    unsafe { qjs::JS_GetClassID(value.as_raw()) }
}

fn atom_text<'js>(ctx: &Ctx<'js>, atom: qjs::JSAtom) -> Result<Value<'js>> {
    // SAFETY: the atom is alive (predefined, or held by the caller) and borrowed.
    unsafe { own(ctx, qjs::JS_AtomToString(ctx.as_raw().as_ptr(), atom)) }
}

pub fn proxy_target<'js>(ctx: Ctx<'js>, proxy: Value<'js>) -> Value<'js> {
    // SAFETY: both are live; QuickJS throws for what is no proxy or revoked.
    let target = unsafe { own(&ctx, qjs::JS_GetProxyTarget(ctx.as_raw().as_ptr(), proxy.as_raw())) };
    or_null(&ctx, target)
}

pub fn proxy_handler<'js>(ctx: Ctx<'js>, proxy: Value<'js>) -> Value<'js> {
    // SAFETY: as for the target.
    let handler = unsafe { own(&ctx, qjs::JS_GetProxyHandler(ctx.as_raw().as_ptr(), proxy.as_raw())) };
    or_null(&ctx, handler)
}

fn or_null<'js>(ctx: &Ctx<'js>, value: Result<Value<'js>>) -> Value<'js> {
    value.unwrap_or_else(|_| {
        ctx.catch();
        Value::new_null(ctx.clone())
    })
}

pub fn promise_state<'js>(ctx: Ctx<'js>, promise: Value<'js>) -> i32 {
    // SAFETY: both are live; QuickJS answers -1 for what is no promise.
    let state = unsafe { qjs::JS_PromiseState(ctx.as_raw().as_ptr(), promise.as_raw()) };
    match state {
        qjs::JSPromiseStateEnum_JS_PROMISE_FULFILLED => 1,
        qjs::JSPromiseStateEnum_JS_PROMISE_REJECTED => 2,
        _ => 0,
    }
}

pub fn promise_result<'js>(ctx: Ctx<'js>, promise: Value<'js>) -> Result<Value<'js>> {
    // SAFETY: both are live; the result is a reference of our own.
    unsafe { own(&ctx, qjs::JS_PromiseResult(ctx.as_raw().as_ptr(), promise.as_raw())) }
}
