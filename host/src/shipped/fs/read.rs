//! Files that are read, part by part.

use super::failure::failed;
use super::part::{Data, PART, complete};
use super::place::Place;
use crate::host_error::HostError;
use crate::value::Bytes;
use cap_std::fs::{File, OpenOptions};
use std::io::Read as _;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    file: File,
    place: Place,
    is_text: bool,
    /// The beginning of a character whose end comes with the next part.
    cut: Vec<u8>,
}

/// A part, and the file where there may be more.
pub(super) struct Read {
    pub(super) data: Data,
    pub(super) size: u64,
    pub(super) rest: Option<Reading>,
}

/// Opens a file and reads its first part.
pub(super) fn open(place: &Place, is_text: bool, most: u64) -> Result<Read, HostError> {
    let file = place.open(OpenOptions::new().read(true)).map_err(failed("open", place))?;
    let size = file.metadata().map_err(failed("stat", place))?.len();
    if size > most {
        let message =
            format!("'{}' has {size} bytes, more than the {most} bytes of memory that the script has", place.path);
        return Err(HostError::range_error(message)
            .with_property("code", "ERR_FS_FILE_TOO_LARGE")
            .with_property("path", place.path.as_str()));
    }
    let reading = Reading { file, place: place.clone(), is_text, cut: Vec::new() };
    Ok(Read { size, ..reading.next()? })
}

impl Reading {
    /// Reads the next part.
    pub(super) fn next(mut self) -> Result<Read, HostError> {
        let mut bytes = std::mem::take(&mut self.cut);
        let before = bytes.len();
        (&self.file).take(PART as u64).read_to_end(&mut bytes).map_err(failed("read", &self.place))?;
        // A file gives less than it is asked for at its end only.
        let is_last = bytes.len() - before < PART;
        if !self.is_text {
            return Ok(Read { data: Data::Bytes(Bytes::from(bytes)), size: 0, rest: (!is_last).then_some(self) });
        }
        if !is_last {
            self.cut = bytes.split_off(complete(&bytes));
        }
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Read { data: Data::Text(text), size: 0, rest: (!is_last).then_some(self) })
    }
}
