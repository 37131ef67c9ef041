//! From one host end to another, past the guest.

use super::crossing::no_such_end;
use super::{ByteReader, ByteWriter, Ends};
use crate::host::{Panicked, unless_panicked};
use crate::watch::Watch;
use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll, ready};
use tokio::io::ReadBuf;

/// Bytes on the way at a time.
const ON_THE_WAY: usize = 64 * 1024;

/// How a splice has ended.
pub(crate) enum Spliced {
    Done,
    ReaderFailed(io::Error),
    WriterFailed(io::Error),
}

/// Moves what a reader gives to a writer; both stay in the table for the guest to end.
///
/// It counts as computing: where the call is to end, it rests.
///
/// # Errors
/// When the guest lies, or an end panics.
pub(crate) async fn splice(ends: &Ends, watch: &Watch, reader: u32, writer: u32) -> wasmtime::Result<Spliced> {
    let from: ByteReader = ends.open(reader).ok_or_else(|| no_such_end(reader))?;
    let to: ByteWriter = ends.open(writer).ok_or_else(|| no_such_end(writer))?;
    let mut splice = Splice { reader: from, writer: to, bytes: vec![0; ON_THE_WAY], start: 0, end: 0 };
    let spliced = poll_fn(|context| {
        // Others want their turn, also those that end the call.
        let polled = if watch.is_stopped() { Poll::Pending } else { ready!(splice.poll(context)) };
        if polled.is_pending() {
            context.waker().wake_by_ref();
        }
        polled
    })
    .await;
    ends.release::<ByteReader>(reader);
    ends.release::<ByteWriter>(writer);
    Ok(spliced?)
}

struct Splice {
    reader: ByteReader,
    writer: ByteWriter,
    bytes: Vec<u8>,
    /// What was read and not yet written lies from here
    start: usize,
    /// to here.
    end: usize,
}

impl Splice {
    /// Moves some chunks; pending inside where there are more at once.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Poll<Result<Spliced, Panicked>>> {
        /// Chunks in one go, some MiB.
        const IN_ONE_GO: usize = 64;
        for _ in 0..IN_ONE_GO {
            if self.start == self.end {
                match ready!(self.poll_read(context)) {
                    Ok(Ok(())) if self.end > 0 => {}
                    Ok(Ok(())) => return ended(Spliced::Done),
                    Ok(Err(error)) => return ended(Spliced::ReaderFailed(error)),
                    Err(panicked) => return Poll::Ready(Poll::Ready(Err(panicked))),
                }
            }
            match ready!(self.poll_write(context)) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return ended(Spliced::WriterFailed(error)),
                Err(panicked) => return Poll::Ready(Poll::Ready(Err(panicked))),
            }
        }
        Poll::Ready(Poll::Pending)
    }

    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<Result<io::Result<()>, Panicked>> {
        let waiting = self.bytes.get(self.start..self.end).unwrap_or_default();
        let polled = unless_panicked("a ByteWriter", || self.writer.poll(context, waiting))?;
        Poll::Ready(Ok(match ready!(polled) {
            Ok(0) => Err(io::Error::new(io::ErrorKind::WriteZero, "the writer takes no more bytes")),
            Ok(count) => {
                self.start += count.min(waiting.len());
                Ok(())
            }
            Err(error) => Err(error),
        }))
    }

    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Result<io::Result<()>, Panicked>> {
        let mut into = ReadBuf::new(&mut self.bytes);
        let polled = unless_panicked("a ByteReader", || self.reader.poll(context, &mut into))?;
        let read = ready!(polled);
        (self.start, self.end) = (0, into.filled().len());
        Poll::Ready(Ok(read))
    }
}

fn ended(spliced: Spliced) -> Poll<Poll<Result<Spliced, Panicked>>> {
    Poll::Ready(Poll::Ready(Ok(spliced)))
}
