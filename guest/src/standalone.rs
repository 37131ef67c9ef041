//! A program as a component of its own, which any engine runs: the worlds of `wit/command`,
//! `wit/http-p2` and `wit/http`, one build of the guest for each.
//!
//! The host instantiates the core module, hands the program over ([`embed`]) and keeps the
//! memory. Whoever runs the component later finds nothing of that.
#![allow(unsafe_code, reason = "wit-bindgen's generated lifting and lowering")]

mod clock;
mod embed;
#[cfg(not(feature = "command"))]
mod exchange;
#[cfg(not(feature = "command"))]
mod methods;
#[cfg(any(feature = "command", feature = "http-p2"))]
mod p2;
#[cfg(feature = "http")]
mod p3;
mod program;
mod report;
pub mod system;
mod wipe;

#[cfg(any(feature = "command", feature = "http-p2"))]
use p2 as platform;
#[cfg(feature = "http")]
use p3 as platform;

pub use embed::note_spent;
pub use wipe::wipe_free_heap;
