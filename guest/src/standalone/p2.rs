//! The platform as WASI 0.2 has it: functions that return at once, and pollables.

pub mod clock;
mod console;
#[cfg(feature = "http-p2")]
mod incoming;
#[cfg(feature = "http-p2")]
mod message;
#[cfg(feature = "http-p2")]
pub mod outgoing;
mod reactor;
#[cfg(feature = "command")]
mod run;
mod sink;
pub mod streams;

pub use clock::random_seed;
#[cfg(feature = "command")]
pub use console::is_broken;
pub use console::{write_error, write_output};
pub use reactor::spawn as spawn_operation;
#[cfg(feature = "command")]
pub use run::{environment, interface_arguments, working_directory};

#[cfg(feature = "command")]
mod bindings {
    #![allow(missing_docs, clippy::all, reason = "generated")]
    wit_bindgen::generate!({
        path: [
            "../wit/deps/io.wit", "../wit/deps/clocks.wit", "../wit/deps/random.wit", "../wit/deps/filesystem.wit",
            "../wit/deps/sockets.wit", "../wit/deps/cli.wit", "../wit/command",
        ],
        world: "skerry:command/command",
        generate_all,
    });
}

#[cfg(feature = "http-p2")]
mod bindings {
    #![allow(missing_docs, clippy::all, reason = "generated")]
    wit_bindgen::generate!({
        path: [
            "../wit/deps/io.wit", "../wit/deps/clocks.wit", "../wit/deps/random.wit", "../wit/deps/filesystem.wit",
            "../wit/deps/sockets.wit", "../wit/deps/cli.wit", "../wit/deps/http.wit", "../wit/http-p2",
        ],
        world: "skerry:http-p2/http-p2",
        generate_all,
    });
}

/// Does what a call would, as it would: what it answers is nobody's.
#[cfg(feature = "http-p2")]
pub fn rehearse(call: impl Future) {
    drop(reactor::block_on(call));
}

/// Nobody comes in while a call of WASI 0.2 is under way.
#[cfg(feature = "http-p2")]
pub fn close_door() {}

/// The next one may come.
#[cfg(feature = "http-p2")]
pub fn open_door() {}

/// Gives all handles back: nobody is left who knows of them.
#[cfg(feature = "http-p2")]
pub fn let_go() {
    reactor::let_go();
    streams::let_go();
    console::close();
}

/// What the world exports.
struct Component;

bindings::export!(Component with_types_in bindings);
