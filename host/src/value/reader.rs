//! serde's view of the guest's CBOR, straight over the bytes.

mod access;
mod dynamic;
mod item;
mod key;

pub(super) use item::Item;

use super::mismatch::Mismatch;
use super::typed_array::visit_items;
use super::{MOST_DEPTH, MOST_VALUES, bigint, date, names, slot};
use crate::handle::Handles;
use access::{EnumItem, Items, Properties};
use minicbor::Decoder;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::sync::Arc;

/// What a part of a value counts, beside its bytes: so much a `Value` takes at least.
const BYTES_EACH: u64 = 16;

type Result<T, E = Mismatch> = std::result::Result<T, E>;

/// Bytes that are being read.
pub struct Reader<'de, 'h> {
    input: Decoder<'de>,
    handles: &'h Arc<Handles>,
    depth: usize,
    values: usize,
}

impl<'de, 'h> Reader<'de, 'h> {
    pub(super) fn new(bytes: &'de [u8], handles: &'h Arc<Handles>) -> Self {
        Self { input: Decoder::new(bytes), handles, depth: 0, values: 0 }
    }

    /// Nothing is left.
    pub(super) fn end(&self) -> Result<()> {
        let done = self.input.position() == self.input.input().len();
        done.then_some(()).ok_or_else(|| Mismatch::fault("has bytes after it"))
    }

    /// A reader of another text, with the same handles.
    pub(super) fn beside<'other>(&self, bytes: &'other [u8]) -> Reader<'other, 'h> {
        Reader::new(bytes, self.handles)
    }

    /// One level down.
    fn nested<T>(&mut self, values: usize, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.values = self.values.saturating_add(values);
        if self.values > MOST_VALUES {
            return Err(Mismatch::fault("holds too many values"));
        }
        if (self.values as u64).saturating_mul(BYTES_EACH) > self.handles.held.allowed {
            return Err(Mismatch::custom("holds more values than the limit for the host's bytes allows"));
        }
        // The arguments of a call are one level, and so is one more for good measure.
        if self.depth > MOST_DEPTH + 1 {
            return Err(Mismatch::fault("is nested too deep"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn visit<V: Visitor<'de>>(&mut self, item: Item<'de>, visitor: V) -> Result<V::Value> {
        match item {
            Item::Undefined | Item::Null => visitor.visit_unit(),
            Item::Bool(flag) => visitor.visit_bool(flag),
            Item::Int(number) => visitor.visit_i64(number),
            Item::Float(number) => float(number, visitor),
            Item::BigInt { negative, bytes } => bigint::visit(negative, bytes, visitor),
            Item::String(text) => visitor.visit_borrowed_str(text),
            Item::Bytes(bytes) | Item::DataView(bytes) => visitor.visit_borrowed_bytes(bytes),
            Item::TypedArray(kind, bytes) => {
                self.nested(bytes.len() / kind.item_size(), |_| visit_items(kind, bytes, visitor))
            }
            Item::Date(time) if time.is_nan() => visitor.visit_unit(),
            Item::Date(time) => float(time, visitor),
            Item::RegExp { source, flags } => visitor.visit_string(format!("/{source}/{flags}")),
            Item::Array(length) | Item::Set(length) => self.items(length, visitor),
            Item::Object(length) | Item::Error(length) => self.properties(length, true, visitor),
            Item::Map(length) => self.properties(length, false, visitor),
            Item::Function(_) => Err(Mismatch::invalid_type(Unexpected::Other("function"), &visitor)),
            Item::Promise(_) => Err(Mismatch::invalid_type(Unexpected::Other("promise, await it"), &visitor)),
            item @ (Item::ReadableStream(_) | Item::WritableStream(_)) => {
                Err(Mismatch::invalid_type(item.unexpected(), &visitor))
            }
        }
    }

    fn items<V: Visitor<'de>>(&mut self, length: usize, visitor: V) -> Result<V::Value> {
        self.nested(length, |reader| {
            let mut items = Items::new(reader, length);
            let value = visitor.visit_seq(&mut items)?;
            items.end().map(|()| value)
        })
    }

    fn properties<V: Visitor<'de>>(&mut self, length: usize, is_object: bool, visitor: V) -> Result<V::Value> {
        self.nested(length.saturating_mul(2), |reader| {
            let mut properties = Properties::new(reader, length, is_object);
            let value = visitor.visit_map(&mut properties)?;
            properties.end().map(|()| value)
        })
    }

    /// Bytes as a list of numbers: slow, but a `Vec<u8>` asks for it.
    fn bytes_as_items<V: Visitor<'de>>(&mut self, bytes: &'de [u8], visitor: V) -> Result<V::Value> {
        self.nested(bytes.len() / 4, |_| visitor.visit_seq(SeqDeserializer::new(bytes.iter().copied())))
    }

    /// The value of a type that serde has no words for, through the slot.
    fn hand_over<V: Visitor<'de>>(&mut self, name: &'static str, visitor: V) -> Result<V::Value> {
        let value = match name {
            names::VALUE => self.dynamic()?,
            names::FUNCTION | names::PROMISE | names::DATE | names::READABLE_STREAM | names::WRITABLE_STREAM => {
                match self.item()? {
                    item if item.is(name) => self.build(item)?,
                    item => return Err(Mismatch::invalid_type(item.unexpected(), &visitor)),
                }
            }
            _ => return visitor.visit_newtype_struct(self),
        };
        slot::lend(value, || visitor.visit_unit())
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de, '_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let item = self.item()?;
        self.visit(item, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.skip_nothing()? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name.starts_with(names::PREFIX) {
            return self.hand_over(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.item()? {
            Item::TypedArray(_, bytes) => visitor.visit_borrowed_bytes(bytes),
            item => self.visit(item, visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.item()? {
            Item::Bytes(bytes) | Item::DataView(bytes) => self.bytes_as_items(bytes, visitor),
            item => self.visit(item, visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    /// serde writes a `SystemTime` as two numbers; here it is a `Date`.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.item()? {
            Item::Date(time) if name == "SystemTime" && fields == SYSTEM_TIME => {
                let since = date::time(time).and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
                let since = since.ok_or_else(|| Mismatch::custom("a Date that is invalid or before 1970"))?;
                let parts = [(SYSTEM_TIME[0], since.as_secs()), (SYSTEM_TIME[1], u64::from(since.subsec_nanos()))];
                visitor.visit_map(MapDeserializer::new(parts.into_iter()))
            }
            item => self.visit(item, visitor),
        }
    }

    /// A string is a variant without content, an object with one property one with.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.item()? {
            Item::String(text) => visitor.visit_enum(IntoDeserializer::<Mismatch>::into_deserializer(text)),
            Item::Object(1) => self.nested(2, |reader| visitor.visit_enum(EnumItem(reader))),
            Item::Object(_) => Err(Mismatch::custom("a variant is a string or an object with one property")),
            item => self.visit(item, visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        unit unit_struct map identifier
    }
}

/// The fields of serde's own `SystemTime`.
pub(super) const SYSTEM_TIME: [&str; 2] = ["secs_since_epoch", "nanos_since_epoch"];

/// Integers beyond 32 bits are floats in JavaScript; Rust's integers take those
/// that are exact.
fn float<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value> {
    /// 2^53: beyond it a double skips integers.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT && !(number == 0.0 && number.is_sign_negative()) {
        #[expect(clippy::cast_possible_truncation, reason = "an exact integer up to 2^53")]
        return visitor.visit_i64(number as i64);
    }
    visitor.visit_f64(number)
}
