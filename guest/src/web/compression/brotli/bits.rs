//! Bits that become bytes, the lowest first.

/// Bytes, and the bits of one that is not full.
#[derive(Clone, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Adds the lowest `count` bits of a number that has no others; 32 at most.
    pub fn add(&mut self, number: u32, count: u32) {
        self.held |= u64::from(number) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Fills the last byte up.
    pub fn align(&mut self) {
        if self.count > 0 {
            self.add(0, 8 - self.count);
        }
    }

    /// Adds whole bytes to those that are full.
    pub fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// How many bytes are full.
    pub fn length(&self) -> usize {
        self.bytes.len()
    }

    /// Takes the bytes that are full.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}
