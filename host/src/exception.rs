//! JavaScript exceptions as data.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// One line of a JavaScript stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The function's name, empty for top-level code.
    pub function: String,
    /// URL of the source, as loaded or, where a source map says so, as written.
    pub url: String,
    /// From 1; `None` when unknown.
    pub line: Option<u32>,
    /// From 1, in UTF-16 units; `None` when unknown.
    pub column: Option<u32>,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.function.is_empty() {
            write!(f, "{} (", self.function)?;
        }
        f.write_str(&self.url)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        if self.function.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

/// What a script threw.
///
/// Every text in it comes from the script and may hold anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exception {
    /// `name` of an Error object (`"TypeError"`); empty for any other thrown value.
    pub name: String,
    /// `message` of an Error object; for any other value how the console shows it.
    pub message: String,
    /// The stack, innermost frame first; frames of our built-ins are left out.
    pub frames: Vec<Frame>,
    /// `cause` of an Error object.
    pub cause: Option<Box<Exception>>,
    /// `errors` of an `AggregateError`, 16 at most.
    pub members: Vec<Exception>,
    /// What to do about it, where we know.
    pub hint: Option<String>,
    pub(crate) host_error: Option<HostSource>,
}

/// The embedder's own error behind an exception; equal to itself only.
#[derive(Clone, Debug)]
pub(crate) struct HostSource(pub(crate) Arc<dyn Error + Send + Sync>);

impl PartialEq for HostSource {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for HostSource {}

impl Exception {
    /// The error that a host function failed with, where this is the exception
    /// that the function threw, and the error of this type.
    #[must_use]
    pub fn host_error<E: Error + 'static>(&self) -> Option<&E> {
        self.host_error.as_ref()?.0.downcast_ref()
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name.is_empty(), self.message.is_empty()) {
            (true, _) => f.write_str(&self.message),
            (false, true) => f.write_str(&self.name),
            (false, false) => write!(f, "{}: {}", self.name, self.message),
        }
    }
}
