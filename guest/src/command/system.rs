//! What the realm asks for, on WASI 0.2. The functions are those of `wit/runtime.wit`.

pub use super::reactor::spawn;
pub use super::stdio::{
    ByteSink, ByteSource, abort_writer, cancel_reader, close_writer, end_reader, open_reader, open_writer, splice,
};

use super::bindings::wasi::cli::environment;
use super::bindings::wasi::clocks::{monotonic_clock, wall_clock};
use super::bindings::wasi::random::random;
use super::{embed, program, reactor, stdio};
use crate::source::Source;
use crate::system::{
    ConsoleLevel, HostFailure, HostFunction, HostModule, LoadError, ModuleRequest, Reply, StandardStream, StreamEnd,
};
use std::cell::{Cell, OnceCell};
use std::future::pending;
use std::time::Duration;

/// 2000-01-01T00:00:00Z: what `Date.now` answers while the component is built.
const BUILT_DATE: Duration = Duration::from_hours(24 * 10_957);

/// Bytes of stack that scripts may use: some 500 calls. Engines give wasm 512 KiB of the native
/// stack unless they are told otherwise, of which calls take up to three times as much;
/// running out of it is a trap, which no script can catch.
const STACK: usize = 160 * 1024;

/// The time origin.
#[derive(Clone, Copy)]
struct Origin {
    /// On the monotonic clock, in nanoseconds.
    monotonic: u64,
    /// On the wall clock.
    wall: Duration,
}

thread_local! {
    static ORIGIN: OnceCell<Origin> = const { OnceCell::new() };
    /// Streams that the script has taken.
    static TAKEN: Cell<[bool; 3]> = const { Cell::new([false; 3]) };
}

/// When the program began; first asked for when it does.
fn origin() -> Origin {
    ORIGIN.with(|origin| *origin.get_or_init(|| Origin { monotonic: monotonic_clock::now(), wall: wall() }))
}

fn wall() -> Duration {
    let now = wall_clock::now();
    Duration::new(now.seconds, now.nanoseconds)
}

/// Writes a message to stdout, warnings and errors to stderr.
pub fn console_write(level: ConsoleLevel, text: &str) {
    match level {
        ConsoleLevel::Warn | ConsoleLevel::Error => stdio::write_error(text),
        _ => stdio::write_output(text),
    }
}

/// Without: WASI says where a terminal is in an interface that not every engine has.
pub fn console_colors(_level: ConsoleLevel) -> bool {
    false
}

/// Time since the origin.
pub fn monotonic_now() -> Duration {
    if embed::is_building() {
        return Duration::ZERO;
    }
    let origin = origin();
    Duration::from_nanos(monotonic_clock::now().saturating_sub(origin.monotonic))
}

/// Time since the origin.
pub fn performance_now() -> Duration {
    monotonic_now()
}

/// The time origin, since the Unix epoch.
pub fn time_origin() -> Duration {
    origin().wall
}

/// The time of day, since the Unix epoch.
pub fn wall_now() -> Duration {
    if embed::is_building() { BUILT_DATE } else { wall() }
}

/// Waits until `monotonic_now` has reached `deadline`.
pub async fn sleep_until(deadline: Duration) {
    let at = u64::try_from(deadline.as_nanos()).ok().and_then(|deadline| origin().monotonic.checked_add(deadline));
    match at {
        Some(at) => reactor::sleep_until(at).await,
        None => pending().await,
    }
}

/// Nobody attends to a program from outside.
pub async fn attended() {
    pending().await
}

/// 256 random bits.
pub fn random_seed() -> [u64; 4] {
    [(); 4].map(|()| random::get_random_u64())
}

/// Bytes of stack that scripts may use; the parser has all that there is while the component
/// is built.
pub fn stack_limit() -> usize {
    if embed::is_building() { usize::MAX } else { STACK }
}

/// No limit but the memory.
pub fn timer_limit() -> usize {
    usize::MAX
}

/// Nobody outside holds any.
pub fn handle_limit() -> usize {
    usize::MAX
}

/// Whether nobody reads what the program writes any more.
pub fn interrupted() -> bool {
    stdio::is_broken()
}

/// The program's name, its entry, and what was typed after the name.
pub fn arguments() -> Vec<String> {
    let mut typed = environment::get_arguments().into_iter();
    let name = typed.next().unwrap_or_default();
    let entry = program::entry();
    let entry = entry.strip_prefix("file://").map(str::to_owned).unwrap_or(entry);
    [name, entry].into_iter().chain(typed).collect()
}

/// The environment variables.
pub fn environment() -> Vec<(String, String)> {
    environment::get_environment()
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

/// A program has `skerry:process` of the modules that ship, and no embedder.
pub fn host_module(name: &str) -> Option<HostModule> {
    let functions = match name {
        "skerry:process" => ["cwd", "version"],
        _ => return None,
    };
    let function = |name: &str| HostFunction { name: name.to_owned(), is_async: false };
    Some(HostModule { id: 0, functions: functions.map(function).into() })
}

/// Calls a function of `skerry:process`.
///
/// # Errors
/// When memory runs out.
pub fn call_host(_module: u32, function: u32, _arguments: &[u8]) -> Reply {
    let text = match function {
        0 => environment::initial_cwd().unwrap_or_else(|| "/".to_owned()),
        _ => env!("CARGO_PKG_VERSION").to_owned(),
    };
    minicbor::to_vec(text).map_err(|error| failure(&error.to_string()))
}

/// There is none.
///
/// # Errors
/// Always.
#[expect(clippy::unused_async, reason = "another host's functions wait")]
pub async fn call_host_async(_module: u32, _function: u32, _arguments: Vec<u8>) -> Reply {
    Err(failure("a program has no such function"))
}

/// The end of one of the program's streams, once.
pub fn take_standard_stream(which: StandardStream) -> Option<StreamEnd> {
    let end = stdio::end(which);
    let mut taken = TAKEN.get();
    let is_taken = taken.get_mut(end as usize)?;
    let first = !std::mem::replace(is_taken, true);
    TAKEN.set(taken);
    first.then_some(end)
}

/// Nobody is there to give an end to.
///
/// # Errors
/// Always.
pub fn new_pipe() -> Result<(StreamEnd, StreamEnd), HostFailure> {
    Err(failure("a program has nobody to give a stream to"))
}

fn failure(message: &str) -> HostFailure {
    HostFailure { name: "TypeError".to_owned(), message: message.to_owned(), properties: Vec::new(), id: None }
}
