//! [`Value`] for serde: exact to a runtime, the nearest to other formats.

use super::bigint::Small;
use super::{ErrorValue, Value, bigint, date, names};
use serde::ser::{Serialize, SerializeMap, Serializer};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Undefined => serializer.serialize_newtype_struct(names::UNDEFINED, &()),
            Self::Null => serializer.serialize_none(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i32(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::BigInt { negative, magnitude } => serialize_bigint(*negative, magnitude, serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Self::TypedArray { kind, bytes } => serializer.serialize_newtype_struct(kind.name(), &Raw(bytes)),
            Self::DataView(bytes) => serializer.serialize_newtype_struct(names::DATA_VIEW, &Raw(bytes)),
            Self::Date(time) => {
                serializer.serialize_newtype_struct(names::DATE, &time.map_or(f64::NAN, date::milliseconds))
            }
            Self::RegExp { source, flags } => serializer.serialize_newtype_struct(names::REGEXP, &(source, flags)),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(properties) => serializer.collect_map(properties.iter().map(|(key, value)| (key, value))),
            Self::Map(entries) => serializer.serialize_newtype_struct(names::MAP, &Entries(entries)),
            Self::Set(items) => serializer.serialize_newtype_struct(names::SET, items),
            Self::Error(error) => serializer.serialize_newtype_struct(names::ERROR, &Fields(error)),
            Self::Function(function) => function.serialize(serializer),
            Self::Promise(promise) => promise.serialize(serializer),
            Self::ReadableStream(reader) => reader.serialize(serializer),
            Self::WritableStream(writer) => writer.serialize(serializer),
        }
    }
}

fn serialize_bigint<S: Serializer>(negative: bool, magnitude: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    match bigint::small(negative, magnitude) {
        Some(Small::Signed(number)) => serializer.serialize_newtype_struct(names::BIGINT, &number),
        Some(Small::Unsigned(number)) => serializer.serialize_newtype_struct(names::BIGINT, &number),
        None => {
            let name = if negative { names::NEGATIVE_WIDE_BIGINT } else { names::WIDE_BIGINT };
            serializer.serialize_newtype_struct(name, &Raw(&bigint::for_cbor(negative, magnitude)))
        }
    }
}

struct Raw<'a>(&'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

struct Entries<'a>(&'a [(Value, Value)]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

struct Fields<'a>(&'a ErrorValue);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ErrorValue { name, message, stack, cause, properties } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", name)?;
        map.serialize_entry("message", message)?;
        if let Some(stack) = stack {
            map.serialize_entry("stack", stack)?;
        }
        if let Some(cause) = cause {
            map.serialize_entry("cause", cause)?;
        }
        for (key, value) in properties {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
