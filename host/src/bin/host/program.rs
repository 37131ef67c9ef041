//! A program that is looked at and not run.

use crate::args::ImportArgs;
use crate::permissions;
use crate::run::place;
use anyhow::{Context as _, bail};
use skerry::{Engine, Graph};
use std::path::Path;

/// The modules of the program of this entry.
///
/// # Errors
/// A file that cannot be had, or wrong arguments. What is wrong with the program is in the graph.
pub fn graph(engine: &Engine, file: &Path, imports: &ImportArgs, verb: &str) -> anyhow::Result<Graph> {
    let shown = file.display();
    let failed = || format!("cannot {verb} {shown}");
    let path = place(file).with_context(failed)?;
    let Some(name) = path.to_str() else {
        bail!("cannot {verb} {shown}: the path is not UTF-8, rename it");
    };
    let loader = permissions::loader(path.parent().unwrap_or(Path::new("/")), &imports.allow_read)?;
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    tokio.block_on(engine.graph(name, loader)).with_context(failed)
}
