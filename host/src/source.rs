//! What is handed in: a text, its name and how to read it.

use crate::loader::{ModuleFormat, ModuleSource};
use crate::program::Program;

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
    /// What is evaluated first, in the same job.
    pub(crate) before: Vec<Source>,
    /// Compiled ahead, in place of the text.
    pub(crate) program: Option<Program>,
}

impl Source {
    /// A classic script.
    pub fn script(text: impl Into<String>) -> Self {
        Self {
            url: "eval.js".to_owned(),
            kind: SourceKind::Script,
            text: text.into(),
            before: Vec::new(),
            program: None,
        }
    }

    /// An ECMAScript module.
    pub fn module(text: impl Into<String>) -> Self {
        Self { kind: SourceKind::Module, ..Self::script(text) }
    }

    /// A script, or a module where only that parses.
    pub fn auto(text: impl Into<String>) -> Self {
        Self { kind: SourceKind::Auto, ..Self::script(text) }
    }

    /// Several scripts that are evaluated one after the other as one job: no
    /// microtask runs between them. The completion value is the last one's.
    pub fn sequence(sources: impl IntoIterator<Item = impl Into<Source>>) -> Self {
        let mut before: Vec<Self> = sources.into_iter().map(Into::into).collect();
        let last = before.pop().unwrap_or_else(|| Self::script(""));
        Self { before, ..last }
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
        Self { kind, ..Self::script(source.text).url(source.url) }
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

impl From<&Program> for Source {
    fn from(program: &Program) -> Self {
        Self { program: Some(program.clone()), ..Self::script("") }
    }
}

impl From<Program> for Source {
    fn from(program: Program) -> Self {
        Self { program: Some(program), ..Self::script("") }
    }
}
