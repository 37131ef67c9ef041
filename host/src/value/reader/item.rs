//! One item of the guest's CBOR: a value, or the head of a collection.

use super::super::mismatch::Mismatch;
use super::super::typed_array::TypedArrayKind;
use super::super::{date, names, tags};
use super::{Reader, Result};
use crate::handle::Handle;
use crate::stream::{ByteReader, ByteWriter, End};
use minicbor::data::Type;
use serde::de::Unexpected;

/// A value, or the head of a collection with its length.
pub(in crate::value) enum Item<'de> {
    Undefined,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// What CBOR holds: of a negative n, -1 - n.
    BigInt {
        negative: bool,
        bytes: &'de [u8],
    },
    String(&'de str),
    Bytes(&'de [u8]),
    TypedArray(TypedArrayKind, &'de [u8]),
    DataView(&'de [u8]),
    /// Milliseconds.
    Date(f64),
    RegExp {
        source: &'de str,
        flags: &'de str,
    },
    Array(usize),
    Set(usize),
    Object(usize),
    Error(usize),
    Map(usize),
    Function(Handle),
    Promise(Handle),
    ReadableStream(ByteReader),
    WritableStream(ByteWriter),
}

impl Item<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        match self {
            Self::Function(_) => name == names::FUNCTION,
            Self::Promise(_) => name == names::PROMISE,
            Self::ReadableStream(_) => name == names::READABLE_STREAM,
            Self::WritableStream(_) => name == names::WRITABLE_STREAM,
            Self::Date(_) => name == names::DATE,
            _ => false,
        }
    }

    pub(super) fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Undefined | Self::Null => Unexpected::Unit,
            Self::Bool(flag) => Unexpected::Bool(*flag),
            Self::Int(number) => Unexpected::Signed(*number),
            Self::Float(number) => Unexpected::Float(*number),
            Self::BigInt { .. } => Unexpected::Other("bigint"),
            Self::String(text) => Unexpected::Str(text),
            Self::Bytes(bytes) | Self::TypedArray(_, bytes) | Self::DataView(bytes) => Unexpected::Bytes(bytes),
            Self::Date(_) => Unexpected::Other("Date"),
            Self::RegExp { .. } => Unexpected::Other("regular expression"),
            Self::Array(_) | Self::Set(_) => Unexpected::Seq,
            Self::Object(_) | Self::Map(_) => Unexpected::Map,
            Self::Error(_) => Unexpected::Other("error"),
            Self::Function(_) => Unexpected::Other("function"),
            Self::Promise(_) => Unexpected::Other("promise"),
            Self::ReadableStream(_) => Unexpected::Other("ReadableStream"),
            Self::WritableStream(_) => Unexpected::Other("WritableStream"),
        }
    }
}

