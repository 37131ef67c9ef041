//! Where the files of web-platform-tests are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder: `WPT_DIR`, or the pinned snapshot, fetched where it is not yet
/// there. None when these tests are left out.
pub fn root() -> Result<Option<PathBuf>, String> {
    if std::env::var("SKERRY_WPT").as_deref() == Ok("skip") {
        return Ok(None);
    }
    let root = match std::env::var_os("WPT_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => fetched()?,
    };
    if !root.join("resources/testharness.js").is_file() {
        return Err(format!("{} is no checkout of web-platform-tests", root.display()));
    }
    Ok(Some(root))
}

fn fetched() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("wpt");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wpt/fetch.sh");
    let status = Command::new(script).arg(&folder).status().map_err(|error| format!("{script}: {error}"))?;
    if status.success() { Ok(folder) } else { Err("web-platform-tests cannot be fetched, see above".to_owned()) }
}
