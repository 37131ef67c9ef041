//! Saved snapshots.

mod file;

use crate::image::Memory;
use std::path::Path;

/// The memory in a file; none where it holds none.
pub(crate) fn memory(path: &Path) -> Option<Memory> {
    file::read(path).ok().map(|(memory, _texts)| memory)
}
