//! Decompression.

use super::{Fault, Format, Part, grow, gzip};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{MZError, MZFlush, MZStatus};

/// A stream that is decompressed.
pub struct Decompressor {
    inflate: Box<InflateState>,
    gzip: Option<Gzip>,
    has_ended: bool,
    has_extra: bool,
}

/// What surrounds the deflated bytes of gzip.
struct Gzip {
    header: gzip::Header,
    sum: gzip::Sum,
    /// What there is of it.
    trailer: Vec<u8>,
}

impl Decompressor {
    pub fn new(format: Format) -> Self {
        let gzip = || Gzip { header: gzip::Header::default(), sum: gzip::Sum::new(), trailer: Vec::new() };
        Self {
            inflate: InflateState::new_boxed(format.data()),
            gzip: (format == Format::Gzip).then(gzip),
            has_ended: false,
            has_extra: false,
        }
    }

    /// Whether something followed the end.
    pub fn has_extra(&self) -> bool {
        self.has_extra
    }

    /// Decompresses bytes; what they give goes to `output`, until that is `most` bytes long.
    pub fn run<'a>(&mut self, mut input: &'a [u8], is_last: bool, most: usize, output: &mut Vec<u8>) -> Part<'a> {
        if self.has_extra || self.is_whole() && !input.is_empty() {
            return Err(Fault::Extra);
        }
        if let Some(gzip) = &mut self.gzip {
            input = gzip.header.read(input)?;
            if !gzip.header.is_whole() {
                return if is_last { Err(Fault::Truncated) } else { Ok(None) };
            }
        }
        if !self.has_ended {
            let is_enough;
            (input, is_enough) = self.inflate(input, most, output)?;
            if is_enough {
                return Ok(Some(input));
            }
        }
        if self.has_ended {
            self.has_extra = !self.read_trailer(input)?.is_empty();
        }
        if is_last && !self.is_whole() { Err(Fault::Truncated) } else { Ok(None) }
    }

    fn is_whole(&self) -> bool {
        self.has_ended && self.gzip.as_ref().is_none_or(|gzip| gzip.trailer.len() == gzip::TRAILER)
    }

    /// What is left of the bytes, and whether the output has become long enough before their end.
    fn inflate<'a>(
        &mut self,
        mut input: &'a [u8],
        most: usize,
        output: &mut Vec<u8>,
    ) -> Result<(&'a [u8], bool), Fault> {
        let start = output.len();
        loop {
            let from = grow(output)?;
            let result = inflate(&mut self.inflate, input, &mut output[from..], MZFlush::None);
            let is_full = from + result.bytes_written == output.len();
            output.truncate(from + result.bytes_written);
            input = &input[result.bytes_consumed..];
            let mut is_enough = false;
            match result.status {
                Ok(MZStatus::StreamEnd) => self.has_ended = true,
                Ok(MZStatus::Ok) if is_full || !input.is_empty() => {
                    is_enough = output.len() >= most;
                    if !is_enough {
                        continue;
                    }
                }
                Ok(MZStatus::Ok) | Err(MZError::Buf) => {}
                Ok(MZStatus::NeedDict) | Err(_) => return Err(Fault::Corrupt),
            }
            if let Some(gzip) = &mut self.gzip {
                gzip.sum.add(&output[start..]);
            }
            return Ok((input, is_enough));
        }
    }

    /// What follows everything.
    fn read_trailer<'a>(&mut self, input: &'a [u8]) -> Result<&'a [u8], Fault> {
        let Some(gzip) = &mut self.gzip else { return Ok(input) };
        let wanted = input.len().min(gzip::TRAILER - gzip.trailer.len());
        let (trailer, rest) = input.split_at(wanted);
        gzip.trailer.extend_from_slice(trailer);
        let is_whole = gzip.trailer.len() == gzip::TRAILER;
        if is_whole && gzip.trailer != gzip.sum.trailer() { Err(Fault::Corrupt) } else { Ok(rest) }
    }
}
