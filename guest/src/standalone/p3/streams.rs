//! Byte streams: bodies that a script reads, and pipes whose other end is a body that it
//! writes. A body has a future beside it, which says how it has ended.

use super::bindings::{wit_future, wit_stream};
use super::end::{self, End};
use crate::event_loop::Cancel;
use crate::exception::Exception;
use crate::system::{HostFailure, SpliceFailure, StandardStream, StreamEnd};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use wit_bindgen::{FutureReader, FutureWriter, StreamReader, StreamWriter};

/// Bytes that a splice moves at a time.
const SPLICED: usize = 64 * 1024;

#[derive(Default)]
struct Ends {
    last: StreamEnd,
    readers: BTreeMap<StreamEnd, Incoming>,
    writers: BTreeMap<StreamEnd, Outgoing>,
    /// Why readers have failed that are open.
    failures: BTreeMap<StreamEnd, String>,
}

/// A body to read.
pub struct Incoming {
    /// Its bytes.
    pub stream: StreamReader<u8>,
    /// Known once they were read.
    pub end: FutureReader<End>,
}

/// A body to write. Dropped, it is whole.
struct Outgoing {
    /// None while something is written.
    stream: Option<StreamWriter<u8>>,
    end: FutureWriter<End>,
}

thread_local! {
    static ENDS: RefCell<Ends> = RefCell::default();
}

impl Ends {
    fn next(&mut self) -> StreamEnd {
        self.last += 1;
        self.last
    }
}

/// Lets the script read a body.
pub fn add_reader(body: Incoming) -> StreamEnd {
    ENDS.with_borrow_mut(|ends| {
        let end = ends.next();
        ends.readers.insert(end, body);
        end
    })
}

/// Nobody reads or writes what is the platform's.
pub fn take_standard_stream(_which: StandardStream) -> Option<StreamEnd> {
    None
}

/// A body, and what it is written with.
fn new_body() -> (Outgoing, Incoming) {
    let (writer, stream) = wit_stream::new();
    let (ending, end) = wit_future::new(end::whole);
    (Outgoing { stream: Some(writer), end: ending }, Incoming { stream, end })
}

/// A pipe: an end that the script writes to, and one that [`take`] gives.
pub fn new_pipe() -> (StreamEnd, StreamEnd) {
    let (outgoing, incoming) = new_body();
    ENDS.with_borrow_mut(|ends| {
        let (writer, reader) = (ends.next(), ends.next());
        ends.writers.insert(writer, outgoing);
        ends.readers.insert(reader, incoming);
        (writer, reader)
    })
}

/// What the script has given away as `reader`: a pipe's end, or a body as it came.
pub fn take(reader: StreamEnd) -> Option<Incoming> {
    ENDS.with_borrow_mut(|ends| ends.readers.remove(&reader))
}

/// A body of these bytes; a task writes them.
#[cfg(feature = "http")]
pub fn whole(bytes: Vec<u8>) -> Incoming {
    let (Outgoing { stream, end }, incoming) = new_body();
    super::spawn(async move {
        if let Some(mut stream) = stream {
            // Who takes no more has gone away.
            drop(stream.write_all(bytes).await);
        }
        drop(end);
    });
    incoming
}

/// A future of the end of a body that has none.
#[cfg(feature = "http")]
pub fn no_body() -> FutureReader<End> {
    wit_future::new(end::whole).1
}

/// The bytes of a reader.
pub struct ByteSource {
    id: StreamEnd,
    stream: StreamReader<u8>,
    end: Option<FutureReader<End>>,
}

/// Opens a reader.
///
/// # Panics
/// When there is none of this number: ends open once.
pub fn open_reader(reader: StreamEnd) -> ByteSource {
    let Incoming { stream, end } = take(reader).expect("an end of ours");
    ByteSource { id: reader, stream, end: Some(end) }
}

impl ByteSource {
    /// Waits for some bytes, at most as many as there is room for; none at the end.
    pub async fn read(mut self, room: Vec<u8>) -> (Self, Vec<u8>) {
        let (_, bytes) = self.stream.read(room).await;
        if bytes.is_empty() {
            self.ended().await;
        }
        (self, bytes)
    }

