//! Where CBOR is written to: bounded, and without a trap when memory runs out.

use minicbor::encode::Write;

/// Larger values are refused: half of the memory that a runtime has by default.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// The arguments of most calls fit.
const FIRST_BYTES: usize = 128;

/// Bytes that grow up to [`MOST_BYTES`].
pub struct Buffer(Vec<u8>);

/// There is no room for more.
pub struct Full;

impl Buffer {
    /// An empty one.
    pub fn new() -> Self {
        Self(Vec::with_capacity(FIRST_BYTES))
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    #[cold]
    fn grow(&mut self, more: usize) -> Result<(), Full> {
        if more > MOST_BYTES.saturating_sub(self.0.len()) {
            return Err(Full);
        }
        self.0.try_reserve(more).map_err(|_| Full)
    }
}

impl Write for Buffer {
    type Error = Full;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Full> {
        if bytes.len() > self.0.capacity() - self.0.len() {
            self.grow(bytes.len())?;
        }
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}
