//! Byte streams between the embedder and scripts.

mod crossing;
mod ends;
mod failure;
mod pipe;
mod splice;
mod standard;

pub(crate) use crossing::{Consumer, Producer, Report, close, end, no_such_end};
pub(crate) use ends::{End, Ends};
pub(crate) use failure::{cancelled, errored, host_error};
pub(crate) use splice::{Spliced, splice};
pub(crate) use standard::{Standard, StandardStreams};

use crate::account::Charge;
use crate::value::{self, Value};
use pipe::{PipeReader, PipeWriter, pipe};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes to be read: a `ReadableStream` of bytes for a script.
///
/// It crosses as an argument, a result, or within one, in both directions. The
/// script's stream is a byte stream that can be read into its own buffers (BYOB); it
/// asks for bytes when the script reads, so a script that does not read costs no
/// memory. Of the script's `ReadableStream` it reads the chunks, which must be
/// `ArrayBuffer`s or views of one; the runtime runs only while one of its calls
/// is awaited, so read within [`Runtime::concurrent`](crate::Runtime::concurrent), in a
/// host function, or from another task than the one that awaits the call.
///
/// A read fails with the script's exception as [`Error::Exception`](crate::Error::Exception)
/// inside the [`io::Error`] where the script's stream is errored, and the script's read
/// with an `Error` where this one fails. Dropping it cancels the script's stream; a
/// script that cancels drops the reader that was given to [`new`](Self::new).
///
/// A clone is the same end: what one reads, the other does not. A runtime takes the
/// bytes out of all of them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// # let engine = skerry::Engine::builder().build()?;
/// # let mut runtime = engine.runtime().build().await?;
/// use skerry::{ByteReader, Function};
///
/// let count: Function = runtime
///     .eval("(async (stream) => { let n = 0; for await (const chunk of stream) n += chunk.length; return n })")
///     .await?;
/// let bytes: u32 = runtime.call_function(&count, (ByteReader::new(&b"any AsyncRead"[..]),)).await?;
/// assert_eq!(bytes, 13);
/// # Ok(()) })
/// # }
/// ```
#[derive(Clone)]
pub struct ByteReader(Arc<Mutex<Option<ReadEnd>>>);

/// Takes bytes: a `WritableStream` for a script.
///
/// It crosses as [`ByteReader`] does. The script writes `ArrayBuffer`s, views of one, or
/// strings, which become UTF-8; its `write` is done when the bytes were taken, its
/// `close` when [`poll_shutdown`](AsyncWrite::poll_shutdown) is. What the script
/// gives as a `WritableStream` gets `Uint8Array`s.
///
/// A `ByteWriter` that is dropped before it was shut down aborts: whoever reads learns
/// that bytes are missing.
///
/// A clone is the same end. A runtime takes it away from all of them.
#[derive(Clone)]
pub struct ByteWriter(Arc<Mutex<Option<WriteEnd>>>);

/// Both ends of a pipe that holds at most `capacity` bytes, one at least: who writes
/// more waits, and who reads what is not there yet.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// use skerry::byte_pipe;
/// use tokio::io::{AsyncReadExt, AsyncWriteExt};
///
/// let (mut writer, mut reader) = byte_pipe(1024);
/// writer.write_all(b"hello").await?;
/// writer.shutdown().await?;
/// let mut text = String::new();
/// reader.read_to_string(&mut text).await?;
/// assert_eq!(text, "hello");
/// # Ok(()) })
/// # }
/// ```
#[must_use]
pub fn byte_pipe(capacity: usize) -> (ByteWriter, ByteReader) {
    charged_pipe(capacity, Vec::new())
}

/// A pipe whose bytes are charged as long as one of its ends is there.
fn charged_pipe(capacity: usize, charges: Vec<Charge>) -> (ByteWriter, ByteReader) {
    let (writer, reader) = pipe(capacity, charges);
    (ByteWriter::of(WriteEnd::Pipe(writer)), ByteReader::of(ReadEnd::Pipe(reader)))
}

/// What is behind a [`ByteReader`].
enum ReadEnd {
    Pipe(PipeReader),
    Foreign(Pin<Box<dyn AsyncRead + Send>>),
}

