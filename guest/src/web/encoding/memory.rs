//! Bytes of buffers and texts of strings, without copies where that can be.
#![allow(unsafe_code, reason = "QuickJS's buffers and strings, which rquickjs copies")]

use rquickjs::{Ctx, Error, Exception, Result, Value, qjs};

/// Where bytes lie: a buffer and a range of it; `undefined` is an empty one.
pub struct Range<'js> {
    /// An `ArrayBuffer` or `SharedArrayBuffer`.
    pub buffer: Value<'js>,
    /// The first byte.
    pub offset: usize,
    /// How many.
    pub length: usize,
}

impl Range<'_> {
    /// Works with the bytes; nothing of JavaScript may run meanwhile.
    pub fn with<R>(&self, work: impl FnOnce(&[u8]) -> R) -> Result<R> {
        self.with_mut(|bytes| work(bytes))
    }

    /// The same, to write to them.
    pub fn with_mut<R>(&self, work: impl FnOnce(&mut [u8]) -> R) -> Result<R> {
        if self.length == 0 {
            return Ok(work(&mut []));
        }
        let mut size = 0;
        // SAFETY: the buffer is a live value; what is no buffer makes QuickJS throw.
        let data =
            unsafe { qjs::JS_GetArrayBuffer(self.buffer.ctx().as_raw().as_ptr(), &raw mut size, self.buffer.as_raw()) };
        if data.is_null() {
            return Err(Error::Exception);
        }
        // SAFETY: QuickJS says that `size` bytes are there; they stay while no
        // JavaScript runs, and the guest has one thread.
        let bytes = unsafe { std::slice::from_raw_parts_mut(data, usize::try_from(size).unwrap_or(0)) };
        let end = self.offset.saturating_add(self.length);
        match bytes.get_mut(self.offset..end) {
            Some(bytes) => Ok(work(bytes)),
            None => Err(Exception::throw_range(self.buffer.ctx(), "the view is out of its buffer's bounds")),
        }
    }
}

/// Works with a string as UTF-8, in which a lone surrogate is three bytes.
pub fn with_text<R>(text: &rquickjs::String<'_>, work: impl FnOnce(&[u8]) -> R) -> Result<R> {
    let raw = text.ctx().as_raw().as_ptr();
    let mut length = 0;
    // SAFETY: the string is alive; the pointer is valid for `length` bytes until
    // it is given back.
    unsafe {
        let bytes = qjs::JS_ToCStringLen(raw, &raw mut length, text.as_raw());
        if bytes.is_null() {
            return Err(Error::Exception);
        }
        let result = work(std::slice::from_raw_parts(bytes.cast(), length));
        qjs::JS_FreeCString(raw, bytes);
        Ok(result)
    }
}

/// A string of UTF-8 that is valid.
pub fn new_string<'js>(ctx: &Ctx<'js>, text: &str) -> Result<Value<'js>> {
    // SAFETY: QuickJS copies `text.len()` bytes.
    unsafe { own(ctx, qjs::JS_NewStringLen(ctx.as_raw().as_ptr(), text.as_ptr().cast(), text.len() as _)) }
}

/// A string of UTF-16 with a character beyond U+00FF: QuickJS keeps it as it is.
pub fn new_wide_string<'js>(ctx: &Ctx<'js>, units: &[u16]) -> Result<Value<'js>> {
    // SAFETY: QuickJS copies `units.len()` units.
    unsafe { own(ctx, qjs::JS_NewStringUTF16(ctx.as_raw().as_ptr(), units.as_ptr(), units.len() as _)) }
}

/// A new `Uint8Array` with a copy of the bytes.
pub fn new_uint8_array<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Value<'js>> {
    // SAFETY: QuickJS copies `bytes.len()` bytes.
    unsafe { own(ctx, qjs::JS_NewUint8ArrayCopy(ctx.as_raw().as_ptr(), bytes.as_ptr(), bytes.len() as _)) }
}

/// Takes over what QuickJS returned.
///
/// # Safety
/// The value must be an owned reference of this context, or an exception mark.
unsafe fn own<'js>(ctx: &Ctx<'js>, value: qjs::JSValue) -> Result<Value<'js>> {
    // SAFETY: promised by the caller.
    unsafe {
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Ok(Value::from_raw(ctx.clone(), value))
    }
}
