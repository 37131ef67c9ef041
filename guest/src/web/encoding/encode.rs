//! Text to UTF-8.

use super::memory::{Range, new_uint8_array, with_text};
use rquickjs::{Ctx, Exception, Result, Value};

/// What a lone surrogate becomes, U+FFFD; it takes three bytes as well.
const REPLACEMENT: &[u8; 3] = b"\xEF\xBF\xBD";

/// A text as a new `Uint8Array`.
pub fn encode<'js>(ctx: Ctx<'js>, text: rquickjs::String<'js>) -> Result<Value<'js>> {
    with_text(&text, |bytes| {
        if std::str::from_utf8(bytes).is_ok() {
            return new_uint8_array(&ctx, bytes);
        }
        let mut copy = Vec::new();
        if copy.try_reserve_exact(bytes.len()).is_err() {
            return Err(Exception::throw_range(&ctx, "no memory for the bytes"));
        }
        copy.extend_from_slice(bytes);
        replace_surrogates(&mut copy);
        new_uint8_array(&ctx, &copy)
    })?
}

/// Writes as much of a text as there is room for, whole characters only; how
/// many UTF-16 units were read and how many bytes written.
pub fn encode_into<'js>(
    text: rquickjs::String<'js>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
) -> Result<Vec<usize>> {
    with_text(&text, |bytes| {
        Range { buffer, offset, length }.with_mut(|room| {
            let mut end = bytes.len().min(room.len());
            while end < bytes.len() && is_continuation(bytes[end]) {
                end -= 1;
            }
            let room = &mut room[..end];
            room.copy_from_slice(&bytes[..end]);
            let units = room.iter().map(|&byte| usize::from(!is_continuation(byte)) + usize::from(byte >= 0xF0)).sum();
            replace_surrogates(room);
            vec![units, end]
        })
    })?
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn replace_surrogates(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(at) = next_surrogate(bytes, from) {
        from = at + REPLACEMENT.len();
        bytes[at..from].copy_from_slice(REPLACEMENT);
    }
}

/// Where the next lone surrogate begins: ED A0..BF and one byte more.
fn next_surrogate(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_surrogate = |at: &usize| rest.get(at + 1).is_some_and(|&next| next >= 0xA0);
    rest.iter().enumerate().filter(|&(_, &byte)| byte == 0xED).map(|(at, _)| at).find(is_surrogate).map(|at| from + at)
}
