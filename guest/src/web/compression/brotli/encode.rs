//! Compression: blocks of literals and copies, each with codes of its own.

use super::bits::Bits;
use super::commands::{Command, Symbol, Symbols, symbols};
use super::matches::{Matcher, REACH, WINDOW_BITS};
use super::prefix_code::PrefixCode;
use crate::web::compression::Fault;

/// Bytes of a block; its length fits 16 bits.
const BLOCK: usize = 1 << 16;
/// Symbols of each alphabet.
const LITERALS: usize = 256;
const LENGTHS: usize = 704;
const DISTANCES: usize = 64;
/// The distance that counts as the last one at the beginning.
const FIRST_DISTANCE: usize = 4;

/// A stream that is compressed.
pub struct Encoder {
    matcher: Option<Matcher>,
    bits: Bits,
    /// What copies can reach, then what is not compressed yet.
    data: Vec<u8>,
    /// Where in `data` the latter begins.
    start: usize,
    /// The place of the first byte of `data` in the stream.
    base: usize,
    distance: usize,
}

impl Encoder {
    pub fn new() -> Self {
        let mut bits = Bits::default();
        // The length of the window.
        bits.add((WINDOW_BITS - 17) << 1 | 1, 4);
        Self { matcher: None, bits, data: Vec::new(), start: 0, base: 0, distance: FIRST_DISTANCE }
    }

    /// Compresses bytes; whole blocks of them go to `output`, and at the end the rest.
    pub fn run(&mut self, input: &[u8], is_last: bool, output: &mut Vec<u8>) -> Result<(), Fault> {
        for part in input.chunks(BLOCK) {
            self.data.try_reserve(part.len()).map_err(|_| Fault::NoMemory)?;
            self.data.extend_from_slice(part);
            while self.data.len() - self.start >= BLOCK {
                self.block(BLOCK)?;
            }
            self.hand_over(output)?;
        }
        if is_last {
            let rest = self.data.len() - self.start;
            if rest > 0 {
                self.block(rest)?;
            }
            // The last block, which is empty.
            self.bits.add(3, 2);
            self.bits.align();
        }
        self.hand_over(output)
    }

    fn hand_over(&mut self, output: &mut Vec<u8>) -> Result<(), Fault> {
        let bytes = self.bits.take();
        output.try_reserve(bytes.len()).map_err(|_| Fault::NoMemory)?;
        output.extend_from_slice(&bytes);
        Ok(())
    }

    /// Compresses the next bytes.
    fn block(&mut self, length: usize) -> Result<(), Fault> {
        let end = self.start + length;
        if self.matcher.is_none() {
            self.matcher = Some(Matcher::new().ok_or(Fault::NoMemory)?);
        }
        let Some(matcher) = &mut self.matcher else { return Err(Fault::NoMemory) };
        let mut last = self.distance;
        let commands = matcher.commands(&self.data[..end], self.start, self.base);
        let all: Vec<Symbols> = commands
            .iter()
            .map(|command| {
                let symbols = symbols(command, last);
                last = if command.copy > 0 { command.distance } else { last };
                symbols
            })
            .collect();
        let mut bits = self.bits.clone();
        let before = bits.length();
        compressed(&mut bits, &self.data[self.start..end], &commands, &all);
        if bits.length() - before < length {
            (self.bits, self.distance) = (bits, last);
        } else {
            stored(&mut self.bits, &self.data[self.start..end]);
        }
        self.start = end;
        self.forget();
        Ok(())
    }

    /// Lets go of what no copy reaches, now and then.
    fn forget(&mut self) {
        if self.start > 2 * REACH {
            let gone = self.start - REACH;
            self.data.drain(..gone);
            self.start -= gone;
            self.base = self.base.wrapping_add(gone);
        }
    }
}

/// The header: not the last block, and its length.
fn header(bits: &mut Bits, length: usize, is_stored: bool) {
    bits.add(0, 1);
    bits.add(0, 2);
    bits.add(u32::try_from(length - 1).unwrap_or(0), 16);
    bits.add(u32::from(is_stored), 1);
}

fn stored(bits: &mut Bits, data: &[u8]) {
    header(bits, data.len(), true);
    bits.align();
    bits.extend(data);
}

fn compressed(bits: &mut Bits, data: &[u8], commands: &[Command], all: &[Symbols]) {
    header(bits, data.len(), false);
    // One type of block each, no direct distances, one mode of contexts, one tree each.
    bits.add(0, 3 + 6 + 2 + 2);
    let mut codes = Codes::new(data, commands, all);
    codes.describe(bits);
    let mut at = 0;
    for (command, symbols) in commands.iter().zip(all) {
        codes.lengths.add(bits, symbols.lengths);
        add_extra(bits, symbols.insert);
        add_extra(bits, symbols.copy);
        for literal in &data[at..at + command.insert] {
            codes.literals.add(bits, usize::from(*literal));
        }
        if let Some(distance) = symbols.distance {
            codes.distances.add(bits, distance.code);
            add_extra(bits, distance);
        }
        at += command.insert + command.copy;
    }
}

fn add_extra(bits: &mut Bits, symbol: Symbol) {
    bits.add(symbol.extra, symbol.count);
}

/// The codes of a block.
struct Codes {
    literals: PrefixCode,
    lengths: PrefixCode,
    distances: PrefixCode,
}

impl Codes {
    fn new(data: &[u8], commands: &[Command], all: &[Symbols]) -> Self {
        let (mut literals, mut pairs, mut distances) = ([0; LITERALS], [0; LENGTHS], [0; DISTANCES]);
        let mut at = 0;
        for (command, symbols) in commands.iter().zip(all) {
            pairs[symbols.lengths] += 1;
            for literal in &data[at..at + command.insert] {
                literals[usize::from(*literal)] += 1;
            }
            if let Some(distance) = symbols.distance {
                distances[distance.code] += 1;
            }
            at += command.insert + command.copy;
        }
        Self {
            literals: PrefixCode::new(&literals),
            lengths: PrefixCode::new(&pairs),
            distances: PrefixCode::new(&distances),
        }
    }

    fn describe(&mut self, bits: &mut Bits) {
        self.literals.describe(bits);
        self.lengths.describe(bits);
        self.distances.describe(bits);
    }
}
