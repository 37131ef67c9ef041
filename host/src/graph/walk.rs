//! From the entry to everything that it asks for.

use super::scan::{How as Said, Mention, scan};
use super::{Edge, Graph, GraphModule, How, Kind, Problem, Severity, Target};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::exception::{Exception, Frame};
use crate::limits::{Limits, MIB};
use crate::loader::{LoadError, Loader, ModuleFormat, ModuleRequest, ModuleSource, RequestKind};
use crate::runtime::Runtime;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// Memory for all texts and what the parser makes of them.
const MEMORY: u64 = 1024 * MIB;

/// The graph below an entry.
///
/// # Errors
/// When the entry cannot be loaded, or parsing hits a limit.
pub(super) async fn walk(engine: &Engine, entry: &str, loader: Arc<dyn Loader>) -> Result<Graph> {
    let request = ModuleRequest::new(RequestKind::Entry, entry, None);
    let missing = || Error::Setup(format!("cannot find '{entry}'"));
    let setup = |error: LoadError| match error.hint {
        Some(hint) => Error::Setup(format!("{}; {hint}", error.message)),
        None => Error::Setup(error.message),
    };
    let url = loader.resolve(&request).map_err(setup)?.ok_or_else(missing)?;
    let source = loader.load(&url).await.map_err(setup)?.ok_or_else(missing)?;
    let limits = Limits::unlimited().memory(MEMORY);
    let runtime = engine.runtime().limits(limits).loader(Arc::clone(&loader)).build().await?;
    let graph = Graph { entry: url, modules: BTreeMap::new(), edges: Vec::new(), problems: Vec::new() };
    let mut walk = Walk { graph, loader, runtime, queue: VecDeque::new(), asked: BTreeSet::new() };
    walk.enter(source, true).await?;
    while let Some(index) = walk.queue.pop_front() {
        walk.follow(index).await?;
    }
    Ok(walk.graph)
}

struct Walk {
    graph: Graph,
    loader: Arc<dyn Loader>,
    /// Where sources are parsed.
    runtime: Runtime,
    /// Edges whose target is not loaded yet.
    queue: VecDeque<usize>,
    /// What the module that is looked at has asked for so far.
    asked: BTreeSet<(How, String, Option<String>)>,
}

impl Walk {
    /// Loads what an edge leads to.
    async fn follow(&mut self, index: usize) -> Result<()> {
        let Some(Edge { to: Target::Module(url), .. }) = self.graph.edges.get(index) else { return Ok(()) };
        if self.graph.modules.contains_key(url) {
            self.check_attribute(index);
            return Ok(());
        }
        let url = url.clone();
        match self.loader.load(&url).await {
            Ok(Some(source)) => {
                self.enter(source, false).await?;
                self.check_attribute(index);
            }
            Ok(None) => self.fail(index, &LoadError::not_found(format!("cannot load '{url}'"))),
            Err(error) => self.fail(index, &error),
        }
        Ok(())
    }

    /// Parses a source and notes what it asks for.
    async fn enter(&mut self, source: ModuleSource, is_entry: bool) -> Result<()> {
        let (kind, parsed) = self.parse(&source, is_entry).await?;
        let (imports, exception) = match parsed {
            Ok(imports) => (imports, None),
            Err(exception) => (Vec::new(), Some(exception)),
        };
        self.graph.modules.insert(source.url.clone(), GraphModule { kind, text: Arc::from(&*source.text) });
        if let Some(exception) = exception {
            self.graph.problems.push(Problem { severity: Severity::Error, exception: *exception });
            return Ok(());
        }
        self.asked.clear();
        let mentions = if kind == Kind::Json { Vec::new() } else { scan(&source.text) };
        let mut places = BTreeMap::new();
        for mention in mentions.iter().filter(|mention| mention.how == Said::Declaration) {
            places.entry(mention.specifier.as_str()).or_insert((mention.line, mention.column));
        }
        for (specifier, attribute) in imports {
            let place = places.get(specifier.as_str()).copied();
            self.ask(&source.url, How::Static, specifier, attribute, place);
        }
        for mention in &mentions {
            self.mentioned(&source.url, kind, mention);
        }
        Ok(())
    }

    /// `import()` and `require()`, as far as they can be told.
    fn mentioned(&mut self, url: &str, kind: Kind, mention: &Mention) {
        let place = (mention.line, mention.column);
        let specifier = mention.specifier.clone();
        match mention.how {
            Said::Dynamic => self.ask(url, How::Dynamic, specifier, mention.attribute.clone(), Some(place)),
            Said::Require if kind == Kind::CommonJs => self.ask(url, How::Require, specifier, None, Some(place)),
            // What is declared the parser has told, and no module requires.
            Said::Declaration | Said::Require => {}
            Said::Unknown => {
                let message = "import() of what only a run can tell".to_owned();
                let hint = Some("what it names is not looked at; a literal would be".to_owned());
                let exception = Exception { message, hint, frames: vec![frame(url, place)], ..Exception::default() };
                self.graph.problems.push(Problem { severity: Severity::Warning, exception });
            }
        }
    }

