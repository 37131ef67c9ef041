//! An object's own keys, where there can be millions.
#![allow(unsafe_code, reason = "QuickJS's key tables, which rquickjs does not wrap")]
#![allow(clippy::needless_pass_by_value, reason = "the signatures that rquickjs calls")]

use super::text::text;
use super::value::own;
use rquickjs::{Array, Ctx, Error, Object, Result, Value, qjs};
use std::mem::ManuallyDrop;

/// Objects with more elements than this show symbols but no names beside them:
/// QuickJS lists an object's keys as a whole, at 8 bytes each.
const MOST_KEYS: f64 = 1_048_576.0;

/// Own keys that are not array indexes.
///
/// # Errors
/// When memory runs out.
pub fn extra_keys<'js>(ctx: Ctx<'js>, object: Object<'js>, hidden: bool, length: f64) -> Result<Array<'js>> {
    let mut flags = qjs::JS_GPN_SYMBOL_MASK;
    if length <= MOST_KEYS {
        flags |= qjs::JS_GPN_STRING_MASK;
    }
    if !hidden {
        flags |= qjs::JS_GPN_ENUM_ONLY;
    }
    let keys = Keys::of(&object, flags)?;
    // Indexes come first: walk back to the last of them.
    let mut first = keys.atoms().len();
    while first > 0 && !keys.is_index(first - 1)? {
        first -= 1;
    }
    let extra = Array::new(ctx)?;
    for index in first..keys.atoms().len() {
        append(&extra, index - first, keys.value(index)?)?;
    }
    Ok(extra)
}

/// The first `count` own enumerable indexes from `from` on.
///
/// # Errors
/// When memory runs out.
pub fn index_keys<'js>(ctx: Ctx<'js>, object: Object<'js>, from: f64, count: usize) -> Result<Array<'js>> {
    let keys = Keys::of(&object, qjs::JS_GPN_STRING_MASK | qjs::JS_GPN_ENUM_ONLY)?;
    let found = Array::new(ctx.clone())?;
    for position in 0..keys.atoms().len() {
        let Some(index) = keys.index(position)? else { break };
        if index >= from {
            append(&found, found.len(), Value::new_number(ctx.clone(), index))?;
        }
        if found.len() >= count {
            break;
        }
    }
    Ok(found)
}

/// Defines an element; setting it would call setters of the prototypes.
fn append<'js>(list: &Array<'js>, index: usize, value: Value<'js>) -> Result<()> {
    let index = u32::try_from(index).map_err(|_| Error::Unknown)?;
    let value = ManuallyDrop::new(value);
    // SAFETY: both are live; the reference of `value` is handed over.
    let code = unsafe {
        let raw = list.ctx().as_raw().as_ptr();
        qjs::JS_DefinePropertyValueUint32(
            raw,
            list.as_value().as_raw(),
            index,
            value.as_raw(),
            qjs::JS_PROP_C_W_E.cast_signed(),
        )
    };
    if code < 0 { Err(Error::Exception) } else { Ok(()) }
}

/// An object's own keys as QuickJS lists them: indexes in their order, names,
/// symbols.
struct Keys<'js> {
    ctx: Ctx<'js>,
    table: *mut qjs::JSPropertyEnum,
    length: u32,
}

impl<'js> Keys<'js> {
    fn of(object: &Object<'js>, flags: u32) -> Result<Self> {
        let ctx = object.ctx().clone();
        let (mut table, mut length) = (std::ptr::null_mut(), 0);
        // SAFETY: the out pointers are valid; the table is freed when dropped.
        let code = unsafe {
            let raw = ctx.as_raw().as_ptr();
            qjs::JS_GetOwnPropertyNames(
                raw,
                &raw mut table,
                &raw mut length,
                object.as_value().as_raw(),
                flags.cast_signed(),
            )
        };
        if code < 0 { Err(Error::Exception) } else { Ok(Self { ctx, table, length }) }
    }

    fn atoms(&self) -> &[qjs::JSPropertyEnum] {
        if self.table.is_null() {
            return &[];
        }
        // SAFETY: QuickJS filled `length` entries, which live until the drop.
        unsafe { std::slice::from_raw_parts(self.table, self.length as usize) }
    }

    fn value(&self, position: usize) -> Result<Value<'js>> {
        // SAFETY: the atom lives as long as the table; the value is our own.
        unsafe { own(&self.ctx, qjs::JS_AtomToValue(self.ctx.as_raw().as_ptr(), self.atoms()[position].atom)) }
    }

    fn is_index(&self, position: usize) -> Result<bool> {
        Ok(self.index(position)?.is_some())
    }

    /// The key as an array index: small ones are numbers, those from 2^31 on
    /// canonical decimal strings.
    fn index(&self, position: usize) -> Result<Option<f64>> {
        let value = self.value(position)?;
        if let Some(number) = value.as_number() {
            return Ok(Some(number));
        }
        if !value.is_string() {
            return Ok(None);
        }
        let name = text(&value);
        let index = name.parse::<u32>().ok().filter(|index| *index != u32::MAX && index.to_string() == name);
        Ok(index.map(f64::from))
    }
}

impl Drop for Keys<'_> {
    fn drop(&mut self) {
        // SAFETY: the table came from JS_GetOwnPropertyNames with this length.
        unsafe { qjs::JS_FreePropertyEnum(self.ctx.as_raw().as_ptr(), self.table, self.length) };
    }
}
