//! Promises that Rust makes and settles, without the two functions and the
//! second promise that QuickJS's own interface makes with each.
//!
//! `qjs_wasi.h` adds three functions to QuickJS for that. A native build has the
//! engine as it comes, and takes the same from the language (`js/streams/native_promises.js`).
#![allow(unsafe_code, reason = "functions of QuickJS that rquickjs does not wrap")]

use crate::engine::{CFunction, c_function};
use rquickjs::{Ctx, Object, Result, qjs};
use std::ffi::c_int;

/// Adds `newPromise`, `resolvePromise`, `rejectPromise`, `resolvedPromise` and `react`.
///
/// # Errors
/// When memory runs out.
pub fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    let functions: [(_, CFunction); 5] = [
        (c"newPromise", new_promise),
        (c"resolvePromise", resolve_promise),
        (c"rejectPromise", reject_promise),
        (c"resolvedPromise", resolved_promise),
        (c"react", react),
    ];
    for (name, function) in functions {
        native.set(name.to_str().unwrap_or_default(), c_function(ctx, name, 3, function)?)?;
    }
    Ok(())
}

unsafe extern "C" {
    fn skerry_new_promise(ctx: *mut qjs::JSContext) -> qjs::JSValue;
    fn skerry_settle_promise(ctx: *mut qjs::JSContext, promise: qjs::JSValue, value: qjs::JSValue, is_reject: c_int);
    fn skerry_react(ctx: *mut qjs::JSContext, promise: qjs::JSValue, handlers: *const qjs::JSValue) -> c_int;
}

// Each function below is called by QuickJS, with its live context and, since the
// length that c_function() gives is 3, with at least three arguments, borrowed.

/// `newPromise()`
unsafe extern "C" fn new_promise(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    _arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: the context is live.
    unsafe { skerry_new_promise(ctx) }
}

/// `resolvePromise(promise, value)`; at most once, and not with the promise itself.
unsafe extern "C" fn resolve_promise(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: see above; what is no promise is left alone.
    unsafe { skerry_settle_promise(ctx, *arguments, *arguments.add(1), 0) };
    qjs::JS_UNDEFINED
}

/// `rejectPromise(promise, reason)`
unsafe extern "C" fn reject_promise(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: see above; what is no promise is left alone.
    unsafe { skerry_settle_promise(ctx, *arguments, *arguments.add(1), 1) };
    qjs::JS_UNDEFINED
}

/// `resolvedPromise(value)`
unsafe extern "C" fn resolved_promise(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: see above; the promise is ours to give away.
    unsafe {
        let promise = skerry_new_promise(ctx);
        if !qjs::JS_IsException(promise) {
            skerry_settle_promise(ctx, promise, *arguments, 0);
        }
        promise
    }
}

/// `react(promise, fulfilled, rejected)`
unsafe extern "C" fn react(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: see above; the two handlers lie side by side.
    let failed = unsafe { skerry_react(ctx, *arguments, arguments.add(1)) } < 0;
    if failed { qjs::JS_EXCEPTION } else { qjs::JS_UNDEFINED }
}
