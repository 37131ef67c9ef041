//! serde's way to the guest's CBOR.

mod collection;
mod known;

use super::mismatch::Mismatch;
use super::{MOST_DEPTH, bigint, names, tags};
use crate::handle::{Handle, Handles};
use crate::stream::{ByteReader, ByteWriter};
use collection::{Collection, Shape};
use minicbor::Encoder;
use minicbor::data::Tag;
use serde::ser::{Error as _, Serialize, Serializer};
use std::convert::Infallible;
use std::sync::Arc;

type Result<T = (), E = Mismatch> = std::result::Result<T, E>;

/// The largest integer that a number holds, with all below it: 2^53 - 1.
const MOST_SAFE: u128 = 9_007_199_254_740_991;

/// CBOR that is being written.
pub struct Writer<'h> {
    out: Encoder<Vec<u8>>,
    handles: &'h Arc<Handles>,
    depth: usize,
    /// Levels that the embedder's value does not count: the array of arguments.
    frame: usize,
    /// The next integer is a bigint, whatever its size.
    as_bigint: bool,
    /// The next map is a `Map`, whatever its keys.
    as_map: bool,
    /// Streams on their way, with what was taken out of each, and their numbers.
    readers: Vec<(ByteReader, ByteReader)>,
    writers: Vec<(ByteWriter, ByteWriter)>,
    ends: Vec<u32>,
    /// Functions and promises that are in it.
    held: Vec<Handle>,
}

type Written<'w> = Result<&'w mut Encoder<Vec<u8>>, minicbor::encode::Error<Infallible>>;

impl<'h> Writer<'h> {
    pub(super) fn new(handles: &'h Arc<Handles>) -> Self {
        let out = Encoder::new(Vec::with_capacity(64));
        let (readers, writers, ends, held) = Default::default();
        Self { out, handles, depth: 0, frame: 0, as_bigint: false, as_map: false, readers, writers, ends, held }
    }

    /// Gives back the streams that nobody will get.
    pub(super) fn abandon(self) {
        for id in self.ends {
            let _reader = self.handles.ends.remove::<ByteReader>(id);
            let _writer = self.handles.ends.remove::<ByteWriter>(id);
        }
        for (reader, taken) in self.readers {
            reader.put_back(&taken);
        }
        for (writer, taken) in self.writers {
            writer.put_back(&taken);
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_writer()
    }

    /// The bytes, and what must be alive until the guest has read them.
    pub(super) fn finish_with_handles(self) -> (Vec<u8>, Vec<Handle>) {
        (self.out.into_writer(), self.held)
    }

    /// The head of the arguments of a call.
    pub(super) fn arguments(&mut self, length: usize) {
        (self.depth, self.frame) = (1, 1);
        self.put(|out| out.array(length as u64));
    }

    /// One of the arguments.
    pub(super) fn argument<T: Serialize + ?Sized>(&mut self, index: usize, value: &T) -> Result {
        value.serialize(&mut *self).map_err(|mismatch| mismatch.at_argument(index))
    }

    /// Writing to a `Vec` cannot fail; minicbor's types say that it could.
    fn put(&mut self, write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Written<'_>) {
        let _written = write(&mut self.out).is_ok();
    }

    fn tag(&mut self, tag: u64) {
        self.put(|out| out.tag(Tag::new(tag)));
    }

    fn bytes(&mut self) -> &mut Vec<u8> {
        self.out.writer_mut()
    }

    fn length(&self) -> usize {
        self.out.writer().len()
    }

    fn integer(&mut self, negative: bool, magnitude: u128) {
        let as_bigint = std::mem::take(&mut self.as_bigint);
        match i64::try_from(magnitude) {
            Ok(number) if !as_bigint && magnitude <= MOST_SAFE => {
                self.put(|out| out.i64(if negative { -number } else { number }));
            }
            _ => {
                let bytes = bigint::for_cbor(negative, &magnitude.to_be_bytes());
                self.tag(if negative { tags::NEGATIVE_BIGINT } else { tags::BIGINT });
                self.put(|out| out.bytes(&bytes));
            }
        }
    }

    /// One level down.
    fn enter(&mut self) -> Result {
        if self.depth - self.frame >= MOST_DEPTH {
            return Err(Mismatch::custom(format_args!("nested deeper than {MOST_DEPTH}")));
        }
        self.depth += 1;
        Ok(())
    }

    fn begin(&mut self, shape: Shape, length: Option<usize>) -> Result<Collection<'_, 'h>> {
        self.enter()?;
        Ok(Collection::begin(self, shape, length))
    }

    /// `{ variant: ... }`
    fn variant(&mut self, variant: &str) -> Result {
        self.enter()?;
        self.put(|out| out.map(1)?.str(variant));
        Ok(())
    }
}

macro_rules! integers {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, number: $type) -> Result {
            self.integer(number < 0, u128::from(number.unsigned_abs()));
            Ok(())
        }
    )*};
}

