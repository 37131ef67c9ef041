//! Magnitudes of bigints: big-endian bytes without leading zeros, as in CBOR.

/// The bytes of a number, without leading zeros.
pub fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Hexadecimal digits as bytes; what is no digit counts as zero.
pub fn from_hex(digits: &str) -> Vec<u8> {
    let digits = digits.as_bytes();
    let (first, pairs) = digits.split_at(digits.len() % 2);
    let mut bytes = Vec::with_capacity(digits.len() / 2 + 1);
    bytes.extend(first.iter().map(|&digit| value(digit)));
    bytes.extend(pairs.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, &digit| sum << 4 | value(digit))));
    bytes
}

/// Bytes as hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Subtracts one; the number is not zero.
pub fn subtract_one(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (less, borrow) = byte.overflowing_sub(1);
        *byte = less;
        if !borrow {
            return;
        }
    }
}

fn value(digit: u8) -> u8 {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{from_hex, subtract_one, to_hex, trimmed};

    #[test]
    fn digits_become_bytes_and_digits_again() {
        assert_eq!(from_hex("100"), [1, 0]);
        assert_eq!(from_hex("fedc"), [0xfe, 0xdc]);
        assert_eq!(to_hex(&[1, 0xaf]), "01af");
        assert_eq!(trimmed(&[0, 0, 5, 0]), [5, 0]);
        assert_eq!(trimmed(&[0]), []);
    }

    #[test]
    fn subtracting_borrows() {
        let mut bytes = vec![1, 0, 0];
        subtract_one(&mut bytes);
        assert_eq!(bytes, [0, 0xff, 0xff]);
    }
}
