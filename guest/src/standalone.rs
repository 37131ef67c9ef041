//! A program as a component of its own, which any engine runs: the worlds of `wit/command`,
//! `wit/http`, `wit/http-p2` and `wit/plugin`, one build of the guest for each.
//!
//! The host instantiates the core module, hands the program over ([`embed`]) and keeps the
//! memory. Whoever runs the component later finds nothing of that.
#![allow(unsafe_code, reason = "wit-bindgen's generated lifting and lowering")]

mod ahead;
mod clock;
mod embed;
#[cfg(feature = "handler")]
mod exchange;
#[cfg(feature = "handler")]
mod isolation;
#[cfg(feature = "handler")]
mod methods;
#[cfg(any(feature = "command", feature = "http-p2"))]
mod p2;
#[cfg(any(feature = "http", feature = "plugin"))]
mod p3;
mod place;
mod program;
mod report;
#[cfg(feature = "handler")]
mod rest;
#[cfg(feature = "handler")]
mod sample;
pub mod system;
mod wipe;

#[cfg(any(feature = "command", feature = "http-p2"))]
use p2 as platform;
#[cfg(any(feature = "http", feature = "plugin"))]
use p3 as platform;

#[cfg(not(feature = "command"))]
use crate::{event_loop::EventLoop, realm::Realm};

pub use embed::note_spent;
pub use wipe::wipe_free_heap;

/// What `process.exit` has ended was the call before: an instance is used again.
#[cfg(not(feature = "command"))]
fn begin_call(realm: &Realm) {
    realm.with_data(|ctx| EventLoop::of(ctx).exited.set(None));
}
