//! The CBOR tags; "Values" in ARCHITECTURE.md has the table.

pub(super) const DATE: u64 = 1;
pub(super) const BIGINT: u64 = 2;
pub(super) const NEGATIVE_BIGINT: u64 = 3;
pub(super) const SET: u64 = 258;
pub(super) const MAP: u64 = 259;

/// Ours, "SKE\0"; 16 to 31 above it are for streams.
const OURS: u64 = 0x534B_4500;
pub(super) const FUNCTION: u64 = OURS;
pub(super) const PROMISE: u64 = OURS + 1;
pub(super) const ERROR: u64 = OURS + 2;
pub(super) const DATA_VIEW: u64 = OURS + 3;
pub(super) const REGEXP: u64 = OURS + 4;
pub(super) const READABLE_STREAM: u64 = OURS + 16;
pub(super) const WRITABLE_STREAM: u64 = OURS + 17;
