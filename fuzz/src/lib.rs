//! What reads bytes of strangers, without a sandbox around it: one function for each kind of
//! bytes. Whatever they are, it answers; where it says what they mean, it means it.
//!
//! The modules are the library's own, by symbolic links, so that nothing of WebAssembly has to be
//! built with a fuzzer. Each is as the library has it, but for ends of streams (`stream.rs`).
#![allow(dead_code, unused_imports, reason = "parts of the library that nothing here calls")]
#![allow(clippy::pedantic, reason = "linted where the modules are at home")]

mod account;
mod error;
mod exception;
mod function;
mod handle;
mod image;
mod limits;
pub mod loader;
mod net;
mod promise;
mod saved;
mod source_map;
mod sources;
mod stream;
mod targets;
mod value;

pub(crate) use error::Error;
pub(crate) use promise::Promise;
pub use targets::{cbor, replay, rule, snapshot, source_map, specifier};
