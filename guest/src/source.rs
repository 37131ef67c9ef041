//! What is handed in: a text, its name and how to read it.

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// By its syntax: a script, or a module where only that parses.
    Auto,
    /// A classic script.
    Script,
    /// An ECMAScript module.
    Module,
    /// A CommonJS module: `require`, `module.exports`.
    CommonJs,
    /// A JSON text; its value is the default export.
    Json,
}

/// A text with its URL.
#[derive(Clone, Debug)]
pub struct Source {
    /// Absolute URL: the file name in stack frames, the base of imports.
    pub url: String,
    /// How to read it.
    pub kind: SourceKind,
    /// The text.
    pub text: String,
}

/// What the caller wants of a completion value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Nothing.
    None,
    /// The value as CBOR.
    Value,
    /// The value as the console shows it.
    Text,
}
