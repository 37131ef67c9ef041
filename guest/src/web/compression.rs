//! `CompressionStream` and `DecompressionStream`: <https://compression.spec.whatwg.org>
//!
//! The interfaces are JavaScript (`js/compression/`), on transform streams of ours.

mod compress;
mod decompress;
mod gzip;

use crate::builtins;
use crate::web::encoding::{Range, new_uint8_array};
use compress::Compressor;
use decompress::Decompressor;
use miniz_oxide::DataFormat;
use rquickjs::class::Trace;
use rquickjs::{Class, Ctx, Exception, Function, JsLifetime, Object, Result, Value};
use std::cell::RefCell;

const SOURCE: &str = include_str!("../../js/compression/compression_streams.js");

/// Defines both interfaces.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    let native = Object::new(ctx.clone())?;
    native.set("newCompressor", Function::new(ctx.clone(), |ctx, format| Codec::make(ctx, format, true))?)?;
    native.set("newDecompressor", Function::new(ctx.clone(), |ctx, format| Codec::make(ctx, format, false))?)?;
    native.set("run", Function::new(ctx.clone(), run)?)?;
    native.set("hasMore", Function::new(ctx.clone(), has_more)?)?;
    builtins::add_part(ctx, "compression/compression_streams", SOURCE, &native)
}

/// A stream under way; it holds no JavaScript value.
#[derive(Trace, JsLifetime)]
#[rquickjs::class]
pub struct Codec {
    #[qjs(skip_trace)]
    kind: RefCell<Kind>,
}

enum Kind {
    Compressor(Compressor),
    Decompressor(Decompressor),
}

/// What the bytes are wrapped in, numbered as in the JavaScript.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Deflate,
    DeflateRaw,
    Gzip,
}

impl Format {
    fn of(number: i32) -> Self {
        match number {
            0 => Self::Deflate,
            1 => Self::DeflateRaw,
            _ => Self::Gzip,
        }
    }

    /// What the crate wraps; gzip's own is ours.
    fn data(self) -> DataFormat {
        if self == Self::Deflate { DataFormat::Zlib } else { DataFormat::Raw }
    }
}

/// Why a stream fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The bytes are not of the format.
    Corrupt,
    /// They end too early.
    Truncated,
    /// Something follows their end.
    Extra,
    NoMemory,
}

impl Codec {
    fn make<'js>(ctx: Ctx<'js>, format: i32, compresses: bool) -> Result<Class<'js, Self>> {
        let format = Format::of(format);
        let kind = if compresses {
            Kind::Compressor(Compressor::new(format))
        } else {
            Kind::Decompressor(Decompressor::new(format))
        };
        Class::instance(ctx, Self { kind: RefCell::new(kind) })
    }
}

/// `run(codec, buffer, offset, length, isLast)`: what the bytes give.
fn run<'js>(
    ctx: Ctx<'js>,
    codec: Class<'js, Codec>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
    is_last: bool,
) -> Result<Value<'js>> {
    let codec = codec.try_borrow()?;
    let mut kind = codec.kind.borrow_mut();
    let mut output = Vec::new();
    let result = Range { buffer, offset, length }.with(|bytes| match &mut *kind {
        Kind::Compressor(compressor) => compressor.run(bytes, is_last, &mut output),
        Kind::Decompressor(decompressor) => decompressor.run(bytes, is_last, &mut output),
    })?;
    match result {
        Ok(()) => new_uint8_array(&ctx, &output),
        Err(Fault::NoMemory) => Err(Exception::throw_range(&ctx, "no memory for the bytes")),
        Err(Fault::Truncated) => Err(Exception::throw_type(&ctx, "the compressed bytes end too early")),
        Err(Fault::Extra) => Err(Exception::throw_type(&ctx, "something follows the compressed bytes")),
        Err(Fault::Corrupt) => Err(Exception::throw_type(&ctx, "the bytes are not valid in this format")),
    }
}

/// `hasMore(codec)`: whether something followed the end of what was decompressed.
fn has_more(codec: Class<'_, Codec>) -> Result<bool> {
    let codec = codec.try_borrow()?;
    let kind = codec.kind.borrow();
    Ok(matches!(&*kind, Kind::Decompressor(decompressor) if decompressor.has_extra()))
}

/// Bytes of room that are added at a time, at least.
const ROOM: usize = 16 * 1024;

/// Makes room behind what `output` holds, half as much again.
fn grow(output: &mut Vec<u8>) -> std::result::Result<usize, Fault> {
    let length = output.len();
    let more = ROOM.max(length / 2);
    output.try_reserve_exact(more).map_err(|_| Fault::NoMemory)?;
    output.resize(length + more, 0);
    Ok(length)
}
