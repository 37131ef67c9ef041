//! Pages of a guest's memory that a request writes to.
//!
//! A program answers one when its memory is as it will be: in the instance that this was taken
//! from, which nobody uses any more, with nothing there that it could ask or tell. What it does is
//! the same each time, and so is what is found.

use std::collections::BTreeMap;

/// Bytes of a page of the machine.
const PAGE: usize = 4096;
/// Times that a sample is asked about until the memory is looked at: in the beginning, and in what
/// is no ordinary one, which is done at 20,000.
const EACH: u32 = 8;
const EACH_LATER: u32 = 1024;
const ORDINARY: u32 = 40_000;
/// Times that it is asked about until it is given up.
const MOST: u32 = 1_000_000;

/// A request under way, and what it has written to so far.
///
/// Most that a request writes are numbers of references and the like, which come back to what they
/// were: so it is looked at in between.
pub(super) struct Sample {
    /// Pages that hold something before, and nothing that was written to was found in.
    same: Vec<(usize, Vec<u8>)>,
    start: usize,
    times: u32,
    /// An address for each page.
    places: BTreeMap<usize, u32>,
}

impl Sample {
    /// Of a memory that holds these bytes; pages before `start` do not count.
    pub(super) fn new(bytes: &[u8], start: usize) -> Self {
        let pages = bytes.chunks(PAGE).enumerate().skip(start / PAGE);
        let same = pages.filter(|(_, page)| page.iter().any(|byte| *byte != 0));
        let same = same.map(|(number, page)| (number * PAGE, page.to_vec())).collect();
        Self { same, start, times: 0, places: BTreeMap::new() }
    }

    /// Whether the sample may go on.
    pub(super) fn look(&mut self, bytes: &[u8]) -> bool {
        self.times += 1;
        if self.times.is_multiple_of(if self.times < ORDINARY { EACH } else { EACH_LATER }) {
            self.compare(bytes);
        }
        self.times < MOST
    }

    /// Remembers the pages that differ from what they were.
    fn compare(&mut self, bytes: &[u8]) {
        let Self { same, start, places, .. } = self;
        same.retain(|(at, before)| {
            let Some(now) = bytes.get(*at..at + before.len()) else { return false };
            if now == before {
                return true;
            }
            let zero = (*at..).zip(before).find(|(place, byte)| *place >= *start && **byte == 0);
            places.extend(zero.and_then(|(place, _)| Some((*at, u32::try_from(place).ok()?))));
            false
        });
    }

    /// Addresses of bytes that are zero, one in each page that was written to, in order. Pages that
    /// held nothing are left out: nobody reads them before they are written to.
    pub(super) fn places(&mut self, bytes: &[u8]) -> impl Iterator<Item = u32> {
        self.compare(bytes);
        self.places.values().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{EACH, MOST, PAGE, Sample};

    #[test]
    fn pages_that_differ_at_some_time_are_known_by_a_byte_that_is_zero() {
        let mut before = vec![0; 6 * PAGE + 10];
        for page in [0, 1, 2, 3, 6] {
            before[page * PAGE..][..3].copy_from_slice(&[1, 0, 2]);
        }
        before[3 * PAGE..][..PAGE].fill(9);
        let mut sample = Sample::new(&before, PAGE + 2);
        let mut now = before.clone();
        now[2 * PAGE] = 5;
        for _ in 0..EACH {
            assert!(sample.look(&now));
        }
        now = before.clone();
        // Page 0 lies before, no byte of 3 is zero, and 4 was empty.
        for page in [0, 1, 3, 4, 6] {
            now[page * PAGE] = 5;
        }
        let found = [PAGE + 3, 2 * PAGE + 1, 6 * PAGE + 1].map(|place| u32::try_from(place).unwrap());
        assert_eq!(sample.places(&now).collect::<Vec<_>>(), found);
    }

    #[test]
    fn one_that_does_not_end_is_given_up() {
        let mut sample = Sample::new(&[], 0);
        assert_eq!((1..=MOST).find(|_| !sample.look(&[])), Some(MOST));
    }
}
