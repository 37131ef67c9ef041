//! What the requests of an instance share.

use serde::{Deserialize, Serialize};

/// What requests share that an engine gives to the same instance of a component.
///
/// Either way an instance has one linear memory; what an engine keeps apart for certain are
/// instances. To be safe from defects of the guest itself, have the engine use each instance
/// once: `wasmtime serve --max-instance-reuse-count 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Isolation {
    /// Everything: globals, prototypes, timers, listeners and what modules hold, as on other
    /// platforms. An instance works on many requests at a time.
    #[default]
    Instance,
    /// Nothing: when a request is over, so is all that it has begun, and the memory becomes
    /// what it was when the component was built.
    ///
    /// That takes some 0.2 ms, after the answer. An instance works on one request at a time,
    /// until its answer was read and `waitUntil` is settled; others wait, or the engine has
    /// another instance for them: `wasmtime serve --max-instance-concurrent-reuse-count 1`.
    Request,
}
