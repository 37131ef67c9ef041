//! `host`: runs untrusted JavaScript from the command line.
//!
//! A client of the library's public interface, one file per subcommand. stdout
//! belongs to the script; what we say goes to stderr.

mod args;
mod build;
mod cache;
mod check;
mod completions;
mod console;
mod engine;
mod eval;
mod exit;
mod info;
mod inspect;
mod permissions;
mod program;
mod report;
mod run;
mod script;
#[cfg(feature = "serve")]
mod serve;
mod signals;
mod streams;
mod units;
mod usage;

use args::Command;
use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    console::force_colors();
    let done = match args::parse() {
        Ok(cli) => match cli.command {
            Command::Run(args) => run::run(args),
            Command::Eval(args) => eval::eval(args),
            #[cfg(feature = "serve")]
            Command::Serve(args) => serve::serve(args),
            Command::Check(args) => check::check(&args),
            Command::Build(args) => build::build(&args),
            Command::Inspect(args) => inspect::inspect(&args),
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
