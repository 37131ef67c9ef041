//! What serde has no words for, by the names of newtype structs.

use super::super::mismatch::Mismatch;
use super::super::typed_array::TypedArrayKind;
use super::super::{Value, names, slot, tags};
use super::{Result, Writer};
use crate::error::Error;
use crate::handle::Handle;
use crate::stream::{ByteReader, ByteWriter};
use minicbor::Encoder;
use minicbor::data::Tag;
use serde::ser::{Error as _, Serialize};

/// A stream crosses once.
const GIVEN_AWAY: &str = "a stream that was given to a runtime already";

impl Writer<'_> {
    /// A value that serde has no words for, from the slot.
    fn handle(&mut self, handle: &Handle, tag: u64) -> Result {
        let id = handle.id_in(self.handles).map_err(|error| match error {
            Error::Convert(message) => Mismatch::custom(message),
            other => Mismatch::custom(other),
        })?;
        self.held.push(handle.clone());
        self.put(|out| out.tag(Tag::new(tag))?.u32(id));
        Ok(())
    }

    fn reader(&mut self, reader: ByteReader) -> Result {
        let taken = reader.take().ok_or_else(|| Mismatch::custom(GIVEN_AWAY))?;
        let added = self.handles.ends.add(taken.clone());
        self.readers.push((reader, taken));
        self.stream(tags::READABLE_STREAM, added)
    }

    fn writer(&mut self, writer: ByteWriter) -> Result {
        let taken = writer.take().ok_or_else(|| Mismatch::custom(GIVEN_AWAY))?;
        let added = self.handles.ends.add(taken.clone());
        self.writers.push((writer, taken));
        self.stream(tags::WRITABLE_STREAM, added)
    }

    fn stream(&mut self, tag: u64, added: std::result::Result<u32, String>) -> Result {
        let id = added.map_err(Mismatch::custom)?;
        self.ends.push(id);
        self.put(|out| out.tag(Tag::new(tag))?.u32(id));
        Ok(())
    }

    pub(super) fn known<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result {
        match name {
            names::FUNCTION | names::PROMISE => match slot::take() {
                Some(Value::Function(function)) => return self.handle(&function.0, tags::FUNCTION),
                Some(Value::Promise(promise)) => return self.handle(&promise.0, tags::PROMISE),
                _ => {}
            },
            names::READABLE_STREAM | names::WRITABLE_STREAM => match slot::take() {
                Some(Value::ReadableStream(reader)) => return self.reader(reader),
                Some(Value::WritableStream(writer)) => return self.writer(writer),
                _ => {}
            },
            names::UNDEFINED => {
                self.put(Encoder::undefined);
                return Ok(());
            }
            names::DATE => return self.date(value),
            names::BIGINT => self.as_bigint = true,
            names::MAP => self.as_map = true,
            names::SET => self.tag(tags::SET),
            names::ERROR => self.tag(tags::ERROR),
            names::WIDE_BIGINT => self.tag(tags::BIGINT),
            names::NEGATIVE_WIDE_BIGINT => self.tag(tags::NEGATIVE_BIGINT),
            names::DATA_VIEW => self.tag(tags::DATA_VIEW),
            names::REGEXP => self.tag(tags::REGEXP),
            name => {
                if let Some(tag) = TypedArrayKind::tag_of_name(name) {
                    self.tag(tag);
                }
            }
        }
        value.serialize(self)
    }

    /// Milliseconds are written as a float; CBOR's dates are seconds.
    fn date<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
        self.tag(tags::DATE);
        let start = self.length();
        value.serialize(&mut *self)?;
        let time = minicbor::Decoder::new(self.bytes().get(start..).unwrap_or_default()).f64();
        let time = time.map_err(|_| Mismatch::custom("a date that is no number"))?;
        self.bytes().truncate(start);
        self.put(|out| out.f64(time / 1000.0));
        Ok(())
    }
}
