//! Bytes to text.

use super::memory::{Range, new_string, new_wide_string};
use encoding_rs::{CoderResult, DecoderResult, Encoding, mem};
use rquickjs::class::Trace;
use rquickjs::{Class, Ctx, Error, Exception, JsLifetime, Result, Value};
use std::cell::RefCell;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A decoder in the middle of a stream; it holds no JavaScript value.
#[derive(Trace, JsLifetime)]
#[rquickjs::class]
pub struct Decoder {
    #[qjs(skip_trace)]
    decoder: RefCell<encoding_rs::Decoder>,
}

/// The name of an encoding in lower case, or `undefined` for an unknown label.
///
/// <https://encoding.spec.whatwg.org/#concept-encoding-get>
pub fn encoding_name(label: String) -> Option<String> {
    Encoding::for_label_no_replacement(label.as_bytes()).map(|encoding| encoding.name().to_ascii_lowercase())
}

/// A decoder for a stream.
pub fn new_decoder<'js>(ctx: Ctx<'js>, name: String, ignore_bom: bool) -> Result<Class<'js, Decoder>> {
    let encoding = Encoding::for_label(name.as_bytes()).ok_or(Error::Unknown)?;
    let decoder =
        if ignore_bom { encoding.new_decoder_without_bom_handling() } else { encoding.new_decoder_with_bom_removal() };
    Class::instance(ctx, Decoder { decoder: RefCell::new(decoder) })
}

/// The next bytes of a stream as text; `undefined` where they are not valid and
/// `fatal` is set.
pub fn decode<'js>(
    ctx: Ctx<'js>,
    decoder: Class<'js, Decoder>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
    fatal: bool,
    is_last: bool,
) -> Result<Option<Value<'js>>> {
    let decoder = decoder.try_borrow()?;
    let mut decoder = decoder.decoder.borrow_mut();
    let text = Range { buffer, offset, length }
        .with(|bytes| decoded(&mut decoder, bytes, fatal, is_last))?
        .map_err(|NoMemory| Exception::throw_range(&ctx, "no memory for the text"))?;
    text.map(|text| new_string(&ctx, &text)).transpose()
}

struct NoMemory;

fn decoded(
    decoder: &mut encoding_rs::Decoder,
    bytes: &[u8],
    fatal: bool,
    is_last: bool,
) -> std::result::Result<Option<String>, NoMemory> {
    let most = if fatal {
        decoder.max_utf8_buffer_length_without_replacement(bytes.len())
    } else {
        decoder.max_utf8_buffer_length(bytes.len())
    };
    let mut text = String::new();
    text.try_reserve_exact(most.ok_or(NoMemory)?).map_err(|_| NoMemory)?;
    let is_whole = if fatal {
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, is_last);
        result == DecoderResult::InputEmpty
    } else {
        let (result, _, _) = decoder.decode_to_string(bytes, &mut text, is_last);
        result == CoderResult::InputEmpty
    };
    Ok(is_whole.then_some(text))
}

/// All bytes of a text in UTF-8; as [`decode`].
pub fn decode_utf8<'js>(
    ctx: Ctx<'js>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
    fatal: bool,
    ignore_bom: bool,
) -> Result<Option<Value<'js>>> {
    Range { buffer, offset, length }.with(|bytes| text_of_utf8(&ctx, bytes, fatal, ignore_bom))?
}

/// The bytes of a text in UTF-8 as a string; as [`decode`].
pub fn text_of_utf8<'js>(ctx: &Ctx<'js>, bytes: &[u8], fatal: bool, ignore_bom: bool) -> Result<Option<Value<'js>>> {
    let bytes = if ignore_bom { bytes } else { bytes.strip_prefix(BOM).unwrap_or(bytes) };
    // QuickJS keeps these as bytes, and makes them fast.
    if (bytes.is_ascii() || mem::is_utf8_latin1(bytes))
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return new_string(ctx, text).map(Some);
    }
    let no_memory = || Exception::throw_range(ctx, "no memory for the text");
    let mut units: Vec<u16> = Vec::new();
    units.try_reserve_exact(bytes.len() + 1).map_err(|_| no_memory())?;
    units.resize(bytes.len() + 1, 0);
    let length = if fatal {
        mem::convert_utf8_to_utf16_without_replacement(bytes, &mut units)
    } else {
        Some(mem::convert_utf8_to_utf16(bytes, &mut units))
    };
    length.map(|length| new_wide_string(ctx, &units[..length])).transpose()
}
