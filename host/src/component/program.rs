//! A graph as the guest reads it; `guest/src/standalone/program.rs` has the other side.

use super::Isolation;
use super::ahead::Ahead;
use crate::graph::{Graph, How, Kind, Target};
use crate::inspection::{Origin, OriginAhead, OriginModule, sha256};
use minicbor::Encoder;
use minicbor::encode::Error;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The entry's URL, sources (URL, kind, whether it is ready, text), answers (referrer,
/// whether it is `require`, specifier, URL), and environment variables, as CBOR.
///
/// # Errors
/// Never: it is written into memory.
pub(super) fn program(graph: &Graph, environment: &BTreeMap<String, String>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    write(graph, environment, &mut Encoder::new(&mut bytes)).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// What the component says of itself.
pub(super) fn origin(graph: &Graph, guest: &[u8], ahead: Option<&Ahead>, isolation: Isolation) -> Origin {
    let root = root(graph);
    let modules = graph.modules.iter().map(|(url, module)| OriginModule::new(shown(url, &root), &module.text));
    Origin {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        guest: sha256(guest),
        entry: shown(&graph.entry, &root),
        isolation,
        ahead: ahead.map(|ahead| OriginAhead::new(ahead.counts())),
        modules: modules.collect(),
    }
}

fn write(
    graph: &Graph,
    environment: &BTreeMap<String, String>,
    to: &mut Encoder<&mut Vec<u8>>,
) -> Result<(), Error<Infallible>> {
    let root = root(graph);
    let ready = graph.ready();
    to.array(4)?.str(&shown(&graph.entry, &root))?.array(graph.modules.len() as u64)?;
    for (url, module) in &graph.modules {
        let kind = match module.kind {
            Kind::Script => 0,
            Kind::Module => 1,
            Kind::CommonJs => 2,
            Kind::Json => 3,
        };
        to.array(4)?.str(&shown(url, &root))?.u8(kind)?.bool(ready.contains(url.as_str()))?.str(&module.text)?;
    }
    let known = graph.edges.iter().filter_map(|edge| match &edge.to {
        Target::Module(to) => Some((edge, to)),
        _ => None,
    });
    to.array(known.clone().count() as u64)?;
    for (edge, target) in known {
        to.array(4)?.str(&shown(&edge.from, &root))?.bool(edge.how == How::Require)?;
        to.str(&edge.specifier)?.str(&shown(target, &root))?;
    }
    to.array(environment.len() as u64)?;
    for (name, value) in environment {
        to.array(2)?.str(name)?.str(value)?;
    }
    Ok(())
}

/// The module that the component knows by this URL.
pub(super) fn real<'a>(graph: &'a Graph, url: &str) -> Option<&'a str> {
    let root = root(graph);
    graph.modules.keys().find(|known| shown(known, &root) == url).map(String::as_str)
}

/// The folder that all files have in common, as a URL that ends with a slash.
fn root(graph: &Graph) -> String {
    let mut files = graph.modules.keys().filter(|url| url.starts_with(FILE));
    let folder = |url: &str| url.rfind('/').map_or(0, |slash| slash + 1);
    let Some(first) = files.next() else { return FILE.to_owned() };
    let mut root = first.get(..folder(first)).unwrap_or(FILE);
    for url in files {
        while !url.starts_with(root) {
            let above = root.trim_end_matches('/');
            root = above.get(..folder(above)).unwrap_or(FILE);
        }
    }
    root.to_owned()
}

/// A URL as the component shows it: where the files lie on this machine is nobody's business.
fn shown(url: &str, root: &str) -> String {
    url.strip_prefix(root).map_or_else(|| url.to_owned(), |below| format!("{FILE}{below}"))
}

const FILE: &str = "file:///";
