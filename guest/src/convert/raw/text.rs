//! Strings and keys as QuickJS hands them out: to be given back.

use super::{Engine, Key, Thrown};
use rquickjs::qjs;
use std::ffi::c_char;
use std::ops::Deref;

impl<'a> Key<'a> {
    /// The key as UTF-8, but that a lone surrogate is three bytes.
    pub fn text(self) -> Result<Text<'a>, Thrown> {
        let mut length = 0;
        // SAFETY: the atom is alive; Text frees what comes back.
        let start = unsafe { qjs::JS_AtomToCStringLen(self.engine.raw, &raw mut length, self.atom) };
        let length = usize::try_from(length).unwrap_or(0);
        if start.is_null() { Err(Thrown) } else { Ok(Text { engine: self.engine, start, length }) }
    }
}

/// The bytes of a string.
pub struct Text<'a> {
    pub(super) engine: Engine<'a>,
    pub(super) start: *const c_char,
    pub(super) length: usize,
}

impl Deref for Text<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: QuickJS keeps the bytes until JS_FreeCString.
        unsafe { std::slice::from_raw_parts(self.start.cast(), self.length) }
    }
}

impl Drop for Text<'_> {
    fn drop(&mut self) {
        // SAFETY: freed once, and used no more.
        unsafe { qjs::JS_FreeCString(self.engine.raw, self.start) };
    }
}

/// The keys of an object.
pub struct Keys<'a> {
    pub(super) engine: Engine<'a>,
    pub(super) table: *mut qjs::JSPropertyEnum,
    pub(super) length: u32,
}

impl<'a> Keys<'a> {
    /// How many.
    pub fn len(&self) -> usize {
        self.length as usize
    }

    /// Each key, in the object's order.
    pub fn iter(&self) -> impl Iterator<Item = Key<'a>> + '_ {
        let engine = self.engine;
        let table: &[qjs::JSPropertyEnum] = if self.table.is_null() {
            &[]
        } else {
            // SAFETY: QuickJS made a table of this length.
            unsafe { std::slice::from_raw_parts(self.table, self.len()) }
        };
        table.iter().map(move |entry| Key { engine, atom: entry.atom })
    }
}

impl Drop for Keys<'_> {
    fn drop(&mut self) {
        if !self.table.is_null() {
            // SAFETY: the table is ours, freed once.
            unsafe { qjs::JS_FreePropertyEnum(self.engine.raw, self.table, self.length) };
        }
    }
}
