//! A script reached for what it was not granted.

use crate::grants::Refused;
use crate::host_error::HostError;

/// What stands behind the script's error, so that [`Error::Denied`](crate::Error::Denied)
/// cannot be had by throwing something that looks like it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Denied(String);

#[cfg(feature = "network")]
impl Denied {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// The error that the script sees.
pub(super) fn denied(refused: Refused, path: &str) -> HostError {
    HostError::named("Denied", refused.why.as_str())
        .with_property("code", "ERR_ACCESS_DENIED")
        .with_property("path", path)
        .with_property("hint", refused.hint)
        .with_source(Denied(refused.why))
}
