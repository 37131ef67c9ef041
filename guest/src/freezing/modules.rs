//! Modules of a snapshot: they are imported again as they were, whatever loader
//! a runtime has.

use super::Freezing;
use crate::system::{self, LoadError, ModuleRequest, RequestKind};
use rquickjs::Ctx;
use std::collections::{BTreeMap, BTreeSet};

/// What was imported while the snapshot was made.
#[derive(Default)]
pub struct Known {
    /// URLs by what was asked for: the same question has the same answer, as
    /// the standard demands (<https://tc39.es/ecma262/#sec-HostLoadImportedModule>).
    answers: BTreeMap<Question, String>,
    /// URLs of modules that are linked.
    urls: BTreeSet<String>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Question {
    is_require: bool,
    specifier: String,
    referrer: Option<String>,
}

impl Question {
    fn of(request: &ModuleRequest<'_>) -> Self {
        Self {
            is_require: request.kind == RequestKind::Require,
            specifier: request.specifier.to_owned(),
            referrer: request.referrer.map(str::to_owned),
        }
    }
}

impl Known {
    fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.urls.is_empty()
    }

    fn answer(&self, request: &ModuleRequest<'_>) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let is_url = request.kind != RequestKind::Require && self.urls.contains(request.specifier);
        if is_url { Some(request.specifier.to_owned()) } else { self.answers.get(&Question::of(request)).cloned() }
    }
}

/// The URL that a specifier names: the snapshot's answer, else the host's.
///
/// # Errors
/// The host's.
pub fn resolve(ctx: &Ctx<'_>, request: &ModuleRequest<'_>) -> Result<String, LoadError> {
    let state = Freezing::of(ctx);
    if let Some(url) = state.known.borrow().answer(request) {
        return Ok(url);
    }
    let url = system::resolve(request)?;
    if super::is_freezing(ctx) {
        state.known.borrow_mut().answers.insert(Question::of(request), url.clone());
    }
    Ok(url)
}

/// Remembers a module, while a snapshot is made.
pub fn note_module(ctx: &Ctx<'_>, url: &str) {
    let state = Freezing::of(ctx);
    if super::is_freezing(ctx) {
        state.known.borrow_mut().urls.insert(url.to_owned());
    }
}

/// Whether a module of the snapshot has this URL.
pub fn has_module(ctx: &Ctx<'_>, url: &str) -> bool {
    Freezing::of(ctx).known.borrow().urls.contains(url)
}
