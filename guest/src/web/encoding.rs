//! `TextDecoder`, `TextEncoder` and their streams: <https://encoding.spec.whatwg.org>
//!
//! The interfaces are JavaScript (`js/encoding/`), what touches bytes is here.

mod decode;
mod encode;
mod fast;
mod memory;

pub(super) use memory::{Range, new_string, new_uint8_array, with_text};

use crate::builtins;
use rquickjs::{Ctx, Function, Object, Result};

const PARTS: [(&str, &[u8]); 4] = [
    builtins::part!("encoding/text_decoder"),
    builtins::part!("encoding/text_encoder"),
    builtins::part!("encoding/text_decoder_stream"),
    builtins::part!("encoding/text_encoder_stream"),
];

/// Defines the interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("encodingName", Function::new(ctx.clone(), decode::encoding_name)?)?;
    native.set("newDecoder", Function::new(ctx.clone(), decode::new_decoder)?)?;
    native.set("decode", Function::new(ctx.clone(), decode::decode)?)?;
    native.set("decodeUtf8", decode_utf8_function(ctx)?)?;
    native.set("decodeView", fast::decode_view(ctx)?)?;
    native.set("encode", encode_function(ctx)?)?;
    native.set("encodeInto", Function::new(ctx.clone(), encode::encode_into)?)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, &native))
}

/// `encode(text)`: its UTF-8 as a new `Uint8Array`.
///
/// # Errors
/// When memory runs out.
pub fn encode_function<'js>(ctx: &Ctx<'js>) -> Result<Function<'js>> {
    Function::new(ctx.clone(), encode::encode)
}

/// `decodeUtf8(buffer, offset, length, fatal, ignoreBOM)`: the text; see `decode`.
///
/// # Errors
/// When memory runs out.
pub fn decode_utf8_function<'js>(ctx: &Ctx<'js>) -> Result<Function<'js>> {
    Function::new(ctx.clone(), decode::decode_utf8)
}
