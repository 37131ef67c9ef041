//! What a script may reach: `--allow-read`, `--allow-write`, `--allow-env`,
//! `--allow-net`.

use crate::args::SharedArgs;
use anyhow::{Context as _, bail};
use skerry::Capabilities;
use skerry::loader::FsLoader;
use std::path::{Path, PathBuf};

/// What a script may reach.
pub struct Permissions {
    /// Files, environment variables and hosts.
    pub capabilities: Capabilities,
    /// Modules: from its own folder, and from what it may read.
    pub loader: FsLoader,
}

/// A folder as it was typed.
struct Folder<'a> {
    typed: String,
    host: PathBuf,
    /// Where the script sees it; at its own path where nothing is said.
    guest: Option<&'a str>,
    is_writable: bool,
}

/// The permissions of a script in this folder.
///
/// # Errors
/// A grant that is malformed, or a folder that cannot be opened.
pub fn permissions(folder: &Path, shared: &SharedArgs) -> anyhow::Result<Permissions> {
    let mut granted = Permissions {
        capabilities: network(environment(working_dir(Capabilities::none()), &shared.allow_env)?, shared)?,
        loader: FsLoader::new().root_in_place(folder)?,
    };
    let writable = parsed("--allow-write", &shared.allow_write)?;
    // A folder that may be written may be read.
    let readable = parsed("--allow-read", &shared.allow_read)?;
    let readable = readable.into_iter().filter(|read| !writable.iter().any(|write| write.is_same(read)));
    for grant in readable.chain(parsed("--allow-write", &shared.allow_write)?) {
        granted = granted.with(&grant, folder).with_context(|| grant.typed.clone())?;
    }
    Ok(granted)
}

/// Where the modules of a program in this folder come from.
///
/// # Errors
/// A grant that is malformed, or a folder that cannot be opened.
pub fn loader(folder: &Path, allow_read: &[String]) -> anyhow::Result<FsLoader> {
    let own = Permissions { capabilities: Capabilities::none(), loader: FsLoader::new().root_in_place(folder)? };
    let granted = parsed("--allow-read", allow_read)?
        .into_iter()
        .try_fold(own, |granted, grant| granted.with(&grant, folder).with_context(|| grant.typed.clone()))?;
    Ok(granted.loader)
}

impl Permissions {
    fn with(self, grant: &Folder<'_>, own: &Path) -> anyhow::Result<Self> {
        let Self { mut capabilities, mut loader } = self;
        let real = std::fs::canonicalize(&grant.host);
        let is_own = grant.guest.is_none() && real.as_ref().is_ok_and(|real| real == own);
        loader = match grant.guest {
            _ if is_own => loader,
            Some(guest) => loader.root(&grant.host, guest)?,
            None => loader.root_in_place(&grant.host)?,
        };
        let real = real?;
        let guest = grant.guest.or(real.to_str()).context("the path of the folder is not UTF-8")?;
        capabilities = match grant.is_writable {
            true => capabilities.write_dir(&grant.host, guest)?,
            false => capabilities.read_dir(&grant.host, guest)?,
        };
        Ok(Self { capabilities, loader })
    }
}

impl Folder<'_> {
    /// Whether a script sees both at the same path.
    fn is_same(&self, other: &Self) -> bool {
        let place = |folder: &Self| match folder.guest {
            Some(guest) => Ok(PathBuf::from(guest)),
            None => std::fs::canonicalize(&folder.host),
        };
        place(self).is_ok_and(|own| place(other).is_ok_and(|others| own == others))
    }
}

fn parsed<'a>(flag: &str, grants: &'a [String]) -> anyhow::Result<Vec<Folder<'a>>> {
    let parse = |grant: &'a String| {
        let (host, guest) = match grant.rsplit_once(':') {
            Some(("", _)) => bail!("{flag} {grant}: the folder is missing"),
            Some((folder, guest)) if guest.starts_with('/') => (folder, Some(guest)),
            Some((_, guest)) => {
                bail!("{flag} {grant}: '{guest}' is no absolute path; write DIR:/GUEST, or DIR alone for its own path")
            }
            None => (grant.as_str(), None),
        };
        Ok(Folder {
            typed: format!("{flag} {grant}"),
            host: PathBuf::from(host),
            guest,
            is_writable: flag == "--allow-write",
        })
    };
    grants.iter().map(parse).collect()
}

/// Relative paths of the script start where the command was started.
fn working_dir(capabilities: Capabilities) -> Capabilities {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let here = here.as_deref().and_then(Path::to_str);
    // One that has no name among guest paths is as good as none.
    here.and_then(|here| capabilities.clone().working_dir(here).ok()).unwrap_or(capabilities)
}

/// The hosts that a script may fetch from.
#[cfg(feature = "network")]
fn network(capabilities: Capabilities, shared: &SharedArgs) -> anyhow::Result<Capabilities> {
    if shared.allow_net.is_empty() {
        return Ok(capabilities);
    }
    let mut network = skerry::Network::none();
    for host in &shared.allow_net {
        network = network.allow(host).with_context(|| format!("--allow-net={host}"))?;
    }
    Ok(capabilities.network(network))
}

#[cfg(not(feature = "network"))]
fn network(capabilities: Capabilities, _: &SharedArgs) -> anyhow::Result<Capabilities> {
    Ok(capabilities)
}

fn environment(mut capabilities: Capabilities, allow_env: &[String]) -> anyhow::Result<Capabilities> {
    for grant in allow_env {
        capabilities = match grant.split_once('=') {
            Some(("", _)) => bail!("--allow-env {grant}: the name is missing"),
            Some((name, value)) => capabilities.env(name, value),
            None if grant.is_empty() => bail!("--allow-env: the name is missing"),
            None => match std::env::var(grant) {
                Ok(value) => capabilities.env(grant, value),
                Err(std::env::VarError::NotPresent) => capabilities,
                Err(error) => bail!("--allow-env {grant}: {error}"),
            },
        };
    }
    Ok(capabilities)
}
