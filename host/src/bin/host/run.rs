//! `host run`: a file, or stdin.

use crate::args::RunArgs;
use crate::exit::Exit;
use crate::script::{Script, execute};
use anyhow::{Context as _, bail};
use skerry::Source;
use skerry::loader::{Loader as _, ModuleRequest, RequestKind};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Larger programs are refused: the engine would need many times as much.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Runs a file or stdin.
///
/// # Errors
/// A file that cannot be had, wrong arguments, or what the script ended with.
pub fn run(args: RunArgs) -> anyhow::Result<Exit> {
    if args.file == Path::new("-") { run_stdin(args) } else { run_file(args) }
}

fn run_file(args: RunArgs) -> anyhow::Result<Exit> {
    let shown = args.file.display().to_string();
    let path = place(&args.file).with_context(|| format!("cannot run {shown}"))?;
    let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
    let Some(name) = path.to_str().map(str::to_owned) else {
        bail!("cannot run {shown}: the path is not UTF-8, rename it");
    };
    let script = Script { folder, name: name.clone(), arguments: args.arguments, advice: None };
    execute(script, &args.shared, async |runtime, loader| {
        let failed = || format!("cannot run {shown}");
        let request = ModuleRequest::new(RequestKind::Entry, &name, None);
        let url = loader.resolve(&request).with_context(failed)?.with_context(failed)?;
        let source = loader.load(&url).await.with_context(failed)?.with_context(failed)?;
        Ok(runtime.run(source).await?)
    })
}

/// The file's own place, links followed.
///
/// # Errors
/// When it is not there, or is a folder.
pub fn place(file: &Path) -> anyhow::Result<PathBuf> {
    if file.as_os_str().is_empty() {
        bail!("the file name is empty");
    }
    let path = std::fs::canonicalize(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => anyhow::anyhow!("no such file"),
        std::io::ErrorKind::PermissionDenied => anyhow::anyhow!("permission denied"),
        _ => error.into(),
    })?;
    if path.is_dir() {
        bail!("it is a folder; name a file in it");
    }
    Ok(path)
}

fn run_stdin(args: RunArgs) -> anyhow::Result<Exit> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("stdin holds more than {} MiB of source", MOST_BYTES / (1024 * 1024));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("stdin is not UTF-8: byte {at} is wrong; save it as UTF-8")
    })?;
    let (folder, url) = here("stdin.js")?;
    let script = Script { folder, name: "-".to_owned(), arguments: args.arguments, advice: None };
    execute(script, &args.shared, async |runtime, _| Ok(runtime.run(Source::auto(text).url(url)).await?))
}

/// The working folder, and the URL that code without a file has in it.
///
/// # Errors
/// When the working folder is gone or its name is not UTF-8.
pub fn here(name: &str) -> anyhow::Result<(PathBuf, String)> {
    let folder = std::env::current_dir().and_then(std::fs::canonicalize).context("cannot find the working folder")?;
    let url = url::Url::from_file_path(folder.join(name));
    let url = url.map_err(|()| anyhow::anyhow!("the working folder {} has no URL", folder.display()))?;
    Ok((folder, url.into()))
}
