//! The imports, in the guest's own types.

use super::host;
use crate::event_loop::Cancel;
use crate::exception::Exception;
use crate::source::Source;
use crate::system::{
    ConsoleLevel, HostFailure, HostFunction, HostModule, LoadError, ModuleRequest, Reply, RequestKind, SpliceFailure,
    StandardStream, StreamEnd,
};
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use wit_bindgen::{StreamReader, StreamResult, StreamWriter};

/// Goes on with this beside the call under way; it may outlive it.
pub use wit_bindgen::spawn_local as spawn;

/// Bytes of text in one call.
const MOST_CONSOLE_BYTES: usize = 1024 * 1024;

fn level(level: ConsoleLevel) -> host::ConsoleLevel {
    match level {
        ConsoleLevel::Debug => host::ConsoleLevel::Debug,
        ConsoleLevel::Log => host::ConsoleLevel::Log,
        ConsoleLevel::Info => host::ConsoleLevel::Info,
        ConsoleLevel::Warn => host::ConsoleLevel::Warn,
        ConsoleLevel::Error => host::ConsoleLevel::Error,
    }
}

/// See the WIT function of this name.
///
/// A long message crosses in pieces: the host bounds what one call brings.
pub fn console_write(to: ConsoleLevel, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(MOST_CONSOLE_BYTES));
        host::console_write(level(to), piece);
        rest = after;
    }
}

/// See the WIT function of this name.
pub fn console_colors(of: ConsoleLevel) -> bool {
    host::console_colors(level(of))
}

/// See the WIT function of this name.
pub fn monotonic_now() -> Duration {
    Duration::from_nanos(host::monotonic_now())
}

/// See the WIT function of this name.
pub fn performance_now() -> Duration {
    Duration::from_nanos(host::performance_now())
}

/// See the WIT function of this name.
pub async fn sleep_until(deadline: Duration) {
    host::sleep_until(u64::try_from(deadline.as_nanos()).unwrap_or(u64::MAX)).await;
}

/// See the WIT function of this name.
pub async fn attended() {
    host::attended().await;
}

/// See the WIT function of this name.
pub fn time_origin() -> Duration {
    Duration::from_nanos(host::time_origin())
}

/// See the WIT function of this name.
pub fn wall_now() -> Duration {
    Duration::from_nanos(host::wall_now())
}

/// See the WIT function of this name.
pub fn random_seed() -> [u64; 4] {
    host::random_seed().into()
}

/// See the WIT function of this name.
pub fn stack_limit() -> usize {
    usize::try_from(host::stack_limit()).unwrap_or(usize::MAX)
}

/// See the WIT function of this name.
pub fn timer_limit() -> usize {
    usize::try_from(host::timer_limit()).unwrap_or(usize::MAX)
}

/// See the WIT function of this name.
pub fn handle_limit() -> usize {
    usize::try_from(host::handle_limit()).unwrap_or(usize::MAX)
}

/// See the WIT function of this name.
pub fn interrupted() -> bool {
    host::interrupted() == 0
}

/// See the WIT function of this name.
pub fn arguments() -> Vec<String> {
    host::arguments()
}

/// See the WIT function of this name.
pub fn environment() -> Vec<(String, String)> {
    host::environment()
}

/// See the WIT function of this name.
pub fn resolve(request: &ModuleRequest<'_>) -> Result<String, LoadError> {
    let request = host::ModuleRequest {
        specifier: request.specifier.to_owned(),
        referrer: request.referrer.map(str::to_owned),
        kind: match request.kind {
            RequestKind::Entry => host::RequestKind::Entry,
            RequestKind::Import => host::RequestKind::Import,
            RequestKind::Require => host::RequestKind::Require,
            RequestKind::Meta => host::RequestKind::Meta,
        },
        attribute: request.attribute.map(str::to_owned),
    };
    host::resolve(&request).map_err(load_error)
}

/// See the WIT function of this name.
pub fn load(url: &str) -> Result<Source, LoadError> {
    host::load(url).map(Into::into).map_err(load_error)
}

/// See the WIT function of this name.
pub fn host_module(name: &str) -> Option<HostModule> {
    let module = host::host_module(name)?;
    let function = |function: host::HostFunction| HostFunction { name: function.name, is_async: function.is_async };
    Some(HostModule { id: module.id, functions: module.functions.into_iter().map(function).collect() })
}

