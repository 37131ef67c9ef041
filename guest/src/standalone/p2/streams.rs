//! Byte streams: those of WASI that a script reads or writes, and pipes whose other end is
//! a body that is written.
#![cfg_attr(feature = "command", allow(dead_code, reason = "a program writes no bodies"))]

use super::bindings::wasi::io::streams::{InputStream, OutputStream};
use super::reactor;
use super::sink::{Finish, Outlet, Sink, Target, reason};
use crate::event_loop::Cancel;
use crate::exception::Exception;
use crate::system::{HostFailure, SpliceFailure, StandardStream, StreamEnd};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// Bytes that a splice moves at a time.
const SPLICED: usize = 64 * 1024;

/// What is kept until a stream has ended: a resource that the stream is a part of.
pub type Owner = Box<dyn Any>;

#[derive(Default)]
struct Ends {
    last: StreamEnd,
    readers: BTreeMap<StreamEnd, Rc<Source>>,
    writers: BTreeMap<StreamEnd, Rc<Sink>>,
    /// Pipes, by the end that nobody in the script reads.
    pipes: BTreeMap<StreamEnd, Rc<Sink>>,
}

thread_local! {
    static ENDS: RefCell<Ends> = RefCell::default();
    /// Streams that the script has taken.
    static TAKEN: Cell<[bool; 3]> = const { Cell::new([false; 3]) };
}

impl Ends {
    fn next(&mut self) -> StreamEnd {
        self.last += 1;
        self.last
    }
}

/// What gives bytes. The stream goes before what it is a part of.
struct Source {
    stream: InputStream,
    failure: RefCell<Option<String>>,
    _owner: Owner,
}

/// Lets the script read a stream of WASI's.
pub fn add_reader(stream: InputStream, owner: Owner) -> StreamEnd {
    let source = Rc::new(Source { stream, failure: RefCell::default(), _owner: owner });
    ENDS.with_borrow_mut(|ends| {
        let end = ends.next();
        ends.readers.insert(end, source);
        end
    })
}

/// The end of one of the program's streams, once.
pub fn take_standard_stream(which: StandardStream) -> Option<StreamEnd> {
    let mut taken = TAKEN.get();
    let place = match which {
        StandardStream::Input => 0,
        StandardStream::Output => 1,
        StandardStream::Error => 2,
    };
    if std::mem::replace(taken.get_mut(place)?, true) {
        return None;
    }
    TAKEN.set(taken);
    if which == StandardStream::Input {
        #[cfg(feature = "command")]
        return Some(add_reader(super::bindings::wasi::cli::stdin::get_stdin(), Box::new(())));
        #[cfg(not(feature = "command"))]
        return None;
    }
    Some(ENDS.with_borrow_mut(|ends| {
        let end = ends.next();
        ends.writers.insert(end, Rc::new(Sink::new(Target::Standard(which))));
        end
    }))
}

/// A pipe: an end that the script writes to, and one that [`attach`] takes.
pub fn new_pipe() -> (StreamEnd, StreamEnd) {
    ENDS.with_borrow_mut(|ends| {
        let sink = Rc::new(Sink::new(Target::Awaited));
        let (writer, reader) = (ends.next(), ends.next());
        ends.writers.insert(writer, Rc::clone(&sink));
        ends.pipes.insert(reader, sink);
        (writer, reader)
    })
}

/// Lets what the script has given away as `reader` flow into a stream of WASI's. What is
/// given back may be waited for with [`Sink::closed`].
pub fn attach(reader: StreamEnd, stream: OutputStream, finish: Finish) -> Rc<Sink> {
    let outlet = Outlet { stream, finish };
    if let Some(sink) = ENDS.with_borrow_mut(|ends| ends.pipes.remove(&reader)) {
        sink.lead_to(outlet);
        return sink;
    }
    let sink = Rc::new(Sink::new(Target::Open(Rc::new(outlet))));
    if let Some(source) = ENDS.with_borrow_mut(|ends| ends.readers.remove(&reader)) {
        let flowing = Rc::clone(&sink);
        reactor::spawn(async move {
            // Both sides know of a failure; the script has given both away.
            match flow(&source, &flowing).await {
                Ok(()) => drop(flowing.finish().await),
                Err(_) => flowing.abort(),
            }
        });
    } else {
        sink.abort();
    }
    sink
}

/// Writes all of the bytes into a stream of WASI's, and finishes it.
///
/// # Errors
/// Why it has taken no more.
pub async fn write_whole(stream: OutputStream, bytes: &[u8], finish: Finish) -> Result<(), String> {
    let sink = Sink::new(Target::Open(Rc::new(Outlet { stream, finish })));
    if sink.write(bytes).await { sink.finish().await } else { Err(sink.take_failure()) }
}

/// The bytes of a reader.
pub struct ByteSource(Rc<Source>);

/// Opens a reader.
///
/// # Panics
/// When there is none of this number: ends open once.
pub fn open_reader(reader: StreamEnd) -> ByteSource {
    ENDS.with_borrow(|ends| ByteSource(Rc::clone(ends.readers.get(&reader).expect("an end of ours"))))
}

