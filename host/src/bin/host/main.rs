//! `host`: runs untrusted JavaScript from the command line.
//!
//! A client of the library's public interface, one file per subcommand. stdout
//! belongs to the script; what we say goes to stderr.

mod args;
mod cache;
mod completions;
mod console;
mod engine;
mod eval;
mod exit;
mod info;
mod permissions;
mod report;
mod run;
mod script;
mod streams;
mod units;
mod usage;

use args::{Cli, Command};
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    console::force_colors();
    let done = match Cli::try_parse() {
        Ok(cli) => match cli.command {
            Command::Run(args) => run::run(args),
            Command::Eval(args) => eval::eval(args),
            Command::Cache(args) => cache::cache(&args),
            Command::Info(args) => info::info(&args),
            Command::Completions(args) => completions::completions(&args),
        },
        Err(error) => args::explain(&error),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            report::failure(&error);
            Exit::of(&error).into()
        }
    }
}
