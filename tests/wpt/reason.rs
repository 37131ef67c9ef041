//! Why a sub-test does not pass: a closed list.

use std::fmt;

/// A reason of the list; some need to say more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    word: &'static str,
    detail: String,
}

/// The words, whether a detail must follow, and what they mean.
pub const WORDS: [(&str, Detail, &str); 10] = [
    ("needs-webassembly", Detail::No, "the script makes a WebAssembly object"),
    ("needs-worker", Detail::No, "the script starts a worker"),
    ("needs-document", Detail::No, "the script looks for a document or a frame"),
    ("needs-shared-memory", Detail::No, "the script shares memory between agents"),
    ("needs-xhr", Detail::No, "the script uses XMLHttpRequest"),
    ("proposal", Detail::Yes, "not in the standard; the detail says what"),
    ("engine-bug", Detail::Yes, "QuickJS differs from ECMAScript; the detail is a link or names what"),
    ("test-bug", Detail::Yes, "the test is not right; the detail says why"),
    ("divergence", Detail::Yes, "on purpose; the detail says where it is documented"),
    ("unbuilt", Detail::Yes, "not built yet; the detail says what"),
];

/// Whether a word stands alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// It does.
    No,
    /// More must follow.
    Yes,
}

/// What a new failure gets, and what is refused.
pub const UNKNOWN: &str = "?";

impl Reason {
    /// A failure whose reason nobody has found yet.
    pub fn unknown() -> Self {
        Self { word: UNKNOWN, detail: String::new() }
    }

    /// Reads `word detail`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (word, detail) = text.split_once(' ').unwrap_or((text, ""));
        let detail = detail.trim().to_owned();
        if word == UNKNOWN {
            return Ok(Self { word: UNKNOWN, detail });
        }
        match WORDS.iter().find(|(known, ..)| *known == word) {
            None => Err(format!("'{word}' is no reason of the list")),
            Some((_, Detail::Yes, _)) if detail.is_empty() => Err(format!("'{word}' needs a detail")),
            Some((_, Detail::No, _)) if !detail.is_empty() => Err(format!("'{word}' takes no detail")),
            Some((word, ..)) => Ok(Self { word, detail }),
        }
    }

    /// Whether somebody still has to find it.
    pub fn is_unknown(&self) -> bool {
        self.word == UNKNOWN
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, " {}", self.detail) }
    }
}
