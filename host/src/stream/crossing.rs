//! Bytes on their way between an end and the guest's memory, where they are read
//! from and written to directly.

use super::ends::{End, Ends};
use super::{ByteReader, ByteWriter};
use crate::handle::Handles;
use crate::host::{Panicked, unless_panicked};
use std::future::poll_fn;
use std::io;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::ReadBuf;
use wasmtime::StoreContextMut;
use wasmtime::component::{Destination, Source, StreamConsumer, StreamProducer, StreamResult, VecBuffer};

/// Bytes that one host end gives to another, where the guest connects them.
const BETWEEN_ENDS: usize = 64 * 1024;

/// Gives a component what a reader has.
pub(crate) struct Producer<R> {
    reader: ByteReader,
    report: R,
}

/// Gives a writer what a component has.
pub(crate) struct Consumer<R> {
    writer: ByteWriter,
    report: R,
}

/// Who is told why a stream has ended before its time.
pub(crate) trait Report: Send + Unpin + 'static {
    fn failed(&mut self, error: io::Error);
}

/// An end that a runtime's guest knows by number, and asks about by it.
pub(crate) struct Numbered<T> {
    id: u32,
    handles: Arc<Handles>,
    end: PhantomData<fn() -> T>,
}

impl<R> Producer<R> {
    pub(crate) fn new(reader: ByteReader, report: R) -> Self {
        Self { reader, report }
    }
}

impl<R> Consumer<R> {
    pub(crate) fn new(writer: ByteWriter, report: R) -> Self {
        Self { writer, report }
    }
}

impl Producer<Numbered<ByteReader>> {
    /// # Errors
    /// When the guest lies: there is no such reader, or it is open.
    pub(crate) fn numbered(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<Self> {
        Numbered::open(id, handles).map(|(reader, report)| Self::new(reader, report))
    }
}

impl Consumer<Numbered<ByteWriter>> {
    /// # Errors
    /// When the guest lies: there is no such writer, or it is open.
    pub(crate) fn numbered(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<Self> {
        Numbered::open(id, handles).map(|(writer, report)| Self::new(writer, report))
    }
}

impl<T: End> Numbered<T> {
    fn open(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<(T, Self)> {
        let end = handles.ends.open(id).ok_or_else(|| no_such_end(id))?;
        Ok((end, Self { id, handles: Arc::clone(handles), end: PhantomData }))
    }
}

impl<T: End + 'static> Report for Numbered<T> {
    fn failed(&mut self, error: io::Error) {
        self.handles.ends.fail::<T>(self.id, error);
    }
}

impl<D: 'static, R: Report> StreamProducer<D> for Producer<R> {
    type Item = u8;
    type Buffer = VecBuffer<u8>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<'a, D>,
        destination: Destination<'a, u8, VecBuffer<u8>>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let mut destination = destination.as_direct(store, BETWEEN_ENDS);
        let room = destination.remaining();
        if room.is_empty() {
            return Poll::Ready(Ok(StreamResult::Completed));
        }
        let mut into = ReadBuf::new(room);
        let polled = unless_panicked("a ByteReader", || self.reader.poll(context, &mut into))?;
        let count = into.filled().len();
        Poll::Ready(Ok(match polled {
            Poll::Pending if finish => StreamResult::Cancelled,
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Ok(())) if count == 0 => StreamResult::Dropped,
            Poll::Ready(Ok(())) => {
                destination.mark_written(count);
                StreamResult::Completed
            }
            Poll::Ready(Err(error)) => {
                self.report.failed(error);
                StreamResult::Dropped
            }
        }))
    }
}

impl<D: 'static, R: Report> StreamConsumer<D> for Consumer<R> {
    type Item = u8;

    fn poll_consume(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<D>,
        source: Source<'_, u8>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let mut source = source.as_direct(store);
        let mut is_moving = false;
        loop {
            let bytes = source.remaining();
            if bytes.is_empty() {
                return Poll::Ready(Ok(StreamResult::Completed));
            }
            let polled = unless_panicked("a ByteWriter", || self.writer.poll(context, bytes))?;
            let error = match polled {
                Poll::Pending if is_moving => return Poll::Ready(Ok(StreamResult::Completed)),
                Poll::Pending if finish => return Poll::Ready(Ok(StreamResult::Cancelled)),
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(0)) => io::Error::new(io::ErrorKind::WriteZero, "the writer takes no more bytes"),
                Poll::Ready(Ok(count)) => {
                    // A writer that claims more than it was given must not panic wasmtime.
                    let count = count.min(bytes.len());
                    source.mark_read(count);
                    is_moving = true;
                    continue;
                }
                Poll::Ready(Err(error)) => error,
            };
            self.report.failed(error);
            return Poll::Ready(Ok(StreamResult::Dropped));
        }
    }
}

/// Closes a writer and forgets it; what it has failed with, now or before.
///
/// # Errors
/// When the guest lies, or the writer panics.
pub(crate) async fn close(ends: &Ends, id: u32) -> wasmtime::Result<io::Result<()>> {
    let (writer, failure) = ends.remove::<ByteWriter>(id).ok_or_else(|| no_such_end(id))?;
    if let Some(failure) = failure {
        return Ok(Err(failure));
    }
    Ok(end(&writer).await?)
}

/// Tells a writer that it has everything.
///
/// # Errors
/// When the writer panics.
pub(crate) async fn end(writer: &ByteWriter) -> Result<io::Result<()>, Panicked> {
    poll_fn(|context| match unless_panicked("a ByteWriter", || writer.poll_end(context)) {
        Ok(polled) => Poll::Ready(Ok(ready!(polled))),
        Err(panicked) => Poll::Ready(Err(panicked)),
    })
    .await
}

/// The guest lies.
pub(crate) fn no_such_end(id: u32) -> wasmtime::Error {
    wasmtime::format_err!("the guest names an end of a stream that it does not have: {id}")
}
