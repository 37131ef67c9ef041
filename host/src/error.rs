//! Why something did not work, cut by what the embedder does next.

use crate::exception::Exception;
use crate::limits::Limit;

/// What went wrong, and so what to do next.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value could not cross between Rust and JavaScript: change the type or the script.
    #[error("cannot convert: {0}")]
    Convert(String),
    /// The script threw, or a promise was rejected: show it to whoever wrote the script.
    #[error("{0}")]
    Exception(Box<Exception>),
    /// A host function failed and the script did not catch it: look at your own
    /// error with [`Error::host_error`].
    #[error("{0}")]
    Host(Box<Exception>),
    /// The script used what it was not granted, and did not catch that: grant it, or
    /// show the script's author what to do without. [`Exception::hint`] says what to grant.
    #[error("{0}")]
    Denied(Box<Exception>),
    /// A promise was rejected and nobody handled it: the same.
    #[error("unhandled rejection: {0}")]
    UnhandledRejection(Box<Exception>),
    /// The script called `process.exit` with this code: it has ended.
    #[error("the script exited with code {0}")]
    Exited(i32),
    /// The embedder interrupted the runtime; the frames show where the script was.
    #[error("interrupted")]
    Interrupted(Option<Box<Exception>>),
    /// A limit was hit.
    #[error("{limit} limit exceeded: {allowed} allowed")]
    Limit {
        /// Which one.
        limit: Limit,
        /// What was allowed, with its unit.
        allowed: String,
        /// Where the script was, when it could still say so.
        exception: Option<Box<Exception>>,
    },
    /// The awaited promise can never settle: no timer or operation is left that could do it.
    #[error("a promise that is awaited can never settle: nothing is left that could do it")]
    Stalled,
    /// The runtime was stopped the hard way and is unusable: drop it.
    #[error("the runtime is poisoned: {0}")]
    Poisoned(String),
    /// A host function panicked: a defect of the embedder. The runtime is
    /// unusable, others are not affected.
    #[error("{0}")]
    Panicked(String),
    /// An engine or a runtime cannot be set up as asked.
    #[error("{0}")]
    Setup(String),
    /// A defect of ours; the runtime is unusable, others are not affected.
    #[error("internal fault: {0}")]
    Fault(String),
}

impl Error {
    /// The exception that comes with it, if any.
    #[must_use]
    pub fn exception(&self) -> Option<&Exception> {
        match self {
            Self::Exception(exception)
            | Self::Host(exception)
            | Self::Denied(exception)
            | Self::UnhandledRejection(exception) => Some(exception),
            Self::Interrupted(exception) | Self::Limit { exception, .. } => exception.as_deref(),
            _ => None,
        }
    }

    /// The embedder's own error that a host function failed with, where it came
    /// back with this one and is of this type.
    #[must_use]
    pub fn host_error<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.exception()?.host_error()
    }
}

/// What most of the library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;
