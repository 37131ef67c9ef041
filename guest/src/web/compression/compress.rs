//! Compression.

use super::{Fault, Format, grow, gzip};
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::{MZError, MZFlush, MZStatus};

/// zlib's own default.
const LEVEL: u8 = 6;

/// A stream that is compressed.
pub struct Compressor {
    deflate: Box<CompressorOxide>,
    gzip: Option<gzip::Sum>,
    has_begun: bool,
}

impl Compressor {
    pub fn new(format: Format) -> Self {
        let mut deflate = Box::<CompressorOxide>::default();
        deflate.set_format_and_level(format.data(), LEVEL);
        Self { deflate, gzip: (format == Format::Gzip).then(gzip::Sum::new), has_begun: false }
    }

    /// Compresses bytes; what there is of them so far goes to `output`.
    pub fn run(&mut self, mut input: &[u8], is_last: bool, output: &mut Vec<u8>) -> Result<(), Fault> {
        if let Some(sum) = &mut self.gzip {
            if !self.has_begun {
                output.extend_from_slice(&gzip::HEADER);
            }
            sum.add(input);
        }
        self.has_begun = true;
        let flush = if is_last { MZFlush::Finish } else { MZFlush::None };
        while is_last || !input.is_empty() {
            let from = grow(output)?;
            let result = deflate(&mut self.deflate, input, &mut output[from..], flush);
            output.truncate(from + result.bytes_written);
            input = &input[result.bytes_consumed..];
            match result.status {
                Ok(MZStatus::StreamEnd) => break,
                Ok(_) => {}
                Err(MZError::Buf) if !is_last && input.is_empty() => break,
                Err(_) => return Err(Fault::Corrupt),
            }
        }
        if let (true, Some(sum)) = (is_last, &self.gzip) {
            output.extend_from_slice(&sum.trailer());
        }
        Ok(())
    }
}
