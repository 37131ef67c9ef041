//! Jobs and promises as the standard's algorithms use them, without the promises
//! in between that `then` makes.
#![allow(unsafe_code, reason = "QuickJS's job queue and C functions, which rquickjs does not wrap")]

use crate::engine::set_functions;
use rquickjs::{Object, Result, qjs};
use std::ffi::c_int;

/// Adds them to the functions that the built-ins of streams get.
///
/// # Errors
/// When memory runs out.
pub fn add(native: &Object<'_>) -> Result<()> {
    set_functions(
        native,
        &[(c"enqueueJob", 3, enqueue_job), (c"isPromise", 3, is_promise), (c"markHandled", 3, mark_handled)],
    )
}

/// `enqueueJob(step, state, argument)`: a job that calls `step(state, argument)`.
/// What it throws ends the call that runs the jobs; steps of ours do not throw.
unsafe extern "C" fn enqueue_job(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: QuickJS calls with its live context and, since the function's length
    // is 3, with at least three arguments; the queue takes references of its own.
    unsafe {
        debug_assert!(count <= 3);
        if qjs::JS_EnqueueJob(ctx, Some(run_job), 3, arguments) < 0 {
            return qjs::JS_EXCEPTION;
        }
        qjs::JS_UNDEFINED
    }
}

unsafe extern "C" fn run_job(ctx: *mut qjs::JSContext, _count: c_int, arguments: *mut qjs::JSValue) -> qjs::JSValue {
    // SAFETY: the job holds the three values that `enqueue_job` gave to it.
    unsafe { qjs::JS_Call(ctx, *arguments, qjs::JS_UNDEFINED, 2, arguments.add(1)) }
}

/// `isPromise(value)`: by what it is, whatever its prototype says.
unsafe extern "C" fn is_promise(
    _ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: the function's length makes sure of one argument.
    let is_promise = unsafe { qjs::JS_IsPromise(*arguments) };
    qjs::JS_MKVAL(qjs::JS_TAG_BOOL, i32::from(is_promise))
}

/// `markHandled(promise)`: nobody has to handle its rejection.
unsafe extern "C" fn mark_handled(
    ctx: *mut qjs::JSContext,
    _this: qjs::JSValue,
    _count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: the context is live, and the function's length makes sure of one
    // argument; what is no promise is left alone.
    unsafe {
        qjs::JS_PromiseMarkAsHandled(ctx, *arguments);
        qjs::JS_UNDEFINED
    }
}
