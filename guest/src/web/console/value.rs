//! Values that QuickJS hands over.
#![allow(unsafe_code, reason = "takes over raw references")]

use rquickjs::{Ctx, Error, Result, Value, qjs};

/// Takes over a value that QuickJS returned.
///
/// # Safety
/// The value must be an owned reference of this context, or an exception mark.
pub unsafe fn own<'js>(ctx: &Ctx<'js>, value: qjs::JSValue) -> Result<Value<'js>> {
    // SAFETY: promised by the caller.
    unsafe {
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Ok(Value::from_raw(ctx.clone(), value))
    }
}
