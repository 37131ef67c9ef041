//! The arguments of `host serve`, as typed.

use crate::args::SharedArgs;
use crate::units;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The app: a module with `export default { fetch(request, env, ctx) {} }`, or a script that
    /// listens to `fetch`
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub addr: SocketAddr,
    /// Requests that one runtime handles, one after the other, before a fresh one takes its place
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub reuse: u32,
    /// Requests that are worked on at a time
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=10_000), help_heading = "Limits")]
    pub max_in_flight: u32,
    /// Requests that wait for that; one more is answered with 503
    #[arg(long, value_name = "N", default_value_t = 1024, help_heading = "Limits")]
    pub max_queue: u32,
    /// Connections that are open at a time; others wait
    #[arg(long, value_name = "N", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(1..), help_heading = "Limits")]
    pub max_connections: u32,
    /// Bytes of a request's body; a longer one is answered with 413
    #[arg(long, value_name = "SIZE", value_parser = units::bytes, default_value = "64MiB", help_heading = "Limits")]
    pub max_body: u64,
    /// Bytes of a request's headers, from 8KiB; longer ones are answered with 431
    #[arg(long, value_name = "SIZE", value_parser = header_bytes, default_value = "64KiB", help_heading = "Limits")]
    pub max_headers: u64,
    /// Print a line for each request, on stderr
    #[arg(long)]
    pub log: bool,
    /// Show metrics in Prometheus' format at http://ADDR/metrics
    #[arg(long, value_name = "ADDR")]
    pub metrics: Option<SocketAddr>,
    /// Evaluate the app again when one of its files changes; where that fails, the old one stays
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub shared: SharedArgs,
}

/// Says what limits are per request, and which of them `serve` has by default.
pub fn described(command: clap::Command) -> clap::Command {
    command.mut_subcommand("serve", |serve| {
        serve
            .mut_arg("max_memory", |arg| arg.help("Memory of each runtime [default: 128MiB]"))
            .mut_arg("timeout", |arg| {
                arg.help("Time for a request, to the end of its body; 504 after it [default: 30s]")
            })
            .mut_arg("max_cpu", |arg| arg.help("Time that a request may compute; 503 after it [default: 10s]"))
            .mut_arg("max_output", |arg| arg.help("Output of the console for each runtime [default: 16MiB]"))
            .mut_arg("usage", |arg| arg.hide(true))
    })
}

/// As few as hyper takes, and no more than a buffer for each connection may be.
fn header_bytes(text: &str) -> Result<u64, String> {
    match units::bytes(text)? {
        bytes if (8 * 1024..=16 * 1024 * 1024).contains(&bytes) => Ok(bytes),
        _ => Err("expected an amount from 8KiB to 16MiB".to_owned()),
    }
}
