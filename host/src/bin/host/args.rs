//! The arguments, as typed.

use crate::exit::Exit;
use crate::units;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// Runs JavaScript that you do not trust, each script in a WebAssembly sandbox of its own.
#[derive(Debug, Parser)]
#[command(name = "host", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a script or module
    Run(RunArgs),
    /// Evaluate code
    Eval(EvalArgs),
    /// Look after the cache of compiled images
    Cache(CacheArgs),
    /// Show versions, digests and folders
    Info(InfoArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub struct RunArgs {
    /// The file to run, or - for stdin: a module (import, export, top-level await), a classic
    /// script, CommonJS (.cjs) or JSON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub shared: SharedArgs,
    /// Arguments of the script, in process.argv
    #[arg(last = true, value_name = "ARGS")]
    pub arguments: Vec<String>,
}

#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The code, a classic script
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    pub code: String,
    /// The code is a module: import, export and top-level await work
    #[arg(short, long)]
    pub module: bool,
    /// Print the value that the code evaluates to
    #[arg(short, long, conflicts_with = "module")]
    pub print: bool,
    #[command(flatten)]
    pub shared: SharedArgs,
    /// Arguments of the script, in process.argv
    #[arg(last = true, value_name = "ARGS")]
    pub arguments: Vec<String>,
}

/// What `run` and `eval` have in common.
#[derive(Debug, Args)]
pub struct SharedArgs {
    /// Let the script read a folder and import from it, shown at GUEST or at its own path; from
    /// its own folder it always may import
    #[arg(long, value_name = "DIR[:GUEST]", help_heading = "Permissions")]
    pub allow_read: Vec<String>,
    /// Let the script change a folder, and read it
    #[arg(long, value_name = "DIR[:GUEST]", help_heading = "Permissions")]
    pub allow_write: Vec<String>,
    /// Show the script an environment variable, with a value of its own where one is given
    #[arg(long, value_name = "NAME[=VALUE]", help_heading = "Permissions")]
    pub allow_env: Vec<String>,
    /// Let the script fetch from hosts: names, *.NAME, addresses or ADDRESS/BITS; without any,
    /// from the whole internet, but from no private address
    #[cfg(feature = "network")]
    #[arg(
        long,
        value_name = "HOST[:PORT],...",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "*",
        value_delimiter = ',',
        help_heading = "Permissions"
    )]
    pub allow_net: Vec<String>,
    /// Memory of the script: heap, stack and engine [default: 512MiB]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes, help_heading = "Limits")]
    pub max_memory: Option<u64>,
    /// Time from start to end, waiting included [default: none]
    #[arg(long, value_name = "TIME", value_parser = units::time, help_heading = "Limits")]
    pub timeout: Option<Duration>,
    /// Time that the script may compute [default: none]
    #[arg(long, value_name = "TIME", value_parser = units::time, help_heading = "Limits")]
    pub max_cpu: Option<Duration>,
    /// Stack of the script, at most 864KiB: how deep functions may call [default: 864KiB]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes, help_heading = "Limits")]
    pub max_stack: Option<u64>,
    /// Output of the console [default: none]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes, help_heading = "Limits")]
    pub max_output: Option<u64>,
    /// Print what the script has used, on stderr
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub usage: Option<UsageFormat>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum UsageFormat {
    /// For people
    Text,
    /// One line of JSON
    Json,
}

#[derive(Debug, Args)]
pub struct CacheArgs {
    #[command(subcommand)]
    pub action: CacheAction,
}

#[derive(Debug, Subcommand)]
pub enum CacheAction {
    /// Print the folder
    Dir,
    /// Print how many bytes it takes
    Size,
    /// Remove its entries
    Clean,
    /// Compile the image now
    Warm,
}

#[derive(Debug, Args)]
pub struct InfoArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Print our licence and those of what this build contains
    #[arg(long, conflicts_with = "json")]
    pub licenses: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Prints what clap has to say: help and version on stdout, errors on stderr.
///
/// # Errors
/// Never; the shape is that of a subcommand.
pub fn explain(error: &clap::Error) -> anyhow::Result<Exit> {
    // Where printing fails there is nobody left to tell.
    let _told = error.print().is_ok();
    Ok(if error.use_stderr() { Exit::Usage } else { Exit::Done })
}
