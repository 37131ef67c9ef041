//! From one end to another through codecs, without a chunk for the script
//! (`js/streams/fusion.js`).

use super::host_ends::{End, Host, State, end_of, failed};
use crate::event_loop::Cancel;
use crate::event_loop::operation::{self, Operation};
use crate::freezing;
use crate::modules::host_modules;
use crate::system::{self, ByteSink, ByteSource, HostFailure, StreamEnd};
use crate::web::compression::{Codec, Coder, Fault};
use rquickjs::{Array, Class, Ctx, Error, Function, Object, Result, Value};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// Bytes that are read at a time.
const CHUNK: usize = 64 * 1024;
/// What one codec gives at a time, about: a few bytes may stand for many.
const MOST: usize = 64 * 1024;
/// Bytes that no codec works on, after which others have their turn: some chunks.
const IN_ONE_GO: usize = 16 * CHUNK;

/// The reader has failed; numbered as in the JavaScript.
pub const READER: i32 = -1;
/// The writer has failed.
pub const WRITER: i32 = -2;
/// Nobody wants more.
const STOPPED: i32 = -3;

/// Adds the functions to those that the built-ins of streams get.
///
/// # Errors
/// When memory runs out.
pub fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    native.set("fuseEnds", Function::new(ctx.clone(), fuse)?)?;
    native.set("stopFused", Function::new(ctx.clone(), stop)?)
}

/// Throws `{ place, reason }`: where a flow has failed, and why.
///
/// # Errors
/// When memory runs out.
pub fn told<'js>(ctx: &Ctx<'js>, place: i32, reason: Value<'js>) -> Result<Error> {
    let told = Object::new(ctx.clone())?;
    told.set_prototype(None)?;
    told.set("place", place)?;
    told.set("reason", reason)?;
    Ok(ctx.throw(told.into_value()))
}

/// A promise of the end of all bytes: `undefined` where the reader has no more, or
/// rejected as [`told`]. `undefined` where an end is in use or over.
fn fuse<'js>(ctx: Ctx<'js>, from: Host<'js>, to: Host<'js>, through: Array<'js>) -> Result<Value<'js>> {
    freezing::refuse(&ctx, "what the host does")?;
    let (reader, writer) = (end_of(&from)?, end_of(&to)?);
    let coders = through.iter::<Class<Codec>>().map(|each| Ok(each?.try_borrow()?.coder())).collect::<Result<_>>()?;
    if !reader.is_idle() || !writer.is_idle() {
        return Ok(Value::new_undefined(ctx));
    }
    let (Some(source), Some(sink)) = (open_reader(&reader), open_writer(&writer)) else {
        return Ok(Value::new_undefined(ctx));
    };
    let stop = Rc::new(Cancel::default());
    reader.stop.replace(Rc::clone(&stop));
    let id = writer.id;
    let flow = Flow { source: Some(source), sink: Some(sink), coders, stop, room: Vec::new(), in_this_go: 0 };
    let operation: Operation<_> = Box::pin(flow.run(id));
    operation::promise(&ctx, operation, move |ctx, (flow, end)| {
        if !reader.is_busy() || !writer.is_busy() {
            return Err(told(ctx, STOPPED, Value::new_undefined(ctx.clone()))?);
        }
        reader.keep(flow.source.map_or(State::Broken, State::Reading));
        writer.keep(flow.sink.map_or(State::Broken, State::Writing));
        ended(ctx, &reader, &writer, end)
    })
}

fn open_reader(end: &End) -> Option<ByteSource> {
    end.begin(system::open_reader, |state| match state {
        State::Reading(source) => Some(source),
        _ => None,
    })
}

fn open_writer(end: &End) -> Option<ByteSink> {
    end.begin(system::open_writer, |state| match state {
        State::Writing(sink) => Some(sink),
        _ => None,
    })
}

/// Lets what was read go on, and reads no more.
fn stop(from: Host<'_>) -> Result<()> {
    end_of(&from)?.stop.borrow().set();
    Ok(())
}

/// How a flow has ended.
enum Ended {
    Reader,
    Writer(Option<HostFailure>),
    Codec(usize, Fault),
    NoMemory,
    Stopped,
}

