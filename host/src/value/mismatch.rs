//! Why a value does not fit a type, and where. The path is built on the way
//! back, so that a value that fits pays nothing for it.

use crate::error::Error;
use serde::de::{self, Expected, Unexpected};
use serde::ser;
use std::fmt;

/// Characters of a guest's string that an error shows.
const MOST_SHOWN: usize = 60;

/// Why, and where.
#[derive(Debug)]
pub struct Mismatch(Box<Inner>);

#[derive(Debug)]
struct Inner {
    message: String,
    /// The innermost step first.
    path: Vec<String>,
    /// The guest broke its word: a fault and no misfit.
    is_fault: bool,
}

impl Mismatch {
    fn new(message: String) -> Self {
        Self(Box::new(Inner { message, path: Vec::new(), is_fault: false }))
    }

    /// The guest's bytes are not what a guest of ours writes.
    #[cold]
    pub(super) fn fault(message: &str) -> Self {
        Self(Box::new(Inner { message: format!("the guest's value {message}"), path: Vec::new(), is_fault: true }))
    }

    /// One step outwards.
    #[cold]
    pub(super) fn at(mut self, step: String) -> Self {
        self.0.path.push(step);
        self
    }

    /// Out of an item.
    #[cold]
    pub(super) fn at_index(self, index: usize) -> Self {
        self.at(format!("[{index}]"))
    }

    /// Out of an argument.
    #[cold]
    pub(super) fn at_argument(self, index: usize) -> Self {
        self.at(format!("argument {}", index + 1))
    }

    /// Out of a property: `.name`, or `["other"]`.
    #[cold]
    pub(super) fn at_name(self, name: &str) -> Self {
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if plain && !name.is_empty() && name.len() <= MOST_SHOWN && !name.starts_with(|c: char| c.is_ascii_digit()) {
            return self.at(format!(".{name}"));
        }
        self.at(format!("[{:?}]", shortened(name)))
    }

    /// For the embedder; `root` is what the path begins with.
    pub(super) fn into_error(self, root: &str) -> Error {
        if self.0.is_fault {
            return Error::Fault(self.0.message);
        }
        Error::Convert(format!("{root}{self}"))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in self.0.path.iter().rev() {
            f.write_str(step)?;
        }
        write!(f, ": {}", self.0.message)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("invalid type: {}, expected {expected}", kind(unexpected)))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("invalid value: {}, expected {expected}", kind(unexpected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("unknown variant {:?}, expected one of {expected:?}", shortened(variant)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("unknown property {:?}, expected one of {expected:?}", shortened(field)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the property {field:?} is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("the property {field:?} is there twice"))
    }
}

impl ser::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

/// What it is, in the words of JavaScript and without a text of any length.
fn kind(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(flag) => flag.to_string(),
        Unexpected::Unsigned(number) => format!("number {number}"),
        Unexpected::Signed(number) => format!("number {number}"),
        Unexpected::Float(number) => format!("number {number}"),
        Unexpected::Str(_) | Unexpected::Char(_) => "string".to_owned(),
        Unexpected::Bytes(_) => "bytes".to_owned(),
        Unexpected::Unit | Unexpected::Option => "null or undefined".to_owned(),
        Unexpected::Seq => "array".to_owned(),
        Unexpected::Map => "object".to_owned(),
        other => other.to_string(),
    }
}

fn shortened(text: &str) -> String {
    let more = if text.chars().nth(MOST_SHOWN).is_some() { "…" } else { "" };
    text.chars().take(MOST_SHOWN).collect::<String>() + more
}
