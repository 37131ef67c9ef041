//! How an engine's slots are used.

/// How an engine's slots are used, at one moment; plain data.
///
/// Runtimes come and go while the counts are read, so they fit together only
/// where nothing else happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EngineStats {
    /// Slots that stay resident when a runtime leaves them. None on demand.
    pub hot_slots: usize,
    /// Hot slots that have a runtime in them.
    pub hot_taken: usize,
    /// Slots that give their memory back. None on demand.
    pub wide_slots: usize,
    /// Wide slots that have a runtime in them.
    pub wide_taken: usize,
    /// Runtimes that exist, those that are being built included.
    pub alive: usize,
    /// Runtimes that were built since the engine was.
    pub created: u64,
    /// Images that runtimes start from: that of the engine, and each snapshot that this
    /// engine made, loaded or used and that somebody still holds.
    pub images: usize,
    /// Calls of [`build`](crate::RuntimeBuilder::build) that wait for a slot.
    pub waiting: usize,
}
