//! Where the files of web-platform-tests are.

use crate::server::Server;
use crate::site::Site;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder: `WPT_DIR`, or the pinned snapshot, fetched where it is not yet
/// there; the one with a server for tests that need it.
pub fn site(is_served: bool) -> Result<Site, String> {
    let root = match std::env::var_os("WPT_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => fetched(is_served)?,
    };
    if !root.join("resources/testharness.js").is_file() {
        return Err(format!("{} is no checkout of web-platform-tests", root.display()));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wpt-server");
    let server = if is_served { Some(Server::start(&root, &folder)?) } else { None };
    Ok(Site { root, server })
}

fn fetched(is_served: bool) -> Result<PathBuf, String> {
    let (name, which) = if is_served { ("wpt-served", "served") } else { ("wpt", "small") };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(name);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wpt/fetch.sh");
    let status = Command::new(script).arg(&folder).arg(which).status().map_err(|error| format!("{script}: {error}"))?;
    if status.success() { Ok(folder) } else { Err("web-platform-tests cannot be fetched, see above".to_owned()) }
}
