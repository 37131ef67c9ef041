//! Values that come from a script: CBOR in, Rust out.
//!
//! The bytes come from a guest that may be hostile: lengths are checked against
//! what is there before anything is allocated, and depth is bounded.

mod de;
mod decode;

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::any::Any;
use std::time::SystemTime;

/// A value of JavaScript.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number that is a 32-bit integer.
    Int(i32),
    /// Any other number.
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
    /// An `ArrayBuffer` or `Uint8Array`.
    Bytes(Vec<u8>),
    /// A `Date`; `None` is an invalid one.
    Date(Option<SystemTime>),
    /// An array.
    Array(Vec<Value>),
    /// The own enumerable properties of an object, in its order.
    Object(Vec<(String, Value)>),
    /// A `Map`, in its order.
    Map(Vec<(Value, Value)>),
    /// A `Set`, in its order.
    Set(Vec<Value>),
}

/// Reads a value of type `T` from the guest's CBOR.
pub(crate) fn from_cbor<T: DeserializeOwned + 'static>(bytes: &[u8]) -> Result<T> {
    let mut value = Some(decode::decode(bytes).map_err(Error::Fault)?);
    // serde has no words for undefined, dates, sets: a `Value` is taken as it is.
    if let Some(value) = (&mut value as &mut dyn Any).downcast_mut::<Option<T>>().and_then(Option::take) {
        return Ok(value);
    }
    let value = value.unwrap_or(Value::Undefined);
    T::deserialize(value).map_err(|error| Error::Convert(error.to_string()))
}
