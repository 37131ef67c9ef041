//! The items of collections, one at a time, with their place in errors.

use super::super::mismatch::Mismatch;
use super::key::Key;
use super::{Item, Reader, Result};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

/// The items of an array or set.
pub(super) struct Items<'r, 'de, 'h> {
    reader: &'r mut Reader<'de, 'h>,
    index: usize,
    length: usize,
}

impl<'r, 'de, 'h> Items<'r, 'de, 'h> {
    pub(super) fn new(reader: &'r mut Reader<'de, 'h>, length: usize) -> Self {
        Self { reader, index: 0, length }
    }

    /// All of them were taken.
    pub(super) fn end(&self) -> Result<()> {
        if self.index == self.length {
            return Ok(());
        }
        Err(Mismatch::custom(format_args!("invalid length: {}, expected {}", self.length, self.index)))
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de, '_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if self.index == self.length {
            return Ok(None);
        }
        let item = seed.deserialize(&mut *self.reader).map_err(|mismatch| mismatch.at_index(self.index))?;
        self.index += 1;
        Ok(Some(item))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.length - self.index)
    }
}

/// The properties of an object, or the entries of a map.
pub(super) struct Properties<'r, 'de, 'h> {
    reader: &'r mut Reader<'de, 'h>,
    index: usize,
    length: usize,
    is_object: bool,
    key: &'de str,
}

impl<'r, 'de, 'h> Properties<'r, 'de, 'h> {
    pub(super) fn new(reader: &'r mut Reader<'de, 'h>, length: usize, is_object: bool) -> Self {
        Self { reader, index: 0, length, is_object, key: "" }
    }

    /// All of them were taken.
    pub(super) fn end(&self) -> Result<()> {
        if self.index == self.length {
            return Ok(());
        }
        Err(Mismatch::custom(format_args!("{} properties, expected {}", self.length, self.index)))
    }
}

impl<'de> MapAccess<'de> for &mut Properties<'_, 'de, '_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if self.index == self.length {
            return Ok(None);
        }
        let key = if self.is_object {
            self.key = self.reader.key()?;
            seed.deserialize(Key(self.key)).map_err(|mismatch| mismatch.at_name(self.key))
        } else {
            let index = self.index;
            seed.deserialize(&mut *self.reader).map_err(|mismatch| mismatch.at(format!("[key {index}]")))
        };
        key.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = seed.deserialize(&mut *self.reader).map_err(|mismatch| {
            if self.is_object { mismatch.at_name(self.key) } else { mismatch.at(format!("[value {}]", self.index)) }
        });
        self.index += 1;
        value
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.length - self.index)
    }
}

impl<'de> Reader<'de, '_> {
    /// The key of a property.
    pub(super) fn key(&mut self) -> Result<&'de str> {
        match self.item()? {
            Item::String(key) => Ok(key),
            _ => Err(Mismatch::fault("has a key that is no string")),
        }
    }
}

/// An object with one property: a variant and its content.
pub(super) struct EnumItem<'r, 'de, 'h>(pub(super) &'r mut Reader<'de, 'h>);

impl<'r, 'de, 'h> EnumAccess<'de> for EnumItem<'r, 'de, 'h> {
    type Error = Mismatch;
    type Variant = Content<'r, 'de, 'h>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant)> {
        let name = self.0.key()?;
        let variant = seed.deserialize(StrDeserializer::<Mismatch>::new(name))?;
        Ok((variant, Content { reader: self.0, name }))
    }
}

/// The content of a variant.
pub(super) struct Content<'r, 'de, 'h> {
    reader: &'r mut Reader<'de, 'h>,
    name: &'de str,
}

impl<'de> VariantAccess<'de> for Content<'_, 'de, '_> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<()> {
        <() as serde::Deserialize>::deserialize(self.reader).map_err(|mismatch| mismatch.at_name(self.name))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.reader).map_err(|mismatch| mismatch.at_name(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.reader.deserialize_tuple(length, visitor).map_err(|mismatch| mismatch.at_name(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.reader.deserialize_map(visitor).map_err(|mismatch| mismatch.at_name(self.name))
    }
}