/// What the promise of a flow comes to; the ends are as they are left.
fn ended<'js>(ctx: &Ctx<'js>, reader: &End, writer: &End, end: Ended) -> Result<Value<'js>> {
    let place = match end {
        Ended::Reader => {
            reader.take();
            match system::end_reader(reader.id) {
                None => return Ok(Value::new_undefined(ctx.clone())),
                Some(failure) => drop(host_modules::throw(ctx, &failure)),
            }
            READER
        }
        Ended::Writer(failure) => {
            writer.take();
            drop(failed(ctx, failure));
            WRITER
        }
        Ended::Codec(index, fault) => {
            drop(fault.throw(ctx));
            i32::try_from(index).unwrap_or(READER)
        }
        Ended::NoMemory => {
            drop(Fault::NoMemory.throw(ctx));
            READER
        }
        Ended::Stopped => return Err(told(ctx, STOPPED, Value::new_undefined(ctx.clone()))?),
    };
    let reason = ctx.catch();
    Err(told(ctx, place, reason)?)
}

/// Bytes that flow, and what they flow through. Either end is gone where it has failed.
struct Flow {
    source: Option<ByteSource>,
    sink: Option<ByteSink>,
    coders: Vec<Coder>,
    stop: Rc<Cancel>,
    /// Memory to read into, left from the chunk before.
    room: Vec<u8>,
    /// Bytes written since others had their turn.
    in_this_go: usize,
}

/// Bytes that wait for a coder, or for the writer behind all coders.
struct Waiting {
    stage: usize,
    bytes: Vec<u8>,
    /// Those before were taken.
    from: usize,
}

impl Flow {
    async fn run(mut self, writer: StreamEnd) -> (Self, Ended) {
        loop {
            let bytes = match self.read().await {
                Ok(bytes) => bytes,
                Err(end) => return (self, end),
            };
            if let Err(end) = self.pass(bytes, writer).await {
                return (self, end);
            }
        }
    }

    async fn read(&mut self) -> std::result::Result<Vec<u8>, Ended> {
        rest_where_interrupted().await;
        if self.stop.is_set() {
            return Err(Ended::Stopped);
        }
        let mut room = std::mem::take(&mut self.room);
        room.clear();
        if room.try_reserve_exact(CHUNK).is_err() {
            return Err(Ended::NoMemory);
        }
        let source = self.source.take().ok_or(Ended::Stopped)?;
        let (source, bytes) = source.read_until(room, &self.stop).await;
        if bytes.is_empty() && !self.stop.is_set() {
            source.close();
            return Err(Ended::Reader);
        }
        self.source = Some(source);
        if bytes.is_empty() { Err(Ended::Stopped) } else { Ok(bytes) }
    }

    /// Leads a chunk through all coders; what one gives goes on before it gets more.
    async fn pass(&mut self, bytes: Vec<u8>, writer: StreamEnd) -> std::result::Result<(), Ended> {
        let mut waiting = vec![Waiting { stage: 0, bytes, from: 0 }];
        while let Some(mut next) = waiting.pop() {
            let stage = next.stage;
            let Some(coder) = self.coders.get(stage) else {
                self.write(next.bytes, writer).await?;
                continue;
            };
            rest_where_interrupted().await;
            let mut output = Vec::new();
            let input = next.bytes.get(next.from..).unwrap_or_default();
            let left = coder.part(input, MOST, &mut output).map_err(|fault| Ended::Codec(stage, fault))?;
            if let Some(left) = left.map(<[u8]>::len) {
                next.from = next.bytes.len() - left;
                waiting.push(next);
            } else if coder.has_extra() {
                // What was valid comes first, then the error.
                waiting.push(Waiting { stage, bytes: Vec::new(), from: 0 });
            } else if stage == 0 {
                self.room = next.bytes;
            }
            if !output.is_empty() {
                waiting.push(Waiting { stage: stage + 1, bytes: output, from: 0 });
            }
            give_way().await;
        }
        Ok(())
    }

    async fn write(&mut self, bytes: Vec<u8>, writer: StreamEnd) -> std::result::Result<(), Ended> {
        self.in_this_go += bytes.len();
        if self.in_this_go >= IN_ONE_GO {
            self.in_this_go = 0;
            give_way().await;
        }
        let sink = self.sink.take().ok_or(Ended::Stopped)?;
        self.sink = sink.write(bytes).await;
        if self.sink.is_none() {
            return Err(Ended::Writer(system::close_writer(writer).await.err()));
        }
        Ok(())
    }
}

/// Where the call is to end, nothing flows until it has.
async fn rest_where_interrupted() {
    while system::interrupted() {
        give_way().await;
    }
}

/// Lets timers, jobs and other calls have their turn.
async fn give_way() {
    let mut is_back = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_back, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
