//! The program: its modules and what their imports mean, all of it in memory.

use crate::source::{Source, SourceKind};
use crate::system::{LoadError, ModuleRequest, RequestKind};
use minicbor::Decoder;
use minicbor::decode::Error;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A program, as the host has resolved it.
#[derive(Default)]
pub struct Program {
    /// The URL of the entry.
    pub entry: String,
    /// Sources by URL, the entry's among them.
    sources: BTreeMap<String, Source>,
    /// URLs of what can be linked without running anything.
    ready: Vec<String>,
    /// URLs by referrer, how it is asked, and specifier.
    answers: BTreeMap<(String, bool, String), String>,
    /// Environment variables that the component is built with.
    environment: Vec<(String, String)>,
}

thread_local! {
    /// This component's; it is frozen with the memory.
    static PROGRAM: RefCell<Program> = RefCell::default();
}

/// The URL of the entry.
pub fn entry() -> String {
    PROGRAM.with_borrow(|program| program.entry.clone())
}

/// Environment variables that the component was built with.
pub fn environment() -> Vec<(String, String)> {
    PROGRAM.with_borrow(|program| program.environment.clone())
}

/// Keeps a program in place of the one before.
pub fn set(program: Program) {
    PROGRAM.set(program);
}

/// Forgets the text of a module that was compiled; `require` reads that of JSON again.
pub fn forget_text(url: &str) {
    PROGRAM.with_borrow_mut(|program| {
        if let Some(source) = program.sources.get_mut(url).filter(|source| source.kind == SourceKind::Module) {
            source.text = String::new();
        }
    });
}

/// URLs of what can be linked without running anything.
pub fn ready() -> Vec<String> {
    PROGRAM.with_borrow(|program| program.ready.clone())
}

/// URLs of all modules.
pub fn urls() -> Vec<String> {
    PROGRAM.with_borrow(|program| program.sources.keys().cloned().collect())
}

/// The URL that a specifier means, as it was when the component was built.
pub fn resolve(request: &ModuleRequest<'_>) -> Result<String, LoadError> {
    PROGRAM.with_borrow(|program| {
        let specifier = request.specifier;
        if program.sources.contains_key(specifier) {
            return Ok(specifier.to_owned());
        }
        let referrer = request.referrer.unwrap_or(&program.entry);
        let key = (referrer.to_owned(), request.kind == RequestKind::Require, specifier.to_owned());
        program.answers.get(&key).cloned().ok_or_else(|| LoadError {
            message: format!("cannot find '{specifier}' imported from {referrer}: it is not part of this component"),
            hint: Some("host build takes what is imported by a literal specifier".to_owned()),
        })
    })
}

/// The source of a URL.
pub fn load(url: &str) -> Result<Source, LoadError> {
    PROGRAM.with_borrow(|program| {
        let missing = || LoadError { message: format!("'{url}' is not part of this component"), hint: None };
        program.sources.get(url).cloned().ok_or_else(missing)
    })
}

impl Program {
    /// Reads what the host wrote: an array of the entry's URL, an array of sources (URL, kind,
    /// whether it is ready, text), one of answers (referrer, whether it is `require`,
    /// specifier, URL), and one of environment variables (name, value).
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Decoder::new(bytes);
        from.array()?;
        let mut program = Self { entry: from.str()?.to_owned(), ..Self::default() };
        for _ in 0..from.array()?.unwrap_or(0) {
            from.array()?;
            let url = from.str()?.to_owned();
            let kind = kind(from.u8()?);
            if from.bool()? {
                program.ready.push(url.clone());
            }
            program.sources.insert(url.clone(), Source { url, kind, text: from.str()?.to_owned() });
        }
        for _ in 0..from.array()?.unwrap_or(0) {
            from.array()?;
            let key = (from.str()?.to_owned(), from.bool()?, from.str()?.to_owned());
            program.answers.insert(key, from.str()?.to_owned());
        }
        for _ in 0..from.array()?.unwrap_or(0) {
            from.array()?;
            program.environment.push((from.str()?.to_owned(), from.str()?.to_owned()));
        }
        Ok(program)
    }
}

/// The numbers are those of `host/src/component/program.rs`.
fn kind(number: u8) -> SourceKind {
    match number {
        0 => SourceKind::Script,
        1 => SourceKind::Module,
        2 => SourceKind::CommonJs,
        _ => SourceKind::Json,
    }
}
