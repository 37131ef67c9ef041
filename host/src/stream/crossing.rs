//! Bytes on their way between an end and the guest's memory, where they are read
//! from and written to directly.

use super::ends::{End, Ends};
use super::{ByteReader, ByteWriter};
use crate::handle::Handles;
use crate::host::{Panicked, unless_panicked};
use crate::store::State;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::ReadBuf;
use wasmtime::StoreContextMut;
use wasmtime::component::{Destination, Source, StreamConsumer, StreamProducer, StreamResult, VecBuffer};

/// Bytes that one host end gives to another, where the guest connects them.
const BETWEEN_ENDS: usize = 64 * 1024;

/// One end at work.
struct Open<T> {
    end: T,
    id: u32,
    handles: Arc<Handles>,
}

/// Gives the guest what a reader has.
pub(crate) struct Producer(Open<ByteReader>);

/// Gives a writer what the guest has.
pub(crate) struct Consumer(Open<ByteWriter>);

impl<T: End> Open<T> {
    /// # Errors
    /// When the guest lies: there is no such end, or it is open.
    fn new(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<Self> {
        let end = handles.ends.open(id).ok_or_else(|| no_such_end(id))?;
        Ok(Self { end, id, handles: Arc::clone(handles) })
    }

    fn fail(&self, error: io::Error) -> StreamResult {
        self.handles.ends.fail::<T>(self.id, error);
        StreamResult::Dropped
    }
}

impl Producer {
    /// # Errors
    /// When the guest lies: there is no such reader, or it is open.
    pub(crate) fn new(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<Self> {
        Open::new(id, handles).map(Self)
    }
}

impl Consumer {
    /// # Errors
    /// When the guest lies: there is no such writer, or it is open.
    pub(crate) fn new(id: u32, handles: &Arc<Handles>) -> wasmtime::Result<Self> {
        Open::new(id, handles).map(Self)
    }
}

impl StreamProducer<State> for Producer {
    type Item = u8;
    type Buffer = VecBuffer<u8>;

    fn poll_produce<'a>(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<'a, State>,
        destination: Destination<'a, u8, VecBuffer<u8>>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let mut destination = destination.as_direct(store, BETWEEN_ENDS);
        let room = destination.remaining();
        if room.is_empty() {
            return Poll::Ready(Ok(StreamResult::Completed));
        }
        let mut into = ReadBuf::new(room);
        let polled = unless_panicked("a ByteReader", || self.0.end.poll(context, &mut into))?;
        let count = into.filled().len();
        Poll::Ready(Ok(match polled {
            Poll::Pending if finish => StreamResult::Cancelled,
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Ok(())) if count == 0 => StreamResult::Dropped,
            Poll::Ready(Ok(())) => {
                destination.mark_written(count);
                StreamResult::Completed
            }
            Poll::Ready(Err(error)) => self.0.fail(error),
        }))
    }
}

impl StreamConsumer<State> for Consumer {
    type Item = u8;

    fn poll_consume(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<State>,
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
            let polled = unless_panicked("a ByteWriter", || self.0.end.poll(context, bytes))?;
            match polled {
                Poll::Pending if is_moving => return Poll::Ready(Ok(StreamResult::Completed)),
                Poll::Pending if finish => return Poll::Ready(Ok(StreamResult::Cancelled)),
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(0)) => {
                    let error = io::Error::new(io::ErrorKind::WriteZero, "the writer takes no more bytes");
                    return Poll::Ready(Ok(self.0.fail(error)));
                }
                Poll::Ready(Ok(count)) => {
                    // A writer that claims more than it was given must not panic wasmtime.
                    let count = count.min(bytes.len());
                    source.mark_read(count);
                    is_moving = true;
                }
                Poll::Ready(Err(error)) => return Poll::Ready(Ok(self.0.fail(error))),
            }
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
    let ended: Result<io::Result<()>, Panicked> =
        poll_fn(|context| match unless_panicked("a ByteWriter", || writer.poll_end(context)) {
            Ok(polled) => Poll::Ready(Ok(ready!(polled))),
            Err(panicked) => Poll::Ready(Err(panicked)),
        })
        .await;
    Ok(ended?)
}

/// The guest lies.
pub(crate) fn no_such_end(id: u32) -> wasmtime::Error {
    wasmtime::format_err!("the guest names an end of a stream that it does not have: {id}")
}
