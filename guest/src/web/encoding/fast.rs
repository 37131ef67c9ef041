//! The common case without what surrounds it: a whole `Uint8Array` of UTF-8. A
//! call through rquickjs takes longer than decoding a short text.
#![allow(unsafe_code, reason = "a function of QuickJS's own kind")]

use super::decode::text_of_utf8;
use crate::engine::c_function;
use rquickjs::{Ctx, Result, Value, qjs};
use std::ffi::c_int;
use std::ptr::NonNull;

const FATAL: i32 = 1;
const IGNORE_BOM: i32 = 2;

/// `decodeView(value, flags)`: the text of a `Uint8Array`, or `undefined` where
/// it is another value, detached, or not valid: then the slow way says what it is.
pub fn decode_view<'js>(ctx: &Ctx<'js>) -> Result<Value<'js>> {
    c_function(ctx, c"decodeView", 2, call)
}

unsafe extern "C" fn call(
    raw: *mut qjs::JSContext,
    _this: qjs::JSValue,
    count: c_int,
    arguments: *mut qjs::JSValue,
) -> qjs::JSValue {
    if count < 2 {
        return qjs::JS_UNDEFINED;
    }
    // SAFETY: there are two arguments, borrowed from the caller; the context is live.
    let (view, flags, context) = unsafe { (*arguments, *arguments.add(1), NonNull::new_unchecked(raw)) };
    // SAFETY: looks at the value's class and at the tag of a number.
    let (kind, flags) = unsafe { (qjs::JS_GetTypedArrayType(view), qjs::JS_VALUE_GET_INT(flags)) };
    if kind != qjs::JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8.cast_signed() {
        return qjs::JS_UNDEFINED;
    }
    let mut size = 0;
    // SAFETY: it is a Uint8Array; its bytes stay while no JavaScript runs.
    let bytes = unsafe {
        let data = qjs::JS_GetUint8Array(raw, &raw mut size, view);
        if data.is_null() {
            qjs::JS_FreeValue(raw, qjs::JS_GetException(raw));
            return qjs::JS_UNDEFINED;
        }
        std::slice::from_raw_parts(data, usize::try_from(size).unwrap_or(0))
    };
    // SAFETY: QuickJS calls with its live context.
    let ctx = unsafe { Ctx::from_raw(context) };
    match text_of_utf8(&ctx, bytes, flags & FATAL != 0, flags & IGNORE_BOM != 0) {
        Ok(Some(text)) => {
            let text = std::mem::ManuallyDrop::new(text);
            text.as_raw()
        }
        Ok(None) => qjs::JS_UNDEFINED,
        Err(_) => qjs::JS_EXCEPTION,
    }
}
