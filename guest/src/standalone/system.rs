//! What the realm asks for, where no host of ours is. The functions are those of
//! `wit/runtime.wit`.

pub use super::clock::{monotonic_now, performance_now, sleep_until, time_origin, wall_now};
pub use super::platform::streams::{
    ByteSink, ByteSource, abort_writer, cancel_reader, close_writer, end_reader, open_reader, open_writer, splice,
    take_standard_stream,
};
pub use super::platform::{random_seed, spawn_operation as spawn};

use super::{embed, platform, program};
use crate::source::Source;
use crate::system::{ConsoleLevel, HostFailure, HostFunction, HostModule, LoadError, ModuleRequest, Reply, StreamEnd};
use std::future::pending;

/// Bytes of stack that scripts may use: some 500 calls. Engines give wasm 512 KiB of the native
/// stack unless they are told otherwise, of which calls take up to three times as much;
/// running out of it is a trap, which no script can catch.
const STACK: usize = 160 * 1024;

/// Numbers of the modules that there are.
const PROCESS: u32 = 0;
#[cfg(feature = "handler")]
const FETCH: u32 = 1;

/// Writes a message to stdout, warnings and errors to stderr.
pub fn console_write(level: ConsoleLevel, text: &str) {
    match level {
        _ if embed::is_building() => embed::note_console(text),
        ConsoleLevel::Warn | ConsoleLevel::Error => platform::write_error(text),
        _ => platform::write_output(text),
    }
}

/// Without: WASI says where a terminal is in an interface that not every engine has.
pub fn console_colors(_level: ConsoleLevel) -> bool {
    false
}

/// Nobody attends to a program from outside.
pub async fn attended() {
    pending().await
}

/// Bytes of stack that scripts may use; the parser has all that there is while the component
/// is built.
pub fn stack_limit() -> usize {
    if embed::is_parsing() { usize::MAX } else { STACK }
}

/// No limit but the memory.
pub fn timer_limit() -> usize {
    usize::MAX
}

/// Nobody outside holds any, but for the promise of what a handler has still to do.
pub fn handle_limit() -> usize {
    if cfg!(feature = "plugin") { 0 } else { usize::MAX }
}

/// Whether nobody reads what the program writes any more.
#[cfg(feature = "command")]
pub fn interrupted() -> bool {
    platform::is_broken()
}

/// Never: who handles requests is asked for more than what goes to the console.
#[cfg(not(feature = "command"))]
pub fn interrupted() -> bool {
    false
}

/// The program's name, its entry, and what was typed after the name.
pub fn arguments() -> Vec<String> {
    #[cfg(feature = "command")]
    let mut typed = platform::interface_arguments().into_iter();
    #[cfg(not(feature = "command"))]
    let mut typed = std::iter::empty::<String>();
    let name = typed.next().unwrap_or_default();
    let entry = program::entry();
    let entry = entry.strip_prefix("file://").map(str::to_owned).unwrap_or(entry);
    [name, entry].into_iter().chain(typed).collect()
}

/// The environment variables: those that the component was built with, and the engine's, where
/// the world has them.
pub fn environment() -> Vec<(String, String)> {
    #[allow(unused_mut, reason = "the world may have no more")]
    let mut variables = program::environment();
    #[cfg(feature = "command")]
    if !embed::is_building() {
        for (name, value) in platform::environment() {
            variables.retain(|(known, _)| *known != name);
            variables.push((name, value));
        }
    }
    variables
}

/// The URL that a specifier means.
pub fn resolve(request: &ModuleRequest<'_>) -> Result<String, LoadError> {
    program::resolve(request)
}

/// The source of a URL.
pub fn load(url: &str) -> Result<Source, LoadError> {
    let source = program::load(url)?;
    embed::note_loaded(url);
    Ok(source)
}

/// A program has `skerry:process` of the modules that ship, and no embedder. Behind `fetch` is
/// the platform, where the world has it.
pub fn host_module(name: &str) -> Option<HostModule> {
    let function = |name: &str, is_async| HostFunction { name: name.to_owned(), is_async };
    match name {
        "skerry:process" => {
            Some(HostModule { id: PROCESS, functions: vec![function("cwd", false), function("version", false)] })
        }
        #[cfg(feature = "handler")]
        "skerry:fetch" => Some(HostModule { id: FETCH, functions: vec![function("send", true)] }),
        _ => None,
    }
}

/// Calls a function of `skerry:process`.
///
/// # Errors
/// When memory runs out.
pub fn call_host(_module: u32, function: u32, _arguments: &[u8]) -> Reply {
    #[cfg(feature = "command")]
    let folder = platform::working_directory();
    #[cfg(not(feature = "command"))]
    let folder = "/".to_owned();
    let text = if function == 0 { folder } else { env!("CARGO_PKG_VERSION").to_owned() };
    minicbor::to_vec(text).map_err(|error| failure(&error.to_string()))
}

/// Calls `send` of `skerry:fetch`.
///
/// # Errors
/// What becomes of the request.
#[cfg(feature = "handler")]
pub async fn call_host_async(_module: u32, _function: u32, arguments: Vec<u8>) -> Reply {
    platform::outgoing::send(&arguments).await
}

/// There is none.
///
/// # Errors
/// Always.
#[cfg(not(feature = "handler"))]
#[expect(clippy::unused_async, reason = "another host's functions wait")]
pub async fn call_host_async(_module: u32, _function: u32, _arguments: Vec<u8>) -> Reply {
    Err(failure("a program has no such function"))
}

/// A pipe: its ends to write to and to read from.
///
/// # Errors
/// Where nobody is there to give an end to.
pub fn new_pipe() -> Result<(StreamEnd, StreamEnd), HostFailure> {
    if cfg!(feature = "command") {
        return Err(failure("a program has nobody to give a stream to"));
    }
    Ok(platform::streams::new_pipe())
}

fn failure(message: &str) -> HostFailure {
    HostFailure { name: "TypeError".to_owned(), message: message.to_owned(), properties: Vec::new(), id: None }
}
