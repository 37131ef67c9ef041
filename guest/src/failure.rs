//! Why a call ended without a result.

use crate::exception::Exception;

/// Why a call ended without a result.
#[derive(Debug)]
pub enum Failure {
    /// A script threw, or the awaited promise was rejected.
    Exception(Exception),
    /// A promise was rejected and nobody handled it.
    UnhandledRejection(Exception),
    /// The host asked to stop.
    Interrupted(Exception),
    /// The awaited promise can never settle.
    Stalled,
    /// The script called `process.exit`.
    Exited(i32),
    /// The result cannot cross: path and reason.
    Convert(String),
}
