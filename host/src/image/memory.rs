//! A guest's linear memory as data: its size, and what in it is not zero.

use wasm_encoder::{ExportKind, ExportSection, MemorySection, MemoryType, Module};

/// Bytes in a page of WebAssembly.
pub(crate) const PAGE: usize = 64 * 1024;
/// Bytes in a page of the machine: a run of zeros that is shorter is not worth a segment.
const RUN: usize = 4096;

/// The name under which the module that holds a memory exports it.
pub(crate) const EXPORT: &str = "memory";

/// A linear memory. Whoever made it, it is data for the guest and for nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// Its size in pages of WebAssembly.
    pub(crate) pages: u32,
    /// Where each segment lies and what it holds, in order, without overlaps.
    pub(crate) segments: Vec<(u32, Vec<u8>)>,
}

impl Memory {
    /// Adds what a part of the memory holds; parts come in order.
    ///
    /// # Errors
    /// When the part overlaps the one before it or ends beyond 4 GiB.
    pub(crate) fn push(&mut self, offset: u32, bytes: &[u8]) -> Result<(), String> {
        if self.end() > u64::from(offset) || u64::from(offset) + bytes.len() as u64 > 1 << 32 {
            return Err(format!("a part of the memory at {offset:#x} is out of place"));
        }
        let mut at = offset;
        for run in bytes.chunks(RUN) {
            if run.iter().any(|byte| *byte != 0) {
                match self.segments.last_mut() {
                    Some((start, segment)) if *start as usize + segment.len() == at as usize => {
                        segment.extend_from_slice(run);
                    }
                    _ => self.segments.push((at, run.to_vec())),
                }
            }
            at = at.wrapping_add(u32::try_from(run.len()).unwrap_or(0));
        }
        Ok(())
    }

    /// Whether every segment lies in the memory.
    pub(crate) fn is_whole(&self) -> bool {
        self.pages <= 1 << 16 && self.end() <= u64::from(self.pages) * PAGE as u64
    }

    /// Bytes that the segments hold.
    pub(crate) fn len(&self) -> usize {
        self.segments.iter().map(|(_, segment)| segment.len()).sum()
    }

    fn end(&self) -> u64 {
        self.segments.last().map_or(0, |(start, segment)| u64::from(*start) + segment.len() as u64)
    }
}

/// A module that exports a memory and holds nothing; sizes in pages of WebAssembly.
pub(crate) fn memory_module(minimum: u64, maximum: Option<u64>) -> Vec<u8> {
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum, maximum, ..memory_type(0) });
    let mut exports = ExportSection::new();
    exports.export(EXPORT, ExportKind::Memory, 0);
    let mut module = Module::new();
    module.section(&memories).section(&exports);
    module.finish()
}

/// The type of a memory that is at least so large.
pub(crate) fn memory_type(pages: u32) -> MemoryType {
    MemoryType { minimum: u64::from(pages), maximum: None, memory64: false, shared: false, page_size_log2: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_take_no_room_and_neighbours_become_one_segment() {
        let mut memory = Memory { pages: 3, ..Memory::default() };
        let mut page = vec![0; PAGE];
        page[RUN..3 * RUN].fill(7);
        page[PAGE - 1] = 9;
        memory.push(0, &page).unwrap();
        memory.push(65536, &[1; 8]).unwrap();
        let places: Vec<_> = memory.segments.iter().map(|(at, bytes)| (*at as usize, bytes.len())).collect();
        assert_eq!(places, [(RUN, 2 * RUN), (PAGE - RUN, RUN + 8)]);
        assert!(memory.is_whole());
    }

    #[test]
    fn parts_that_overlap_or_lie_outside_are_refused() {
        let mut memory = Memory { pages: 1, ..Memory::default() };
        memory.push(16, &[1; 8]).unwrap();
        assert!(memory.push(20, &[1]).is_err());
        assert!(memory.push(u32::MAX, &[1, 2]).is_err());
        memory.push(65536, &[1]).unwrap();
        assert!(!memory.is_whole());
    }
}
