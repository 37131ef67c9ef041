//! Saved snapshots.

mod file;

use crate::error::Result;
use crate::image::Memory;
use crate::sources::Sources;
use std::path::Path;
use std::sync::Arc;

/// What is in a file.
pub(crate) fn read(path: &Path) -> Result<(Memory, Arc<Sources>)> {
    file::read(path)
}

/// Puts it into a file.
pub(crate) fn write(path: &Path, memory: &Memory, texts: &Sources) -> Result<()> {
    file::write(path, memory, texts)
}
