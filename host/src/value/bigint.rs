//! Bigints: sign and magnitude, big-endian, without leading zeros.

use super::mismatch::Mismatch;
use serde::de::{Error as _, Visitor};

/// Without leading zeros.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// From what CBOR holds of n to what a value holds: of a negative n, -1 - n to -n.
pub(super) fn magnitude(negative: bool, bytes: &[u8]) -> Vec<u8> {
    let mut magnitude = trimmed(bytes).to_vec();
    if negative {
        add_one(&mut magnitude);
    }
    magnitude
}

/// The way back.
pub(super) fn for_cbor(negative: bool, magnitude: &[u8]) -> Vec<u8> {
    let mut bytes = trimmed(magnitude).to_vec();
    if negative {
        subtract_one(&mut bytes);
    }
    trimmed(&bytes).to_vec()
}

/// The number, where 128 bits hold it.
pub(super) fn small(negative: bool, magnitude: &[u8]) -> Option<Small> {
    let mut number = 0_u128;
    for &byte in trimmed(magnitude) {
        number = number.checked_mul(256)? | u128::from(byte);
    }
    if negative { 0_i128.checked_sub_unsigned(number).map(Small::Signed) } else { Some(Small::Unsigned(number)) }
}

/// An integer of up to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Small {
    Signed(i128),
    Unsigned(u128),
}

/// Shows a visitor the number that CBOR holds as these bytes.
pub(super) fn visit<'de, V: Visitor<'de>>(negative: bool, bytes: &[u8], visitor: V) -> Result<V::Value, Mismatch> {
    match small(negative, &magnitude(negative, bytes)) {
        Some(Small::Signed(number)) => match i64::try_from(number) {
            Ok(number) => visitor.visit_i64(number),
            Err(_) => visitor.visit_i128(number),
        },
        Some(Small::Unsigned(number)) => match u64::try_from(number) {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => visitor.visit_u128(number),
        },
        None => Err(Mismatch::custom("a bigint beyond 128 bits")),
    }
}

fn add_one(magnitude: &mut Vec<u8>) {
    for byte in magnitude.iter_mut().rev() {
        let (more, carry) = byte.overflowing_add(1);
        *byte = more;
        if !carry {
            return;
        }
    }
    magnitude.insert(0, 1);
}

fn subtract_one(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (less, borrow) = byte.overflowing_sub(1);
        *byte = less;
        if !borrow {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Small, for_cbor, magnitude, small};

    #[test]
    fn what_cbor_holds_and_what_a_value_holds_are_turned_into_each_other() {
        for (negative, cbor, value) in [
            (false, &[][..], &[][..]),
            (false, &[1, 0], &[1, 0]),
            (true, &[], &[1]),
            (true, &[0xff], &[1, 0]),
            (true, &[0xff, 0xff], &[1, 0, 0]),
        ] {
            assert_eq!(magnitude(negative, cbor), value);
            assert_eq!(for_cbor(negative, value), cbor);
        }
    }

    #[test]
    fn a_number_of_128_bits_is_small_and_one_of_129_is_not() {
        assert_eq!(small(false, &[0xff; 16]), Some(Small::Unsigned(u128::MAX)));
        assert_eq!(small(false, &[1; 17]), None);
        assert_eq!(small(true, &[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Some(Small::Signed(i128::MIN)));
        assert_eq!(small(true, &[0xff; 16]), None);
    }
}
