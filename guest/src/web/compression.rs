//! `CompressionStream` and `DecompressionStream`: <https://compression.spec.whatwg.org>
//!
//! The interfaces are JavaScript (`js/compression/`), on transform streams of ours.

mod brotli;
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
use std::rc::Rc;

const SOURCE: &[u8] = builtins::source!("compression/compression_streams.js");

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
    coder: Coder,
}

/// What a codec does, for whoever has bytes that no script holds.
#[derive(Clone)]
pub struct Coder(Rc<RefCell<Kind>>);

enum Kind {
    Compressor(Compressor),
    Decompressor(Decompressor),
    Encoder(Box<brotli::Encoder>),
    Decoder(brotli::Decoder),
}

/// What the bytes are wrapped in, numbered as in the JavaScript.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Deflate,
    DeflateRaw,
    Gzip,
}

/// The number of what the above is not.
const BROTLI: i32 = 3;

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
pub enum Fault {
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
        let kind = match (format, compresses) {
            (BROTLI, true) => Kind::Encoder(Box::new(brotli::Encoder::new())),
            (BROTLI, false) => Kind::Decoder(brotli::Decoder::new()),
            (format, true) => Kind::Compressor(Compressor::new(Format::of(format))),
            (format, false) => Kind::Decompressor(Decompressor::new(Format::of(format))),
        };
        Class::instance(ctx, Self { coder: Coder(Rc::new(RefCell::new(kind))) })
    }

    /// What it does.
    pub fn coder(&self) -> Coder {
        self.coder.clone()
    }
}

impl Coder {
    /// Takes bytes in the middle of a stream, and puts what they give behind what `output`
    /// holds; what is left of them where that has become as long as `most`.
    ///
    /// # Errors
    /// When the bytes are not of the format, or memory runs out.
    pub fn part<'a>(&self, input: &'a [u8], most: usize, output: &mut Vec<u8>) -> Part<'a> {
        self.0.borrow_mut().run(input, false, most, output)
    }

    /// Whether something followed the end of what was decompressed.
    pub fn has_extra(&self) -> bool {
        match &*self.0.borrow() {
            Kind::Decompressor(decompressor) => decompressor.has_extra(),
            Kind::Decoder(decoder) => decoder.has_extra(),
            Kind::Compressor(_) | Kind::Encoder(_) => false,
        }
    }
}

/// What was not taken since there is enough, or nothing of it.
pub type Part<'a> = std::result::Result<Option<&'a [u8]>, Fault>;

impl Kind {
    /// Only those that decompress give much more than they get, and stop.
    fn run<'a>(&mut self, input: &'a [u8], is_last: bool, most: usize, output: &mut Vec<u8>) -> Part<'a> {
        match self {
            Self::Compressor(compressor) => compressor.run(input, is_last, output).map(|()| None),
            Self::Decompressor(decompressor) => decompressor.run(input, is_last, most, output),
            Self::Encoder(encoder) => encoder.run(input, is_last, output).map(|()| None),
            Self::Decoder(decoder) => decoder.run(input, is_last, most, output),
        }
    }
}

impl Fault {
    /// Throws what a script sees of it.
    pub fn throw(self, ctx: &Ctx<'_>) -> rquickjs::Error {
        match self {
            Self::NoMemory => Exception::throw_range(ctx, "no memory for the bytes"),
            Self::Truncated => Exception::throw_type(ctx, "the compressed bytes end too early"),
            Self::Extra => Exception::throw_type(ctx, "something follows the compressed bytes"),
            Self::Corrupt => Exception::throw_type(ctx, "the bytes are not valid in this format"),
        }
    }
}

/// `run(codec, buffer, offset, length, isLast)`: what the bytes give.
fn run<'js>(
    ctx: Ctx<'js>,
    of: Class<'js, Codec>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
    is_last: bool,
) -> Result<Value<'js>> {
    let coder = of.try_borrow()?.coder();
    let mut output = Vec::new();
    let fault = Range { buffer, offset, length }
        .with(|bytes| coder.0.borrow_mut().run(bytes, is_last, usize::MAX, &mut output).err())?;
    match fault {
        None => new_uint8_array(&ctx, &output),
        Some(fault) => Err(fault.throw(&ctx)),
    }
}

/// `hasMore(codec)`: whether something followed the end of what was decompressed.
fn has_more(codec: Class<'_, Codec>) -> Result<bool> {
    Ok(codec.try_borrow()?.coder.has_extra())
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
