//! Percent-encoding: <https://url.spec.whatwg.org/#percent-encoded-bytes>

/// Which characters are encoded: <https://url.spec.whatwg.org/#c0-control-percent-encode-set>
#[derive(Clone, Copy)]
pub enum Set {
    /// Controls, and what is not ASCII.
    Control,
    Fragment,
    Query,
    SpecialQuery,
    Path,
    Userinfo,
}

impl Set {
    /// What the set has besides controls.
    fn characters(self) -> &'static [u8] {
        match self {
            Self::Control => b"",
            Self::Fragment => b" \"<>`",
            Self::Query => b" \"#<>",
            Self::SpecialQuery => b" \"#<>'",
            Self::Path => b" \"#<>?^`{}",
            Self::Userinfo => b" \"#<>?^`{}/:;=@[\\]|",
        }
    }

    fn has(self, byte: u8) -> bool {
        !(0x20..0x7F).contains(&byte) || self.characters().contains(&byte)
    }
}

/// Adds a text, encoded; <https://url.spec.whatwg.org/#string-utf-8-percent-encode>
pub fn encode(text: &str, set: Set, to: &mut String) {
    for byte in text.bytes() {
        if set.has(byte) {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            to.push('%');
            to.push(char::from(DIGITS[usize::from(byte >> 4)]));
            to.push(char::from(DIGITS[usize::from(byte & 15)]));
        } else {
            to.push(char::from(byte));
        }
    }
}

/// Adds a character, encoded.
pub fn encode_char(c: char, set: Set, to: &mut String) {
    encode(c.encode_utf8(&mut [0; 4]), set, to);
}

/// <https://url.spec.whatwg.org/#string-percent-decode>, as UTF-8 without a BOM's removal.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |index: usize| bytes.get(index).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(0));
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
