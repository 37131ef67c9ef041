//! Reading values: what they are and what they hold.

use super::text::{Keys, Text};
use super::{Engine, Key, Local, Owned, Thrown};
use rquickjs::qjs;
use std::ffi::CStr;

/// What a value is, as far as its tag says.
pub enum Shape {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number that QuickJS holds as an integer.
    Int(i32),
    /// Any other number.
    Float(f64),
    /// A string.
    String,
    /// A bigint.
    BigInt,
    /// A symbol.
    Symbol,
    /// An object.
    Object,
    /// Nothing that a script can hold.
    Other,
}

/// QuickJS numbers its classes; these two come first.
const CLASS_OBJECT: qjs::JSClassID = 1;
const CLASS_ARRAY: qjs::JSClassID = 2;
/// Proxies of proxies that are looked through.
const MOST_PROXIES: usize = 8;

impl<'a> Local<'a> {
    /// What the value is.
    pub fn shape(self) -> Shape {
        // SAFETY: each payload is read under the tag that says it is there.
        unsafe {
            match qjs::JS_VALUE_GET_NORM_TAG(self.raw) {
                qjs::JS_TAG_INT => Shape::Int(qjs::JS_VALUE_GET_INT(self.raw)),
                qjs::JS_TAG_FLOAT64 => Shape::Float(qjs::JS_VALUE_GET_FLOAT64(self.raw)),
                qjs::JS_TAG_STRING | qjs::JS_TAG_STRING_ROPE => Shape::String,
                qjs::JS_TAG_OBJECT => Shape::Object,
                qjs::JS_TAG_BOOL => Shape::Bool(qjs::JS_VALUE_GET_BOOL(self.raw)),
                qjs::JS_TAG_UNDEFINED => Shape::Undefined,
                qjs::JS_TAG_NULL => Shape::Null,
                qjs::JS_TAG_BIG_INT | qjs::JS_TAG_SHORT_BIG_INT => Shape::BigInt,
                qjs::JS_TAG_SYMBOL => Shape::Symbol,
                _ => Shape::Other,
            }
        }
    }

    /// The address of an object, which tells it from others while it lives.
    pub fn address(self) -> usize {
        // SAFETY: the address is not followed.
        unsafe { qjs::JS_VALUE_GET_PTR(self.raw) as usize }
    }

    /// Whether this is an ordinary object, also an instance of a script's class.
    pub fn is_plain(self) -> bool {
        // SAFETY: reads a live value.
        unsafe { qjs::JS_GetClassID(self.raw) == CLASS_OBJECT }
    }

    /// Whether the prototype of an ordinary object is another than usual.
    pub fn is_instance(self) -> bool {
        let engine = self.engine;
        // SAFETY: a live object that is no proxy, so no trap runs; both values are ours.
        let prototypes = unsafe {
            (
                engine.own(qjs::JS_GetPrototype(engine.raw, self.raw)),
                engine.own(qjs::JS_GetClassProto(engine.raw, CLASS_OBJECT)),
            )
        };
        let (Ok(own), Ok(usual)) = prototypes else { return true };
        matches!(own.0.shape(), Shape::Object) && own.0.address() != usual.0.address()
    }

    /// Whether this is an array and no proxy of one.
    pub fn is_array(self) -> bool {
        // SAFETY: reads a live value.
        unsafe { qjs::JS_GetClassID(self.raw) == CLASS_ARRAY }
    }

    /// Whether this is a proxy of an array, or a proxy of such a proxy.
    pub fn is_array_proxy(self) -> bool {
        let mut inner = None::<Owned<'a>>;
        for _ in 0..MOST_PROXIES {
            let value = inner.as_ref().map_or(self, |inner| inner.0);
            // SAFETY: a live value; no trap runs.
            if !unsafe { qjs::JS_IsProxy(value.raw) } {
                return inner.is_some() && value.is_array();
            }
            // SAFETY: as above; what comes back is ours.
            let target = self.engine.own(unsafe { qjs::JS_GetProxyTarget(self.engine.raw, value.raw) });
            let Ok(target) = target else {
                self.engine.forget_exception();
                return false;
            };
            inner = Some(target);
        }
        false
    }

    /// Whether this can be called.
    pub fn is_function(self) -> bool {
        // SAFETY: reads a live value.
        unsafe { qjs::JS_IsFunction(self.engine.raw, self.raw) }
    }

    /// Which typed array this is, as QuickJS numbers them.
    pub fn typed_array(self) -> Option<usize> {
        // SAFETY: reads a live value.
        usize::try_from(unsafe { qjs::JS_GetTypedArrayType(self.raw) }).ok()
    }

