//! A source compiled ahead.

use crate::error::{Error, Result};
use crate::image::GUEST_DIGEST;
use std::sync::Arc;

/// A script or a module, compiled ahead to the engine's bytecode.
///
/// Evaluating it skips the parser. It runs in runtimes of the same build only.
/// [`to_bytes`](Self::to_bytes) carries the digest of that build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub(crate) code: Arc<[u8]>,
}

/// In front of saved programs; the digest of the guest follows.
const MAGIC: &[u8] = b"skerry program 1\n";

impl Program {
    pub(crate) fn new(code: Vec<u8>) -> Self {
        Self { code: code.into() }
    }

    /// The program as bytes, to be kept in a file or a database.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [MAGIC, GUEST_DIGEST.as_bytes(), &self.code].concat()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) gave.
    ///
    /// Bytecode is not checked when it runs: bytes that somebody has changed can
    /// make a runtime misbehave, within that runtime.
    ///
    /// # Errors
    /// [`Error::Setup`] when the bytes are no program, or one of another build.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| Error::Setup("these bytes are no program".to_owned()))?;
        match rest.split_at_checked(GUEST_DIGEST.len()) {
            Some((digest, code)) if digest == GUEST_DIGEST.as_bytes() => Ok(Self { code: code.into() }),
            _ => Err(Error::Setup("the program is of another build: compile it again".to_owned())),
        }
    }
}
