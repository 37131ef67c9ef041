//! What lives in a runtime's heap.

/// What is left in a runtime's JavaScript heap after a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Heap {
    /// JavaScript objects, built-ins included.
    pub objects: u64,
    /// Bytes that the engine has allocated.
    pub bytes: u64,
    /// Functions, promises and modules that Rust holds.
    pub handles: u64,
}