    /// The name of the object's built-in class, which a script cannot change.
    pub fn class(self) -> Option<Text<'a>> {
        let engine = self.engine;
        // SAFETY: a live value of this runtime; the atom is freed once.
        unsafe {
            let atom = qjs::JS_GetClassName(qjs::JS_GetRuntime(engine.raw), qjs::JS_GetClassID(self.raw));
            let text = Key { engine, atom }.text();
            qjs::JS_FreeAtom(engine.raw, atom);
            text.ok()
        }
    }

    /// A string as UTF-8, but that a lone surrogate is three bytes.
    pub fn text(self) -> Result<Text<'a>, Thrown> {
        let mut length = 0;
        // SAFETY: a live value; Text frees what comes back.
        let start = unsafe { qjs::JS_ToCStringLen(self.engine.raw, &raw mut length, self.raw) };
        if start.is_null() { Err(Thrown) } else { Ok(Text { engine: self.engine, start, length }) }
    }

    /// A bigint that fits.
    pub fn small_bigint(self) -> Option<i64> {
        let raw = self.engine.raw;
        let mut number = 0;
        // SAFETY: live values of this context; the comparison frees neither.
        unsafe {
            if qjs::JS_ToBigInt64(raw, &raw mut number, self.raw) < 0 {
                qjs::JS_FreeValue(raw, qjs::JS_GetException(raw));
                return None;
            }
            // The number is what is left modulo 2^64.
            let again = self.engine.own(qjs::JS_NewBigInt64(raw, number)).ok()?;
            qjs::JS_IsStrictEqual(raw, self.raw, again.0.raw).then_some(number)
        }
    }

    /// `length`.
    pub fn length(self) -> Result<u64, Thrown> {
        let mut length = 0;
        // SAFETY: a live value and a valid place.
        let code = unsafe { qjs::JS_GetLength(self.engine.raw, self.raw, &raw mut length) };
        if code < 0 { Err(Thrown) } else { Ok(u64::try_from(length).unwrap_or(0)) }
    }

    /// The item of an index.
    pub fn item(self, index: usize) -> Result<Owned<'a>, Thrown> {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        // SAFETY: a live value; what comes back is ours.
        self.engine.own(unsafe { qjs::JS_GetPropertyInt64(self.engine.raw, self.raw, index) })
    }

    /// The own enumerable string keys.
    pub fn keys(self) -> Result<Keys<'a>, Thrown> {
        let mut keys = Keys { engine: self.engine, table: std::ptr::null_mut(), length: 0 };
        let flags = (qjs::JS_GPN_STRING_MASK | qjs::JS_GPN_ENUM_ONLY).cast_signed();
        // SAFETY: a live value and valid places; Keys frees the table.
        let code = unsafe {
            qjs::JS_GetOwnPropertyNames(self.engine.raw, &raw mut keys.table, &raw mut keys.length, self.raw, flags)
        };
        if code < 0 { Err(Thrown) } else { Ok(keys) }
    }

    /// The value of a property.
    pub fn property(self, key: Key<'_>) -> Result<Owned<'a>, Thrown> {
        // SAFETY: a live value and a live atom; what comes back is ours.
        self.engine.own(unsafe { qjs::JS_GetProperty(self.engine.raw, self.raw, key.atom) })
    }

    /// The value of a property.
    pub fn property_named(self, name: &CStr) -> Result<Owned<'a>, Thrown> {
        // SAFETY: a live value and a C string; what comes back is ours.
        self.engine.own(unsafe { qjs::JS_GetPropertyStr(self.engine.raw, self.raw, name.as_ptr()) })
    }

    /// The bytes of an `ArrayBuffer`; none where it is detached.
    pub fn with_buffer<R>(self, read: impl FnOnce(&[u8]) -> R) -> R {
        let mut length = 0;
        // SAFETY: a live value and a valid place.
        let start = unsafe { qjs::JS_GetArrayBuffer(self.engine.raw, &raw mut length, self.raw) };
        if start.is_null() {
            self.engine.forget_exception();
            return read(&[]);
        }
        let length = usize::try_from(length).unwrap_or(0);
        // SAFETY: the buffer stays as it is while no JavaScript runs, and `read`
        // has no means to run any: it gets bytes only.
        read(unsafe { std::slice::from_raw_parts(start, length) })
    }

    /// The bytes of a typed array; none where its buffer is detached or too
    /// short. `real_length` is asked where the array is a part of its buffer:
    /// QuickJS does not update the length of one that follows a resizable buffer.
    pub fn with_typed_array<R>(self, real_length: impl FnOnce() -> usize, read: impl FnOnce(&[u8]) -> R) -> R {
        let (mut offset, mut length) = (0, 0);
        // SAFETY: a live value and valid places; what comes back is ours.
        let buffer = self.engine.own(unsafe {
            let unit = std::ptr::null_mut();
            qjs::JS_GetTypedArrayBuffer(self.engine.raw, self.raw, &raw mut offset, &raw mut length, unit)
        });
        let Ok(buffer) = buffer else {
            self.engine.forget_exception();
            return read(&[]);
        };
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        if end == buffer.local().with_buffer(<[u8]>::len) {
            return buffer.local().with_buffer(|bytes| read(bytes.get(start..).unwrap_or_default()));
        }
        let end = start.saturating_add(real_length());
        buffer.local().with_buffer(|bytes| read(bytes.get(start..end).unwrap_or_default()))
    }
}

impl Engine<'_> {
    fn forget_exception(self) {
        // SAFETY: the exception is taken and freed once.
        unsafe { qjs::JS_FreeValue(self.raw, qjs::JS_GetException(self.raw)) };
    }
}
