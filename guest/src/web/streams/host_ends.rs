//! Ends of streams that the host holds, for `js/streams/host_ends.js`.

use super::fusion;
use crate::event_loop::Cancel;
use crate::event_loop::operation::{self, Operation};
use crate::exception::Exception;
use crate::freezing;
use crate::modules::host_modules;
use crate::system::{self, ByteSink, ByteSource, HostFailure, SpliceFailure, StreamEnd};
use crate::web::encoding::{Range, with_text};
use rquickjs::class::Trace;
use rquickjs::{Class, Ctx, Error, Exception as Thrown, Function, JsLifetime, Object, Result, TypedArray, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// The most that is asked for at a time, whatever a script has room for.
const MOST_AT_A_TIME: usize = 1024 * 1024;

/// One end. When the script has lost it, the host learns that.
#[derive(Trace, JsLifetime)]
#[rquickjs::class]
pub struct HostEnd {
    #[qjs(skip_trace)]
    end: Rc<End>,
}

pub(super) struct End {
    pub(super) id: StreamEnd,
    is_reader: bool,
    state: RefCell<State>,
    /// Set when what is under way is of no use any more.
    cancel: Cancel,
    /// Set when what flows through codecs is to flow no more; each flow has its own.
    pub(super) stop: RefCell<Rc<Cancel>>,
}

pub(super) enum State {
    /// As it came.
    Fresh,
    Reading(ByteSource),
    Writing(ByteSink),
    /// An operation has the stream.
    Busy,
    /// The stream is lost, and the host does not know it yet.
    Broken,
    /// The host has been told, or has it back.
    Over,
}

impl HostEnd {
    /// An end to read from, or to write to.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn new<'js>(ctx: &Ctx<'js>, id: StreamEnd, is_reader: bool) -> Result<Class<'js, Self>> {
        let end = End {
            id,
            is_reader,
            state: RefCell::new(State::Fresh),
            cancel: Cancel::default(),
            stop: RefCell::default(),
        };
        Class::instance(ctx.clone(), Self { end: Rc::new(end) })
    }

    /// Its number, where it is as it came: it goes back to the host, and is over here.
    pub fn give_back(&self) -> Option<StreamEnd> {
        self.end.is_fresh().then(|| {
            self.end.take();
            self.end.id
        })
    }
}

impl End {
    fn is_fresh(&self) -> bool {
        matches!(&*self.state.borrow(), State::Fresh)
    }

    /// Whether an operation can begin.
    pub(super) fn is_idle(&self) -> bool {
        matches!(&*self.state.borrow(), State::Fresh | State::Reading(_) | State::Writing(_))
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(&*self.state.borrow(), State::Busy)
    }

    /// What it was; it is over now.
    pub(super) fn take(&self) -> State {
        self.state.replace(State::Over)
    }

    /// Ends a reader or writer before its time.
    fn give_up(&self, reason: impl FnOnce() -> Exception) {
        if self.is_busy() {
            // What is under way has the stream, and loses it.
            self.cancel.set();
        }
        match self.take() {
            State::Over => {}
            _ if self.is_reader => system::cancel_reader(self.id, reason()),
            _ => system::abort_writer(self.id, reason()),
        }
    }

    /// Takes the stream for an operation; none where the end is over.
    pub(super) fn begin<T>(
        &self,
        fresh: impl FnOnce(StreamEnd) -> T,
        open: impl FnOnce(State) -> Option<T>,
    ) -> Option<T> {
        match self.state.replace(State::Busy) {
            State::Fresh => Some(fresh(self.id)),
            state @ (State::Reading(_) | State::Writing(_)) => open(state),
            other @ (State::Busy | State::Broken | State::Over) => {
                self.state.replace(other);
                None
            }
        }
    }

