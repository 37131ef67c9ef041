//! `host build`: a program as a component.

use crate::args::{BuildArgs, IsolateArg, WorldArg};
use crate::exit::Exit;
use crate::{engine, program, report};
use anyhow::{Context as _, bail};
use skerry::{Error, Graph, Isolation, Problem, Severity, World};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Makes the component.
///
/// # Errors
/// Files that cannot be read or written, or wrong arguments.
pub fn build(args: &BuildArgs) -> anyhow::Result<Exit> {
    let world = match args.world {
        WorldArg::Command => World::Command,
        WorldArg::Http => World::Http,
        WorldArg::HttpP2 => World::HttpP2,
        WorldArg::Plugin => World::Plugin,
    };
    let isolation = match args.isolate {
        IsolateArg::Instance => Isolation::Instance,
        IsolateArg::Request => Isolation::Request,
    };
    let variables = args.env.iter().map(|given| variable(given)).collect::<anyhow::Result<Vec<_>>>()?;
    let output = output(args);
    let engine = engine::engine()?;
    let graph = program::graph(&engine, &args.file, &args.imports, "build")?;
    for problem in graph.problems() {
        report::problem(problem, &graph);
    }
    if graph.errors() > 0 {
        return Ok(Exit::Exception);
    }
    let mut builder = engine.component(&graph, world).isolation(isolation).ahead_of_time(args.aot);
    for (name, value) in variables {
        builder = builder.env(name, value);
    }
    // It is told while the component is built, and never again.
    match builder.on_console(|text| anstream::eprint!("{text}")).build() {
        Ok(component) => write(&output, &component, &graph),
        Err(Error::Exception(exception)) => {
            report::problem(&Problem { severity: Severity::Error, exception: *exception }, &graph);
            Ok(Exit::Exception)
        }
        Err(error) => Err(error.into()),
    }
}

/// A variable and its value, this process's where none is given.
fn variable(given: &str) -> anyhow::Result<(String, String)> {
    let (name, value) = match given.split_once('=') {
        Some((name, value)) => (name, value.to_owned()),
        None => (given, std::env::var(given).map_err(|error| anyhow::anyhow!("--env {given}: {error}"))?),
    };
    if name.is_empty() {
        bail!("--env {given}: a variable has a name: --env NAME=VALUE");
    }
    Ok((name.to_owned(), value))
}

/// Beside its place first, so that a component is whole or not there.
fn write(output: &Path, component: &[u8], graph: &Graph) -> anyhow::Result<Exit> {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("cannot write {}: there is no folder {}", output.display(), folder.display());
    }
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(component)?;
        readable(file.as_file())?;
        Ok(file.persist(output)?)
    });
    written.with_context(|| format!("cannot write {}", output.display()))?;
    let modules = graph.modules().count();
    let size = bytesize::ByteSize(component.len() as u64).display().iec();
    anstream::eprintln!("{}: {size}, {modules} module{}", output.display(), if modules == 1 { "" } else { "s" });
    Ok(Exit::Done)
}

/// A temporary file is its owner's alone; a component is for whoever runs it.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

fn output(args: &BuildArgs) -> PathBuf {
    args.output
        .clone()
        .unwrap_or_else(|| PathBuf::from(args.file.file_name().unwrap_or_default()).with_extension("wasm"))
}
