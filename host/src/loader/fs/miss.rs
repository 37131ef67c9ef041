//! `Miss`: why a path leads to nothing.

use super::path::parent;
use crate::loader::LoadError;
use std::fmt::Display;
use std::io;

/// "Too many levels of symbolic links"; std's own name for it is not stable.
const ELOOP: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };

/// Why a path leads to nothing.
#[derive(Debug)]
pub(super) enum Miss {
    /// Nothing is there.
    Absent,
    /// The path is under no root.
    Outside,
    /// A symbolic link on the way leads out of the roots.
    Escape,
    /// Symbolic links go in circles.
    Circle,
    /// The operating system refuses it.
    Refused,
    /// Anything else that the operating system says.
    Failed(String),
}

impl Miss {
    /// The error for `subject`, which is at the guest path `path`.
    pub(super) fn error(self, subject: impl Display, path: &str) -> LoadError {
        match self {
            Miss::Absent => LoadError::not_found(format!("cannot find {subject}")),
            Miss::Outside => LoadError::denied(format!("{subject} lies outside of the granted folders"))
                .with_hint(format!("grant its folder: --allow-read {}", parent(path))),
            Miss::Escape => LoadError::denied(format!(
                "{subject} cannot be reached: a symbolic link leads out of the granted folders"
            ))
            .with_hint("grant the folder that the link leads to: --allow-read DIR"),
            Miss::Circle => {
                LoadError::invalid(format!("{subject} cannot be reached: the symbolic links on the way go in circles"))
            }
            Miss::Refused => {
                LoadError::denied(format!("the operating system does not let this process read {subject}"))
                    .with_hint("look at the permissions of the file and of the folders above it")
            }
            Miss::Failed(reason) => LoadError::invalid(format!("cannot read {subject}: {reason}")),
        }
    }
}

/// What an error of the operating system, or of `cap_std`, means here.
impl From<io::Error> for Miss {
    fn from(error: io::Error) -> Miss {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Miss::Absent,
            // `cap_std` refuses to leave a folder with an error that no system call gave.
            io::ErrorKind::PermissionDenied if error.raw_os_error().is_none() => Miss::Escape,
            io::ErrorKind::PermissionDenied => Miss::Refused,
            _ if error.raw_os_error() == Some(ELOOP) => Miss::Circle,
            _ => Miss::Failed(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::LoadErrorKind;

    fn meaning(code: i32) -> LoadErrorKind {
        Miss::from(io::Error::from_raw_os_error(code)).error("'/a'", "/a").kind
    }

    #[test]
    fn what_the_operating_system_refuses_is_denied() {
        const EACCES: i32 = 13;
        assert_eq!(meaning(EACCES), LoadErrorKind::Denied);
    }

    #[test]
    fn a_circle_of_links_is_invalid() {
        assert!(matches!(Miss::from(io::Error::from_raw_os_error(ELOOP)), Miss::Circle));
        assert_eq!(meaning(ELOOP), LoadErrorKind::Invalid);
    }

    #[test]
    fn a_failing_disk_is_told_as_it_is() {
        const EIO: i32 = 5;
        assert_eq!(meaning(EIO), LoadErrorKind::Invalid);
    }
}
