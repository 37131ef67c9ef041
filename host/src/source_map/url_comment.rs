//! The comment `//# sourceMappingURL=…` and the `data:` URL in it.

use super::MAX_BYTES;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

/// Lines at the end of a module in which the comment is looked for. Tools write it last; some
/// add a banner or a debug id below.
const LINES: usize = 16;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The URL in the last comment of that form.
pub(super) fn find(text: &str) -> Option<&str> {
    text.trim_end().rsplit(['\n', '\r', '\u{2028}', '\u{2029}']).take(LINES).find_map(in_line)
}

fn in_line(line: &str) -> Option<&str> {
    let (_, url) = (line.rsplit_once("//# sourceMappingURL=")).or_else(|| line.rsplit_once("//@ sourceMappingURL="))?;
    let url = url.trim();
    // Quotes and spaces mean that it stands in a string or in prose.
    let odd = |c: char| matches!(c, '"' | '\'' | '`') || c.is_whitespace();
    (!url.is_empty() && !url.contains(odd)).then_some(url)
}

/// The text of a `data:` URL: `None` when it is another URL, `Some(None)` when it is wrong.
pub(super) fn inline(url: &str) -> Option<Option<String>> {
    let start = url.get(..5)?;
    let rest = start.eq_ignore_ascii_case("data:").then(|| &url[5..])?;
    Some(decode(rest))
}

fn decode(rest: &str) -> Option<String> {
    let (kind, data) = rest.split_once(',')?;
    // Decoding never makes the text longer, nor shorter than three quarters or a third.
    if data.len() / 3 > MAX_BYTES {
        return None;
    }
    let bytes: Vec<u8> = percent_decode_str(data).collect();
    let is_base64 = kind.rsplit(';').next().is_some_and(|last| last.eq_ignore_ascii_case("base64"));
    match is_base64 {
        true => String::from_utf8(BASE64.decode(bytes).ok()?).ok(),
        false => String::from_utf8(bytes).ok(),
    }
}