    /// An operation has ended; where the end is over by then, so is the stream.
    pub(super) fn keep(&self, state: State) {
        if self.is_busy() {
            self.state.replace(state);
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        self.give_up(|| Exception::from_message("the script has lost the stream"));
    }
}

pub(super) type Host<'js> = Class<'js, HostEnd>;

pub(super) fn end_of(host: &Host<'_>) -> Result<Rc<End>> {
    Ok(Rc::clone(&host.try_borrow()?.end))
}

/// Adds the functions to those that the built-ins of streams get.
///
/// # Errors
/// When memory runs out.
pub fn add<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    native.set("readEnd", Function::new(ctx.clone(), read)?)?;
    native.set("cancelEnd", Function::new(ctx.clone(), give_up)?)?;
    native.set("writeBytes", Function::new(ctx.clone(), write_bytes)?)?;
    native.set("writeText", Function::new(ctx.clone(), write_text)?)?;
    native.set("closeEnd", Function::new(ctx.clone(), close)?)?;
    native.set("abortEnd", Function::new(ctx.clone(), give_up)?)?;
    native.set("interruptEnd", Function::new(ctx.clone(), interrupt)?)?;
    native.set("spliceEnds", Function::new(ctx.clone(), splice)?)
}

/// Some bytes as a `Uint8Array`, `undefined` at the end; or a promise of that.
fn read<'js>(ctx: Ctx<'js>, host: Host<'js>, most: usize) -> Result<Value<'js>> {
    freezing::refuse(&ctx, "what the host does")?;
    let end = end_of(&host)?;
    let open = |state| match state {
        State::Reading(source) => Some(source),
        _ => None,
    };
    let Some(source) = end.begin(system::open_reader, open) else { return Ok(Value::new_undefined(ctx)) };
    let mut room = Vec::new();
    if room.try_reserve_exact(most.min(MOST_AT_A_TIME)).is_err() {
        end.keep(State::Reading(source));
        return Err(Thrown::throw_range(&ctx, "no memory for the bytes of a stream"));
    }
    let mut operation: Operation<_> = Box::pin(source.read(room));
    if let Some((source, bytes)) = operation::begin(&mut operation) {
        return received(&ctx, &end, source, bytes);
    }
    let waiting = Rc::clone(&end);
    let operation = Box::pin(async move { waiting.cancel.or(operation).await });
    operation::promise(&ctx, operation, move |ctx, read| match read {
        Some((source, bytes)) => received(ctx, &end, source, bytes),
        None => Ok(Value::new_undefined(ctx.clone())),
    })
}

fn received<'js>(ctx: &Ctx<'js>, end: &End, source: ByteSource, bytes: Vec<u8>) -> Result<Value<'js>> {
    if !end.is_busy() {
        return Ok(Value::new_undefined(ctx.clone()));
    }
    if !bytes.is_empty() {
        end.keep(State::Reading(source));
        // What came may be less than there was room for.
        let bytes = if bytes.len() < bytes.capacity() / 2 { bytes.into_boxed_slice().into_vec() } else { bytes };
        return TypedArray::new(ctx.clone(), bytes).map(TypedArray::into_value);
    }
    source.close();
    end.take();
    match system::end_reader(end.id) {
        None => Ok(Value::new_undefined(ctx.clone())),
        Some(failure) => Err(host_modules::throw(ctx, &failure)),
    }
}

/// Writes bytes; a promise where the host must wait.
fn write_bytes<'js>(
    ctx: Ctx<'js>,
    host: Host<'js>,
    buffer: Value<'js>,
    offset: usize,
    length: usize,
) -> Result<Value<'js>> {
    let bytes = Range { buffer, offset, length }.with(copy)?;
    write(ctx, &host, bytes)
}

fn write_text<'js>(ctx: Ctx<'js>, host: Host<'js>, text: rquickjs::String<'js>) -> Result<Value<'js>> {
    let bytes = with_text(&text, |text| match std::str::from_utf8(text) {
        Ok(_) => copy(text),
        Err(_) => copy(crate::engine::decode_wtf8(text).as_bytes()),
    })?;
    write(ctx, &host, bytes)
}

fn copy(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).ok()?;
    copy.extend_from_slice(bytes);
    Some(copy)
}

