//! Zeros in the place of what was freed: a component carries all that is not zero.
#![allow(unsafe_code, reason = "writing over a list that is given back; the block says why it holds")]

use std::hint::black_box;

/// Sizes of what is wiped at a time, as powers of two: from 64 bytes to 1 MiB.
const SMALLEST: u32 = 6;
const LARGEST: u32 = 20;
/// Parts that are wiped at most; what is left of a program's text is in the first few.
const MOST_PARTS: usize = 16 * 1024;
/// Bytes in a page of WebAssembly.
const PAGE: usize = 64 * 1024;

/// Takes what is free, up to the end of the memory, writes zeros over it and gives it back.
pub fn wipe_free_heap() {
    let end = core::arch::wasm32::memory_size::<0>() * PAGE;
    let mut taken: Vec<Vec<u8>> = Vec::with_capacity(MOST_PARTS);
    for size in (SMALLEST..=LARGEST).rev().map(|power| 1_usize << power) {
        while taken.len() < MOST_PARTS {
            let mut part = Vec::<u8>::with_capacity(size);
            // Behind that lies new memory.
            if part.as_ptr().addr() >= end {
                break;
            }
            part.resize(size, 0);
            taken.push(black_box(part));
        }
    }
    taken.clear();
    let list = taken.spare_capacity_mut();
    // SAFETY: the list is empty, so nothing is read out of its room before it is written again.
    unsafe { std::ptr::write_bytes(list.as_mut_ptr(), 0, list.len()) };
    black_box(taken);
}
