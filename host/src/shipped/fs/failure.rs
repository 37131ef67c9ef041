//! What the system says, as the script sees it.

use super::place::Place;
use crate::grants::Refused;
use crate::host_error::HostError;
use crate::shipped::denied::denied;
use std::io;

/// "Too many levels of symbolic links"; std's own name for it is not stable.
const ELOOP: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };

/// The error of an operation on one path.
pub(super) fn failed(operation: &str, place: &Place) -> impl FnOnce(io::Error) -> HostError {
    move |error| {
        let path = place.path.as_str();
        if is_escape(&error) {
            return denied(escape(path), path);
        }
        let (code, reason) = named(&error);
        HostError::new(format!("{code}: {reason}, {operation} '{path}'"))
            .with_property("code", code)
            .with_property("path", path)
    }
}

/// The error of an operation from one path to another.
pub(super) fn failed_to(operation: &str, from: &Place, to: &Place) -> impl FnOnce(io::Error) -> HostError {
    move |error| {
        let (path, dest) = (from.path.as_str(), to.path.as_str());
        if is_escape(&error) {
            return denied(escape(path), path).with_property("dest", dest);
        }
        let (code, reason) = named(&error);
        HostError::new(format!("{code}: {reason}, {operation} '{path}' -> '{dest}'"))
            .with_property("code", code)
            .with_property("path", path)
            .with_property("dest", dest)
    }
}

/// `cap_std` refuses to leave a folder with an error that no system call gave.
fn is_escape(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

fn escape(path: &str) -> Refused {
    Refused {
        why: format!("'{path}' cannot be reached: a symbolic link leads out of the granted folder"),
        hint: "grant the folder that the link leads to, and name the file by its own path".to_owned(),
    }
}

/// The system's own name for an error, and what it means.
fn named(error: &io::Error) -> (&'static str, &'static str) {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => ("ENOENT", "no such file or folder"),
        Kind::PermissionDenied if error.raw_os_error() == Some(1) => ("EPERM", "the system does not allow it"),
        Kind::PermissionDenied => ("EACCES", "the system does not allow it"),
        Kind::AlreadyExists => ("EEXIST", "it exists already"),
        Kind::NotADirectory => ("ENOTDIR", "not a folder"),
        Kind::IsADirectory => ("EISDIR", "it is a folder"),
        Kind::DirectoryNotEmpty => ("ENOTEMPTY", "the folder is not empty"),
        Kind::ReadOnlyFilesystem => ("EROFS", "the file system cannot be written to"),
        Kind::StorageFull => ("ENOSPC", "no space is left"),
        Kind::QuotaExceeded => ("EDQUOT", "the quota is used up"),
        Kind::FileTooLarge => ("EFBIG", "the file is too large"),
        Kind::ResourceBusy => ("EBUSY", "it is in use"),
        Kind::ExecutableFileBusy => ("ETXTBSY", "the program is running"),
        Kind::CrossesDevices => ("EXDEV", "the two lie on different file systems"),
        Kind::TooManyLinks => ("EMLINK", "too many links"),
        Kind::InvalidFilename => ("ENAMETOOLONG", "the name is too long"),
        Kind::InvalidInput => ("EINVAL", "not possible for this"),
        Kind::Unsupported => ("ENOTSUP", "neither a file nor a folder"),
        Kind::OutOfMemory => ("ENOMEM", "the system has no memory left"),
        _ if error.raw_os_error() == Some(ELOOP) => ("ELOOP", "the symbolic links on the way go in circles"),
        _ if matches!(error.raw_os_error(), Some(23 | 24)) => ("EMFILE", "too many files are open"),
        _ => ("EIO", "reading or writing failed"),
    }
}