macro_rules! unsigned {
    ($($method:ident $type:ty;)*) => {$(
        fn $method(self, number: $type) -> Result {
            self.integer(false, u128::from(number));
            Ok(())
        }
    )*};
}

impl<'w, 'h> Serializer for &'w mut Writer<'h> {
    type Ok = ();
    type Error = Mismatch;
    type SerializeSeq = Collection<'w, 'h>;
    type SerializeTuple = Collection<'w, 'h>;
    type SerializeTupleStruct = Collection<'w, 'h>;
    type SerializeTupleVariant = Collection<'w, 'h>;
    type SerializeMap = Collection<'w, 'h>;
    type SerializeStruct = Collection<'w, 'h>;
    type SerializeStructVariant = Collection<'w, 'h>;

    integers! {
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
    }

    unsigned! {
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
    }

    fn serialize_bool(self, flag: bool) -> Result {
        self.put(|out| out.bool(flag));
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Result {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result {
        self.put(|out| out.f64(number));
        Ok(())
    }

    fn serialize_char(self, character: char) -> Result {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result {
        self.put(|out| out.str(text));
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result {
        self.put(|out| out.bytes(bytes));
        Ok(())
    }

    fn serialize_none(self) -> Result {
        self.put(Encoder::null);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result {
        value.serialize(self)
    }

    /// A function that returns nothing returns `undefined`; inside of a value a
    /// unit is `null`, as in JSON.
    fn serialize_unit(self) -> Result {
        self.put(if self.depth == 0 { Encoder::undefined } else { Encoder::null });
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result {
        if name.starts_with(names::PREFIX) {
            let done = self.known(name, value);
            (self.as_bigint, self.as_map) = (false, false);
            return done;
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result {
        self.variant(variant)?;
        let done = value.serialize(&mut *self);
        self.depth -= 1;
        done.map_err(|mismatch| mismatch.at_name(variant))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Collection<'w, 'h>> {
        self.begin(Shape::Array, length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Collection<'w, 'h>> {
        self.begin(Shape::Array, Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Collection<'w, 'h>> {
        self.begin(Shape::Array, Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Collection<'w, 'h>> {
        self.variant(variant)?;
        self.begin(Shape::Array, Some(length)).map(|collection| collection.of_variant(variant))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Collection<'w, 'h>> {
        if std::mem::take(&mut self.as_map) {
            self.tag(tags::MAP);
            return self.begin(Shape::Map, length);
        }
        self.begin(Shape::ObjectOrMap, length)
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Collection<'w, 'h>> {
        let shape = if name == "SystemTime" && length == 2 { Shape::SystemTime } else { Shape::Object };
        self.begin(shape, Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Collection<'w, 'h>> {
        self.variant(variant)?;
        self.begin(Shape::Object, Some(length)).map(|collection| collection.of_variant(variant))
    }
}
