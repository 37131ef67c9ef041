//! Where blocks of the heap lie that a request uses.
#![allow(unsafe_code, reason = "functions of `qjs_place.h`; each block says why it holds")]

use std::cell::Cell;

/// Bytes of a block's description there.
const BLOCK: usize = 8;

unsafe extern "C" {
    fn skerry_place(blocks: *const u8, count: u32);
    fn skerry_placed(count: *mut u32) -> *const u8;
}

thread_local! {
    static NOTED: Cell<u64> = const { Cell::new(0) };
}

/// Has these blocks lie together, or notes all of them where there are none.
pub fn begin(blocks: &[u8]) {
    let count = u32::try_from(blocks.len() / BLOCK).unwrap_or(0);
    // SAFETY: as many are there, and they are copied.
    unsafe { skerry_place(blocks.as_ptr(), count) }
}

/// Blocks that are taken from now on lie anywhere.
pub fn end() {
    let mut count = 0;
    // SAFETY: the number's place is valid.
    let place = unsafe { skerry_placed(&raw mut count) };
    NOTED.set(u64::from(count) << 32 | place.addr() as u64);
}

/// What was noted: how many blocks in the upper half, and where that is in the lower.
pub fn noted() -> u64 {
    NOTED.get()
}
