//! Streams, which cross by the number of one of their ends.

use super::super::raw::Local;
use super::super::refusal::{Done, refusal, refuse};
use super::super::{host_streams, tags};
use super::Walk;
use crate::system::{self, StreamEnd};
use crate::web::HostEnd;
use minicbor::data::Tag;
use rquickjs::{Class, Object, Value};

/// A stream on its way.
pub(super) struct Given<'js> {
    stream: Value<'js>,
    /// What the host gets.
    id: StreamEnd,
    is_reader: bool,
    /// The other end of the pipe; none where the host gets back what it gave.
    other: Option<StreamEnd>,
}

/// What `js/streams/host_streams.js` calls them.
const NONE: i32 = 0;
const READABLE_STREAM: i32 = 1;
const WRITABLE_STREAM: i32 = 2;

impl<'js> Walk<'_, 'js> {
    /// Whether this is a stream, which was written then.
    pub(super) fn stream(&mut self, value: Local<'_>) -> Done<bool> {
        let stream = value.to_value(self.ctx);
        let functions = host_streams(self.ctx).or_else(|_| refuse("a stream that cannot be read"))?;
        let is_reader = match call(&functions, "kind", &stream)? {
            NONE => return Ok(false),
            READABLE_STREAM => true,
            WRITABLE_STREAM => false,
            _ => return refuse("a stream that is locked cannot cross"),
        };
        if self.given.iter().any(|given| Local::of(&given.stream).address() == value.address()) {
            return refuse("a stream cannot cross twice");
        }
        let own: Option<Class<'js, HostEnd>> = call(&functions, "ownEnd", &stream)?;
        let given = match own.and_then(|end| end.try_borrow().ok()?.give_back()) {
            Some(id) => Given { stream, id, is_reader, other: None },
            None => {
                let (writer, reader) = system::new_pipe().map_err(|failure| refusal(failure.message))?;
                let (id, other) = if is_reader { (reader, writer) } else { (writer, reader) };
                Given { stream, id, is_reader, other: Some(other) }
            }
        };
        let (id, tag) = (given.id, if is_reader { tags::READABLE_STREAM } else { tags::WRITABLE_STREAM });
        self.given.push(given);
        self.put(|out| out.tag(Tag::new(tag))?.u32(id))?;
        Ok(true)
    }

    /// Locks the streams that cross and connects them.
    pub(super) fn give_streams(&mut self) -> Done {
        if self.given.is_empty() {
            return Ok(());
        }
        let functions = host_streams(self.ctx).or_else(|_| refuse("a stream that cannot be read"))?;
        for given in std::mem::take(&mut self.given) {
            let end = given.other.map(|id| end(self, id, !given.is_reader)).transpose()?;
            let give: rquickjs::Function<'js> =
                functions.get("give").or_else(|_| refuse("a stream that cannot be read"))?;
            give.call::<_, ()>((given.stream, end)).or_else(|_| refuse("a stream that cannot be given away"))?;
        }
        Ok(())
    }

    /// The host does not get them.
    pub(super) fn keep_streams(&self) {
        for given in &self.given {
            for (id, is_reader) in [(Some(given.id), given.is_reader), (given.other, !given.is_reader)] {
                let Some(id) = id else { continue };
                // Dropping an end tells the host.
                drop(end(self, id, is_reader));
            }
        }
    }
}

fn end<'js>(walk: &Walk<'_, 'js>, id: StreamEnd, is_reader: bool) -> Done<Class<'js, HostEnd>> {
    HostEnd::new(walk.ctx, id, is_reader).or_else(|_| refuse("no memory for a stream"))
}

fn call<'js, R: rquickjs::FromJs<'js>>(functions: &Object<'js>, name: &str, stream: &Value<'js>) -> Done<R> {
    let function: rquickjs::Result<rquickjs::Function<'js>> = functions.get(name);
    function.and_then(|function| function.call((stream.clone(),))).or_else(|_| refuse("a stream that cannot be read"))
}
