//! From one place to another.

use super::failure::failed_to;
use super::part::PART;
use super::place::Place;
use super::task::Gone;
use crate::host_error::HostError;
use cap_std::fs::{MetadataExt as _, OpenOptions};
use std::io::{self, Read as _, Write as _};

/// Renames a file or folder; a file that has the new name is replaced.
pub(super) fn rename(from: &Place, to: &Place) -> Result<(), HostError> {
    let renamed = match from.is_grant() || to.is_grant() {
        true => Err(io::ErrorKind::ResourceBusy.into()),
        false => from.dir.rename(&from.inner, &to.dir, &to.inner),
    };
    renamed.map_err(failed_to("rename", from, to))
}

/// Copies what a file holds; a file that has the new name is overwritten.
pub(super) fn copy(from: &Place, to: &Place, gone: &Gone) -> Result<(), HostError> {
    copy_contents(from, to, gone).map_err(failed_to("copyFile", from, to))
}

fn copy_contents(from: &Place, to: &Place, gone: &Gone) -> io::Result<()> {
    let mut source = from.open(OpenOptions::new().read(true))?;
    let mut target = to.open(OpenOptions::new().write(true).create(true))?;
    let (one, other) = (source.metadata()?, target.metadata()?);
    if (one.dev(), one.ino()) == (other.dev(), other.ino()) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    target.set_len(0)?;
    let mut part = vec![0; PART];
    // As much as it has now: one that grows meanwhile has no end.
    let mut left = one.len();
    while left > 0 && !gone.is_gone() {
        let most = usize::try_from(left).map_or(PART, |left| left.min(PART));
        let length = source.read(&mut part[..most])?;
        if length == 0 {
            break;
        }
        target.write_all(&part[..length])?;
        left -= length as u64;
    }
    Ok(())
}
