//! Arrays, objects and maps that are being written.

use super::super::mismatch::Mismatch;
use super::super::reader::SYSTEM_TIME;
use super::super::tags;
use super::{Result, Writer};
use minicbor::Encoder;
use minicbor::data::Tag;
use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

/// What is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Array,
    Object,
    Map,
    /// The first key decides: strings make an object.
    ObjectOrMap,
    /// serde's own struct of a time, which is a `Date` in the end.
    SystemTime,
}

/// A collection that is open.
pub struct Collection<'w, 'h> {
    writer: &'w mut Writer<'h>,
    shape: Shape,
    /// Where its head begins, and where its first item.
    head: usize,
    first: usize,
    said: Option<usize>,
    count: usize,
    /// Where the last key begins.
    key: usize,
    variant: Option<&'static str>,
    time: [Option<u64>; 2],
}

impl<'w, 'h> Collection<'w, 'h> {
    pub(super) fn begin(writer: &'w mut Writer<'h>, shape: Shape, said: Option<usize>) -> Self {
        let head = writer.length();
        put_head(&mut writer.out, shape, said.unwrap_or(0));
        let first = writer.length();
        Self { writer, shape, head, first, said, count: 0, key: first, variant: None, time: [None; 2] }
    }

    pub(super) fn of_variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
        let done = value.serialize(&mut *self.writer).map_err(|mismatch| mismatch.at_index(self.count));
        self.count += 1;
        self.placed(done)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result {
        self.writer.put(|out| out.str(name));
        let start = self.writer.length();
        let done = value.serialize(&mut *self.writer).map_err(|mismatch| mismatch.at_name(name));
        self.count += 1;
        if self.shape == Shape::SystemTime {
            let written = self.writer.bytes().get(start..).unwrap_or_default();
            let number = minicbor::Decoder::new(written).u64().ok();
            for (field, place) in SYSTEM_TIME.iter().zip(&mut self.time) {
                if *field == name {
                    *place = number;
                }
            }
        }
        self.placed(done)
    }

    fn placed(&self, done: Result) -> Result {
        done.map_err(|mismatch| match self.variant {
            Some(variant) => mismatch.at_name(variant),
            None => mismatch,
        })
    }

    fn close(self) -> Result {
        let Self { writer, shape, head, first, said, count, time, variant, .. } = self;
        writer.depth -= 1 + usize::from(variant.is_some());
        if let (Shape::SystemTime, [Some(seconds), Some(nanos)]) = (shape, time) {
            writer.bytes().truncate(head);
            #[expect(clippy::cast_precision_loss, reason = "a Date ends below 2^53 milliseconds")]
            let milliseconds = (seconds.saturating_mul(1000).saturating_add(nanos / 1_000_000)) as f64;
            writer.put(|out| out.tag(Tag::new(tags::DATE))?.f64(milliseconds / 1000.0));
            return Ok(());
        }
        if said != Some(count) {
            let mut real = Encoder::new(Vec::new());
            put_head(&mut real, shape, count);
            writer.bytes().splice(head..first, real.into_writer());
        }
        Ok(())
    }

    /// The text of the key that was written last, for a path.
    fn step(&mut self, mismatch: Mismatch) -> Mismatch {
        let key = self.writer.bytes().get(self.key..).unwrap_or_default();
        match minicbor::Decoder::new(key).str() {
            Ok(name) if self.shape != Shape::Map => mismatch.at_name(name),
            _ => mismatch.at(format!("[value {}]", self.count)),
        }
    }

    /// After the first key: no string means a `Map`, which has a tag.
    fn decide(&mut self) {
        let is_text = self.writer.bytes().get(self.key).is_some_and(|byte| byte >> 5 == 3);
        if is_text {
            self.shape = Shape::Object;
            return;
        }
        self.shape = Shape::Map;
        let mut tag = Encoder::new(Vec::new());
        let _written = tag.tag(Tag::new(tags::MAP)).is_ok();
        let tag = tag.into_writer();
        for place in [&mut self.first, &mut self.key] {
            *place += tag.len();
        }
        let head = self.head;
        self.head += tag.len();
        self.writer.bytes().splice(head..head, tag);
    }
}

fn put_head(out: &mut Encoder<Vec<u8>>, shape: Shape, length: usize) {
    let length = length as u64;
    let written = if shape == Shape::Array { out.array(length) } else { out.map(length) };
    let _written = written.is_ok();
}

impl SerializeMap for Collection<'_, '_> {
    type Ok = ();
    type Error = Mismatch;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result {
        self.key = self.writer.length();
        let count = self.count;
        key.serialize(&mut *self.writer).map_err(|mismatch| mismatch.at(format!("[key {count}]")))?;
        if self.shape == Shape::ObjectOrMap {
            self.decide();
        }
        let is_text = self.writer.bytes().get(self.key).is_some_and(|byte| byte >> 5 == 3);
        if self.shape == Shape::Object && !is_text {
            return Err(Mismatch::custom("a key that is no string, after one that is").at(format!("[key {count}]")));
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
        let start = self.writer.length();
        if let Err(mismatch) = value.serialize(&mut *self.writer) {
            self.writer.bytes().truncate(start);
            return Err(self.step(mismatch));
        }
        self.count += 1;
        Ok(())
    }

    fn end(self) -> Result {
        self.close()
    }
}

macro_rules! items {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for Collection<'_, '_> {
            type Ok = ();
            type Error = Mismatch;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result {
                self.item(value)
            }

            fn end(self) -> Result {
                self.close()
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! fields {
    ($($trait:ident;)*) => {$(
        impl $trait for Collection<'_, '_> {
            type Ok = ();
            type Error = Mismatch;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result {
                self.field(name, value)
            }

            fn end(self) -> Result {
                self.close()
            }
        }
    )*};
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}
