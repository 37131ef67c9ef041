//! What an object is, by its internal slots.

use rquickjs::{Object, qjs};

/// What an object is to the outside, by its internal slots: a script cannot lie.
pub enum Kind {
    /// An array.
    Array,
    /// The bytes of an `ArrayBuffer` or `Uint8Array`.
    Bytes(Vec<u8>),
    /// A `Date`.
    Date,
    /// A callable.
    Function,
    /// A `Map`.
    Map,
    /// A `Promise`.
    Promise,
    /// A `Set`.
    Set,
    /// Anything else: its own enumerable properties count.
    Plain,
}

/// Looks at the internal slots of an object.
pub fn kind(object: &Object<'_>) -> Kind {
    let raw = object.as_raw();
    let context = object.ctx().as_raw().as_ptr();
    // SAFETY: each call only reads a live object; the bytes are copied before
    // anything else runs.
    unsafe {
        if qjs::JS_IsDate(raw) {
            Kind::Date
        } else if qjs::JS_IsMap(raw) {
            Kind::Map
        } else if qjs::JS_IsSet(raw) {
            Kind::Set
        } else if object.is_function() {
            Kind::Function
        } else if qjs::JS_IsPromise(raw) {
            Kind::Promise
        } else if object.is_array() {
            Kind::Array
        } else if qjs::JS_IsArrayBuffer(raw) {
            bytes(qjs::JS_GetArrayBuffer, context, raw)
        } else if qjs::JS_GetTypedArrayType(raw) == qjs::JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8.cast_signed() {
            bytes(qjs::JS_GetUint8Array, context, raw)
        } else {
            Kind::Plain
        }
    }
}

type GetBytes = unsafe extern "C" fn(*mut qjs::JSContext, *mut qjs::size_t, qjs::JSValue) -> *mut u8;

/// # Safety
/// `get` must be one of QuickJS's byte getters and `value` of its type.
unsafe fn bytes(get: GetBytes, context: *mut qjs::JSContext, value: qjs::JSValue) -> Kind {
    let mut length = 0;
    // SAFETY: the pointer is valid for `length` bytes until JavaScript runs.
    unsafe {
        let start = get(context, &mut length, value);
        if start.is_null() {
            let thrown = qjs::JS_GetException(context);
            qjs::JS_FreeValue(context, thrown);
            return Kind::Bytes(Vec::new());
        }
        Kind::Bytes(std::slice::from_raw_parts(start, usize::try_from(length).unwrap_or(0)).to_vec())
    }
}
