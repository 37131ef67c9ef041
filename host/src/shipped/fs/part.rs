//! A part of a file, as it crosses.

use crate::value::Bytes;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;

/// Bytes that are read at a time: the host holds as much for each operation.
pub(super) const PART: usize = 256 * 1024;

/// What a script reads: bytes or text, as it asked.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Data {
    Bytes(Bytes),
    Text(String),
}

/// What a script writes; a string is its UTF-8.
#[derive(Debug)]
pub(super) struct Contents(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for Contents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Contents;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or bytes")
            }

            fn visit_str<E>(self, text: &str) -> Result<Contents, E> {
                Ok(Contents(text.as_bytes().to_vec()))
            }

            fn visit_string<E>(self, text: String) -> Result<Contents, E> {
                Ok(Contents(text.into_bytes()))
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Contents, E> {
                Ok(Contents(bytes.to_vec()))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Contents, E> {
                Ok(Contents(bytes))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Where the last character begins, if not all of it is there.
pub(super) fn complete(bytes: &[u8]) -> usize {
    for (back, byte) in bytes.iter().rev().take(3).enumerate() {
        let needed = match byte {
            0x80..0xc0 => continue,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..=0xff => 4,
            _ => 1,
        };
        return if needed > back + 1 { bytes.len() - back - 1 } else { bytes.len() };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn a_text_that_is_cut_anywhere_reads_as_the_whole() {
        for text in [
            &b"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z"[..],
            b"\xe2\x82a\x80\x80\x80\x80\xff\xf0\x9f",
            b"\xe2\x28\xa1\xc3",
        ] {
            for at in 0..=text.len() {
                let cut = complete(&text[..at]);
                let parts = String::from_utf8_lossy(&text[..cut]).into_owned() + &String::from_utf8_lossy(&text[cut..]);
                assert_eq!(parts, String::from_utf8_lossy(text), "{text:?} cut at {at}");
            }
        }
    }
}
