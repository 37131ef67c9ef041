//! The texts that a runtime has loaded, kept for source maps and code frames.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of text kept at most; what is beyond is forgotten first come, first kept.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Texts by URL.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    texts: BTreeMap<String, Arc<str>>,
    bytes: usize,
    /// Those of the snapshot that the runtime started from.
    before: Option<Arc<Sources>>,
}

impl Sources {
    /// Keeps a text while there is room.
    pub(crate) fn remember(&mut self, url: &str, text: &str) {
        if self.bytes + text.len() <= MOST_BYTES {
            self.bytes += text.len();
            if let Some(old) = self.texts.insert(url.to_owned(), Arc::from(text)) {
                self.bytes -= old.len();
            }
        }
    }

    /// The text of a URL.
    pub(crate) fn get(&self, url: &str) -> Option<Arc<str>> {
        self.texts.get(url).cloned().or_else(|| self.before.as_ref()?.get(url))
    }

    /// No texts of its own after those of a snapshot.
    pub(crate) fn after(snapshot: Arc<Sources>) -> Self {
        Self { before: Some(snapshot), ..Self::default() }
    }

    /// URLs and texts that it keeps itself.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(url, text)| (url.as_str(), &**text))
    }
}