    /// Notes one thing that a module asks for, and whose URL it is.
    fn ask(&mut self, from: &str, how: How, specifier: String, attribute: Option<String>, place: Option<(u32, u32)>) {
        if !self.asked.insert((how, specifier.clone(), attribute.clone())) {
            return;
        }
        let (to, error) = self.resolve(from, how, &specifier, attribute.as_deref());
        let index = self.graph.edges.len();
        self.graph.edges.push(Edge { from: from.to_owned(), how, specifier, attribute, to, place });
        match error {
            Some(error) => self.fail(index, &error),
            None => self.queue.push_back(index),
        }
    }

    fn resolve(&self, from: &str, how: How, specifier: &str, attribute: Option<&str>) -> (Target, Option<LoadError>) {
        if specifier.starts_with("host:") || specifier.starts_with("skerry:") {
            return (Target::Host, None);
        }
        let kind = if how == How::Require { RequestKind::Require } else { RequestKind::Import };
        let request = ModuleRequest::new(kind, specifier, Some(from)).with_attribute_type(attribute);
        match self.loader.resolve(&request) {
            Ok(Some(url)) => (Target::Module(url), None),
            Ok(None) => (Target::Missing, Some(LoadError::not_found(format!("cannot find module '{specifier}'")))),
            Err(error) => (Target::Missing, Some(error)),
        }
    }

    /// An import says what it takes the module for; JSON has to be said.
    fn check_attribute(&mut self, index: usize) {
        let Some(edge) = self.graph.edges.get(index) else { return };
        let Target::Module(url) = &edge.to else { return };
        let Some(module) = self.graph.modules.get(url) else { return };
        let message = match (edge.how, edge.attribute.as_deref(), module.kind) {
            (How::Static, None, Kind::Json) => {
                format!("a JSON module needs an attribute: import data from '{url}' with {{ type: \"json\" }}")
            }
            (How::Static | How::Dynamic, Some("json"), kind) if kind != Kind::Json => {
                format!("'{url}' is imported as JSON and is none")
            }
            _ => return,
        };
        self.problem(index, "TypeError", message, None);
    }

    fn fail(&mut self, index: usize, error: &LoadError) {
        self.problem(index, "Error", error.message.clone(), error.hint.clone());
        if let Some(edge) = self.graph.edges.get_mut(index) {
            edge.to = Target::Missing;
        }
    }

    /// Notes what is wrong with an edge, at its place. What only matters once it is reached
    /// is a warning.
    fn problem(&mut self, index: usize, name: &str, message: String, hint: Option<String>) {
        let Some(edge) = self.graph.edges.get(index) else { return };
        let severity = if edge.how == How::Static { Severity::Error } else { Severity::Warning };
        let frames = edge.place.map(|place| frame(&edge.from, place)).into_iter().collect();
        let exception = Exception { name: name.to_owned(), message, frames, hint, ..Exception::default() };
        self.graph.problems.push(Problem { severity, exception });
    }

    /// What a source is and what it imports, or why it does not parse.
    async fn parse(&mut self, source: &ModuleSource, is_entry: bool) -> Result<(Kind, Parsed)> {
        let first = match source.format {
            ModuleFormat::Module => return self.outline(source, Kind::Module).await,
            ModuleFormat::CommonJs => return self.outline(source, Kind::CommonJs).await,
            ModuleFormat::Json => return self.outline(source, Kind::Json).await,
            ModuleFormat::Auto if is_entry => Kind::Script,
            ModuleFormat::Auto => Kind::CommonJs,
        };
        let (kind, as_script) = self.outline(source, first).await?;
        let Err(as_script) = as_script else { return Ok((kind, as_script)) };
        let (kind, as_module) = self.outline(source, Kind::Module).await?;
        let Err(as_module) = as_module else { return Ok((kind, as_module)) };
        // Neither parses: the one that got further was meant.
        let further = if reached(&as_module) >= reached(&as_script) { as_module } else { as_script };
        Ok((kind, Err(further)))
    }

    async fn outline(&mut self, source: &ModuleSource, kind: Kind) -> Result<(Kind, Parsed)> {
        let source = Source { kind: kind.into(), ..Source::script(&*source.text).url(&source.url) };
        match self.runtime.outline(source).await {
            Ok(imports) => Ok((kind, Ok(imports))),
            Err(Error::Exception(exception)) => Ok((kind, Err(exception))),
            Err(error) => Err(error),
        }
    }
}

/// Specifiers and attributes of import declarations, or a `SyntaxError`.
type Parsed = std::result::Result<Vec<(String, Option<String>)>, Box<Exception>>;

fn frame(url: &str, (line, column): (u32, u32)) -> Frame {
    Frame { function: String::new(), url: url.to_owned(), line: Some(line), column: Some(column) }
}

fn reached(exception: &Exception) -> (u32, u32) {
    let frame = exception.frames.first();
    frame.map_or((0, 0), |frame| (frame.line.unwrap_or(0), frame.column.unwrap_or(0)))
}
