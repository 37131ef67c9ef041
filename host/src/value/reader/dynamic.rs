//! The guest's CBOR as a [`Value`], with its exact kinds.

use super::super::error_value::ErrorValue;
use super::super::{Value, bigint, date};
use super::{Item, Reader, Result};
use crate::function::Function;
use crate::promise::Promise;

/// Room that is made for a collection before its items have been seen.
const FIRST_ROOM: usize = 1024;

impl<'de> Reader<'de, '_> {
    pub(super) fn dynamic(&mut self) -> Result<Value> {
        let item = self.item()?;
        self.build(item)
    }

    pub(super) fn build(&mut self, item: Item<'de>) -> Result<Value> {
        Ok(match item {
            Item::Undefined => Value::Undefined,
            Item::Null => Value::Null,
            Item::Bool(flag) => Value::Bool(flag),
            #[expect(clippy::cast_precision_loss, reason = "JavaScript's numbers are doubles")]
            Item::Int(number) => i32::try_from(number).map_or(Value::Float(number as f64), Value::Int),
            Item::Float(number) => Value::Float(number),
            Item::BigInt { negative, bytes } => {
                Value::BigInt { negative, magnitude: bigint::magnitude(negative, bytes) }
            }
            Item::String(text) => Value::String(text.to_owned()),
            Item::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
            Item::TypedArray(kind, bytes) => Value::TypedArray { kind, bytes: bytes.to_vec() },
            Item::DataView(bytes) => Value::DataView(bytes.to_vec()),
            Item::Date(time) => Value::Date(date::time(time)),
            Item::RegExp { source, flags } => Value::RegExp { source: source.to_owned(), flags: flags.to_owned() },
            Item::Array(length) => Value::Array(self.list(length)?),
            Item::Set(length) => Value::Set(self.list(length)?),
            Item::Object(length) => Value::Object(self.object(length)?),
            Item::Error(length) => Value::Error(Box::new(ErrorValue::from_properties(self.object(length)?))),
            Item::Map(length) => Value::Map(self.entries(length)?),
            Item::Function(handle) => Value::Function(Function(handle)),
            Item::Promise(handle) => Value::Promise(Promise(handle)),
            Item::ReadableStream(reader) => Value::ReadableStream(reader),
            Item::WritableStream(writer) => Value::WritableStream(writer),
        })
    }

    fn list(&mut self, length: usize) -> Result<Vec<Value>> {
        self.nested(length, |reader| {
            let mut items = Vec::with_capacity(length.min(FIRST_ROOM));
            for _ in 0..length {
                items.push(reader.dynamic()?);
            }
            Ok(items)
        })
    }

    fn object(&mut self, length: usize) -> Result<Vec<(String, Value)>> {
        self.nested(length.saturating_mul(2), |reader| {
            let mut properties = Vec::with_capacity(length.min(FIRST_ROOM));
            for _ in 0..length {
                let key = reader.key()?.to_owned();
                properties.push((key, reader.dynamic()?));
            }
            Ok(properties)
        })
    }

    fn entries(&mut self, length: usize) -> Result<Vec<(Value, Value)>> {
        self.nested(length.saturating_mul(2), |reader| {
            let mut entries = Vec::with_capacity(length.min(FIRST_ROOM));
            for _ in 0..length {
                let key = reader.dynamic()?;
                entries.push((key, reader.dynamic()?));
            }
            Ok(entries)
        })
    }
}
