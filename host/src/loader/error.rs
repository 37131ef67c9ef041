//! `LoadError`: why a module cannot be had.

use std::error::Error;
use std::fmt;

/// Why a module could not be resolved or loaded.
///
/// `Display` writes the message; the hint is apart, so that a command line can print it on a
/// line of its own. Both are shown to the script that asked, so they name guest paths only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadError {
    /// What went wrong, for programs.
    pub kind: LoadErrorKind,
    /// What went wrong, in one sentence.
    pub message: String,
    /// What the reader can do about it.
    pub hint: Option<String>,
}

/// The kinds of [`LoadError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// Nothing has that name.
    NotFound,
    /// It lies outside of what was granted, or the operating system refuses it.
    Denied,
    /// It has a meaning elsewhere, such as a Node built-in or TypeScript, and none here.
    Unsupported,
    /// The specifier, the file or a package.json on the way is malformed or over a limit.
    Invalid,
}

impl LoadError {
    /// An error without a hint.
    pub fn new(kind: LoadErrorKind, message: impl Into<String>) -> Self {
        LoadError { kind, message: message.into(), hint: None }
    }

    /// A [`LoadErrorKind::NotFound`] error.
    pub fn not_found(message: impl Into<String>) -> Self {
        LoadError::new(LoadErrorKind::NotFound, message)
    }

    /// A [`LoadErrorKind::Denied`] error.
    pub fn denied(message: impl Into<String>) -> Self {
        LoadError::new(LoadErrorKind::Denied, message)
    }

    /// A [`LoadErrorKind::Unsupported`] error.
    pub fn unsupported(message: impl Into<String>) -> Self {
        LoadError::new(LoadErrorKind::Unsupported, message)
    }

    /// A [`LoadErrorKind::Invalid`] error.
    pub fn invalid(message: impl Into<String>) -> Self {
        LoadError::new(LoadErrorKind::Invalid, message)
    }

    /// The same error with a hint in place of the one it had.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for LoadError {}
