//! A virtual host for native unit tests; each thread has its own.

use super::{
    ConsoleLevel, HostFailure, HostModule, LoadError, ModuleRequest, Reply, SpliceFailure, StandardStream, StreamEnd,
};
use crate::exception::Exception;
use crate::source::Source;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

/// What the virtual host knows and has seen.
#[derive(Default)]
pub struct VirtualHost {
    /// Time since the origin; moves only when the event loop sleeps.
    pub now: Duration,
    /// Console messages in order.
    pub console: Vec<(ConsoleLevel, String)>,
    /// Sources by URL.
    pub modules: BTreeMap<String, Source>,
    /// `process.argv`
    pub arguments: Vec<String>,
    /// `process.env`
    pub environment: Vec<(String, String)>,
    /// What `console_colors` answers.
    pub colors: bool,
    /// What `timer_limit` answers; 200,000 where nothing is said.
    pub timer_limit: Option<usize>,
    /// What `handle_limit` answers; 10,000 where nothing is said.
    pub handle_limit: Option<usize>,
    /// What `interrupted` answers.
    pub interrupted: bool,
    /// Functions of the embedder; each answers with its arguments.
    pub host_modules: BTreeMap<String, HostModule>,
}

thread_local! {
    static HOST: RefCell<VirtualHost> = RefCell::new(VirtualHost::default());
}

/// Looks at or changes this thread's virtual host.
pub fn with_host<R>(work: impl FnOnce(&mut VirtualHost) -> R) -> R {
    HOST.with(|host| work(&mut host.borrow_mut()))
}

/// See the WIT function of this name.
pub fn console_write(level: ConsoleLevel, text: &str) {
    with_host(|host| host.console.push((level, text.to_owned())));
}

/// See the WIT function of this name.
pub fn console_colors(_level: ConsoleLevel) -> bool {
    with_host(|host| host.colors)
}

/// See the WIT function of this name.
pub fn monotonic_now() -> Duration {
    with_host(|host| host.now)
}

/// See the WIT function of this name.
pub fn performance_now() -> Duration {
    monotonic_now()
}

/// Moves the virtual clock to `deadline`.
#[expect(clippy::unused_async, reason = "the import of this name waits")]
pub async fn sleep_until(deadline: Duration) {
    with_host(|host| host.now = host.now.max(deadline));
}

/// At once.
#[expect(clippy::unused_async, reason = "the import of this name waits")]
pub async fn attended() {}

/// A fixed origin.
pub fn time_origin() -> Duration {
    Duration::from_secs(1_700_000_000)
}

/// A fixed seed.
pub fn random_seed() -> [u64; 4] {
    [1, 2, 3, 4]
}

/// See the WIT function of this name.
pub fn timer_limit() -> usize {
    with_host(|host| host.timer_limit).unwrap_or(200_000)
}

/// See the WIT function of this name.
pub fn handle_limit() -> usize {
    with_host(|host| host.handle_limit).unwrap_or(10_000)
}

/// See the WIT function of this name.
pub fn interrupted() -> bool {
    with_host(|host| host.interrupted)
}

/// See the WIT function of this name.
pub fn arguments() -> Vec<String> {
    with_host(|host| host.arguments.clone())
}

/// See the WIT function of this name.
pub fn environment() -> Vec<(String, String)> {
    with_host(|host| host.environment.clone())
}

/// The specifier itself, without a leading `./`, is the URL.
///
/// # Errors
/// When the virtual host does not know it.
pub fn resolve(request: &ModuleRequest<'_>) -> Result<String, LoadError> {
    let url = request.specifier.trim_start_matches("./").to_owned();
    let known = with_host(|host| host.modules.contains_key(&url));
    known
        .then_some(url)
        .ok_or_else(|| LoadError { message: format!("cannot find module '{}'", request.specifier), hint: None })
}

