//! What a runtime has used.

use std::time::Duration;

/// What a runtime has used since it was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Time that calls computed.
    pub cpu: Duration,
    /// Units of work that calls did; 0 where the engine does not count them.
    pub fuel: u64,
    /// Time from the start of calls to their end.
    pub wall: Duration,
    /// The most linear memory at a time, in bytes.
    pub peak_memory: u64,
    /// Console output in bytes.
    pub output: u64,
    /// Sources evaluated and modules loaded.
    pub modules: u64,
    /// Host functions called.
    pub host_calls: u64,
    /// Bytes of their arguments and results.
    pub host_call_bytes: u64,
}
