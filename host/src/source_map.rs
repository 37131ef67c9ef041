//! `SourceMap`: from a position in compiled JavaScript back to the text that was written.
//!
//! Maps come with the code, so they are as hostile as the code: every map that is not exactly
//! right, or larger than [`MAX_BYTES`], counts as none, and looking up reads a few thousand bytes
//! of it however large it is. The format is ECMA-426:
//! <https://tc39.es/ecma426/>.

mod json;
mod mappings;
mod url_comment;

use json::{Map, Plain};
use mappings::{Mappings, Segment};
use url::Url;

/// Largest source map that is read, in bytes; a larger one counts as none.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The source map of one module.
#[derive(Debug)]
pub struct SourceMap {
    /// In the order of their offsets; one with offset 0 when the map has no sections.
    sections: Vec<Section>,
    /// What the sources' URLs are relative to.
    base: Option<Url>,
}

/// A position in the text that was written. Lines and columns start at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original<'a> {
    /// URL of the source; what the map says when that is no URL.
    pub url: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in UTF-16 code units, from 1.
    pub column: u32,
    /// Name that stood there before it was shortened.
    pub name: Option<&'a str>,
    /// The whole text of the source, when the map has it.
    pub text: Option<&'a str>,
}

#[derive(Debug)]
struct Section {
    /// Line and column, from 0, where the section starts.
    offset: (u32, u32),
    mappings: Mappings,
    map: Plain,
}

impl SourceMap {
    /// The source map that a module's `//# sourceMappingURL=` comment names.
    ///
    /// A `data:` URL is read here; `load` is called with the absolute URL of any other, and
    /// decides what may be read. `None` when there is no comment, no map or a wrong one.
    pub fn of_module(url: &str, text: &str, load: &dyn Fn(&str) -> Option<String>) -> Option<SourceMap> {
        let comment = url_comment::find(text)?;
        if let Some(map) = url_comment::inline(comment) {
            return SourceMap::parse(url, &map?);
        }
        let map_url = match Url::parse(url) {
            Ok(url) => url.join(comment).ok()?,
            Err(_) => Url::parse(comment).ok()?,
        };
        let map = load(map_url.as_str())?;
        SourceMap::parse(map_url.as_str(), &map)
    }

    /// Parses a source map; `url` is the map's own, or the module's when it is inline.
    pub fn parse(url: &str, json: &str) -> Option<SourceMap> {
        if json.len() > MAX_BYTES {
            return None;
        }
        let sections = match json::parse(json)? {
            Map::Plain(map) => vec![Section::new((0, 0), map)?],
            Map::Indexed(sections) => (sections.into_iter())
                .map(|(offset, map)| Section::new(offset, map))
                .collect::<Option<Vec<Section>>>()?,
        };
        if !sections.is_sorted_by_key(|section| section.offset) {
            return None;
        }
        Some(SourceMap { sections, base: Url::parse(url).ok() })
    }

    /// Where the code at a line and column, both from 1, was written.
    ///
    /// The mapping is the last one that starts at or before the column, in the same line.
    pub fn original(&self, line: u32, column: u32) -> Option<Original<'_>> {
        let at = (line.checked_sub(1)?, column.checked_sub(1)?);
        let before = self.sections.partition_point(|section| section.offset <= at);
        let section = self.sections.get(before.checked_sub(1)?)?;
        let inner_line = at.0 - section.offset.0;
        let inner_column = match inner_line {
            0 => at.1.checked_sub(section.offset.1)?,
            _ => at.1,
        };
        let segment = section.mappings.last_at(inner_line, inner_column)?;
        section.original(self.base.as_ref(), segment)
    }
}

impl Section {
    fn new(offset: (u32, u32), mut map: Plain) -> Option<Section> {
        let text = std::mem::take(&mut map.mappings);
        let mappings = Mappings::parse(text, map.sources.len(), map.names.len())?;
        Some(Section { offset, mappings, map })
    }

    fn original(&self, base: Option<&Url>, segment: Segment) -> Option<Original<'_>> {
        let source = segment.source?;
        let index = usize::try_from(source.index).ok()?;
        let name = segment.name.and_then(|name| self.map.names.get(usize::try_from(name).ok()?));
        Some(Original {
            url: self.source_url(base, self.map.sources.get(index)?.as_deref()?),
            line: source.line.checked_add(1)?,
            column: source.column.checked_add(1)?,
            name: name.and_then(|name| name.as_deref()),
            text: self.map.contents.get(index).and_then(|text| text.as_deref()),
        })
    }

    fn source_url(&self, base: Option<&Url>, source: &str) -> String {
        let source = match self.map.source_root.as_str() {
            "" => source.to_owned(),
            root => format!("{}/{source}", root.trim_end_matches('/')),
        };
        let joined = match base {
            Some(base) => base.join(&source),
            None => Url::parse(&source),
        };
        joined.map_or(source, String::from)
    }
}

#[cfg(test)]
mod tests;
