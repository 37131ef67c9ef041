//! The world `command`: a program that runs from start to end.

use super::bindings::exports::wasi::cli::run::Guest;
use super::bindings::wasi::cli::environment as cli;
use super::{Component, console, reactor};
use crate::failure::Failure;
use crate::standalone::{program, report};
use crate::{eval, realm};

impl Guest for Component {
    fn run() -> Result<(), ()> {
        match reactor::block_on(main()).unwrap_or(Err(Failure::Stalled)) {
            // Nobody reads what it writes: it has nothing left to say.
            _ if console::is_broken() => Ok(()),
            Ok(0) | Err(Failure::Exited(0)) => Ok(()),
            Ok(_) | Err(Failure::Exited(_)) => Err(()),
            Err(failure) => {
                console::write_error(&report::report(&failure));
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

/// The program's name, and what was typed after it.
pub fn interface_arguments() -> Vec<String> {
    cli::get_arguments()
}

/// The environment variables.
pub fn environment() -> Vec<(String, String)> {
    cli::get_environment()
}

/// The folder that the program was started in.
pub fn working_directory() -> String {
    cli::initial_cwd().unwrap_or_else(|| "/".to_owned())
}
