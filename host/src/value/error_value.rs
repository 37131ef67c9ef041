//! An error that is a value.

use super::Value;

/// An error object that a script passes as a value, or that Rust makes for one.
///
/// In JavaScript it becomes an instance of the built-in class of its name
/// (`TypeError`, ...), and of `Error` with that name where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorValue {
    /// `name`, such as `TypeError`.
    pub name: String,
    /// `message`
    pub message: String,
    /// `stack`, as text. Without one JavaScript shows where the value came in.
    pub stack: Option<String>,
    /// `cause`
    pub cause: Option<Value>,
    /// Its own enumerable properties, such as `code`; also `errors` of an
    /// `AggregateError`.
    pub properties: Vec<(String, Value)>,
}

impl ErrorValue {
    /// An error of a name with a message.
    #[must_use]
    pub fn new(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { name: name.into(), message: message.into(), ..Self::default() }
    }

    /// From the properties that crossed.
    pub(super) fn from_properties(properties: Vec<(String, Value)>) -> Self {
        let mut error = Self::default();
        for (key, value) in properties {
            match (key.as_str(), value) {
                ("name", Value::String(text)) => error.name = text,
                ("message", Value::String(text)) => error.message = text,
                ("stack", Value::String(text)) => error.stack = Some(text),
                ("cause", value) => error.cause = Some(value),
                (_, value) => error.properties.push((key, value)),
            }
        }
        error
    }
}