impl ByteSource {
    /// Waits for some bytes, at most as many as there is room for; none at the end.
    pub async fn read(self, mut room: Vec<u8>) -> (Self, Vec<u8>) {
        self.0.fill(&mut room).await;
        (self, room)
    }

    /// As [`read`](Self::read), and none where `stop` is set first.
    pub async fn read_until(self, mut room: Vec<u8>, stop: &Cancel) -> (Self, Vec<u8>) {
        {
            let mut filled = pin!(self.0.fill(&mut room));
            poll_fn(|context| match filled.as_mut().poll(context) {
                Poll::Pending if stop.is_set_or_wakes(context) => Poll::Ready(()),
                polled => polled,
            })
            .await;
        }
        (self, room)
    }

    /// No more is wanted.
    pub fn close(self) {}
}

impl Source {
    async fn fill(&self, room: &mut Vec<u8>) {
        let most = room.capacity() as u64;
        let mut was_ready = false;
        loop {
            match self.stream.read(most) {
                Ok(bytes) if bytes.is_empty() => {
                    // Some engines say too early that there is something.
                    if was_ready {
                        reactor::give_way().await;
                    }
                    reactor::ready(self.stream.subscribe()).await;
                    was_ready = true;
                }
                Ok(bytes) => return room.extend_from_slice(&bytes),
                Err(error) => {
                    self.failure.replace(reason(&error));
                    return;
                }
            }
        }
    }
}

/// Why there are no more bytes.
pub fn end_reader(reader: StreamEnd) -> Option<HostFailure> {
    let source = ENDS.with_borrow_mut(|ends| ends.readers.remove(&reader))?;
    source.failure.take().map(|reason| failure(&reason))
}

/// No more is wanted.
pub fn cancel_reader(reader: StreamEnd, _reason: Exception) {
    let (source, pipe) = ENDS.with_borrow_mut(|ends| (ends.readers.remove(&reader), ends.pipes.remove(&reader)));
    drop(source);
    if let Some(sink) = pipe {
        sink.abort();
    }
}

/// Takes bytes for a writer.
pub struct ByteSink(Rc<Sink>);

/// Opens a writer.
///
/// # Panics
/// When there is none of this number: ends open once.
pub fn open_writer(writer: StreamEnd) -> ByteSink {
    ENDS.with_borrow(|ends| ByteSink(Rc::clone(ends.writers.get(&writer).expect("an end of ours"))))
}

impl ByteSink {
    /// Writes the bytes; itself, unless nobody takes more.
    pub async fn write(self, bytes: Vec<u8>) -> Option<Self> {
        self.0.write(&bytes).await.then_some(self)
    }
}

/// Ends a writer; or says why it has taken no more.
///
/// # Errors
/// That.
pub async fn close_writer(writer: StreamEnd) -> Result<(), HostFailure> {
    match ENDS.with_borrow_mut(|ends| ends.writers.remove(&writer)) {
        Some(sink) => sink.finish().await.map_err(|reason| failure(&reason)),
        None => Ok(()),
    }
}

/// Gives a writer up before its end.
pub fn abort_writer(writer: StreamEnd, _reason: Exception) {
    let sink = ENDS.with_borrow_mut(|ends| ends.writers.remove(&writer));
    if let Some(sink) = sink {
        sink.abort();
    }
}

/// Gives all writers of bodies up: nothing is left that could write.
#[cfg(feature = "handler")]
pub fn abort_all(_reason: &str) {
    let is_body = |_: &StreamEnd, sink: &mut Rc<Sink>| !sink.is_standard();
    let bodies: Vec<_> = ENDS.with_borrow_mut(|ends| ends.writers.extract_if(.., is_body).collect());
    for (_, sink) in bodies {
        sink.abort();
    }
}

/// Gives all of them back.
#[cfg(feature = "handler")]
pub fn let_go() {
    drop(ENDS.take());
}

/// Moves what a reader gives to a writer.
///
/// # Errors
/// Which of the two has failed.
pub async fn splice(reader: StreamEnd, writer: StreamEnd) -> Result<(), SpliceFailure> {
    flow(&open_reader(reader).0, &open_writer(writer).0).await
}

async fn flow(source: &Source, sink: &Sink) -> Result<(), SpliceFailure> {
    loop {
        let mut bytes = Vec::with_capacity(SPLICED);
        source.fill(&mut bytes).await;
        if bytes.is_empty() {
            return source.failure.take().map_or(Ok(()), |reason| Err(SpliceFailure::Reader(failure(&reason))));
        }
        if !sink.write(&bytes).await {
            return Err(SpliceFailure::Writer(failure(&sink.take_failure())));
        }
    }
}

fn failure(message: &str) -> HostFailure {
    let name = if cfg!(feature = "handler") { "TypeError" } else { "Error" };
    HostFailure { name: name.to_owned(), message: message.to_owned(), properties: Vec::new(), id: None }
}
