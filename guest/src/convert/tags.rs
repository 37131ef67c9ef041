//! The CBOR tags; "Values" in ARCHITECTURE.md has the table.

/// RFC 8949, 3.4.2: seconds since the epoch.
pub const DATE: u64 = 1;
/// RFC 8949, 3.4.3: a big number.
pub const BIGINT: u64 = 2;
/// RFC 8949, 3.4.3: a negative big number n, as -1 - n.
pub const NEGATIVE_BIGINT: u64 = 3;
/// IANA: a mathematical finite set.
pub const SET: u64 = 258;
/// IANA: a map with keys of any type.
pub const MAP: u64 = 259;

/// RFC 8746, little-endian, in the order of QuickJS's `JSTypedArrayEnum`:
/// Uint8Clamped, Int8, Uint8, Int16, Uint16, Int32, Uint32, BigInt64,
/// BigUint64, Float16, Float32, Float64.
pub const TYPED_ARRAYS: [u64; 12] = [68, 72, 64, 77, 69, 78, 70, 79, 71, 84, 85, 86];
/// Where Uint8Array stands in the list: it crosses without a tag.
pub const UINT8: usize = 2;

/// Ours, "SKE\0": what has no registered tag.
const OURS: u64 = 0x534B_4500;
/// A function's handle.
pub const FUNCTION: u64 = OURS;
/// A promise's handle.
pub const PROMISE: u64 = OURS + 1;
/// An error: a map that begins with `name` and `message`.
pub const ERROR: u64 = OURS + 2;
/// The bytes of a `DataView`.
pub const DATA_VIEW: u64 = OURS + 3;
/// A regular expression: an array of source and flags.
pub const REGEXP: u64 = OURS + 4;
/// A stream of bytes to read: one of its ends.
pub const READABLE_STREAM: u64 = OURS + 16;
/// A stream of bytes to write to: one of its ends.
pub const WRITABLE_STREAM: u64 = OURS + 17;
// OURS + 18 to OURS + 31 are kept for other streams.
