//! What gzip puts around deflated bytes: <https://www.rfc-editor.org/rfc/rfc1952>

use super::Fault;
use crc32fast::Hasher;

/// Nothing but the method; the time is nobody's, the system is unknown.
pub const HEADER: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];
/// Bytes of the checksum and of the length.
pub const TRAILER: usize = 8;

const CHECKED: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const RESERVED: u8 = 0xE0;

/// Checksum and length of what is compressed.
pub struct Sum {
    crc: Hasher,
    length: u32,
}

impl Sum {
    pub fn new() -> Self {
        Self { crc: Hasher::new(), length: 0 }
    }

    pub fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        // The length counts modulo 2^32.
        let low = u32::try_from(bytes.len() & 0xFFFF_FFFF).unwrap_or(0);
        self.length = self.length.wrapping_add(low);
    }

    pub fn trailer(&self) -> [u8; TRAILER] {
        let mut trailer = [0; TRAILER];
        trailer[..4].copy_from_slice(&self.crc.clone().finalize().to_le_bytes());
        trailer[4..].copy_from_slice(&self.length.to_le_bytes());
        trailer
    }
}

/// A header that is read byte by byte; nothing of it is kept.
#[derive(Default)]
pub struct Header {
    place: Place,
    flags: u8,
    crc: Hasher,
    /// Bytes of the extra field, or of the header's checksum.
    number: u16,
}

/// Which byte comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Fixed(usize),
    ExtraLength(u8),
    Extra,
    Name,
    Comment,
    Checksum(u8),
    Behind,
}

impl Default for Place {
    fn default() -> Self {
        Self::Fixed(0)
    }
}

impl Header {
    pub fn is_whole(&self) -> bool {
        self.place == Place::Behind
    }

    /// Reads as much as there is; what follows the header.
    pub fn read<'a>(&mut self, input: &'a [u8]) -> Result<&'a [u8], Fault> {
        let mut rest = input;
        while let (false, Some((&byte, after))) = (self.is_whole(), rest.split_first()) {
            self.step(byte)?;
            rest = after;
        }
        Ok(rest)
    }

    fn step(&mut self, byte: u8) -> Result<(), Fault> {
        let sum = self.crc.clone();
        self.crc.update(&[byte]);
        match self.place {
            Place::Fixed(at) => return self.fixed(at, byte),
            Place::ExtraLength(0) => {
                self.number = u16::from(byte);
                self.place = Place::ExtraLength(1);
            }
            Place::ExtraLength(_) => {
                self.number |= u16::from(byte) << 8;
                self.place = Place::Extra;
                if self.number == 0 {
                    self.after(EXTRA);
                }
            }
            Place::Extra => {
                self.number -= 1;
                if self.number == 0 {
                    self.after(EXTRA);
                }
            }
            Place::Name if byte == 0 => self.after(NAME),
            Place::Comment if byte == 0 => self.after(COMMENT),
            Place::Checksum(0) => {
                // Of all that came before it.
                let [low, high, ..] = sum.finalize().to_le_bytes();
                self.number = u16::from(high);
                self.place = Place::Checksum(1);
                return if byte == low { Ok(()) } else { Err(Fault::Corrupt) };
            }
            Place::Checksum(_) => {
                self.place = Place::Behind;
                return if u16::from(byte) == self.number { Ok(()) } else { Err(Fault::Corrupt) };
            }
            Place::Name | Place::Comment | Place::Behind => {}
        }
        Ok(())
    }

    fn fixed(&mut self, at: usize, byte: u8) -> Result<(), Fault> {
        let is_wrong = at < 3 && byte != HEADER[at] || at == 3 && byte & RESERVED != 0;
        if is_wrong {
            return Err(Fault::Corrupt);
        }
        if at == 3 {
            self.flags = byte;
        }
        self.place = Place::Fixed(at + 1);
        if at + 1 == HEADER.len() {
            self.after(0);
        }
        Ok(())
    }

    /// Goes to the next part that the flags announce, behind the one of `flag`.
    fn after(&mut self, flag: u8) {
        let has = |other: u8| self.flags & other != 0 && other > flag;
        self.place = if has(EXTRA) {
            Place::ExtraLength(0)
        } else if has(NAME) {
            Place::Name
        } else if has(COMMENT) {
            Place::Comment
        } else if self.flags & CHECKED != 0 {
            Place::Checksum(0)
        } else {
            Place::Behind
        };
    }
}
