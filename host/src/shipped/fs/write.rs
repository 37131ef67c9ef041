//! Files that are written, part by part.

use super::failure::failed;
use super::part::Contents;
use super::place::Place;
use crate::host_error::HostError;
use cap_std::fs::{File, OpenOptions};
use serde::Deserialize;
use std::io::Write as _;

/// How a file is opened to be written.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct How {
    /// Behind what it holds, in place of that.
    append: bool,
    /// Only where nothing has its name.
    create_new: bool,
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writing {
    file: File,
    place: Place,
}

/// Opens a file, and creates it where it is not there.
pub(super) fn create(place: Place, how: How) -> Result<Writing, HostError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).append(how.append).truncate(!how.append).create_new(how.create_new);
    let file = place.open(&mut options).map_err(failed("open", &place))?;
    Ok(Writing { file, place })
}

impl Writing {
    /// Writes the next part.
    pub(super) fn write(self, contents: Contents) -> Result<Self, HostError> {
        (&self.file).write_all(&contents.0).map_err(failed("write", &self.place))?;
        Ok(self)
    }
}
