//! Where a path of a script leads.

use crate::host_error::HostError;
use crate::loader::path::MAX_PATH;
use cap_std::fs::{Dir, File, Metadata, OpenOptions, OpenOptionsExt};
use std::io;
use std::sync::Arc;

/// Where a path of a script leads: below one granted folder.
#[derive(Clone, Debug)]
pub(in crate::shipped) struct Place {
    pub(in crate::shipped) dir: Arc<Dir>,
    /// Relative to `dir`; `.` is the folder itself.
    pub(in crate::shipped) inner: String,
    /// The guest path: all that an error may show.
    pub(in crate::shipped) path: String,
}

/// Checks what no path can be.
pub(in crate::shipped) fn check(path: &str) -> Result<(), HostError> {
    if path.contains('\0') {
        return Err(HostError::type_error("a path cannot hold the character NUL")
            .with_property("code", "ERR_INVALID_ARG_VALUE")
            .with_property("path", path));
    }
    if path.len() > MAX_PATH {
        let message = format!("ENAMETOOLONG: a path of {} bytes is longer than {MAX_PATH}", path.len());
        return Err(HostError::new(message).with_property("code", "ENAMETOOLONG"));
    }
    if path.is_empty() {
        return Err(HostError::new("ENOENT: a path is empty")
            .with_property("code", "ENOENT")
            .with_property("path", ""));
    }
    Ok(())
}

impl Place {
    /// Whether it is a granted folder itself, which stays where it is.
    pub(super) fn is_grant(&self) -> bool {
        self.inner.trim_end_matches('/') == "."
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.dir.metadata(&self.inner)
    }

    /// Opens a file, and nothing else: opening a pipe would wait for whoever holds
    /// its other end, and opening a device may do something.
    ///
    /// # Errors
    /// `Unsupported` for what is neither a file nor a folder.
    pub(super) fn open(&self, options: &mut OpenOptions) -> io::Result<File> {
        match self.metadata() {
            Ok(found) => file_only(&found)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        // Something else may have come in its place since.
        let file = self.dir.open_with(&self.inner, options.custom_flags(NONBLOCK))?;
        file_only(&file.metadata()?)?;
        Ok(file)
    }
}

#[cfg(unix)]
#[expect(clippy::cast_possible_wrap, reason = "flags")]
const NONBLOCK: i32 = rustix::fs::OFlags::NONBLOCK.union(rustix::fs::OFlags::NOCTTY).bits() as i32;

fn file_only(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        Ok(())
    } else if metadata.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}
