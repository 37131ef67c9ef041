//! Whether all names that modules import from each other exist.

use super::{Graph, How, Kind, Problem, Severity, Target};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::exception::Frame;
use crate::limits::{Limits, MIB};
use crate::loader::{LoadError, LoadFuture, Loader, ModuleFormat, ModuleRequest, ModuleSource, RequestKind};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Memory for what the modules are compiled to.
const MEMORY: u64 = 1024 * MIB;

/// Links what can be linked without running anything; the first name that is missing in each
/// part of the graph is a problem.
///
/// # Errors
/// When linking hits a limit.
pub(super) async fn link(engine: &Engine, graph: &mut Graph) -> Result<()> {
    let loader = Arc::new(Memory::of(graph));
    for url in tops(graph) {
        let Some(text) = graph.source_text(&url) else { continue };
        let limits = Limits::unlimited().memory(MEMORY);
        let mut runtime = engine.runtime().limits(limits).loader(Arc::clone(&loader)).build().await?;
        match runtime.compile(Source::module(&*text).url(url)).await {
            Ok(_) => {}
            Err(Error::Exception(mut exception)) => {
                graph.locate(&mut exception);
                graph.problems.push(Problem { severity: Severity::Error, exception: *exception });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Where the import stands that an error of the engine is about, which says so in its message
/// alone: `... export 'NAME' in module 'URL'`, `... module 'SPECIFIER'`.
pub(super) fn importer(graph: &Graph, message: &str) -> Option<Frame> {
    let quoted: Vec<&str> = message.split('\'').skip(1).step_by(2).collect();
    let target = quoted.last()?;
    let edge = graph.edges.iter().find(|edge| {
        let is_to = edge.specifier == **target || edge.to == Target::Module((*target).to_owned());
        let names = |text: &str| quoted.len() < 2 || text.contains(quoted.first().copied().unwrap_or_default());
        edge.how == How::Static && is_to && graph.modules.get(&edge.from).is_some_and(|module| names(&module.text))
    })?;
    let (line, column) = edge.place?;
    Some(Frame { function: String::new(), url: edge.from.clone(), line: Some(line), column: Some(column) })
}

/// Modules that can be linked, without those that one of them imports.
fn tops(graph: &Graph) -> Vec<String> {
    let ready = graph.ready();
    let mut below = BTreeSet::new();
    for edge in graph.edges.iter().filter(|edge| edge.how == How::Static && ready.contains(edge.from.as_str())) {
        match &edge.to {
            Target::Module(to) if *to != edge.from => _ = below.insert(to.as_str()),
            _ => {}
        }
    }
    let is_top = |url: &&str| *url == graph.entry || !below.contains(url);
    ready.iter().copied().filter(is_top).map(str::to_owned).collect()
}

/// The graph's modules as a loader has them.
struct Memory {
    sources: BTreeMap<String, (Kind, Arc<str>)>,
    answers: BTreeMap<(String, bool, String), String>,
}

impl Memory {
    fn of(graph: &Graph) -> Self {
        let source = |module: &super::GraphModule| (module.kind, Arc::clone(&module.text));
        let sources = graph.modules.iter().map(|(url, module)| (url.clone(), source(module))).collect();
        let answers = graph.edges.iter().filter_map(|edge| {
            let Target::Module(to) = &edge.to else { return None };
            Some(((edge.from.clone(), edge.how == How::Require, edge.specifier.clone()), to.clone()))
        });
        Self { sources, answers: answers.collect() }
    }
}

impl Loader for Memory {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        let referrer = request.referrer.unwrap_or_default().to_owned();
        let key = (referrer, request.kind == RequestKind::Require, request.specifier.to_owned());
        Ok(self.answers.get(&key).cloned())
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        let source = self.sources.get(url).map(|(kind, text)| ModuleSource {
            url: url.to_owned(),
            format: match kind {
                Kind::Module => ModuleFormat::Module,
                Kind::CommonJs => ModuleFormat::CommonJs,
                Kind::Json => ModuleFormat::Json,
                Kind::Script => ModuleFormat::Auto,
            },
            text: text.to_string(),
        });
        Box::pin(std::future::ready(Ok(source)))
    }
}
