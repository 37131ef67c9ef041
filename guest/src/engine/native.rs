//! Functions for scripts without rquickjs in between, for what is called often.
#![allow(unsafe_code, reason = "QuickJS's C functions; each block says why it holds")]

use rquickjs::{Ctx, Error, Exception, Function, Object, Result, Value, qjs};
use std::ffi::{CStr, c_int};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// A function as QuickJS calls it: with its live context, and with arguments that the
/// caller keeps alive, at least as many as the function's length.
pub type CFunction = unsafe extern "C" fn(*mut qjs::JSContext, qjs::JSValue, c_int, *mut qjs::JSValue) -> qjs::JSValue;

/// A JavaScript function with this name and length.
///
/// # Errors
/// When memory runs out.
pub fn c_function<'js>(ctx: &Ctx<'js>, name: &CStr, length: c_int, function: CFunction) -> Result<Value<'js>> {
    let generic = qjs::JSCFunctionEnum_JS_CFUNC_generic;
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: the function has the generic signature, and QuickJS copies the name.
    let value = unsafe { qjs::JS_NewCFunction2(raw, Some(function), name.as_ptr(), length, generic, 0) };
    super::own(ctx, value)
}

/// What a script has passed.
pub struct Arguments<'a, 'js> {
    ctx: &'a Ctx<'js>,
    values: &'a [qjs::JSValue],
}

impl<'js> Arguments<'_, 'js> {
    /// One of them; none where there are fewer.
    pub fn get(&self, index: usize) -> Option<Value<'js>> {
        let raw = *self.values.get(index)?;
        // SAFETY: the caller keeps the value alive, and the reference is new.
        Some(unsafe { Value::from_raw(self.ctx.clone(), qjs::JS_DupValue(self.ctx.as_raw().as_ptr(), raw)) })
    }

    /// Those from an index on.
    pub fn from(&self, start: usize) -> impl Iterator<Item = Value<'js>> {
        (start..self.values.len()).filter_map(|index| self.get(index))
    }
}

/// A function of Rust's that answers a script.
pub trait Body: for<'a, 'js> Fn(&'a Ctx<'js>, Arguments<'a, 'js>) -> Result<Value<'js>> + Copy + 'static {}

impl<B> Body for B where B: for<'a, 'js> Fn(&'a Ctx<'js>, Arguments<'a, 'js>) -> Result<Value<'js>> + Copy + 'static {}

/// A [`CFunction`] with this body, which has nothing but its code.
pub fn body<B: Body>(_body: B) -> CFunction {
    const { assert!(size_of::<B>() == 0, "a function that captures nothing") };
    called::<B>
}

unsafe extern "C" fn called<B: Body>(
    raw: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    // SAFETY: `body` was given a value of the type, which has no bytes.
    let body = unsafe { NonNull::<B>::dangling().read() };
    // SAFETY: QuickJS has called with them.
    unsafe { answer(raw, count, arguments, body) }
}

/// Sets functions on an object, by their names.
///
/// # Errors
/// When memory runs out.
pub fn set_functions(object: &Object<'_>, functions: &[(&CStr, c_int, CFunction)]) -> Result<()> {
    functions.iter().try_for_each(|(name, length, function)| {
        object.set(name.to_str().unwrap_or_default(), c_function(object.ctx(), name, *length, *function)?)
    })
}

/// Calls a body, and gives QuickJS what it gives or throws.
///
/// # Safety
/// Context, count and arguments must be what QuickJS has called with.
unsafe fn answer(
    raw: *mut qjs::JSContext,
    count: c_int,
    arguments: *mut qjs::JSValue,
    body: impl Body,
) -> qjs::JSValue {
    // SAFETY: promised by the caller.
    let (ctx, values) = unsafe {
        let count = usize::try_from(count).unwrap_or(0);
        let values = if count == 0 { &[] } else { std::slice::from_raw_parts(arguments, count) };
        (Ctx::from_raw(NonNull::new_unchecked(raw)), values)
    };
    match body(&ctx, Arguments { ctx: &ctx, values }) {
        // The reference goes over to QuickJS.
        Ok(value) => ManuallyDrop::new(value).as_raw(),
        Err(Error::Exception) => qjs::JS_EXCEPTION,
        Err(error) => {
            Exception::throw_internal(&ctx, &error.to_string());
            qjs::JS_EXCEPTION
        }
    }
}

/// Calls a function and forgets what it gives.
///
/// # Errors
/// What it throws, pending.
pub fn call<'js>(ctx: &Ctx<'js>, function: &Function<'js>, this: &Value<'js>, arguments: &[Value<'js>]) -> Result<()> {
    let mut raw: Vec<qjs::JSValue> = arguments.iter().map(Value::as_raw).collect();
    let count = c_int::try_from(raw.len()).unwrap_or(c_int::MAX);
    // SAFETY: all of them are alive for the time of the call; the result is ours.
    let result = unsafe {
        qjs::JS_Call(ctx.as_raw().as_ptr(), function.as_value().as_raw(), this.as_raw(), count, raw.as_mut_ptr())
    };
    super::own(ctx, result).map(drop)
}
