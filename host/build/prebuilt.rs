//! What a package carries in place of the guest's sources.
//!
//! `release/package.sh` places the files, with their digests beside them.

use super::digest;
use crate::Result;
use std::fs;
use std::path::Path;

const FOLDER: &str = "prebuilt";
const GUEST: &str = "guest.wasm";
const NOTICES: &str = "notices.txt";
/// As `sha256sum` writes it: digest, two spaces, name.
const DIGESTS: &str = "SHA256SUMS";

/// Whether the package carries a guest.
pub fn is_there(package: &Path) -> bool {
    package.join(FOLDER).join(GUEST).exists()
}

/// The guest component.
///
/// # Errors
/// When it is missing, or another than the one that was packaged.
pub fn guest(package: &Path) -> Result<Vec<u8>> {
    read(package, GUEST)
}

/// The component of a world, deflated; none where the package carries nothing.
///
/// # Errors
/// When it is another than the one that was packaged.
pub fn world(package: &Path, world: &str) -> Result<Vec<u8>> {
    if is_there(package) { read(package, &format!("{world}.wasm.deflated")) } else { Ok(Vec::new()) }
}

/// The third-party notices; none where the package carries nothing.
///
/// # Errors
/// When they are others than those that were packaged.
pub fn notices(package: &Path) -> Result<String> {
    if !is_there(package) {
        return Ok(String::new());
    }
    Ok(String::from_utf8(read(package, NOTICES)?)?)
}

fn read(package: &Path, name: &str) -> Result<Vec<u8>> {
    let folder = package.join(FOLDER);
    println!("cargo:rerun-if-changed={}", folder.display());
    let file = folder.join(name);
    let bytes = text_of_error(&file, fs::read(&file))?;
    let digests = folder.join(DIGESTS);
    let digests = text_of_error(&digests, fs::read_to_string(&digests))?;
    let expected = digests.lines().filter_map(|line| line.split_once("  ")).find(|(_, named)| *named == name);
    let expected = expected.ok_or_else(|| format!("{DIGESTS} does not name {name}"))?.0;
    let found = digest::of(&bytes);
    if found != expected {
        return Err(format!("{} has the digest {found}, the package was made with {expected}", file.display()).into());
    }
    Ok(bytes)
}

fn text_of_error<T>(file: &Path, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| {
        let hint = "this package is incomplete: SKERRY_GUEST_WASM=FILE takes another guest";
        format!("{}: {error}; {hint}", file.display()).into()
    })
}
