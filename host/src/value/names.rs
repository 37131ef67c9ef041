//! Names of newtype structs that our serializer and deserializer know. serde
//! has no words for what they mean; other formats see a plain newtype.

/// All of them begin so.
pub(super) const PREFIX: &str = "$skerry::";

pub(super) const VALUE: &str = "$skerry::Value";
pub(crate) const FUNCTION: &str = "$skerry::Function";
pub(crate) const PROMISE: &str = "$skerry::Promise";
pub(crate) const READABLE_STREAM: &str = "$skerry::ReadableStream";
pub(crate) const WRITABLE_STREAM: &str = "$skerry::WritableStream";
/// Around milliseconds as a float.
pub(super) const DATE: &str = "$skerry::Date";
/// Around a unit.
pub(super) const UNDEFINED: &str = "$skerry::Undefined";
/// Around an array.
pub(super) const SET: &str = "$skerry::Set";
/// Around a map.
pub(super) const MAP: &str = "$skerry::Map";
/// Around an object.
pub(super) const ERROR: &str = "$skerry::Error";
/// Around an integer of up to 128 bits.
pub(super) const BIGINT: &str = "$skerry::BigInt";
/// Around the bytes of a magnitude.
pub(super) const WIDE_BIGINT: &str = "$skerry::WideBigInt";
/// Around the bytes of a magnitude, of -1 - n.
pub(super) const NEGATIVE_WIDE_BIGINT: &str = "$skerry::NegativeWideBigInt";
/// Around bytes.
pub(super) const DATA_VIEW: &str = "$skerry::DataView";
/// Around source and flags.
pub(super) const REGEXP: &str = "$skerry::RegExp";