/// A source of the virtual host.
///
/// # Errors
/// When the virtual host does not know it.
pub fn load(url: &str) -> Result<Source, LoadError> {
    with_host(|host| host.modules.get(url).cloned())
        .ok_or_else(|| LoadError { message: format!("cannot load '{url}'"), hint: None })
}

/// A module of the virtual host.
pub fn host_module(name: &str) -> Option<HostModule> {
    with_host(|host| host.host_modules.get(name).cloned())
}

/// Answers with the arguments; function 0 of each module fails.
///
/// # Errors
/// A `TypeError` from function 0.
pub fn call_host(_module: u32, function: u32, arguments: &[u8]) -> Reply {
    if function == 0 {
        return Err(HostFailure {
            name: "TypeError".to_owned(),
            message: "refused".to_owned(),
            properties: vec![("code".to_owned(), "ENO".to_owned())],
            id: Some(7),
        });
    }
    Ok(arguments.to_vec())
}

/// As [`call_host`], at once.
///
/// # Errors
/// As [`call_host`].
#[expect(clippy::unused_async, reason = "the import of this name waits")]
pub async fn call_host_async(module: u32, function: u32, arguments: Vec<u8>) -> Reply {
    call_host(module, function, &arguments)
}

/// Nothing of the virtual host takes time.
pub fn spawn(_work: impl Future<Output = ()> + 'static) {}

/// The virtual host has no streams.
pub fn take_standard_stream(_which: StandardStream) -> Option<StreamEnd> {
    None
}

/// The virtual host has no streams.
///
/// # Errors
/// Always.
pub fn new_pipe() -> Result<(StreamEnd, StreamEnd), HostFailure> {
    Err(no_streams())
}

/// A stream of the virtual host, which is empty.
pub struct ByteSource;

/// An empty stream.
pub fn open_reader(_reader: StreamEnd) -> ByteSource {
    ByteSource
}

impl ByteSource {
    /// Nothing.
    #[expect(clippy::unused_async, reason = "the import of this name waits")]
    pub async fn read(self, room: Vec<u8>) -> (Self, Vec<u8>) {
        (self, room)
    }

    /// Nothing.
    #[expect(clippy::unused_async, reason = "the import of this name waits")]
    pub async fn read_until(self, room: Vec<u8>, _stop: &crate::event_loop::Cancel) -> (Self, Vec<u8>) {
        (self, room)
    }

    /// No more is wanted.
    pub fn close(self) {}
}

/// It gave all that it had.
pub fn end_reader(_reader: StreamEnd) -> Option<HostFailure> {
    None
}

/// Nothing to cancel.
pub fn cancel_reader(_reader: StreamEnd, _reason: Exception) {}

/// Takes any bytes.
pub struct ByteSink;

/// A stream that leads nowhere.
pub fn open_writer(_writer: StreamEnd) -> ByteSink {
    ByteSink
}

impl ByteSink {
    /// Forgets the bytes.
    #[expect(clippy::unused_async, reason = "the import of this name waits")]
    pub async fn write(self, _bytes: Vec<u8>) -> Option<Self> {
        Some(self)
    }
}

/// Nothing is left to write.
///
/// # Errors
/// Never.
#[expect(clippy::unused_async, reason = "the import of this name waits")]
pub async fn close_writer(_writer: StreamEnd) -> Result<(), HostFailure> {
    Ok(())
}

/// Nothing to abort.
pub fn abort_writer(_writer: StreamEnd, _reason: Exception) {}

/// Nothing to move.
///
/// # Errors
/// Never.
#[expect(clippy::unused_async, reason = "the import of this name waits")]
pub async fn splice(_reader: StreamEnd, _writer: StreamEnd) -> Result<(), SpliceFailure> {
    Ok(())
}

fn no_streams() -> HostFailure {
    HostFailure {
        name: "TypeError".to_owned(),
        message: "the virtual host has no streams".to_owned(),
        properties: Vec::new(),
        id: None,
    }
}
