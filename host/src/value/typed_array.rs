//! Typed arrays but `Uint8Array`, which is bytes.

use serde::de::value::SeqDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::mismatch::Mismatch;

/// The typed arrays of JavaScript but `Uint8Array`, which is
/// [`Bytes`](super::Value::Bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypedArrayKind {
    /// `Uint8ClampedArray`
    Uint8Clamped,
    /// `Int8Array`
    Int8,
    /// `Int16Array`
    Int16,
    /// `Uint16Array`
    Uint16,
    /// `Int32Array`
    Int32,
    /// `Uint32Array`
    Uint32,
    /// `BigInt64Array`
    BigInt64,
    /// `BigUint64Array`
    BigUint64,
    /// `Float16Array`
    Float16,
    /// `Float32Array`
    Float32,
    /// `Float64Array`
    Float64,
}

/// Kind, tag of RFC 8746 (little-endian), name for serde, bytes of an item.
const KINDS: [(TypedArrayKind, u64, &str, usize); 11] = [
    (TypedArrayKind::Uint8Clamped, 68, "$skerry::Uint8ClampedArray", 1),
    (TypedArrayKind::Int8, 72, "$skerry::Int8Array", 1),
    (TypedArrayKind::Int16, 77, "$skerry::Int16Array", 2),
    (TypedArrayKind::Uint16, 69, "$skerry::Uint16Array", 2),
    (TypedArrayKind::Int32, 78, "$skerry::Int32Array", 4),
    (TypedArrayKind::Uint32, 70, "$skerry::Uint32Array", 4),
    (TypedArrayKind::BigInt64, 79, "$skerry::BigInt64Array", 8),
    (TypedArrayKind::BigUint64, 71, "$skerry::BigUint64Array", 8),
    (TypedArrayKind::Float16, 84, "$skerry::Float16Array", 2),
    (TypedArrayKind::Float32, 85, "$skerry::Float32Array", 4),
    (TypedArrayKind::Float64, 86, "$skerry::Float64Array", 8),
];

impl TypedArrayKind {
    /// Bytes of one item.
    #[must_use]
    pub fn item_size(self) -> usize {
        self.entry().3
    }

    pub(super) fn of_tag(tag: u64) -> Option<Self> {
        KINDS.iter().find(|entry| entry.1 == tag).map(|entry| entry.0)
    }

    pub(super) fn tag_of_name(name: &str) -> Option<u64> {
        KINDS.iter().find(|entry| entry.2 == name).map(|entry| entry.1)
    }

    pub(super) fn name(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> (Self, u64, &'static str, usize) {
        KINDS.iter().copied().find(|entry| entry.0 == self).unwrap_or((self, 0, "", 1))
    }
}

/// The items of a typed array as numbers.
pub(super) fn visit_items<'de, V: Visitor<'de>>(
    kind: TypedArrayKind,
    bytes: &[u8],
    visitor: V,
) -> Result<V::Value, Mismatch> {
    let items = bytes.chunks_exact(kind.item_size()).map(|bytes| Item { kind, bytes: padded(bytes) });
    visitor.visit_seq(SeqDeserializer::new(items))
}

/// Little-endian: what is missing is zero.
fn padded(bytes: &[u8]) -> [u8; 8] {
    let mut all = [0; 8];
    for (to, from) in all.iter_mut().zip(bytes) {
        *to = *from;
    }
    all
}

struct Item {
    kind: TypedArrayKind,
    bytes: [u8; 8],
}

impl IntoDeserializer<'_, Mismatch> for Item {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Item {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let [first, second, third, fourth, ..] = self.bytes;
        let (two, four) = ([first, second], [first, second, third, fourth]);
        match self.kind {
            TypedArrayKind::Uint8Clamped => visitor.visit_u8(first),
            TypedArrayKind::Int8 => visitor.visit_i8(i8::from_le_bytes([first])),
            TypedArrayKind::Int16 => visitor.visit_i16(i16::from_le_bytes(two)),
            TypedArrayKind::Uint16 => visitor.visit_u16(u16::from_le_bytes(two)),
            TypedArrayKind::Int32 => visitor.visit_i32(i32::from_le_bytes(four)),
            TypedArrayKind::Uint32 => visitor.visit_u32(u32::from_le_bytes(four)),
            TypedArrayKind::BigInt64 => visitor.visit_i64(i64::from_le_bytes(self.bytes)),
            TypedArrayKind::BigUint64 => visitor.visit_u64(u64::from_le_bytes(self.bytes)),
            TypedArrayKind::Float16 => visitor.visit_f64(half(u16::from_le_bytes(two))),
            TypedArrayKind::Float32 => visitor.visit_f64(f64::from(f32::from_le_bytes(four))),
            TypedArrayKind::Float64 => visitor.visit_f64(f64::from_le_bytes(self.bytes)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        Err(de::Error::invalid_type(de::Unexpected::Other("number"), &visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A 16-bit float: 5 bits of exponent, 10 of fraction.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn sixteen_bit_floats_are_read() {
        let cases = [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_477_539_063e-8),
            (0x3555, 0.333_251_953_125),
        ];
        for (bits, expected) in cases {
            assert_eq!(half(bits).to_bits(), f64::to_bits(expected), "{bits:x}");
        }
        assert!(half(0x7c01).is_nan() && half(0xfc00) == f64::NEG_INFINITY && half(0x8000).is_sign_negative());
    }
}
