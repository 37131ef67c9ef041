//! Prefix codes and how they are written: <https://www.rfc-editor.org/rfc/rfc7932#section-3>

use super::bits::Bits;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Bits of the longest code of a symbol, and of the code that lengths are written in.
const LONGEST: u32 = 15;
const LONGEST_OF_LENGTHS: u32 = 5;
/// The order of the lengths of codes of lengths.
const ORDER: [usize; 18] = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/// How these lengths are written: bits and how many.
const LENGTHS: [(u32, u32); 6] = [(0, 2), (7, 4), (3, 3), (2, 2), (1, 2), (15, 4)];
/// Repeats the length before, or none.
const AGAIN: usize = 16;
const ZEROS: usize = 17;

/// A code for the symbols of an alphabet.
pub struct PrefixCode {
    lengths: Vec<u32>,
    codes: Vec<u32>,
}

impl PrefixCode {
    /// The code for symbols that occur so often.
    pub fn new(counts: &[u32]) -> Self {
        Self::limited(counts, LONGEST)
    }

    fn limited(counts: &[u32], most: u32) -> Self {
        let lengths = lengths(counts, most);
        let codes = codes(&lengths);
        Self { lengths, codes }
    }

    /// Writes a symbol.
    pub fn add(&self, bits: &mut Bits, symbol: usize) {
        bits.add(self.codes[symbol], self.lengths[symbol]);
    }

    /// Writes the code itself; a code of one symbol takes no bits from then on.
    pub fn describe(&mut self, bits: &mut Bits) {
        let used: Vec<usize> = (0..self.lengths.len()).filter(|symbol| self.lengths[*symbol] > 0).collect();
        if used.len() > 1 {
            self.describe_lengths(bits);
            return;
        }
        let symbol = used.first().copied().unwrap_or(0);
        // One symbol, in as many bits as the largest takes.
        bits.add(1, 2);
        bits.add(0, 2);
        bits.add(small(symbol), (self.lengths.len() - 1).ilog2() + 1);
        self.lengths.fill(0);
        self.codes.fill(0);
    }

    fn describe_lengths(&self, bits: &mut Bits) {
        let items = items(&self.lengths);
        let mut counts = [0; 18];
        for (symbol, _) in &items {
            counts[*symbol] += 1;
        }
        let mut code = Self::limited(&counts, LONGEST_OF_LENGTHS);
        let is_single = counts.iter().filter(|count| **count > 0).count() == 1;
        let stored = ORDER.map(|symbol| code.lengths[symbol]);
        let skipped = [3, 2].into_iter().find(|skip| stored[..*skip].iter().all(|length| *length == 0)).unwrap_or(0);
        // One code fills no space, so that all are read.
        let end = if is_single { 18 } else { stored.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1) };
        bits.add(small(skipped), 2);
        for length in &stored[skipped..end] {
            let (number, count) = LENGTHS[usize::try_from(*length).unwrap_or(0)];
            bits.add(number, count);
        }
        if is_single {
            code.lengths.fill(0);
            code.codes.fill(0);
        }
        for (symbol, extra) in items {
            code.add(bits, symbol);
            match symbol {
                AGAIN => bits.add(extra, 2),
                ZEROS => bits.add(extra, 3),
                _ => {}
            }
        }
    }
}

/// Lengths of Huffman's codes. Where one is too long, rare symbols count for more.
fn lengths(counts: &[u32], most: u32) -> Vec<u32> {
    let mut least = 1;
    loop {
        let lengths = unlimited(counts, least);
        if lengths.iter().all(|length| *length <= most) {
            return lengths;
        }
        least *= 2;
    }
}

fn unlimited(counts: &[u32], least: u32) -> Vec<u32> {
    let mut lengths = vec![0; counts.len()];
    let used: Vec<usize> = (0..counts.len()).filter(|symbol| counts[*symbol] > 0).collect();
    if let [symbol] = used[..] {
        lengths[symbol] = 1;
        return lengths;
    }
    // Nodes: leaves first, then pairs. Parents come behind their children.
    let mut parents = vec![0; used.len()];
    let leaf = |(node, symbol): (usize, &usize)| Reverse((counts[*symbol].max(least), node));
    let mut heap: BinaryHeap<_> = used.iter().enumerate().map(leaf).collect();
    while let (Some(Reverse((one, first))), Some(Reverse((other, second)))) = (heap.pop(), heap.pop()) {
        let node = parents.len();
        parents.push(0);
        (parents[first], parents[second]) = (node, node);
        heap.push(Reverse((one + other, node)));
        if heap.len() == 1 {
            break;
        }
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len().saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    for (symbol, depth) in used.iter().zip(&depths) {
        lengths[*symbol] = *depth;
    }
    lengths
}

/// The codes of these lengths, as their bits are written.
fn codes(lengths: &[u32]) -> Vec<u32> {
    let mut codes = vec![0; lengths.len()];
    let mut next = 0_u32;
    for length in 1..=LONGEST {
        next <<= 1;
        for symbol in (0..lengths.len()).filter(|symbol| lengths[*symbol] == length) {
            codes[symbol] = next.reverse_bits() >> (u32::BITS - length);
            next += 1;
        }
    }
    codes
}

/// Lengths as symbols and the bits behind them; zeros at the end are not written.
fn items(lengths: &[u32]) -> Vec<(usize, u32)> {
    let end = lengths.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1);
    let mut items = Vec::new();
    // What the format takes for the length before the first.
    let mut before = 8;
    for run in lengths[..end].chunk_by(|one, other| one == other) {
        let length = run[0];
        let symbol = usize::try_from(length).unwrap_or(0);
        let mut count = run.len();
        if length > 0 && length != before {
            items.push((symbol, 0));
            count -= 1;
        }
        let (repeat, bits) = if length == 0 { (ZEROS, 3) } else { (AGAIN, 2) };
        if count < 3 {
            items.extend(std::iter::repeat_n((symbol, 0), count));
        } else {
            items.extend(repeats(count, bits).into_iter().map(|extra| (repeat, extra)));
        }
        if length > 0 {
            before = length;
        }
    }
    items
}

/// A count of three or more, as the numbers behind signs that follow each other.
fn repeats(count: usize, bits: u32) -> Vec<u32> {
    let mut left = small(count) - 3;
    let mut numbers = vec![left & ((1 << bits) - 1)];
    while left >> bits > 0 {
        left = (left >> bits) - 1;
        numbers.push(left & ((1 << bits) - 1));
    }
    numbers.reverse();
    numbers
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