fn write<'js>(ctx: Ctx<'js>, host: &Host<'js>, bytes: Option<Vec<u8>>) -> Result<Value<'js>> {
    freezing::refuse(&ctx, "what the host does")?;
    let bytes = bytes.ok_or_else(|| Thrown::throw_range(&ctx, "no memory for the bytes of a stream"))?;
    let end = end_of(host)?;
    let open = |state| match state {
        State::Writing(sink) => Some(sink),
        _ => None,
    };
    let Some(sink) = end.begin(system::open_writer, open) else { return Ok(Value::new_undefined(ctx)) };
    let id = end.id;
    let mut operation: Operation<_> = Box::pin(async move {
        match sink.write(bytes).await {
            Some(sink) => Ok(sink),
            None => Err(system::close_writer(id).await.err()),
        }
    });
    if let Some(result) = operation::begin(&mut operation) {
        return written(&ctx, &end, result);
    }
    let waiting = Rc::clone(&end);
    let operation = Box::pin(async move { waiting.cancel.or(operation).await });
    operation::promise(&ctx, operation, move |ctx, result| match result {
        Some(result) => written(ctx, &end, result),
        None => {
            // The stream's `abort` says why.
            end.keep(State::Broken);
            Err(Thrown::throw_type(ctx, "the stream was aborted"))
        }
    })
}

fn written<'js>(
    ctx: &Ctx<'js>,
    end: &End,
    result: std::result::Result<ByteSink, Option<HostFailure>>,
) -> Result<Value<'js>> {
    match result {
        Ok(sink) => {
            end.keep(State::Writing(sink));
            Ok(Value::new_undefined(ctx.clone()))
        }
        Err(failure) => {
            end.take();
            Err(failed(ctx, failure))
        }
    }
}

pub(super) fn failed(ctx: &Ctx<'_>, failure: Option<HostFailure>) -> Error {
    match failure {
        Some(failure) => host_modules::throw(ctx, &failure),
        None => Thrown::throw_type(ctx, "the host takes no more bytes"),
    }
}

/// Ends a writer; a promise where the host must wait.
fn close<'js>(ctx: Ctx<'js>, host: Host<'js>) -> Result<Value<'js>> {
    freezing::refuse(&ctx, "what the host does")?;
    let end = end_of(&host)?;
    if let State::Over = end.take() {
        return Ok(Value::new_undefined(ctx));
    }
    let id = end.id;
    let mut operation: Operation<_> = Box::pin(async move { system::close_writer(id).await });
    if let Some(result) = operation::begin(&mut operation) {
        return closed(&ctx, result);
    }
    operation::promise(&ctx, operation, closed)
}

fn closed<'js>(ctx: &Ctx<'js>, result: std::result::Result<(), HostFailure>) -> Result<Value<'js>> {
    match result {
        Ok(()) => Ok(Value::new_undefined(ctx.clone())),
        Err(failure) => Err(host_modules::throw(ctx, &failure)),
    }
}

/// The script wants no more bytes, or writes no more.
fn give_up<'js>(ctx: Ctx<'js>, host: Host<'js>, reason: Value<'js>) -> Result<()> {
    end_of(&host)?.give_up(|| Exception::from_value(&ctx, reason));
    Ok(())
}

/// Ends the write that is under way.
fn interrupt(host: Host<'_>) -> Result<()> {
    let end = end_of(&host)?;
    if end.is_busy() {
        end.cancel.set();
    }
    Ok(())
}

/// A promise of the end of a pipe on the host's side: `undefined`, or rejected with
/// [`fusion::told`]. `undefined` where the ends are in use.
fn splice<'js>(ctx: Ctx<'js>, from: Host<'js>, to: Host<'js>) -> Result<Value<'js>> {
    freezing::refuse(&ctx, "what the host does")?;
    let (reader, writer) = (end_of(&from)?, end_of(&to)?);
    if !reader.is_fresh() || !writer.is_fresh() {
        return Ok(Value::new_undefined(ctx));
    }
    let ids = (reader.id, writer.id);
    let operation: Operation<_> = Box::pin(async move { system::splice(ids.0, ids.1).await });
    operation::promise(&ctx, operation, move |ctx, ended| {
        // The writer stays as it was: the script closes or aborts it.
        drop(writer);
        if !matches!(&ended, Err(SpliceFailure::Writer(_))) {
            reader.take();
            let _failure = system::end_reader(reader.id);
        }
        let (is_reader, failure) = match ended {
            Ok(()) => return Ok(Value::new_undefined(ctx.clone())),
            Err(SpliceFailure::Reader(failure)) => (true, failure),
            Err(SpliceFailure::Writer(failure)) => (false, failure),
        };
        host_modules::throw(ctx, &failure);
        let reason = ctx.catch();
        Err(fusion::told(ctx, if is_reader { fusion::READER } else { fusion::WRITER }, reason)?)
    })
}
