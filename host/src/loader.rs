//! Where the source of a module comes from.
//!
//! A [`Loader`] turns a specifier into a URL ([`Loader::resolve`]) and a URL into source
//! text ([`Loader::load`]). The URL is the module's identity: two specifiers that resolve to
//! the same URL are one module instance, also across referrers.
//!
//! [`FsLoader`] reads granted folders with Node's rules, [`MapLoader`] holds modules in
//! memory. A tuple tries its loaders in order, so in-memory modules can stand before files:
//!
//! ```
//! # use skerry::loader::{FsLoader, MapLoader};
//! let loader = (MapLoader::new().module("settings", "export default { level: 3 }"), FsLoader::new());
//! ```

mod chain;
mod error;
mod fs;
mod map;
#[cfg(test)]
mod ready;
mod url_like;

pub use error::{LoadError, LoadErrorKind};
pub(crate) use fs::path;
pub use fs::{DEFAULT_MAX_SOURCE, FsLoader};
pub use map::MapLoader;
pub(crate) use url_like::url_like;

use std::future::Future;
use std::pin::Pin;

/// What [`Loader::load`] returns.
pub type LoadFuture<'a> = Pin<Box<dyn Future<Output = Result<Option<ModuleSource>, LoadError>> + Send + 'a>>;

/// Where a module's source comes from. Tuples are tried in order.
///
/// One loader serves any number of runtimes at once, so it takes `&self` and is `Sync`.
/// What it is asked comes from a script that may be hostile: a loader must neither panic nor
/// wait for ever on any specifier.
pub trait Loader: Send + Sync + 'static {
    /// The URL that `request` names, or `None` when it isn't this loader's business.
    ///
    /// Called once for each specifier of each module, before anything is read.
    ///
    /// # Errors
    ///
    /// A request that is this loader's business and cannot be met. No later loader is asked.
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError>;

    /// The source behind a URL that [`Loader::resolve`] returned, or `None` when the URL
    /// isn't this loader's.
    ///
    /// # Errors
    ///
    /// The source is missing, too large or not text.
    fn load(&self, url: &str) -> LoadFuture<'_>;
}

/// One question to a loader: what does this specifier mean there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleRequest<'a> {
    /// The text between the quotes, as the script wrote it.
    pub specifier: &'a str,
    /// URL of the module that asks; `None` for an entry point and for evaluated code that
    /// has no URL.
    pub referrer: Option<&'a str>,
    /// How it is asked, which decides conditions and whether the specifier is a path.
    pub kind: RequestKind,
    /// The import attribute `type`, as in `import x from "./x.json" with { type: "json" }`.
    pub attribute_type: Option<&'a str>,
}

impl<'a> ModuleRequest<'a> {
    /// A request without import attributes.
    pub fn new(kind: RequestKind, specifier: &'a str, referrer: Option<&'a str>) -> Self {
        ModuleRequest { specifier, referrer, kind, attribute_type: None }
    }

    /// The same request with the import attribute `type`.
    pub fn with_attribute_type(self, attribute_type: Option<&'a str>) -> Self {
        ModuleRequest { attribute_type, ..self }
    }
}

/// How a module is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// `import` or `export … from` or `import()`: specifiers are URLs.
    Import,
    /// `require()`: specifiers are paths.
    Require,
    /// The embedder or the command line names the module to start with: a path or a URL.
    Entry,
}

/// Source text with the URL and the format it is to be evaluated as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleSource {
    /// The module's identity and its name in stack traces.
    pub url: String,
    /// How the text is to be read.
    pub format: ModuleFormat,
    /// The text, without a byte order mark.
    pub text: String,
}

/// How source text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ModuleFormat {
    /// An ECMAScript module.
    Module,
    /// A CommonJS module: `require`, `module`, `exports`.
    CommonJs,
    /// JSON; the parsed value is the default export.
    Json,
    /// Nothing says: the guest looks for `import`, `export` and top-level `await`.
    Auto,
}