    /// As [`read`](Self::read), and none where `stop` is set first. Nothing that has come by
    /// then is lost.
    pub async fn read_until(mut self, room: Vec<u8>, stop: &Cancel) -> (Self, Vec<u8>) {
        let bytes = {
            let mut read = pin!(self.stream.read(room));
            poll_fn(|context| match read.as_mut().poll(context) {
                Poll::Pending if stop.is_set_or_wakes(context) => Poll::Ready(read.as_mut().cancel().1),
                polled => polled.map(|(_, bytes)| bytes),
            })
            .await
        };
        if bytes.is_empty() && !stop.is_set() {
            self.ended().await;
        }
        (self, bytes)
    }

    /// Learns how the body has ended.
    async fn ended(&mut self) {
        let Some(end) = self.end.take() else { return };
        if let Some(reason) = end::reason(end.await) {
            ENDS.with_borrow_mut(|ends| ends.failures.insert(self.id, reason));
        }
    }

    /// No more is wanted.
    pub fn close(self) {}
}

/// Why there are no more bytes.
pub fn end_reader(reader: StreamEnd) -> Option<HostFailure> {
    let reason = ENDS.with_borrow_mut(|ends| ends.failures.remove(&reader))?;
    Some(failure(&reason))
}

/// No more is wanted.
pub fn cancel_reader(reader: StreamEnd, _reason: Exception) {
    drop(take(reader));
}

/// Takes bytes for a writer.
pub struct ByteSink(StreamEnd);

/// Opens a writer.
pub fn open_writer(writer: StreamEnd) -> ByteSink {
    ByteSink(writer)
}

impl ByteSink {
    /// Waits until the bytes are taken; itself, unless nobody takes more.
    pub async fn write(self, bytes: Vec<u8>) -> Option<Self> {
        let mut stream = ENDS.with_borrow_mut(|ends| ends.writers.get_mut(&self.0)?.stream.take())?;
        if !stream.write_all(bytes).await.is_empty() {
            return None;
        }
        // It may have been given up meanwhile.
        ENDS.with_borrow_mut(|ends| ends.writers.get_mut(&self.0).map(|outgoing| outgoing.stream = Some(stream)))?;
        Some(self)
    }
}

/// Ends a writer: the body is whole.
///
/// # Errors
/// Never: who has gone away does not say so here.
#[expect(clippy::unused_async, reason = "another host's streams wait")]
pub async fn close_writer(writer: StreamEnd) -> Result<(), HostFailure> {
    drop(ENDS.with_borrow_mut(|ends| ends.writers.remove(&writer)));
    Ok(())
}

/// Gives a writer up before its end: whoever reads the body learns that it is not whole.
pub fn abort_writer(writer: StreamEnd, reason: Exception) {
    let Some(Outgoing { stream, end }) = ENDS.with_borrow_mut(|ends| ends.writers.remove(&writer)) else { return };
    let reason = reason.links.into_iter().next().map(|link| link.message).unwrap_or_default();
    super::spawn(async move {
        drop(end.write(end::cut(reason)).await);
        drop(stream);
    });
}

/// Gives all writers up: nothing is left that could write.
#[cfg(feature = "http")]
pub fn abort_all(reason: &str) {
    let writers: Vec<StreamEnd> = ENDS.with_borrow(|ends| ends.writers.keys().copied().collect());
    for writer in writers {
        abort_writer(writer, Exception::from_message(reason));
    }
}

/// Gives all readers back; writers are given up before.
#[cfg(feature = "http")]
pub fn let_go() {
    drop(ENDS.take());
}

/// Moves what a reader gives to a writer.
///
/// # Errors
/// Which of the two has failed.
pub async fn splice(reader: StreamEnd, writer: StreamEnd) -> Result<(), SpliceFailure> {
    let (mut source, mut sink) = (open_reader(reader), open_writer(writer));
    loop {
        let (next, bytes) = source.read(Vec::with_capacity(SPLICED)).await;
        source = next;
        if bytes.is_empty() {
            return end_reader(reader).map_or(Ok(()), |failure| Err(SpliceFailure::Reader(failure)));
        }
        match sink.write(bytes).await {
            Some(next) => sink = next,
            None => return Err(SpliceFailure::Writer(failure("nobody reads what is written"))),
        }
    }
}

fn failure(message: &str) -> HostFailure {
    let name = if cfg!(feature = "handler") { "TypeError" } else { "Error" };
    HostFailure { name: name.to_owned(), message: message.to_owned(), properties: Vec::new(), id: None }
}
