//! `host completions`: scripts for shells.

use crate::args::{self, CompletionsArgs};
use crate::exit::Exit;

/// Prints the completion script for a shell.
///
/// # Errors
/// Never; the shape is that of a subcommand.
pub fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(), "host", &mut script);
    anstream::print!("{}", String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}