/// What is behind a [`ByteWriter`].
enum WriteEnd {
    Pipe(PipeWriter),
    Foreign(Pin<Box<dyn AsyncWrite + Send>>),
}

impl ByteReader {
    /// Reads from anything that can be read.
    pub fn new(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::of(ReadEnd::Foreign(Box::pin(reader)))
    }

    /// Tells who writes that nobody reads.
    pub(crate) fn cancel(&self, reason: io::Error) {
        let end = self.lock().take();
        if let Some(ReadEnd::Pipe(pipe)) = end {
            pipe.cancel(reason);
        }
    }

    fn poll(&self, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut *self.lock() {
            Some(ReadEnd::Pipe(pipe)) => pipe.poll_read(context, into),
            Some(ReadEnd::Foreign(reader)) => reader.as_mut().poll_read(context, into),
            None => Poll::Ready(Err(given_away())),
        }
    }
}

impl ByteWriter {
    /// Writes to anything that can be written to.
    pub fn new(writer: impl AsyncWrite + Send + 'static) -> Self {
        Self::of(WriteEnd::Foreign(Box::pin(writer)))
    }

    /// Ends a pipe with an error, which whoever reads gets after the bytes that were
    /// written before. Another writer is dropped.
    pub fn abort(self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) {
        self.fail(io::Error::other(error));
    }

    /// As [`abort`](Self::abort).
    pub(crate) fn fail(&self, reason: io::Error) {
        let end = self.lock().take();
        if let Some(WriteEnd::Pipe(pipe)) = end {
            pipe.abort(reason);
        }
    }

    fn poll(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut *self.lock() {
            Some(WriteEnd::Pipe(pipe)) => pipe.poll_write(context, bytes),
            Some(WriteEnd::Foreign(writer)) => writer.as_mut().poll_write(context, bytes),
            None => Poll::Ready(Err(given_away())),
        }
    }

    fn poll_end(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self.lock() {
            Some(WriteEnd::Pipe(pipe)) => Poll::Ready(pipe.shut_down()),
            Some(WriteEnd::Foreign(writer)) => writer.as_mut().poll_shutdown(context),
            None => Poll::Ready(Err(given_away())),
        }
    }
}

impl AsyncRead for ByteReader {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.poll(context, into)
    }
}

impl AsyncWrite for ByteWriter {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self.lock() {
            Some(WriteEnd::Pipe(_)) => Poll::Ready(Ok(())),
            Some(WriteEnd::Foreign(writer)) => writer.as_mut().poll_flush(context),
            None => Poll::Ready(Err(given_away())),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_end(context)
    }
}

fn given_away() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "this end was given to a runtime")
}

/// What both have: whoever takes what is behind one takes it from all of its clones,
/// and each is equal to itself and its clones only.
macro_rules! ends {
    ($($end:ident($inner:ident) $name:ident $variant:ident $what:literal;)*) => {$(
        impl $end {
            fn of(end: $inner) -> Self {
                Self(Arc::new(Mutex::new(Some(end))))
            }

            fn lock(&self) -> MutexGuard<'_, Option<$inner>> {
                self.0.lock().unwrap_or_else(PoisonError::into_inner)
            }

            /// Leaves nothing in this one and its clones.
            pub(crate) fn take(&self) -> Option<Self> {
                self.lock().take().map(Self::of)
            }

            /// Takes back what [`take`](Self::take) gave, where a runtime did not get it.
            pub(crate) fn put_back(&self, taken: &Self) {
                *self.lock() = taken.lock().take();
            }
        }

        impl fmt::Debug for $end {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($end))
            }
        }

        impl PartialEq for $end {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }
        }

        /// Between Rust and a runtime only; with other formats it is an error.
        impl<'de> Deserialize<'de> for $end {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                value::receive(deserializer, value::$name, $what, |value| match value {
                    Value::$variant(end) => Some(end),
                    _ => None,
                })
            }
        }

        /// Between Rust and a runtime only, which takes it; with other formats it is an error.
        impl Serialize for $end {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                value::send(serializer, value::$name, Value::$variant(self.clone()))
            }
        }
    )*};
}

ends! {
    ByteReader(ReadEnd) READABLE_STREAM ReadableStream "a readable stream";
    ByteWriter(WriteEnd) WRITABLE_STREAM WritableStream "a writable stream";
}