impl<'de> Reader<'de, '_> {
    /// Reads a value or a head.
    pub(super) fn item(&mut self) -> Result<Item<'de>> {
        let input = &mut self.input;
        Ok(match input.datatype().map_err(broken)? {
            Type::String => Item::String(input.str().map_err(broken)?),
            Type::F32 | Type::F64 => Item::Float(input.f64().map_err(broken)?),
            Type::Bool => Item::Bool(input.bool().map_err(broken)?),
            Type::Null => input.null().map(|()| Item::Null).map_err(broken)?,
            Type::Undefined => input.undefined().map(|()| Item::Undefined).map_err(broken)?,
            Type::Bytes => Item::Bytes(input.bytes().map_err(broken)?),
            Type::Array => Item::Array(self.array()?),
            Type::Map => Item::Object(self.map()?),
            Type::Tag => self.tagged()?,
            // Our guest writes no integers beyond 32 bits.
            _ => Item::Int(input.i64().map_err(broken)?),
        })
    }

    /// The head of the arguments of a call.
    pub(in crate::value) fn arguments(&mut self) -> Result<usize> {
        self.array()
    }

    /// Passes over `undefined` or `null`, where one is next.
    pub(super) fn skip_nothing(&mut self) -> Result<bool> {
        let nothing = matches!(self.input.datatype().map_err(broken)?, Type::Undefined | Type::Null);
        if nothing {
            self.input.set_position(self.input.position() + 1);
        }
        Ok(nothing)
    }

    fn tagged(&mut self) -> Result<Item<'de>> {
        Ok(match self.input.tag().map_err(broken)?.as_u64() {
            tags::FUNCTION => Item::Function(self.handle()?),
            tags::PROMISE => Item::Promise(self.handle()?),
            tags::READABLE_STREAM => Item::ReadableStream(self.stream()?),
            tags::WRITABLE_STREAM => Item::WritableStream(self.stream()?),
            tags::DATE => Item::Date(date::from_seconds(self.input.f64().map_err(broken)?)),
            tags::BIGINT => Item::BigInt { negative: false, bytes: self.bytes()? },
            tags::NEGATIVE_BIGINT => Item::BigInt { negative: true, bytes: self.bytes()? },
            tags::SET => Item::Set(self.array()?),
            tags::MAP => Item::Map(self.map()?),
            tags::ERROR => Item::Error(self.map()?),
            tags::DATA_VIEW => Item::DataView(self.bytes()?),
            tags::REGEXP => {
                if self.array()? != 2 {
                    return Err(Mismatch::fault("holds half a regular expression"));
                }
                let source = self.input.str().map_err(broken)?;
                Item::RegExp { source, flags: self.input.str().map_err(broken)? }
            }
            tag => {
                let kind = TypedArrayKind::of_tag(tag).ok_or_else(|| Mismatch::fault("has an unknown tag"))?;
                let bytes = self.bytes()?;
                if bytes.len() % kind.item_size() != 0 {
                    return Err(Mismatch::fault("holds half an item"));
                }
                Item::TypedArray(kind, bytes)
            }
        })
    }

    fn handle(&mut self) -> Result<Handle> {
        let id = self.input.u32().map_err(broken)?;
        Ok(Handle::new(id, self.handles))
    }

    fn stream<T: End>(&mut self) -> Result<T> {
        let id = self.input.u32().map_err(broken)?;
        self.handles.ends.take(id).ok_or_else(|| Mismatch::fault("holds a stream that is not there"))
    }

    fn bytes(&mut self) -> Result<&'de [u8]> {
        self.input.bytes().map_err(broken)
    }

    fn array(&mut self) -> Result<usize> {
        let said = self.input.array().map_err(broken)?;
        self.length(said, 1)
    }

    fn map(&mut self) -> Result<usize> {
        let said = self.input.map().map_err(broken)?;
        self.length(said, 2)
    }

    /// A length that the remaining bytes can hold: each item takes one at least.
    fn length(&self, said: Option<u64>, items_each: usize) -> Result<usize> {
        let left = self.input.input().len().saturating_sub(self.input.position());
        let length = said.and_then(|length| usize::try_from(length).ok());
        length.filter(|&length| length <= left / items_each).ok_or_else(|| Mismatch::fault("is longer than its bytes"))
    }

    /// Passes over one value. Handles in it are released: nobody got them.
    pub(in crate::value) fn skip(&mut self) -> Result<()> {
        let mut left = 1_u64;
        while left > 0 {
            left -= 1;
            let more = match self.input.datatype().map_err(broken)? {
                Type::Array => self.array()? as u64,
                Type::Map => self.map()? as u64 * 2,
                Type::Tag => match self.input.tag().map_err(broken)?.as_u64() {
                    // The handle is dropped, which releases it, and so is the stream.
                    tags::FUNCTION | tags::PROMISE => self.handle().map(|_| 0)?,
                    tags::READABLE_STREAM => self.stream::<ByteReader>().map(|_| 0)?,
                    tags::WRITABLE_STREAM => self.stream::<ByteWriter>().map(|_| 0)?,
                    _ => 1,
                },
                Type::ArrayIndef | Type::MapIndef | Type::BytesIndef | Type::StringIndef | Type::Break => {
                    return Err(Mismatch::fault("has no length"));
                }
                _ => self.input.skip().map(|()| 0).map_err(broken)?,
            };
            left = left.saturating_add(more);
        }
        Ok(())
    }

    /// Releases the handles in what was not read.
    pub(in crate::value) fn abandon(&mut self) {
        while self.input.position() < self.input.input().len() && self.skip().is_ok() {}
    }
}

fn broken(error: minicbor::decode::Error) -> Mismatch {
    Mismatch::fault(&format!("is broken: {error}"))
}
