//! The arguments, as typed.

use crate::exit::Exit;
use crate::units;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use skerry::Limits;
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
    /// Answer HTTP requests, each in a runtime of its own
    #[cfg(feature = "serve")]
    Serve(crate::serve::ServeArgs),
    /// Parse and resolve programs without running anything
    Check(CheckArgs),
    /// Make a program a component that other engines run
    Build(BuildArgs),
    /// Show what a component is: its world, imports, sizes and digests
    Inspect(InspectArgs),
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

impl SharedArgs {
    /// These limits, as far as nothing else is said.
    pub fn limits(&self, mut limits: Limits) -> Limits {
        if let Some(bytes) = self.max_memory {
            limits = limits.memory(bytes);
        }
        if let Some(time) = self.timeout {
            limits = limits.wall(time);
        }
        if let Some(time) = self.max_cpu {
            limits = limits.cpu(time);
        }
        if let Some(bytes) = self.max_stack {
            limits = limits.stack(bytes);
        }
        if let Some(bytes) = self.max_output {
            limits = limits.output(bytes);
        }
        limits
    }
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The programs, each by its entry
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub imports: ImportArgs,
    /// Print a line of JSON for each problem, on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The entry of the program
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the component is written to [default: the entry's name with .wasm, here]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What the component is to an engine
    #[arg(long, value_enum, default_value_t = WorldArg::Command)]
    pub world: WorldArg,
    /// What requests to the same instance share
    #[arg(long, value_enum, default_value_t = IsolateArg::Instance)]
    pub isolate: IsolateArg,
    /// Compile functions to WebAssembly (an experiment: more speed for more bytes)
    #[arg(long)]
    pub aot: bool,
    /// Give the program an environment variable, or the one that this process has
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub env: Vec<String>,
    #[command(flatten)]
    pub imports: ImportArgs,
}

#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The component
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Where the modules of a program may come from.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Let modules come from a folder, shown at GUEST or at its own path; from the entry's
    /// own folder they always may
    #[arg(long, value_name = "DIR[:GUEST]", help_heading = "Permissions")]
    pub allow_read: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum WorldArg {
    /// A program that runs from start to end: wasi:cli/run@0.2
    Command,
    /// A handler of requests: wasi:http/handler@0.3
    Http,
    /// A handler of requests: wasi:http/incoming-handler@0.2
    HttpP2,
    /// Functions for a program with an engine of its own: skerry:plugin/functions
    Plugin,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum IsolateArg {
    /// Globals, timers and modules: requests are worked on at a time
    Instance,
    /// Nothing: one request after the other, each with all as it was built
    Request,
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

/// The arguments of this process.
///
/// # Errors
/// What clap has to say: wrong arguments, or help.
pub fn parse() -> Result<Cli, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command as clap knows it.
pub fn command() -> clap::Command {
    let command = Cli::command();
    #[cfg(feature = "serve")]
    let command = crate::serve::described(command);
    command
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
