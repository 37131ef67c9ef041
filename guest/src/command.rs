//! A program as a component of its own: the world `command` of `wit/command`.
//!
//! The host instantiates the core module, hands the program over ([`embed`]) and keeps the
//! memory. Whoever runs the component later calls `run`, which is all that it exports.
#![allow(unsafe_code, reason = "wit-bindgen's generated lifting and lowering")]

mod embed;
mod program;
mod reactor;
mod report;
mod stdio;
pub mod system;
mod wipe;

pub use embed::note_spent;
pub use wipe::wipe_free_heap;

use crate::failure::Failure;
use crate::{eval, realm};

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

struct Component;

bindings::export!(Component with_types_in bindings);

impl bindings::exports::wasi::cli::run::Guest for Component {
    fn run() -> Result<(), ()> {
        match reactor::block_on(main()).unwrap_or(Err(Failure::Stalled)) {
            // Nobody reads what it writes: it has nothing left to say.
            _ if stdio::is_broken() => Ok(()),
            Ok(0) | Err(Failure::Exited(0)) => Ok(()),
            Ok(_) | Err(Failure::Exited(_)) => Err(()),
            Err(failure) => {
                stdio::write_error(&report::report(&failure));
                Err(())
            }
        }
    }
}

/// Evaluates the entry and drives the loop to its end; the exit code that the script has set.
async fn main() -> Result<i32, Failure> {
    let realm = realm::current();
    eval::import_entry(&realm, &program::entry()).await?;
    eval::run_until_idle(&realm).await
}
