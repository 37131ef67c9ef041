//! The few calls of QuickJS's C interface that rquickjs does not wrap.
#![allow(unsafe_code, reason = "QuickJS's C interface; each block says why it holds")]

mod bytecode;
mod native;

pub use bytecode::{Compiled, CompiledModule, from_bytecode, link_module, module_to_bytecode};
pub use native::{Arguments, CFunction, body, c_function, call, set_functions};

use rquickjs::qjs;
use rquickjs::{Ctx, Error, Object, Promise, Result, Value};
use std::ffi::CString;

/// A compiled classic script.
pub struct Script<'js>(Value<'js>);

/// Compiles a classic script without running it.
///
/// # Errors
/// [`Error::Exception`] with a pending `SyntaxError`.
pub fn compile_script<'js>(ctx: &Ctx<'js>, url: &str, text: &str) -> Result<Script<'js>> {
    let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
    eval_raw(ctx, url, text, flags, 1).map(Script)
}

/// Runs a compiled script; its completion value.
///
/// # Errors
/// [`Error::Exception`] with the pending exception.
pub fn run_script<'js>(ctx: &Ctx<'js>, script: Script<'js>) -> Result<Value<'js>> {
    let code = std::mem::ManuallyDrop::new(script.0);
    // SAFETY: JS_EvalFunction takes over the reference, hence the ManuallyDrop.
    let value = unsafe { qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), code.as_raw()) };
    own(ctx, value)
}

/// Evaluates a text as an expression or classic script under a file name; its
/// first line has this number, which is not 0.
///
/// # Errors
/// [`Error::Exception`] with the pending exception.
pub fn eval_from_line<'js>(ctx: &Ctx<'js>, url: &str, text: &str, first_line: i32) -> Result<Value<'js>> {
    eval_raw(ctx, url, text, qjs::JS_EVAL_TYPE_GLOBAL, first_line)
}

/// Parses a JSON text; errors name its place.
///
/// # Errors
/// [`Error::Exception`] with a pending `SyntaxError`.
pub fn parse_json<'js>(ctx: &Ctx<'js>, url: &str, text: &str) -> Result<Value<'js>> {
    let url = CString::new(url)?;
    let length = text.len();
    let text = [text.as_bytes(), &[0]].concat();
    // SAFETY: both strings live through the call and are as long as said.
    let value = unsafe { qjs::JS_ParseJSON(ctx.as_raw().as_ptr(), text.as_ptr().cast(), length as _, url.as_ptr()) };
    own(ctx, value)
}

/// Lets what is allocated from now on lie together: small blocks come from new
/// arenas while there is memory for them.
#[cfg(target_arch = "wasm32")]
pub fn rest_heap(ctx: &Ctx<'_>) {
    unsafe extern "C" {
        /// Of `qjs_wasi.h`.
        fn skerry_rest_heap(runtime: *mut qjs::JSRuntime);
    }
    // SAFETY: the context is live, and with it its runtime.
    unsafe { skerry_rest_heap(qjs::JS_GetRuntime(ctx.as_raw().as_ptr())) }
}

/// Holds the shapes of what loops make and drop again: iterators and their results.
#[cfg(target_arch = "wasm32")]
pub fn keep_shapes(ctx: &Ctx<'_>) {
    unsafe extern "C" {
        /// Of `qjs_shapes.h`.
        fn skerry_keep_shapes(ctx: *mut qjs::JSContext);
    }
    // SAFETY: the context is live.
    unsafe { skerry_keep_shapes(ctx.as_raw().as_ptr()) }
}

/// Holds all that is there for good: references to it are not counted any more.
#[cfg(target_arch = "wasm32")]
pub fn keep_image(ctx: &Ctx<'_>) {
    unsafe extern "C" {
        /// Of `qjs_kept.h`.
        fn skerry_keep_image(runtime: *mut qjs::JSRuntime);
    }
    // SAFETY: the context is live, and with it its runtime.
    unsafe { skerry_keep_image(qjs::JS_GetRuntime(ctx.as_raw().as_ptr())) }
}

/// Whether shapes that are made from now on stay for good.
pub fn keep_new_shapes(keeps: bool) {
    #[cfg(target_arch = "wasm32")]
    {
        unsafe extern "C" {
            /// Of `qjs_shapes.h`.
            fn skerry_keep_new_shapes(keeps: bool);
        }
        // SAFETY: it changes a number, which nobody else reads now.
        unsafe { skerry_keep_new_shapes(keeps) }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = keeps;
}

/// Makes room for a few small blocks of each size, in a row.
#[cfg(target_arch = "wasm32")]
pub fn first_arenas(ctx: &Ctx<'_>) {
    unsafe extern "C" {
        /// Of `qjs_wasi.h`.
        fn skerry_first_arenas(runtime: *mut qjs::JSRuntime);
    }
    // SAFETY: the context is live, and with it its runtime.
    unsafe { skerry_first_arenas(qjs::JS_GetRuntime(ctx.as_raw().as_ptr())) }
}

fn eval_raw<'js>(ctx: &Ctx<'js>, url: &str, text: &str, flags: u32, first_line: i32) -> Result<Value<'js>> {
    let url = CString::new(url)?;
    let mut options = qjs::JSEvalOptions {
        version: qjs::JS_EVAL_OPTIONS_VERSION.cast_signed(),
        eval_flags: flags.cast_signed(),
        filename: url.as_ptr(),
        line_num: first_line,
    };
    // QuickJS wants the text to end with a NUL that the length does not count.
    let length = text.len();
    let text = [text.as_bytes(), &[0]].concat();
    // SAFETY: both strings live through the call and are as long as said.
    let value = unsafe { qjs::JS_Eval2(ctx.as_raw().as_ptr(), text.as_ptr().cast(), length as _, &raw mut options) };
    own(ctx, value)
}

