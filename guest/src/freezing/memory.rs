//! The linear memory, handed to the host as it is.
#![allow(unsafe_code, reason = "reading the whole linear memory; the block says why it holds")]

use crate::deep_stack;

/// Bytes in a page of WebAssembly.
const PAGE: usize = 64 * 1024;

unsafe extern "C" {
    /// The end of the linked stack, where data begins; the linker's symbol.
    static __stack_high: u8;
}

/// Gives every page behind the linked stack to `part`; the memory's size in
/// pages. What lies on the stacks is of calls that are over.
pub fn hand_over(part: impl Fn(u32, &[u8])) -> u32 {
    deep_stack::clear();
    let pages = core::arch::wasm32::memory_size::<0>();
    let mut start = (&raw const __stack_high).addr();
    let end = pages.saturating_mul(PAGE);
    while start < end {
        let length = (PAGE - start % PAGE).min(end - start);
        // SAFETY: from the end of the linked stack to the end of the memory all
        // bytes exist and are initialised, as far as wasm is concerned; nobody
        // writes while the host reads them.
        let bytes = unsafe { std::slice::from_raw_parts(std::ptr::with_exposed_provenance(start), length) };
        part(u32::try_from(start).unwrap_or(u32::MAX), bytes);
        start += length;
    }
    u32::try_from(pages).unwrap_or(u32::MAX)
}
