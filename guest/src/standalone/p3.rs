//! The platform as WASI 0.3 has it: asynchronous functions, streams and futures.

#[cfg(feature = "plugin")]
pub mod calls;
pub mod clock;
mod console;
mod end;
#[cfg(feature = "http")]
mod incoming;
#[cfg(feature = "http")]
mod message;
#[cfg(feature = "http")]
mod operations;
#[cfg(feature = "http")]
pub mod outgoing;
pub mod streams;

pub use clock::random_seed;
pub use console::{write_error, write_output};
#[cfg(feature = "http")]
use std::{
    pin::pin,
    task::{Context, Waker},
};

#[cfg(feature = "http")]
pub use operations::spawn_operation;
pub use wit_bindgen::spawn_local as spawn;
#[cfg(feature = "plugin")]
pub use wit_bindgen::spawn_local as spawn_operation;
#[cfg(feature = "http")]
pub use wit_bindgen::{backpressure_dec as open_door, backpressure_inc as close_door};

#[cfg(feature = "http")]
mod bindings {
    #![allow(missing_docs, clippy::all, reason = "generated")]
    wit_bindgen::generate!({
        path: [
            "../wit/deps-p3/clocks.wit", "../wit/deps-p3/random.wit", "../wit/deps-p3/filesystem.wit", "../wit/deps-p3/sockets.wit",
            "../wit/deps-p3/cli.wit", "../wit/deps-p3/http.wit", "../wit/http",
        ],
        world: "skerry:http/http",
        generate_all,
    });
}

#[cfg(feature = "plugin")]
mod bindings {
    #![allow(missing_docs, clippy::all, reason = "generated")]
    wit_bindgen::generate!({
        path: [
            "../wit/deps-p3/clocks.wit", "../wit/deps-p3/random.wit", "../wit/deps-p3/filesystem.wit", "../wit/deps-p3/sockets.wit",
            "../wit/deps-p3/cli.wit", "../wit/plugin",
        ],
        world: "skerry:plugin/plugin",
        generate_all,
    });
}

/// Does what a call would: what it answers is nobody's, and it waits for nothing.
#[cfg(feature = "http")]
pub fn rehearse(call: impl Future) {
    let _done = pin!(call).poll(&mut Context::from_waker(Waker::noop())).is_ready();
}

/// Gives all handles back: nobody is left who knows of them.
#[cfg(feature = "http")]
pub fn let_go() {
    streams::let_go();
    console::close();
}

/// What the world exports.
struct Component;

bindings::export!(Component with_types_in bindings);
