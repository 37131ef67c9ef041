//! What is handed in: a text, its name and how to read it.

use crate::loader::{ModuleFormat, ModuleSource};

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SourceKind {
    /// By its syntax: a script, or a module where only that parses.
    #[default]
    Auto,
    /// A classic script.
    Script,
    /// An ECMAScript module.
    Module,
    /// A CommonJS module: `require`, `module.exports`.
    CommonJs,
    /// A JSON text.
    Json,
}

/// A text with its URL.
///
/// A plain string is a classic script called `eval.js`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub(crate) url: String,
    pub(crate) kind: SourceKind,
    pub(crate) text: String,
}

impl Source {
    /// A classic script.
    pub fn script(text: impl Into<String>) -> Self {
        Self { url: "eval.js".to_owned(), kind: SourceKind::Script, text: text.into() }
    }

    /// An ECMAScript module.
    pub fn module(text: impl Into<String>) -> Self {
        Self { kind: SourceKind::Module, ..Self::script(text) }
    }

    /// A script, or a module where only that parses.
    pub fn auto(text: impl Into<String>) -> Self {
        Self { kind: SourceKind::Auto, ..Self::script(text) }
    }

    /// Names it: the file name in stack frames and the base of its imports.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }
}

impl From<ModuleSource> for Source {
    fn from(source: ModuleSource) -> Self {
        let kind = match source.format {
            ModuleFormat::Module => SourceKind::Module,
            ModuleFormat::CommonJs => SourceKind::CommonJs,
            ModuleFormat::Json => SourceKind::Json,
            ModuleFormat::Auto => SourceKind::Auto,
        };
        Self { url: source.url, kind, text: source.text }
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Self::script(text)
    }
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        Self::script(text)
    }
}
