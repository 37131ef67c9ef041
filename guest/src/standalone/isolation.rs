//! Requests that share nothing, where the component was built so: what begins and ends each.
//!
//! The component calls these around what the platform calls (`host/src/component/restoring.rs`),
//! and makes the memory what it was built with when a request is over. What lies outside of the
//! memory, handles of the platform's, is let go of here.
#![allow(unsafe_code, reason = "functions that the component calls by name")]

use super::platform;
use std::cell::Cell;

thread_local! {
    /// Whether the request under way has the memory for itself.
    static IS_ALONE: Cell<bool> = const { Cell::new(false) };
}

/// A request has come.
#[unsafe(no_mangle)]
extern "C" fn skerry_isolation_begin() {
    IS_ALONE.set(true);
    platform::close_door();
}

/// All of it is done: its tasks have ended.
#[unsafe(no_mangle)]
extern "C" fn skerry_isolation_end() {
    platform::let_go();
    platform::open_door();
}

/// Whether the request under way has the memory for itself.
#[cfg(feature = "http")]
pub fn is_alone() -> bool {
    IS_ALONE.get()
}
