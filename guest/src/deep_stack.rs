//! The stack that JavaScript runs on: deep, and behind the image.
//!
//! A slot's first pages are written back at every drop, each of them, used or
//! not. So the linker's own stack, which lies first, is small and only carries
//! a call in and out. Scripts run on a second one that is grown behind the
//! frozen heap: its pages cost something once a script reaches them.
#![allow(unsafe_code, reason = "switching the shadow stack; each block says why it holds")]

use crate::system;
use std::cell::Cell;
use std::ffi::c_void;

/// Bytes of the deep stack.
const BYTES: usize = match usize::from_str_radix(env!("SKERRY_DEEP_STACK"), 10) {
    Ok(bytes) => bytes,
    Err(_) => panic!("build.rs gives a number"),
};

/// Bytes of it that QuickJS may use. Its check runs when a function is entered;
/// the deepest C function between two checks and our own frames need the rest,
/// below which the heap lies.
pub const USABLE: usize = BYTES - 160 * 1024;

/// Bytes at its end that nothing may write: below them lies the heap.
const GUARD: usize = 4 * 1024;

/// Bytes of the guard from one word that is compared to the next; the frames of
/// a recursion leave no such hole.
const GUARD_STEP: usize = 128;

/// Bytes of linear memory in a page of WebAssembly.
const PAGE: usize = 64 * 1024;

thread_local! {
    /// The first address above the deep stack; none before there is one.
    static TOP: Cell<Option<usize>> = const { Cell::new(None) };
    /// Whether the runtime's own limit is known.
    static IS_LIMITED: Cell<bool> = const { Cell::new(false) };
}

unsafe extern "C" {
    fn skerry_call_on(function: unsafe extern "C" fn(*mut c_void), argument: *mut c_void, stack_top: *mut c_void);
}

/// Grows the memory by a deep stack; later calls of [`run`] use it.
///
/// # Panics
/// When the memory cannot grow: while the image is frozen it can.
pub fn reserve() {
    let first_page = core::arch::wasm32::memory_grow::<0>(BYTES / PAGE);
    assert_ne!(first_page, usize::MAX, "the memory grows by a deep stack");
    TOP.set(Some(first_page * PAGE + BYTES));
}

/// Overwrites what calls have left on the deep stack, and forgets its limit.
pub fn clear() {
    let Some(top) = TOP.get() else { return };
    // SAFETY: the deep stack is memory of its own, and no call runs on it: this
    // function is called on the linked stack, outside of a realm.
    unsafe { std::ptr::write_bytes((top - BYTES) as *mut u8, 0, BYTES) };
    // Each runtime of an image has a limit of its own.
    IS_LIMITED.set(false);
}

/// Bytes that this runtime's scripts may use; none once they have been asked for,
/// and while there is no deep stack.
pub fn limit() -> Option<usize> {
    let is_new = TOP.get().is_some() && !IS_LIMITED.replace(true);
    // QuickJS takes 0 for no limit.
    is_new.then(|| system::stack_limit().clamp(1, USABLE))
}

/// Runs `work` on the deep stack, or where it is when there is none.
///
/// # Panics
/// When `work` ran past the end of the stack: what lies below it is damaged.
pub fn run<R>(work: impl FnOnce() -> R) -> R {
    let Some(top) = TOP.get() else { return work() };
    let mut call = Call { work: Some(work), result: None };
    // SAFETY: `enter` is given the `Call` it expects, which outlives it; the
    // deep stack is memory of its own, unused since calls do not nest (a realm
    // is entered once at a time), and `top` is aligned to a page.
    unsafe { skerry_call_on(call.entry(), (&raw mut call).cast(), top as *mut c_void) };
    assert!(guard_holds(top), "a native function of the engine ran past the end of the stack");
    match call.result {
        Some(result) => result,
        None => unreachable!("the work has run"),
    }
}

/// Whether the guard below the deep stack is as fresh memory is: zero.
fn guard_holds(top: usize) -> bool {
    let end = top - BYTES;
    (end..end + GUARD).step_by(GUARD_STEP).all(|address| {
        // SAFETY: the deep stack is memory that is never given back, its start is
        // aligned to a page, and no Rust value lies in the guard.
        unsafe { (address as *const u64).read_volatile() == 0 }
    })
}

struct Call<R, F> {
    work: Option<F>,
    result: Option<R>,
}

impl<R, F: FnOnce() -> R> Call<R, F> {
    /// The function that runs calls of this type.
    fn entry(&self) -> unsafe extern "C" fn(*mut c_void) {
        enter::<R, F>
    }
}

/// Runs the work of a [`Call`].
///
/// # Safety
/// `call` points to a `Call<R, F>` that nobody else uses.
unsafe extern "C" fn enter<R, F: FnOnce() -> R>(call: *mut c_void) {
    // SAFETY: promised by the caller.
    let call = unsafe { &mut *call.cast::<Call<R, F>>() };
    call.result = call.work.take().map(|work| work());
}
