//! What `process.stdin`, `process.stdout` and `process.stderr` are.

use super::{ByteReader, ByteWriter, Ends};
use crate::output::Output;
use std::sync::Arc;

/// A script's own streams; each is given to it once.
#[derive(Debug, Default)]
pub(crate) struct StandardStreams {
    pub(crate) input: Option<ByteReader>,
    pub(crate) output: Option<ByteWriter>,
    pub(crate) error: Option<ByteWriter>,
}

/// Which of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Standard {
    Input,
    Output,
    Error,
}

impl StandardStreams {
    /// The number of a stream for the guest; none where there is no such stream, it
    /// has been given away, or there is no room for it.
    pub(crate) fn give(&mut self, which: Standard, ends: &Ends, counter: &Arc<Output>) -> Option<u32> {
        match which {
            Standard::Input => ends.add(self.input.take()?.take()?).ok(),
            Standard::Output => ends.add(counter.counted(&self.output.take()?)?).ok(),
            Standard::Error => ends.add(counter.counted(&self.error.take()?)?).ok(),
        }
    }
}
