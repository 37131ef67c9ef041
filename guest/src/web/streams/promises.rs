//! Promises that Rust makes and settles, without the two functions and the
//! second promise that QuickJS's own interface makes with each.
//!
//! `qjs_wasi.h` adds three functions to QuickJS for that. A native build has the
//! engine as it comes, and takes the same from the language (`js/streams/native_promises.js`).
#![allow(unsafe_code, reason = "functions of QuickJS that rquickjs does not wrap")]

use crate::engine::set_functions;
use rquickjs::{Object, Result, qjs};
use std::ffi::c_int;

/// Adds `newPromise`, `resolvePromise`, `rejectPromise`, `resolvedPromise` and `react`.
///
/// # Errors
/// When memory runs out.
pub fn add(native: &Object<'_>) -> Result<()> {
    set_functions(
        native,
        &[
            (c"newPromise", 3, new_promise),
            (c"resolvePromise", 3, resolve_promise),
            (c"rejectPromise", 3, reject_promise),
            (c"resolvedPromise", 3, resolved_promise),
            (c"react", 3, react),
        ],
    )
}

unsafe extern "C" {
    fn skerry_new_promise(ctx: *mut qjs::JSContext) -> qjs::JSValue;
    fn skerry_settle_promise(ctx: *mut qjs::JSContext, promise: qjs::JSValue, value: qjs::JSValue, is_reject: c_int);
    fn skerry_react(ctx: *mut qjs::JSContext, promise: qjs::JSValue, handlers: *const qjs::JSValue) -> c_int;
}

// Each function below is called by QuickJS, with its live context and, since the
// length that they are given is 3, with at least three arguments, borrowed.

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
