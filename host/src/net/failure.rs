//! Why there is no response, in words for the script.

use crate::grants::Refused;
use crate::host_error::HostError;
use crate::shipped::Denied;
use std::io;

/// What an exchange has failed with. The script sees a `TypeError`, as the fetch standard
/// has it for whatever goes wrong on the way.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// It is not granted.
    #[error("{}", .0.why)]
    Refused(Refused),
    /// The request cannot be sent as it is.
    #[error("{0}")]
    Request(String),
    /// The network or the server does not do what it should.
    #[error("{what}")]
    Broken {
        /// What the script was doing.
        what: String,
        /// What happened, for the `cause` of the script's error.
        detail: String,
        /// What scripts can tell errors apart by.
        code: &'static str,
    },
}

impl Failure {
    /// Something went wrong on the way.
    pub(crate) fn broken(code: &'static str, what: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Broken { what: what.into(), detail: detail.into(), code }
    }

    /// What the script sees.
    pub(crate) fn to_host_error(&self) -> HostError {
        let error = self.to_stream_error();
        match self {
            Self::Refused(Refused { why, hint }) => error
                .with_property("code", "ERR_ACCESS_DENIED")
                .with_property("hint", hint.as_str())
                .with_source(Denied::new(why.as_str())),
            Self::Request(_) => error,
            // `js/fetch/http_fetch.js` makes the error's `cause` of it.
            Self::Broken { detail, .. } => error.with_property("networkDetail", detail.as_str()),
        }
    }

    /// What the script sees where it reads a body.
    pub(crate) fn to_stream_error(&self) -> HostError {
        let error = HostError::type_error(format!("fetch: {self}"));
        match self {
            Self::Broken { code, .. } => error.with_property("code", *code),
            Self::Refused(_) | Self::Request(_) => error,
        }
    }
}

impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        Self::other(failure)
    }
}
