//! Folders: what is in them, and new ones.

use super::failure::failed;
use super::place::Place;
use crate::host_error::HostError;
use cap_std::fs::{DirEntry, ReadDir};
use serde::Serialize;
use std::fmt;

/// Entries that cross at a time.
const PART: usize = 1_000;

/// One entry of a folder.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    name: String,
    is_file: bool,
    is_directory: bool,
    is_symlink: bool,
}

/// A folder that is being listed.
pub(super) struct Listing {
    entries: ReadDir,
    place: Place,
}

/// Some entries, and the folder where there may be more.
pub(super) struct Listed {
    pub(super) entries: Vec<Entry>,
    pub(super) rest: Option<Listing>,
}

/// Opens a folder and reads its first entries.
pub(super) fn list(place: &Place) -> Result<Listed, HostError> {
    let entries = place.dir.read_dir(&place.inner).map_err(failed("list", place))?;
    Listing { entries, place: place.clone() }.next()
}

impl Listing {
    /// Reads the next entries. A name that is not Unicode is left out: a script has no
    /// way to write it.
    pub(super) fn next(mut self) -> Result<Listed, HostError> {
        let mut entries = Vec::new();
        for _ in 0..PART {
            let Some(entry) = self.entries.next() else { return Ok(Listed { entries, rest: None }) };
            entries.extend(described(&entry.map_err(failed("list", &self.place))?));
        }
        Ok(Listed { entries, rest: Some(self) })
    }
}

/// None where it has gone meanwhile, or has no name in Unicode.
fn described(entry: &DirEntry) -> Option<Entry> {
    let name = entry.file_name().into_string().ok()?;
    let kind = entry.file_type().ok()?;
    Some(Entry { name, is_file: kind.is_file(), is_directory: kind.is_dir(), is_symlink: kind.is_symlink() })
}

/// Makes a folder; with `recursive` also those above it, and one that is there is
/// good enough.
pub(super) fn make(place: &Place, recursive: bool) -> Result<(), HostError> {
    let made = match recursive {
        true => place.dir.create_dir_all(&place.inner),
        false => place.dir.create_dir(&place.inner),
    };
    made.map_err(failed("mkdir", place))
}

impl fmt::Debug for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.path.fmt(f)
    }
}
