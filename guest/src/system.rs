//! The only door to the host: clocks, randomness, the console, modules.
//!
//! In the component each function is an import of `wit/runtime.wit`. In a component that
//! runs by itself WASI stands behind the same functions, elsewhere (native unit tests) a
//! virtual host: its clock moves only when the event loop sleeps.

#[cfg(all(target_arch = "wasm32", feature = "standalone"))]
pub use crate::standalone::system::*;
#[cfg(all(target_arch = "wasm32", not(feature = "standalone")))]
pub use crate::world::system::*;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

/// The level of a console message; the host decides where each goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleLevel {
    /// `console.debug`
    Debug,
    /// `console.log` and what prints like it
    Log,
    /// `console.info`
    Info,
    /// `console.warn`
    Warn,
    /// `console.error`, `console.trace`, `console.assert`
    Error,
}

/// Who asks for a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// The embedder, for an entry point.
    Entry,
    /// `import`, static or dynamic.
    Import,
    /// `require`.
    Require,
    /// `import.meta.resolve`: a URL need not name anything.
    Meta,
}

/// A module asked for by specifier.
#[derive(Clone, Debug)]
pub struct ModuleRequest<'a> {
    /// What the script wrote.
    pub specifier: &'a str,
    /// URL of the module that asks; none for an entry point.
    pub referrer: Option<&'a str>,
    /// Who asks.
    pub kind: RequestKind,
    /// The import attribute `type`.
    pub attribute: Option<&'a str>,
}

/// Why a module cannot be had.
#[derive(Clone, Debug)]
pub struct LoadError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// Functions of the embedder that a script can import.
#[derive(Clone, Debug)]
pub struct HostModule {
    /// Names the module in a call.
    pub id: u32,
    /// A function's position names it in a call.
    pub functions: Vec<HostFunction>,
}

/// A function of the embedder.
#[derive(Clone, Debug)]
pub struct HostFunction {
    /// The name of the export.
    pub name: String,
    /// Whether it answers with a promise.
    pub is_async: bool,
}

/// Why a function of the embedder failed.
#[derive(Clone, Debug)]
pub struct HostFailure {
    /// The class of the error that the script sees.
    pub name: String,
    /// Its message.
    pub message: String,
    /// Its other own properties.
    pub properties: Vec<(String, String)>,
    /// Names the embedder's own error.
    pub id: Option<u32>,
}

/// Names an end of a byte stream that the host holds.
pub type StreamEnd = u32;

/// Which of the script's own streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardStream {
    /// `process.stdin`
    Input,
    /// `process.stdout`
    Output,
    /// `process.stderr`
    Error,
}

/// Why a splice has ended before its reader did.
#[derive(Clone, Debug)]
pub enum SpliceFailure {
    /// The reader failed.
    Reader(HostFailure),
    /// The writer failed.
    Writer(HostFailure),
}

/// What a function of the embedder answers.
pub type Reply = Result<Vec<u8>, HostFailure>;
