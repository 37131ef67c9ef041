//! The arguments of a call, in both directions.

use super::mismatch::Mismatch;
use super::reader::Reader;
use super::writer::Writer;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// What a script's function can be called with: a tuple of up to twelve values,
/// `()` for none, a `Vec`, array or slice for any number.
///
/// One value alone is a tuple too: `(value,)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of arguments",
    label = "a tuple is expected here",
    note = "one argument is `(value,)`, none is `()`, any number is a `Vec`; each value implements `serde::Serialize`"
)]
pub trait Arguments: sealed::Arguments {}

impl<A: sealed::Arguments + ?Sized> Arguments for A {}

pub(super) mod sealed {
    use super::{Mismatch, Writer};

    pub trait Arguments {
        /// Writes the array of them.
        fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch>;
    }
}

impl<T: Serialize> sealed::Arguments for [T] {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
        writer.arguments(self.len());
        self.iter().enumerate().try_for_each(|(index, value)| writer.argument(index, value))
    }
}

impl<T: Serialize> sealed::Arguments for Vec<T> {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
        self.as_slice().write(writer)
    }
}

impl<T: Serialize, const N: usize> sealed::Arguments for [T; N] {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
        self.as_slice().write(writer)
    }
}

impl<A: sealed::Arguments + ?Sized> sealed::Arguments for &A {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
        A::write(self, writer)
    }
}

impl sealed::Arguments for () {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
        writer.arguments(0);
        Ok(())
    }
}

macro_rules! tuples {
    ($($length:literal: $($name:ident $index:tt)*;)*) => {$(
        impl<$($name: Serialize),*> sealed::Arguments for ($($name,)*) {
            fn write(&self, writer: &mut Writer<'_>) -> Result<(), Mismatch> {
                writer.arguments($length);
                $(writer.argument($index, &self.$index)?;)*
                Ok(())
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}

/// Reads the arguments of a call: as many as the type wants. A missing one is
/// `undefined`, what is too much is passed over.
pub(super) struct ArgumentsReader<'r, 'de, 'h>(pub(super) &'r mut Reader<'de, 'h>);

/// CBOR's `undefined`.
const UNDEFINED: &[u8] = &[0xf7];

impl<'r, 'de, 'h> ArgumentsReader<'r, 'de, 'h> {
    fn read<V: Visitor<'de>>(self, wanted: Option<usize>, visitor: V) -> Result<V::Value, Mismatch> {
        let given = self.0.arguments()?;
        let mut access = Passed { reader: self.0, given, index: 0, wanted: wanted.unwrap_or(given) };
        let value = visitor.visit_seq(&mut access)?;
        for _ in access.index..given {
            access.reader.skip()?;
        }
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for ArgumentsReader<'_, 'de, '_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.read(None, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.read(Some(length), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.read(Some(length), visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.0.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf option unit_struct seq map struct enum identifier ignored_any
    }
}

struct Passed<'r, 'de, 'h> {
    reader: &'r mut Reader<'de, 'h>,
    given: usize,
    index: usize,
    wanted: usize,
}

impl<'de> SeqAccess<'de> for &mut Passed<'_, 'de, '_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let index = self.index;
        if index == self.wanted {
            return Ok(None);
        }
        let value = if index < self.given {
            seed.deserialize(&mut *self.reader)
        } else {
            seed.deserialize(&mut self.reader.beside(UNDEFINED))
        };
        self.index += 1;
        value.map(Some).map_err(|mismatch| mismatch.at_argument(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.wanted - self.index)
    }
}
