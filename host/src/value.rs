//! Values that come from a script: CBOR in, Rust out.
//!
//! The bytes come from a guest that may be hostile: lengths are checked against
//! what is there before anything is allocated, and depth is bounded.

mod de;
mod decode;

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
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

/// placeholder
pub trait Arguments: serde::Serialize {}
impl<T: serde::Serialize> Arguments for T {}
pub(crate) fn to_cbor<T: serde::Serialize + ?Sized>(
    value: &T,
    _h: &std::sync::Arc<crate::handle::Handles>,
) -> Result<Vec<u8>> {
    let j = serde_json::to_value(value).map_err(|e| Error::Convert(e.to_string()))?;
    let mut e = minicbor::Encoder::new(Vec::new());
    put(&mut e, &j);
    Ok(e.into_writer())
}
fn put(e: &mut minicbor::Encoder<Vec<u8>>, j: &serde_json::Value) {
    use serde_json::Value as J;
    match j {
        J::String(s) => {
            e.str(s).unwrap();
        }
        J::Number(n) => {
            e.f64(n.as_f64().unwrap()).unwrap();
        }
        J::Array(a) => {
            e.array(a.len() as u64).unwrap();
            for x in a {
                put(e, x);
            }
        }
        _ => {
            e.null().unwrap();
        }
    }
}
pub(crate) fn arguments_to_cbor<T: serde::Serialize + ?Sized>(
    value: &T,
    h: &std::sync::Arc<crate::handle::Handles>,
) -> Result<Vec<u8>> {
    let b = to_cbor(value, h)?;
    Ok(if b == [0xf6] { vec![0x80] } else { b })
}
pub(crate) fn arguments_from_cbor<T: DeserializeOwned>(
    bytes: &[u8],
    h: &std::sync::Arc<crate::handle::Handles>,
) -> Result<T> {
    from_cbor(bytes, h)
}
pub(crate) fn from_cbor<T: DeserializeOwned>(bytes: &[u8], _h: &std::sync::Arc<crate::handle::Handles>) -> Result<T> {
    let value = decode::decode(bytes).map_err(Error::Fault)?;
    T::deserialize(value).map_err(|error| Error::Convert(error.to_string()))
}
