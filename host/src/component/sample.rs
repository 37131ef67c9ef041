//! What of a guest's memory a request reads and writes.
//!
//! A program answers one when its memory is as it will be: in the instance that this was taken
//! from, which nobody uses any more, with nothing there that it could ask or tell. What it does is
//! the same each time, and so is what is found.

use super::traced::{GRAIN, WRITES};
use std::collections::BTreeMap;
use std::ops::Range;

/// Bytes of a page of the machine.
const PAGE: usize = 4096;
/// Bytes in front of a block that belong to it: QuickJS's own.
const HEADER: u32 = 8;
/// In the size of a block that the guest is told of: a request writes to it.
const IS_WRITTEN: u32 = 1 << 31;

/// Where a request has read and written, a byte for each [`GRAIN`].
#[derive(Debug, Default)]
pub(super) struct Sample {
    pub(super) reads: Vec<u8>,
    writes: Vec<u8>,
}

/// A part of the heap that was taken, at a place, of a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) place: u32,
    pub(super) size: u32,
}

impl Sample {
    /// The notes of a memory of so many bytes.
    pub(super) fn new(notes: &[u8], length: usize) -> Self {
        let part = |start: usize| notes.get(start..start + length / GRAIN).unwrap_or_default().to_vec();
        Self { reads: part(0), writes: part(WRITES) }
    }

    /// Addresses of bytes that are zero, one in each page that was written to, in order, of a
    /// memory that held these bytes. Pages before `start` are left out, and those that held nothing:
    /// nobody reads them before they are written to.
    pub(super) fn places(&self, bytes: &[u8], start: usize) -> Vec<u32> {
        let pages = bytes.chunks(PAGE).zip(self.writes.chunks(PAGE / GRAIN)).enumerate();
        let written = pages.filter(|(_, (page, notes))| is_set(notes) && page.iter().any(|byte| *byte != 0));
        let places = written.filter_map(|(number, (page, _))| {
            let mut zeros = (number * PAGE..).zip(page).filter(|(place, byte)| *place >= start && **byte == 0);
            u32::try_from(zeros.next()?.0).ok()
        });
        places.collect()
    }

    /// Which of the blocks were used, as the guest reads it: numbers and sizes, of those that were
    /// there last where they lay in turn at one place.
    pub(super) fn used(&self, blocks: &[Block]) -> Vec<u8> {
        let mut places: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (number, block) in (0..).zip(blocks) {
            let range = block.place.saturating_sub(HEADER)..block.place.saturating_add(block.size);
            while let Some((&start, _)) =
                places.range(..range.end).next_back().filter(|(_, (end, _))| *end > range.start)
            {
                places.remove(&start);
            }
            places.insert(range.start, (range.end, number));
        }
        let mut used: Vec<_> = places
            .into_iter()
            .filter_map(|(start, (end, number))| {
                let is_written = is_set(grains(&self.writes, start..end));
                let is_used = is_written || is_set(grains(&self.reads, start..end));
                is_used.then_some((number, (end - start - HEADER) | if is_written { IS_WRITTEN } else { 0 }))
            })
            .collect();
        used.sort_unstable();
        used.into_iter().flat_map(|(number, size)| [number, size]).flat_map(u32::to_le_bytes).collect()
    }
}

fn is_set(notes: &[u8]) -> bool {
    notes.iter().any(|note| *note != 0)
}

fn grains(notes: &[u8], bytes: Range<u32>) -> &[u8] {
    notes.get(bytes.start as usize / GRAIN..(bytes.end as usize).div_ceil(GRAIN)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Block, GRAIN, IS_WRITTEN, PAGE, Sample};

    fn sample(length: usize, reads: &[usize], writes: &[usize]) -> Sample {
        let mut sample = Sample { reads: vec![0; length / GRAIN], writes: vec![0; length / GRAIN] };
        for (notes, places) in [(&mut sample.reads, reads), (&mut sample.writes, writes)] {
            for at in places {
                notes[at / GRAIN] = 1;
            }
        }
        sample
    }

    #[test]
    fn pages_that_are_written_to_are_known_by_a_byte_that_is_zero() {
        let mut bytes = vec![0; 7 * PAGE];
        for page in [0, 1, 2, 3, 6] {
            bytes[page * PAGE..][..3].copy_from_slice(&[1, 0, 2]);
        }
        bytes[3 * PAGE..][..PAGE].fill(9);
        // Page 0 lies before, no byte of 3 is zero, and 4 was empty; 5 is read alone.
        let sample = sample(bytes.len(), &[5 * PAGE], &[0, PAGE, 2 * PAGE + 100, 3 * PAGE, 4 * PAGE, 6 * PAGE + 4095]);
        let found = [PAGE + 3, 2 * PAGE + 1, 6 * PAGE + 1].map(|place| u32::try_from(place).unwrap());
        assert_eq!(sample.places(&bytes, PAGE + 2), found);
    }

    #[test]
    fn blocks_that_are_used_are_those_that_were_there_last() {
        let blocks = [(8, 24), (40, 56), (8, 8), (24, 8), (104, 24), (136, 24)];
        let blocks = blocks.map(|(place, size)| Block { place, size });
        let sample = sample(4096, &[0, 20, 40, 140], &[50, 300]);
        let used = [(1, IS_WRITTEN + 56), (2, 8), (3, 8), (5, 24)];
        let used: Vec<u8> =
            used.iter().flat_map(|(number, size)| [*number, *size]).flat_map(u32::to_le_bytes).collect();
        assert_eq!(sample.used(&blocks), used);
    }
}
