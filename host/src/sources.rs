//! The texts that a runtime has loaded, kept for source maps and code frames.

use crate::account::{Account, Charge};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of text kept at most; what is beyond is forgotten first come, first kept.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Texts by URL.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    texts: BTreeMap<String, (Arc<str>, Option<Charge>)>,
    bytes: usize,
    /// Where they are charged.
    account: Option<Arc<Account>>,
    /// Those of the snapshot that the runtime started from.
    before: Option<Arc<Sources>>,
}

impl Sources {
    /// Keeps a text while there is room.
    pub(crate) fn remember(&mut self, url: &str, text: &str) {
        if self.bytes + text.len() > self.most() {
            return;
        }
        let charge = match &self.account {
            Some(account) => match account.charge(text.len()) {
                None => return,
                charge => charge,
            },
            None => None,
        };
        self.bytes += text.len();
        if let Some((old, _)) = self.texts.insert(url.to_owned(), (Arc::from(text), charge)) {
            self.bytes -= old.len();
        }
    }

    /// The text of a URL.
    pub(crate) fn get(&self, url: &str) -> Option<Arc<str>> {
        self.texts.get(url).map(|(text, _)| Arc::clone(text)).or_else(|| self.before.as_ref()?.get(url))
    }

    /// None yet; charged to an account.
    pub(crate) fn charged(account: Arc<Account>) -> Self {
        Self { account: Some(account), ..Self::default() }
    }

    /// These texts after those of a snapshot.
    pub(crate) fn with_before(self, snapshot: Arc<Sources>) -> Self {
        Self { before: Some(snapshot), ..self }
    }

    /// A quarter of what the host may hold, if that is less: calls need the rest.
    fn most(&self) -> usize {
        let quarter = self.account.as_ref().and_then(|account| usize::try_from(account.allowed / 4).ok());
        quarter.map_or(MOST_BYTES, |quarter| quarter.min(MOST_BYTES))
    }

    /// URLs and texts that it keeps itself.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(url, (text, _))| (url.as_str(), &**text))
    }
}
