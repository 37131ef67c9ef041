//! Streams between a script and a component: two records of the standard's pipe, one for each store.

use super::bindings::exports::skerry::module::functions::{Bytes, Failure};
use crate::exception::Exception;
use crate::handle::Handles;
use crate::host_error::HostError;
use crate::side::Side;
use crate::stream::{self, ByteReader, ByteWriter, Consumer, Producer, Report};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;
use wasmtime::component::{FutureConsumer, FutureReader, Source, StreamReader};
use wasmtime::{AsContextMut, StoreContextMut};

/// How a stream has ended, in the component's words.
type End = Result<(), Failure>;

/// Gives a component what a script streams.
///
/// # Errors
/// When the component holds too many streams.
pub(super) fn give(mut store: impl AsContextMut, reader: ByteReader) -> wasmtime::Result<Bytes> {
    let (teller, told) = oneshot::channel();
    let chunks = StreamReader::new(&mut store, Producer::new(reader, Teller(Some(teller))))?;
    // Who tells nothing has given everything, or is not read any more.
    let told = async move { Ok::<End, wasmtime::Error>(told.await.unwrap_or(Ok(()))) };
    let end = FutureReader::new(&mut store, told)?;
    Ok(Bytes { chunks, end })
}

/// Takes what a component streams, through a pipe that the script reads; its end is seen to
/// beside the runtime's store.
///
/// # Errors
/// The inner one when the script has no room for one more stream. A component's streams are
/// its own: else an error is a defect.
pub(super) fn take(
    mut store: impl AsContextMut,
    bytes: Bytes,
    handles: &Handles,
    side: &Side,
) -> wasmtime::Result<Result<ByteReader, HostError>> {
    let (writer, reader) = match handles.ends.pipe() {
        Ok(ends) => ends,
        Err(message) => {
            close(store, bytes)?;
            return Ok(Err(HostError::range_error(message)));
        }
    };
    let (drained, is_drained) = oneshot::channel();
    let (ended, end) = oneshot::channel();
    bytes.chunks.pipe(&mut store, Consumer::new(writer.clone(), Drained(drained)))?;
    bytes.end.pipe(&mut store, Ended(Some(ended)))?;
    // Whoever reads sees how it ends: nobody else waits.
    drop(side.add(finish(writer, is_drained, end)));
    Ok(Ok(reader))
}

/// Gives back what nobody reads.
///
/// # Errors
/// Where it is not this store's, a defect.
pub(super) fn close(mut store: impl AsContextMut, mut bytes: Bytes) -> wasmtime::Result<()> {
    bytes.chunks.close(&mut store)?;
    bytes.end.close(&mut store)
}

/// Ends a pipe as the component says, once all is in it.
async fn finish(writer: ByteWriter, is_drained: oneshot::Receiver<()>, end: oneshot::Receiver<End>) {
    // Nothing is sent: it is over when the consumer is dropped.
    let _over = is_drained.await.is_err();
    match end.await {
        Ok(Ok(())) => {
            // A pipe cannot panic, and that nobody reads it is no failure.
            let _heard = stream::end(&writer).await.is_ok();
        }
        Ok(Err(failure)) => writer.fail(io_error(failure)),
        Err(_gone) => writer.fail(io::Error::other("the component ended before its stream did")),
    }
}

fn io_error(failure: Failure) -> io::Error {
    let exception = Exception { name: failure.name, message: failure.message, ..Exception::default() };
    stream::errored(Box::new(exception))
}

/// Tells the component why a stream has ended early.
struct Teller(Option<oneshot::Sender<End>>);

impl Report for Teller {
    fn failed(&mut self, error: io::Error) {
        let error = stream::host_error(error);
        let failure = Failure { name: error.name.into_owned(), message: error.message };
        if let Some(teller) = self.0.take() {
            // The component may have dropped the other end.
            let _heard = teller.send(Err(failure)).is_ok();
        }
    }
}

/// Is dropped with the consumer. That the script does not read any more the component sees by
/// itself.
struct Drained(#[expect(dead_code, reason = "its drop is what tells")] oneshot::Sender<()>);

impl Report for Drained {
    fn failed(&mut self, _error: io::Error) {}
}

/// Hears how a component's stream has ended.
struct Ended(Option<oneshot::Sender<End>>);

impl<D> FutureConsumer<D> for Ended {
    type Item = End;

    fn poll_consume(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        store: StoreContextMut<D>,
        mut source: Source<'_, End>,
        _finish: bool,
    ) -> Poll<wasmtime::Result<()>> {
        let mut end = None;
        source.read(store, &mut end)?;
        if let (Some(end), Some(ended)) = (end, self.0.take()) {
            // The script's runtime may be gone.
            let _heard = ended.send(end).is_ok();
        }
        Poll::Ready(Ok(()))
    }
}
