//! The JSON of a source map, read with bounds.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

/// Most sources and most names. Each takes 24 bytes here and may take 3 in the map, so without
/// a bound a map would need eight times its size.
const MAX_ITEMS: usize = 1 << 20;

/// Most sections; bundlers that write them write one for each module.
const MAX_SECTIONS: usize = 1 << 16;

/// A source map of either form.
pub(super) enum Map {
    Plain(Plain),
    /// Sections with their offsets; a section is never indexed itself.
    Indexed(Vec<((u32, u32), Plain)>),
}

/// What is read of a map without sections.
#[derive(Debug, Deserialize)]
pub(super) struct Plain {
    version: u32,
    #[serde(default)]
    pub sources: List,
    #[serde(default, rename = "sourcesContent")]
    pub contents: List,
    #[serde(default, rename = "sourceRoot", deserialize_with = "text_or_nothing")]
    pub source_root: String,
    #[serde(default)]
    pub names: List,
    pub mappings: String,
}

#[derive(Deserialize)]
struct Indexed {
    sections: Vec<Section>,
    version: u32,
}

#[derive(Deserialize)]
struct Section {
    offset: Offset,
    map: Plain,
}

#[derive(Deserialize)]
struct Offset {
    line: u32,
    column: u32,
}

/// Strings, with `None` for what isn't one.
pub(super) type Texts = Vec<Option<String>>;

/// At most [`MAX_ITEMS`] strings.
#[derive(Debug, Default)]
pub(super) struct List(Texts);

impl std::ops::Deref for List {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        &self.0
    }
}

/// Parses a map of version 3, with or without the line that guards against inclusion.
pub(super) fn parse(text: &str) -> Option<Map> {
    let text = text.trim_start_matches('\u{feff}');
    let text = match text.starts_with(")]}'") {
        true => text.split_once('\n')?.1,
        false => text,
    };
    /// Tells the two forms apart.
    #[derive(Deserialize)]
    struct Form {
        sections: Option<IgnoredAny>,
    }
    let form: Form = serde_json::from_str(text).ok()?;
    if form.sections.is_none() {
        let map: Plain = serde_json::from_str(text).ok()?;
        return (map.version == 3).then_some(Map::Plain(map));
    }
    let map: Indexed = serde_json::from_str(text).ok()?;
    let right = map.version == 3 && map.sections.len() <= MAX_SECTIONS;
    let sections = map.sections.into_iter().map(|section| {
        let offset = (section.offset.line, section.offset.column);
        (section.map.version == 3).then_some((offset, section.map))
    });
    right.then_some(Map::Indexed(sections.collect::<Option<Vec<_>>>()?))
}

fn text_or_nothing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default())
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of strings")
    }

    fn visit_unit<E>(self) -> Result<List, E> {
        Ok(List::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
        /// Some tools write numbers as names.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Item {
            Text(String),
            Other(IgnoredAny),
        }
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            if list.len() >= MAX_ITEMS {
                return Err(serde::de::Error::custom("too many items"));
            }
            list.push(match item {
                Item::Text(text) => Some(text),
                Item::Other(_) => None,
            });
        }
        Ok(List(list))
    }
}