/// See the WIT function of this name.
pub fn call_host(module: u32, function: u32, arguments: &[u8]) -> Reply {
    host::call_host(module, function, arguments).map_err(host_failure)
}

/// See the WIT function of this name.
pub async fn call_host_async(module: u32, function: u32, arguments: Vec<u8>) -> Reply {
    host::call_host_async(module, function, arguments).await.map_err(host_failure)
}

/// See the WIT function of this name.
pub fn take_standard_stream(which: StandardStream) -> Option<StreamEnd> {
    host::take_standard_stream(match which {
        StandardStream::Input => host::StandardStream::Input,
        StandardStream::Output => host::StandardStream::Output,
        StandardStream::Error => host::StandardStream::Error,
    })
}

/// See the WIT function of this name.
pub fn new_pipe() -> Result<(StreamEnd, StreamEnd), HostFailure> {
    host::new_pipe().map_err(host_failure)
}

/// The bytes behind a reader.
pub struct ByteSource(StreamReader<u8>);

/// See the WIT function of this name.
pub fn open_reader(reader: StreamEnd) -> ByteSource {
    ByteSource(host::open_reader(reader))
}

impl ByteSource {
    /// Waits for some bytes, at most as many as there is room for; none at the end.
    pub async fn read(mut self, room: Vec<u8>) -> (Self, Vec<u8>) {
        let (_, bytes) = self.0.read(room).await;
        (self, bytes)
    }

    /// As [`read`](Self::read), and none where `stop` is set first. Nothing that has come by
    /// then is lost.
    pub async fn read_until(mut self, room: Vec<u8>, stop: &Cancel) -> (Self, Vec<u8>) {
        let bytes = {
            let mut read = pin!(self.0.read(room));
            poll_fn(|context| match read.as_mut().poll(context) {
                Poll::Pending if stop.is_set_or_wakes(context) => Poll::Ready(read.as_mut().cancel().1),
                polled => polled.map(|(_, bytes)| bytes),
            })
            .await
        };
        (self, bytes)
    }

    /// No more is wanted.
    pub fn close(self) {}
}

/// See the WIT function of this name.
pub fn end_reader(reader: StreamEnd) -> Option<HostFailure> {
    host::end_reader(reader).map(host_failure)
}

/// See the WIT function of this name.
pub fn cancel_reader(reader: StreamEnd, reason: Exception) {
    host::cancel_reader(reader, &super::links(reason));
}

/// Takes bytes for a writer.
pub struct ByteSink(StreamWriter<u8>);

/// See the WIT function of this name.
pub fn open_writer(writer: StreamEnd) -> ByteSink {
    let (sink, bytes) = super::bindings::wit_stream::new();
    host::open_writer(writer, bytes);
    ByteSink(sink)
}

impl ByteSink {
    /// Waits until the bytes are taken; itself, unless the host takes no more.
    pub async fn write(mut self, bytes: Vec<u8>) -> Option<Self> {
        let (mut result, mut left) = self.0.write(bytes).await;
        while left.remaining() > 0 && matches!(result, StreamResult::Complete(_)) {
            (result, left) = self.0.write_buf(left).await;
        }
        (left.remaining() == 0).then_some(self)
    }
}

/// See the WIT function of this name.
pub async fn close_writer(writer: StreamEnd) -> Result<(), HostFailure> {
    host::close_writer(writer).await.map_err(host_failure)
}

/// See the WIT function of this name.
pub fn abort_writer(writer: StreamEnd, reason: Exception) {
    host::abort_writer(writer, &super::links(reason));
}

/// See the WIT function of this name.
pub async fn splice(reader: StreamEnd, writer: StreamEnd) -> Result<(), SpliceFailure> {
    match host::splice(reader, writer).await {
        host::SpliceEnd::Done => Ok(()),
        host::SpliceEnd::ReaderFailed(failure) => Err(SpliceFailure::Reader(host_failure(failure))),
        host::SpliceEnd::WriterFailed(failure) => Err(SpliceFailure::Writer(host_failure(failure))),
    }
}

fn host_failure(failure: host::HostFailure) -> HostFailure {
    HostFailure { name: failure.name, message: failure.message, properties: failure.properties, id: failure.id }
}

fn load_error(error: host::LoadError) -> LoadError {
    LoadError { message: error.message, hint: error.hint }
}
