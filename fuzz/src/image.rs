//! What a saved snapshot is compared with.

mod memory;

pub(crate) use memory::Memory;

/// Bytes of a page.
pub(crate) const PAGE: usize = 65_536;

/// Of no guest at all.
pub(crate) const GUEST_DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";
