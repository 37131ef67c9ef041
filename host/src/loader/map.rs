//! `MapLoader`: modules held in memory.

use super::{LoadError, LoadFuture, Loader, ModuleFormat, ModuleRequest, ModuleSource};
use std::collections::HashMap;
use url::{Position, Url};

/// URL that relative names are joined to.
const BASE: &str = "map:///";

/// Modules held in memory, by name.
///
/// A name is one of
///
/// - a URL such as `app:/main.js`;
/// - a path such as `./lib/util.js` or `/lib/util.js`, which is `map:///lib/util.js`;
/// - anything else, such as `settings` or `@me/lib`: it can be imported by just that name,
///   and has the URL `map:///settings` for imports between the entries.
///
/// Relative imports are joined to the URL of the module that asks. A query or a fragment
/// makes another instance of the same text. Whatever is not here is left to the next loader.
///
/// # Examples
///
/// ```
/// # use skerry::loader::MapLoader;
/// let loader = MapLoader::new()
///     .module("./main.js", "import { two } from './lib/two.js'; export default two")
///     .module("./lib/two.js", "export const two = 2");
/// ```
#[derive(Clone, Debug, Default)]
pub struct MapLoader {
    by_url: HashMap<String, (ModuleFormat, String)>,
    by_name: HashMap<String, String>,
}

impl MapLoader {
    /// A loader without modules.
    pub fn new() -> Self {
        MapLoader::default()
    }

    /// Adds a module, or replaces the one of that name.
    ///
    /// The format follows from the end of the name: `.mjs`, `.cjs`, `.json`, else
    /// [`ModuleFormat::Auto`].
    pub fn module(self, name: impl AsRef<str>, text: impl Into<String>) -> Self {
        let format = format_of(name.as_ref());
        self.module_as(name, format, text)
    }

    /// Adds a module of a given format, or replaces the one of that name.
    pub fn module_as(mut self, name: impl AsRef<str>, format: ModuleFormat, text: impl Into<String>) -> Self {
        let name = name.as_ref();
        let url = join(BASE, name).map_or_else(|| name.to_owned(), String::from);
        if !is_relative(name) {
            self.by_name.insert(name.to_owned(), url.clone());
        }
        self.by_url.insert(url, (format, text.into()));
        self
    }

    /// `url` when it, or it without query and fragment, is an entry.
    fn known(&self, url: Url) -> Option<String> {
        let found = self.by_url.contains_key(url.as_str()) || self.by_url.contains_key(&url[..Position::AfterPath]);
        found.then(|| url.into())
    }

    fn source(&self, url: &str) -> Option<ModuleSource> {
        let plain = || Url::parse(url).ok().map(|url| url[..Position::AfterPath].to_owned());
        let entry = match self.by_url.get(url) {
            Some(entry) => entry,
            None => self.by_url.get(&plain()?)?,
        };
        Some(ModuleSource { url: url.to_owned(), format: entry.0, text: entry.1.clone() })
    }
}

impl Loader for MapLoader {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        let specifier = request.specifier;
        if is_relative(specifier) {
            let base = request.referrer.unwrap_or(BASE);
            return Ok(join(base, specifier).and_then(|url| self.known(url)));
        }
        if let Some(url) = self.by_name.get(specifier) {
            return Ok(Some(url.clone()));
        }
        Ok(Url::parse(specifier).ok().and_then(|url| self.known(url)))
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        Box::pin(std::future::ready(Ok(self.source(url))))
    }
}

fn is_relative(name: &str) -> bool {
    name.starts_with('/') || name.starts_with("./") || name.starts_with("../")
}

fn join(base: &str, name: &str) -> Option<Url> {
    Url::parse(base).ok()?.join(name).ok()
}

fn format_of(name: &str) -> ModuleFormat {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("mjs") => ModuleFormat::Module,
        Some("cjs") => ModuleFormat::CommonJs,
        Some("json") => ModuleFormat::Json,
        _ => ModuleFormat::Auto,
    }
}

#[cfg(test)]
mod tests;
