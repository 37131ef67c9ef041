//! A program's modules, found without running any.

mod link;
mod scan;
mod walk;

use crate::engine::Engine;
use crate::error::Result;
use crate::exception::Exception;
use crate::loader::{Loader, ModuleFormat};
use crate::source::SourceKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// All modules of a program, resolved and parsed; none of them has run.
///
/// What belongs to it: the entry, what import declarations name, and what `import()` and
/// `require()` name by a literal text. [`problems`](Self::problems) has what is wrong with it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// use skerry::loader::MapLoader;
/// # let engine = skerry::Engine::builder().build()?;
/// let modules = MapLoader::new()
///     .module("./main.js", "import { two } from './lib.js'; export default two")
///     .module("./lib.js", "export const tow = 2");
/// let graph = engine.graph("./main.js", modules).await?;
/// let problem = &graph.problems()[0];
/// assert_eq!(problem.exception.message, "Could not find export 'two' in module 'map:///lib.js'");
/// # Ok(()) })
/// # }
/// ```
pub struct Graph {
    pub(crate) entry: String,
    pub(crate) modules: BTreeMap<String, GraphModule>,
    pub(crate) edges: Vec<Edge>,
    problems: Vec<Problem>,
}

/// One of its modules.
pub(crate) struct GraphModule {
    pub(crate) kind: Kind,
    pub(crate) text: Arc<str>,
}

/// What a source is, once that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Script,
    Module,
    CommonJs,
    Json,
}

impl From<Kind> for SourceKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Script => Self::Script,
            Kind::Module => Self::Module,
            Kind::CommonJs => Self::CommonJs,
            Kind::Json => Self::Json,
        }
    }
}

/// One thing that a module asks for.
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) how: How,
    pub(crate) specifier: String,
    pub(crate) attribute: Option<String>,
    pub(crate) to: Target,
    /// Line and column of the specifier, where the scanner sees it.
    place: Option<(u32, u32)>,
}

/// How it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// An import declaration.
    Static,
    /// `import()`
    Dynamic,
    /// `require()`
    Require,
}

/// What it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The module of a URL.
    Module(String),
    /// Functions of the host, by the specifier.
    Host,
    /// Nothing: there is a problem.
    Missing,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The program does not start.
    Error,
    /// Something in it would fail if it were reached, or cannot be told before it runs.
    Warning,
}

/// What is wrong with a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What would be thrown, with the place in its first frame where there is one.
    pub exception: Exception,
}

impl Engine {
    /// Finds all modules of a program: parses the entry, which `loader` resolves, and what it
    /// imports, and runs nothing.
    ///
    /// # Errors
    /// [`Error::Setup`](crate::Error::Setup) when the entry cannot be loaded or all slots are taken. What is wrong with
    /// the program is no error here, see [`Graph::problems`].
    pub async fn graph(&self, entry: &str, loader: impl Loader) -> Result<Graph> {
        let mut graph = walk::walk(self, entry, Arc::new(loader)).await?;
        if graph.errors() == 0 {
            link::link(self, &mut graph).await?;
        }
        Ok(graph)
    }
}

impl Graph {
    /// The URL of the entry.
    #[must_use]
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// The URL and the format of each module, in order of the URLs.
    pub fn modules(&self) -> impl Iterator<Item = (&str, ModuleFormat)> {
        self.modules.iter().map(|(url, module)| {
            let format = match module.kind {
                Kind::Script => ModuleFormat::Auto,
                Kind::Module => ModuleFormat::Module,
                Kind::CommonJs => ModuleFormat::CommonJs,
                Kind::Json => ModuleFormat::Json,
            };
            (url.as_str(), format)
        })
    }

    /// What is wrong with the program, in the order in which it was found.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many of the problems are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// The text of a module.
    #[must_use]
    pub fn source_text(&self, url: &str) -> Option<Arc<str>> {
        self.modules.get(url).map(|module| Arc::clone(&module.text))
    }

    /// Says where the import stands that an exception without a place is about.
    pub(crate) fn locate(&self, exception: &mut Exception) {
        if exception.frames.is_empty() {
            exception.frames.extend(link::importer(self, &exception.message));
        }
    }

    /// Modules that can be linked without running anything: neither they nor what they
    /// import by declaration is CommonJS, whose exports are known once it has run.
    pub(crate) fn ready(&self) -> BTreeSet<&str> {
        let mut importers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for edge in self.edges.iter().filter(|edge| edge.how == How::Static) {
            if let Target::Module(to) = &edge.to {
                importers.entry(to).or_default().push(&edge.from);
            }
        }
        let runs = |module: &GraphModule| matches!(module.kind, Kind::CommonJs | Kind::Script);
        let mut next: Vec<&str> =
            self.modules.iter().filter(|(_, module)| runs(module)).map(|(url, _)| url.as_str()).collect();
        let mut waiting: BTreeSet<&str> = BTreeSet::new();
        while let Some(url) = next.pop() {
            if waiting.insert(url) {
                next.extend(importers.get(url).into_iter().flatten());
            }
        }
        let is_ready =
            |(url, module): &(&String, &GraphModule)| module.kind == Kind::Module && !waiting.contains(url.as_str());
        self.modules.iter().filter(is_ready).map(|(url, _)| url.as_str()).collect()
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modules: Vec<_> = self.modules.keys().collect();
        f.debug_struct("Graph").field("entry", &self.entry).field("modules", &modules).finish_non_exhaustive()
    }
}
