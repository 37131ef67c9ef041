//! Brotli: <https://www.rfc-editor.org/rfc/rfc7932>
//!
//! A crate decompresses. Compression is here: the crate for it makes the component 900 KB
//! larger, mostly tables that find the format's dictionary in the data.

mod bits;
mod commands;
mod encode;
mod matches;
mod prefix_code;

pub use encode::Encoder;

use super::{Fault, Part, grow};
use alloc_no_stdlib::{Allocator, SliceWrapper, SliceWrapperMut};
use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState};

/// A stream that is decompressed.
pub struct Decoder {
    state: Box<BrotliState<Heap, Heap, Heap>>,
    has_ended: bool,
    has_extra: bool,
}

impl Decoder {
    pub fn new() -> Self {
        Self { state: Box::new(BrotliState::new_strict(Heap, Heap, Heap)), has_ended: false, has_extra: false }
    }

    /// Whether something followed the end.
    pub fn has_extra(&self) -> bool {
        self.has_extra
    }

    /// Decompresses bytes; what they give goes to `output`, until that is `most` bytes long.
    pub fn run<'a>(&mut self, input: &'a [u8], is_last: bool, most: usize, output: &mut Vec<u8>) -> Part<'a> {
        if self.has_extra || self.has_ended && !input.is_empty() {
            return Err(Fault::Extra);
        }
        let (mut left, mut at) = (input.len(), 0);
        while !self.has_ended {
            let mut end = grow(output)?;
            let (mut room, mut all) = (output.len() - end, 0);
            let state = &mut *self.state;
            let result =
                BrotliDecompressStream(&mut left, &mut at, input, &mut room, &mut end, output, &mut all, state);
            output.truncate(end);
            match result {
                BrotliResult::ResultSuccess => self.has_ended = true,
                BrotliResult::NeedsMoreOutput if output.len() >= most => return Ok(input.get(at..)),
                BrotliResult::NeedsMoreOutput => {}
                BrotliResult::NeedsMoreInput => break,
                BrotliResult::ResultFailure => return Err(Fault::Corrupt),
            }
        }
        self.has_extra = self.has_ended && left > 0;
        if is_last && !self.has_ended { Err(Fault::Truncated) } else { Ok(None) }
    }
}

/// Where the crate gets its memory.
pub struct Heap;

/// Memory of the crate's.
#[derive(Default)]
pub struct Cell<T>(Vec<T>);

impl<T> SliceWrapper<T> for Cell<T> {
    fn slice(&self) -> &[T] {
        &self.0
    }
}

impl<T> SliceWrapperMut<T> for Cell<T> {
    fn slice_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T: Clone + Default> Allocator<T> for Heap {
    type AllocatedMemory = Cell<T>;

    fn alloc_cell(&mut self, length: usize) -> Cell<T> {
        let mut items = Vec::new();
        // Without memory the slice is empty, which the crate takes for a failure.
        if items.try_reserve_exact(length).is_ok() {
            items.resize(length, T::default());
        }
        Cell(items)
    }

    fn free_cell(&mut self, _: Cell<T>) {}
}

#[cfg(test)]
mod tests;
