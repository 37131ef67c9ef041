//! `host completions`: scripts for shells.

use crate::args::{Cli, CompletionsArgs};
use crate::exit::Exit;
use clap::CommandFactory as _;

/// Prints the completion script for a shell.
///
/// # Errors
/// Never; the shape is that of a subcommand.
pub fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "host", &mut script);
    anstream::print!("{}", String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}
