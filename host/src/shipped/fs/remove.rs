//! Removing files, folders and what is in them.

use super::failure::failed;
use super::place::Place;
use super::task::Gone;
use crate::host_error::HostError;
use cap_std::fs::Dir;
use std::io;

/// Folders within one another that are removed at once; each is open meanwhile.
const MOST_DEPTH: usize = 128;

/// Removes a file, a symbolic link or an empty folder; with `recursive` also a
/// folder with what is in it.
pub(super) fn remove(place: &Place, recursive: bool, gone: &Gone) -> Result<(), HostError> {
    remove_entry(place, recursive, gone).map_err(failed("remove", place))
}

fn remove_entry(place: &Place, recursive: bool, gone: &Gone) -> io::Result<()> {
    let Place { dir, inner, .. } = place;
    if place.is_grant() {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    if !dir.symlink_metadata(inner)?.is_dir() {
        return dir.remove_file(inner);
    }
    if recursive {
        empty(&dir.open_dir(inner)?, MOST_DEPTH, gone)?;
    }
    dir.remove_dir(inner)
}

/// Removes what is in a folder. Symbolic links are removed and not followed.
fn empty(dir: &Dir, depth: usize, gone: &Gone) -> io::Result<()> {
    if depth == 0 {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    for entry in dir.entries()? {
        if gone.is_gone() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            empty(&dir.open_dir(&name)?, depth - 1, gone)?;
            dir.remove_dir(&name)?;
        } else {
            dir.remove_file(&name)?;
        }
    }
    Ok(())
}
