//! Strings of scripts as UTF-8.
#![allow(unsafe_code, reason = "QuickJS's own UTF-8, for strings that rquickjs refuses")]

use rquickjs::{Value, qjs};

/// A string as UTF-8; lone surrogates are replaced, other values are empty.
pub fn text(value: &Value<'_>) -> String {
    let Some(string) = value.as_string() else { return String::new() };
    string.to_string().unwrap_or_else(|_| lossy(value))
}

fn lossy(value: &Value<'_>) -> String {
    let raw = value.ctx().as_raw().as_ptr();
    let mut length = 0;
    // SAFETY: QuickJS returns `length` bytes, or null when memory ran out; they
    // are copied before they are freed.
    unsafe {
        let bytes = qjs::JS_ToCStringLen(raw, &raw mut length, value.as_raw());
        if bytes.is_null() {
            return String::new();
        }
        let copy = String::from_utf8_lossy(std::slice::from_raw_parts(bytes.cast(), length)).into_owned();
        qjs::JS_FreeCString(raw, bytes);
        copy
    }
}
