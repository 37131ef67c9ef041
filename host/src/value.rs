//! Values in both directions: Rust's types through serde, CBOR between.
//!
//! The bytes come from a guest that may be hostile: lengths are checked against
//! what is there before anything is allocated, depth and number are bounded.

mod arguments;
mod bigint;
mod bytes;
mod date;
mod deserialize;
mod error_value;
mod mismatch;
mod names;
mod reader;
mod serialize;
mod slot;
mod tags;
#[cfg(test)]
mod tests;
mod typed_array;
mod writer;

pub use arguments::Arguments;
pub use bytes::Bytes;
pub use date::Date;
pub use error_value::ErrorValue;
pub use typed_array::TypedArrayKind;

pub(crate) use names::{FUNCTION, PROMISE, READABLE_STREAM, WRITABLE_STREAM};
pub(crate) use slot::{receive, send};

use crate::error::Result;
use crate::function::Function;
use crate::handle::{Handle, Handles};
use crate::promise::Promise;
use crate::stream::{ByteReader, ByteWriter};
use reader::Reader;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::SystemTime;
use writer::Writer;

/// Deeper values are refused in both directions.
const MOST_DEPTH: usize = 128;
/// A value of more values is refused: a byte of CBOR can become a [`Value`].
const MOST_VALUES: usize = 4 * 1024 * 1024;

/// A value of JavaScript.
///
/// It keeps its exact kind at any depth, in both directions: `undefined` is not
/// `null`, a `Set` no array. In other serde formats it is the nearest that they
/// have.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `undefined`; also a hole of an array.
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number that is a 32-bit integer.
    Int(i32),
    /// Any other number, also -0.
    Float(f64),
    /// A bigint: sign and magnitude, big-endian.
    BigInt {
        /// Whether it is below zero.
        negative: bool,
        /// The magnitude, big-endian, without leading zeros.
        magnitude: Vec<u8>,
    },
    /// A string; a lone surrogate has become U+FFFD.
    String(String),
    /// A `Uint8Array`, or what was an `ArrayBuffer`.
    Bytes(Vec<u8>),
    /// Any other typed array.
    TypedArray {
        /// Which one.
        kind: TypedArrayKind,
        /// Its items, little-endian.
        bytes: Vec<u8>,
    },
    /// A `DataView`.
    DataView(Vec<u8>),
    /// A `Date`; `None` is an invalid one.
    Date(Option<SystemTime>),
    /// A regular expression.
    RegExp {
        /// The text between the slashes.
        source: String,
        /// The letters after them.
        flags: String,
    },
    /// An array.
    Array(Vec<Value>),
    /// The own enumerable properties of an object, in its order.
    Object(Vec<(String, Value)>),
    /// A `Map`, in its order.
    Map(Vec<(Value, Value)>),
    /// A `Set`, in its order.
    Set(Vec<Value>),
    /// An error that is a value; one that was thrown is
    /// [`Error::Exception`](crate::Error::Exception).
    Error(Box<ErrorValue>),
    /// A function, by handle.
    Function(Function),
    /// A promise, by handle.
    Promise(Promise),
    /// A `ReadableStream` of bytes.
    ReadableStream(ByteReader),
    /// A `WritableStream` of bytes.
    WritableStream(ByteWriter),
}

/// Reads a value of type `T` from the guest's CBOR.
pub(crate) fn from_cbor<T: DeserializeOwned>(bytes: &[u8], handles: &Arc<Handles>) -> Result<T> {
    let mut reader = Reader::new(bytes, handles);
    let read = T::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|mismatch| {
        reader.abandon();
        mismatch.into_error("result")
    })
}

/// Writes a value as CBOR for the guest.
pub(crate) fn to_cbor<T: Serialize + ?Sized>(value: &T, handles: &Arc<Handles>) -> Result<Vec<u8>> {
    let mut writer = Writer::new(handles);
    match value.serialize(&mut writer) {
        Ok(()) => Ok(writer.finish()),
        Err(mismatch) => {
            writer.abandon();
            Err(mismatch.into_error("value"))
        }
    }
}

/// Reads the arguments that the guest passes: a tuple. Those that are missing
/// read as `undefined`, those that are too many are passed over.
pub(crate) fn arguments_from_cbor<A: DeserializeOwned>(bytes: &[u8], handles: &Arc<Handles>) -> Result<A> {
    let mut reader = Reader::new(bytes, handles);
    let read = A::deserialize(arguments::ArgumentsReader(&mut reader)).and_then(|value| reader.end().map(|()| value));
    read.map_err(|mismatch| {
        reader.abandon();
        mismatch.into_error("")
    })
}

/// Writes the arguments of a call as one CBOR array. The handles are those in it: as long
/// as they are there, the guest is not told to let go of what the arguments name.
pub(crate) fn arguments_to_cbor<A: Arguments + ?Sized>(
    arguments: &A,
    handles: &Arc<Handles>,
) -> Result<(Vec<u8>, Vec<Handle>)> {
    let mut writer = Writer::new(handles);
    match arguments.write(&mut writer) {
        Ok(()) => Ok(writer.finish_with_handles()),
        Err(mismatch) => {
            writer.abandon();
            Err(mismatch.into_error(""))
        }
    }
}
