//! Building values. Properties are defined, not assigned: no setter and no
//! prototype that a script changed has a part in it.

use super::{Engine, Local, Owned, Thrown};
use rquickjs::qjs;

impl<'a> Engine<'a> {
    fn immediate(self, raw: qjs::JSValue) -> Owned<'a> {
        Owned(Local { engine: self, raw })
    }

    /// `undefined`
    pub fn undefined(self) -> Owned<'a> {
        self.immediate(qjs::JS_UNDEFINED)
    }

    /// `null`
    pub fn null(self) -> Owned<'a> {
        self.immediate(qjs::JS_NULL)
    }

    /// A boolean.
    pub fn bool(self, flag: bool) -> Owned<'a> {
        self.immediate(qjs::JS_MKVAL(qjs::JS_TAG_BOOL, i32::from(flag)))
    }

    /// A number.
    pub fn int(self, number: i32) -> Owned<'a> {
        self.immediate(qjs::JS_MKVAL(qjs::JS_TAG_INT, number))
    }

    /// A number.
    pub fn float(self, number: f64) -> Owned<'a> {
        self.immediate(qjs::JS_NewFloat64(number))
    }

    /// A bigint.
    pub fn bigint(self, number: i64) -> Result<Owned<'a>, Thrown> {
        // SAFETY: the context is alive; what comes back is ours.
        self.own(unsafe { qjs::JS_NewBigInt64(self.raw, number) })
    }

    /// A bigint.
    pub fn big_uint(self, number: u64) -> Result<Owned<'a>, Thrown> {
        // SAFETY: as above.
        self.own(unsafe { qjs::JS_NewBigUint64(self.raw, number) })
    }

    /// A string.
    pub fn string(self, text: &str) -> Result<Owned<'a>, Thrown> {
        // SAFETY: QuickJS copies the bytes.
        self.own(unsafe { qjs::JS_NewStringLen(self.raw, text.as_ptr().cast(), text.len() as _) })
    }

    /// A `Date` of milliseconds since the epoch.
    pub fn date(self, time: f64) -> Result<Owned<'a>, Thrown> {
        // SAFETY: as above; the prototype is the realm's own.
        self.own(unsafe { qjs::JS_NewDate(self.raw, time) })
    }

    /// A `Uint8Array`.
    pub fn uint8_array(self, bytes: &[u8]) -> Result<Owned<'a>, Thrown> {
        // SAFETY: QuickJS copies the bytes.
        self.own(unsafe { qjs::JS_NewUint8ArrayCopy(self.raw, bytes.as_ptr(), bytes.len() as _) })
    }

    /// An `ArrayBuffer`.
    pub fn array_buffer(self, bytes: &[u8]) -> Result<Owned<'a>, Thrown> {
        // SAFETY: QuickJS copies the bytes.
        self.own(unsafe { qjs::JS_NewArrayBufferCopy(self.raw, bytes.as_ptr(), bytes.len() as _) })
    }

    /// A typed array of the kind that QuickJS numbers so.
    pub fn typed_array(self, kind: usize, bytes: &[u8]) -> Result<Owned<'a>, Thrown> {
        let buffer = self.array_buffer(bytes)?;
        let mut arguments = [buffer.0.raw];
        // SAFETY: one live argument, which the call borrows; a kind or length
        // that is none throws.
        self.own(unsafe {
            let kind = qjs::JSTypedArrayEnum::try_from(kind).unwrap_or(qjs::JSTypedArrayEnum::MAX);
            qjs::JS_NewTypedArray(self.raw, 1, arguments.as_mut_ptr(), kind)
        })
    }

    /// An empty object.
    pub fn object(self) -> Result<Owned<'a>, Thrown> {
        // SAFETY: the context is alive; what comes back is ours.
        self.own(unsafe { qjs::JS_NewObject(self.raw) })
    }
}

impl Owned<'_> {
    /// Defines a property; only a visible one is enumerable.
    pub fn define(&self, name: &str, value: Owned<'_>, visible: bool) -> Result<(), Thrown> {
        let raw = self.0.engine.raw;
        let flags = if visible { qjs::JS_PROP_C_W_E } else { qjs::JS_PROP_CONFIGURABLE | qjs::JS_PROP_WRITABLE };
        let atom = self.0.engine.atom(name)?;
        // SAFETY: a live object and atom; the call takes over the value, and
        // the atom is freed once.
        let code = unsafe {
            let code = qjs::JS_DefinePropertyValue(raw, self.0.raw, atom, value.into_raw(), flags.cast_signed());
            qjs::JS_FreeAtom(raw, atom);
            code
        };
        if code < 0 { Err(Thrown) } else { Ok(()) }
    }
}

impl Engine<'_> {
    /// An atom; the caller frees it.
    fn atom(self, name: &str) -> Result<qjs::JSAtom, Thrown> {
        // SAFETY: QuickJS copies the bytes.
        let atom = if name.is_ascii() {
            unsafe { qjs::JS_NewAtomLen(self.raw, name.as_ptr().cast(), name.len() as _) }
        } else {
            // JS_NewAtomLen compares UTF-8 with Latin-1: it would find the key
            // whose characters are this key's bytes.
            let name = self.string(name)?;
            // SAFETY: a live string.
            unsafe { qjs::JS_ValueToAtom(self.raw, name.0.raw) }
        };
        if atom == 0 { Err(Thrown) } else { Ok(atom) }
    }
}

/// The items of an array that is being built.
pub struct Items<'a> {
    engine: Engine<'a>,
    values: Vec<qjs::JSValue>,
}

impl<'a> Items<'a> {
    /// An empty list with room for some.
    pub fn with_capacity(engine: Engine<'a>, capacity: usize) -> Self {
        Self { engine, values: Vec::with_capacity(capacity) }
    }

    /// Adds an item.
    pub fn push(&mut self, item: Owned<'a>) {
        self.values.push(item.into_raw());
    }

    /// The array.
    pub fn into_array(mut self) -> Result<Owned<'a>, Thrown> {
        let values = std::mem::take(&mut self.values);
        let count = i32::try_from(values.len()).unwrap_or(i32::MAX);
        // SAFETY: `count` live values at least, which the call takes over
        // whether it succeeds or not. Whoever pushed 2^31 ran out of memory.
        self.engine.own(unsafe { qjs::JS_NewArrayFrom(self.engine.raw, count, values.as_ptr()) })
    }
}

impl Drop for Items<'_> {
    fn drop(&mut self) {
        for &value in &self.values {
            // SAFETY: the reference is ours, freed once.
            unsafe { qjs::JS_FreeValue(self.engine.raw, value) };
        }
    }
}
