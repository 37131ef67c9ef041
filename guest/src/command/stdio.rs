//! The program's own streams: stdin, stdout and stderr of WASI.

use super::bindings::wasi::cli::{stderr, stdin, stdout};
use super::bindings::wasi::io::streams::{InputStream, OutputStream, StreamError};
use super::reactor;
use crate::event_loop::Cancel;
use crate::exception::Exception;
use crate::system::{HostFailure, SpliceFailure, StandardStream, StreamEnd};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::task::Poll;

/// Bytes that WASI takes in one blocking write.
const MOST_AT_A_TIME: usize = 4096;

thread_local! {
    /// Each is asked for once, and stays: what waits for it hangs on it.
    static OUTPUT: RefCell<Option<OutputStream>> = const { RefCell::new(None) };
    static ERROR: RefCell<Option<OutputStream>> = const { RefCell::new(None) };
    /// Set where nobody reads what the program writes.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
    /// Why each stream has failed.
    static FAILURES: RefCell<[Option<String>; 3]> = const { RefCell::new([None, None, None]) };
}

/// Whether nobody reads what the console writes.
pub fn is_broken() -> bool {
    IS_BROKEN.get()
}

/// Writes text of the console.
pub fn write_output(text: &str) {
    console(StandardStream::Output, text);
}

/// Writes text of the console, or ours.
pub fn write_error(text: &str) {
    console(StandardStream::Error, text);
}

fn console(to: StandardStream, text: &str) {
    if write(to, text.as_bytes()).is_err() {
        IS_BROKEN.set(true);
    }
}

fn write(to: StandardStream, bytes: &[u8]) -> Result<(), StreamError> {
    let place = if to == StandardStream::Error { &ERROR } else { &OUTPUT };
    place.with_borrow_mut(|stream| {
        let open = || if to == StandardStream::Error { stderr::get_stderr() } else { stdout::get_stdout() };
        let stream = stream.get_or_insert_with(open);
        bytes.chunks(MOST_AT_A_TIME).try_for_each(|chunk| stream.blocking_write_and_flush(chunk))
    })
}

/// The number of a stream, as an end.
pub fn end(which: StandardStream) -> StreamEnd {
    match which {
        StandardStream::Input => 0,
        StandardStream::Output => 1,
        StandardStream::Error => 2,
    }
}

fn which(end: StreamEnd) -> StandardStream {
    match end {
        0 => StandardStream::Input,
        1 => StandardStream::Output,
        _ => StandardStream::Error,
    }
}

fn note(end: StreamEnd, failure: &StreamError) {
    let StreamError::LastOperationFailed(reason) = failure else { return };
    let reason = reason.to_debug_string();
    FAILURES.with_borrow_mut(|failures| {
        if let Some(place) = failures.get_mut(end as usize) {
            *place = Some(reason);
        }
    });
}

fn failure(end: StreamEnd) -> Option<HostFailure> {
    let reason = FAILURES.with_borrow_mut(|failures| failures.get_mut(end as usize)?.take())?;
    Some(HostFailure { name: "Error".to_owned(), message: reason, properties: Vec::new(), id: None })
}

/// The bytes of stdin. The stream stays open: what waited for it may outlive this.
pub struct ByteSource(ManuallyDrop<InputStream>);

/// Opens stdin.
pub fn open_reader(_reader: StreamEnd) -> ByteSource {
    ByteSource(ManuallyDrop::new(stdin::get_stdin()))
}

impl ByteSource {
    /// Waits for some bytes, at most as many as there is room for; none at the end.
    pub async fn read(self, mut room: Vec<u8>) -> (Self, Vec<u8>) {
        self.fill(&mut room).await;
        (self, room)
    }

    /// As [`read`](Self::read), and none where `stop` is set first.
    pub async fn read_until(self, mut room: Vec<u8>, stop: &Cancel) -> (Self, Vec<u8>) {
        {
            let mut filled = pin!(self.fill(&mut room));
            poll_fn(|context| match filled.as_mut().poll(context) {
                Poll::Pending if stop.is_set_or_wakes(context) => Poll::Ready(()),
                polled => polled,
            })
            .await;
        }
        (self, room)
    }

    async fn fill(&self, room: &mut Vec<u8>) {
        let most = room.capacity() as u64;
        loop {
            match self.0.read(most) {
                Ok(bytes) if bytes.is_empty() => reactor::ready(self.0.subscribe()).await,
                Ok(bytes) => return room.extend_from_slice(&bytes),
                Err(error) => return note(0, &error),
            }
        }
    }

    /// No more is wanted.
    pub fn close(self) {}
}

/// Why there are no more bytes.
pub fn end_reader(reader: StreamEnd) -> Option<HostFailure> {
    failure(reader)
}

/// No more is wanted.
pub fn cancel_reader(_reader: StreamEnd, _reason: Exception) {}

/// Takes bytes for stdout or stderr.
pub struct ByteSink(StreamEnd);

/// Opens stdout or stderr.
pub fn open_writer(writer: StreamEnd) -> ByteSink {
    ByteSink(writer)
}

impl ByteSink {
    /// Writes the bytes; itself, unless nobody takes more.
    #[expect(clippy::unused_async, reason = "another host's write waits")]
    pub async fn write(self, bytes: Vec<u8>) -> Option<Self> {
        match write(which(self.0), &bytes) {
            Ok(()) => Some(self),
            Err(error) => {
                if self.0 == end(StandardStream::Output) {
                    IS_BROKEN.set(matches!(error, StreamError::Closed));
                }
                note(self.0, &error);
                None
            }
        }
    }
}

/// Gives a writer up.
///
/// # Errors
/// Why it has taken no more.
#[expect(clippy::unused_async, reason = "another host's streams wait")]
pub async fn close_writer(writer: StreamEnd) -> Result<(), HostFailure> {
    failure(writer).map_or(Ok(()), Err)
}

/// Gives a writer up before its end.
pub fn abort_writer(_writer: StreamEnd, _reason: Exception) {}

/// Moves what stdin gives to stdout or stderr.
///
/// # Errors
/// Which of the two has failed.
pub async fn splice(reader: StreamEnd, writer: StreamEnd) -> Result<(), SpliceFailure> {
    let (mut source, mut sink) = (open_reader(reader), open_writer(writer));
    loop {
        let (next, bytes) = source.read(Vec::with_capacity(16 * MOST_AT_A_TIME)).await;
        source = next;
        if bytes.is_empty() {
            return failure(reader).map_or(Ok(()), |failure| Err(SpliceFailure::Reader(failure)));
        }
        match sink.write(bytes).await {
            Some(next) => sink = next,
            None => {
                let closed = || HostFailure {
                    name: "Error".to_owned(),
                    message: "nobody reads what is written".to_owned(),
                    properties: Vec::new(),
                    id: None,
                };
                return Err(SpliceFailure::Writer(failure(writer).unwrap_or_else(closed)));
            }
        }
    }
}
