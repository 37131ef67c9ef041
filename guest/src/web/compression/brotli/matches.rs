//! Bytes that were there before.

use super::commands::Command;

/// How far back, in bits; the format takes 16 bytes of it.
pub const WINDOW_BITS: u32 = 18;
/// The longest distance.
pub const REACH: usize = (1 << WINDOW_BITS) - 16;

const MASK: usize = (1 << WINDOW_BITS) - 1;
const HASH_BITS: u32 = 15;
/// Places that are looked at, and a length that is good enough.
const TRIES: usize = 32;
const ENOUGH: usize = 128;
/// The shortest copy, and the shortest from further away: a distance takes bits.
const SHORT: usize = 4;
const SHORT_FAR: usize = 6;
const FAR: usize = 1 << 14;

/// Where bytes have occurred: the last place of each hash, and the one before each place.
/// Places count from the stream's first byte, modulo 2^32, and what is found is compared.
pub struct Matcher {
    last: Vec<u32>,
    before: Vec<u32>,
}

/// A copy.
#[derive(Clone, Copy, Default)]
struct Match {
    length: usize,
    distance: usize,
}

impl Matcher {
    /// None without memory.
    pub fn new() -> Option<Self> {
        Some(Self { last: zeros(1 << HASH_BITS)?, before: zeros(MASK + 1)? })
    }

    /// Commands that make `data` from `start` on; `base` is the place of its first byte.
    pub fn commands(&mut self, data: &[u8], start: usize, base: usize) -> Vec<Command> {
        let mut commands = Vec::new();
        let (mut at, mut insert_from) = (start, start);
        while at < data.len() {
            let mut found = self.find(data, at, base);
            self.note(data, at, base);
            if found.length == 0 {
                at += 1;
                continue;
            }
            // One byte later there may be more.
            while found.length < ENOUGH && at + 1 < data.len() {
                let later = self.find(data, at + 1, base);
                if later.length <= found.length + 1 {
                    break;
                }
                at += 1;
                self.note(data, at, base);
                found = later;
            }
            commands.push(Command { insert: at - insert_from, copy: found.length, distance: found.distance });
            for place in at + 1..at + found.length {
                self.note(data, place, base);
            }
            at += found.length;
            insert_from = at;
        }
        if insert_from < data.len() {
            commands.push(Command { insert: data.len() - insert_from, copy: 0, distance: 0 });
        }
        commands
    }

    fn find(&self, data: &[u8], at: usize, base: usize) -> Match {
        let mut best = Match::default();
        let Some(hash) = hash(data, at) else { return best };
        let place = small(base.wrapping_add(at));
        let mut other = self.last[hash];
        for _ in 0..TRIES {
            let distance = usize::try_from(place.wrapping_sub(other)).unwrap_or(0);
            if distance == 0 || distance > at.min(REACH) {
                break;
            }
            let length = common(data, at - distance, at);
            let least = if distance > FAR { SHORT_FAR } else { SHORT };
            if length >= least && length > best.length {
                best = Match { length, distance };
                if length >= ENOUGH {
                    break;
                }
            }
            let next = self.before[usize::try_from(other).unwrap_or(0) & MASK];
            // Places that are further away, or were written over.
            if place.wrapping_sub(next) <= place.wrapping_sub(other) {
                break;
            }
            other = next;
        }
        best
    }

    fn note(&mut self, data: &[u8], at: usize, base: usize) {
        if let Some(hash) = hash(data, at) {
            let place = base.wrapping_add(at);
            self.before[place & MASK] = self.last[hash];
            self.last[hash] = small(place);
        }
    }
}

fn hash(data: &[u8], at: usize) -> Option<usize> {
    let four = data.get(at..at + 4)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*four).wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS)).ok()
}

fn common(data: &[u8], one: usize, other: usize) -> usize {
    data[one..].iter().zip(&data[other..]).take_while(|(one, other)| one == other).count()
}

#[expect(clippy::cast_possible_truncation, reason = "places count modulo 2^32")]
fn small(place: usize) -> u32 {
    place as u32
}

fn zeros(length: usize) -> Option<Vec<u32>> {
    let mut list = Vec::new();
    list.try_reserve_exact(length).ok()?;
    list.resize(length, 0);
    Some(list)
}
