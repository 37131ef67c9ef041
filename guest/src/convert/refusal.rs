//! Why a value cannot cross, and where it is. The path is built on the way
//! back, so that a value that crosses pays nothing for it.

use super::raw::Key;
use std::borrow::Cow;

/// Characters of a key that an error shows.
const MOST_OF_A_KEY: usize = 60;

/// Why, and where.
pub struct Refusal(Box<Inner>);

struct Inner {
    reason: Cow<'static, str>,
    /// The innermost step first.
    path: Vec<String>,
}

/// A step of the walk: nothing, or why not.
pub type Done<T = ()> = Result<T, Refusal>;

/// A refusal of the value at hand.
#[cold]
pub fn refuse<T>(reason: impl Into<Cow<'static, str>>) -> Done<T> {
    Err(refusal(reason))
}

/// A refusal of the value at hand.
#[cold]
pub fn refusal(reason: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal(Box::new(Inner { reason: reason.into(), path: Vec::new() }))
}

impl Refusal {
    /// One step outwards.
    #[cold]
    pub fn at(mut self, step: impl Into<String>) -> Self {
        self.0.path.push(step.into());
        self
    }

    /// Out of an item of an array or set.
    #[cold]
    pub fn at_index(self, index: usize) -> Self {
        self.at(format!("[{index}]"))
    }

    /// Out of a property.
    #[cold]
    pub fn at_key(self, key: Key<'_>) -> Self {
        let name = key.text().map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default();
        self.at_name(&name)
    }

    /// Out of a property: `.name`, or `["other"]`.
    #[cold]
    pub fn at_name(self, name: &str) -> Self {
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if plain && !name.is_empty() && name.len() <= MOST_OF_A_KEY && !name.starts_with(|c: char| c.is_ascii_digit()) {
            return self.at(format!(".{name}"));
        }
        let more = if name.chars().nth(MOST_OF_A_KEY).is_some() { "…" } else { "" };
        let shown: String = name.chars().take(MOST_OF_A_KEY).collect();
        self.at(format!("[{:?}]", shown + more))
    }

    /// The whole text; `root` is what the walk began with.
    pub fn text(self, root: &str) -> String {
        let path: String = self.0.path.iter().rev().map(String::as_str).collect();
        format!("{root}{path}: {}", self.0.reason)
    }
}
