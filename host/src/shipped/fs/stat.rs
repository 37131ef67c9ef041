//! What something is, and whether it is there.

use super::failure::failed;
use super::place::Place;
use crate::host_error::HostError;
use crate::value::Date;
use cap_std::fs::Metadata;
use cap_std::time::SystemTime;
use serde::Serialize;
use std::io;

/// What a script may know of an entry: nothing that tells of the host's users and
/// disks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stat {
    is_file: bool,
    is_directory: bool,
    is_symlink: bool,
    size: u64,
    mtime: Option<Date>,
    atime: Option<Date>,
    birthtime: Option<Date>,
}

/// Follows a symbolic link inside of the granted folder.
pub(super) fn stat(place: &Place) -> Result<Stat, HostError> {
    place.metadata().map(|found| described(&found)).map_err(failed("stat", place))
}

/// The symbolic link itself.
pub(super) fn lstat(place: &Place) -> Result<Stat, HostError> {
    let found = place.dir.symlink_metadata(&place.inner);
    found.map(|found| described(&found)).map_err(failed("lstat", place))
}

/// Whether [`stat`] would find it.
pub(super) fn exists(place: &Place) -> Result<bool, HostError> {
    match place.metadata() {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(failed("stat", place)(error)),
    }
}

fn described(found: &Metadata) -> Stat {
    let date = |time: io::Result<SystemTime>| time.ok().map(|time| Date::from(time.into_std()));
    Stat {
        is_file: found.is_file(),
        is_directory: found.is_dir(),
        is_symlink: found.is_symlink(),
        size: found.len(),
        mtime: date(found.modified()),
        atime: date(found.accessed()),
        birthtime: date(found.created()),
    }
}