fn own<'js>(ctx: &Ctx<'js>, value: qjs::JSValue) -> Result<Value<'js>> {
    // SAFETY: the value came from QuickJS in this context and is owned by us.
    let value = unsafe {
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Value::from_raw(ctx.clone(), value)
    };
    Ok(value)
}

/// Runs one job; false when none was pending.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn run_job(ctx: &Ctx<'_>) -> Result<bool> {
    let mut job_context = std::ptr::null_mut();
    // SAFETY: the out pointer is valid; the runtime outlives the context.
    let code = unsafe { qjs::JS_ExecutePendingJob(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), &mut job_context) };
    match code {
        0 => Ok(false),
        code if code > 0 => Ok(true),
        _ => Err(Error::Exception),
    }
}

/// Whether an exception is pending.
pub fn has_exception(ctx: &Ctx<'_>) -> bool {
    // SAFETY: the context is live.
    unsafe { qjs::JS_HasException(ctx.as_raw().as_ptr()) }
}

/// Makes an error that `catch` and `finally` do not see.
pub fn set_uncatchable(ctx: &Ctx<'_>, error: &Object<'_>) {
    // SAFETY: `error` is a live object of this context.
    unsafe { qjs::JS_SetUncatchableError(ctx.as_raw().as_ptr(), error.as_value().as_raw()) };
}

/// Whether `catch` would not have seen this value.
pub fn is_uncatchable(value: &Value<'_>) -> bool {
    // SAFETY: `value` is a live value.
    unsafe { qjs::JS_IsUncatchableError(value.as_raw()) }
}

/// Says that somebody looks after the promise's rejection.
pub fn mark_handled(promise: &Promise<'_>) {
    // SAFETY: the promise is a live object of its own context.
    unsafe { qjs::JS_PromiseMarkAsHandled(promise.ctx().as_raw().as_ptr(), promise.as_raw()) };
}

/// The address of an object; unique while the object lives, 0 for other values.
pub fn identity(value: &Value<'_>) -> usize {
    if !value.is_object() {
        return 0;
    }
    // SAFETY: the tag says that the payload is a pointer; it is not followed.
    unsafe { qjs::JS_VALUE_GET_PTR(value.as_raw()) as usize }
}

/// A JavaScript string as UTF-8; a lone surrogate becomes U+FFFD.
pub fn lossy_string(string: &rquickjs::String<'_>) -> String {
    if let Ok(text) = string.to_string() {
        return text;
    }
    let raw = string.ctx().as_raw().as_ptr();
    let mut length = 0;
    // SAFETY: the pointer is valid for `length` bytes until JS_FreeCString.
    unsafe {
        let bytes = qjs::JS_ToCStringLen(raw, &mut length, string.as_raw());
        if bytes.is_null() {
            return String::new();
        }
        let text = decode_wtf8(std::slice::from_raw_parts(bytes.cast(), length));
        qjs::JS_FreeCString(raw, bytes);
        text
    }
}

/// UTF-8 in which a lone surrogate is three bytes, ED A0..BF 80..BF.
pub fn decode_wtf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        // The three bytes come as three invalid chunks; only the first counts.
        if chunk.invalid().first().is_some_and(|&first| !(0x80..0xC0).contains(&first)) {
            text.push('\u{FFFD}');
        }
    }
    text
}

/// Gives a context the engine's own `DOMException`, which its `atob` throws.
/// Without this only the first context of a runtime has one.
///
/// # Errors
/// When memory runs out.
pub fn add_dom_exception(ctx: &Ctx<'_>) -> Result<()> {
    // SAFETY: the context is live; the call defines a class and a global.
    match unsafe { qjs::JS_AddIntrinsicDOMException(ctx.as_raw().as_ptr()) } {
        0 => Ok(()),
        _ => Err(Error::Exception),
    }
}

/// Tells QuickJS how deep its stack is.
#[cfg(target_arch = "wasm32")]
pub fn set_stack_size(ctx: &Ctx<'_>, bytes: usize) {
    let bytes = qjs::size_t::try_from(bytes).unwrap_or(qjs::size_t::MAX);
    // SAFETY: the runtime outlives its context; the call only notes a number.
    unsafe { qjs::JS_SetMaxStackSize(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), bytes) };
}

/// Tells QuickJS that its stack begins here.
pub fn update_stack_top(ctx: &Ctx<'_>) {
    // SAFETY: the runtime outlives its context; the call only notes an address.
    unsafe { qjs::JS_UpdateStackTop(qjs::JS_GetRuntime(ctx.as_raw().as_ptr())) };
}
