//! Guest paths: absolute, with `/`, in valid Unicode; and the `file:` URLs that name them.

use crate::loader::LoadError;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::{Position, Url};

/// Longest path and longest specifier, in bytes: Linux's `PATH_MAX`.
pub(crate) const MAX_PATH: usize = 4096;

/// What a path of a `file:` URL cannot hold as it is. `%` is in it, so encoding is exact.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A file that a URL names, with what follows the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Guest path; ends in `/` when only a folder will do.
    pub path: String,
    /// Query and fragment with their `?` and `#`, or nothing.
    pub suffix: String,
}

impl Target {
    /// A path that is taken literally.
    pub(super) fn literal(path: String) -> Result<Target, LoadError> {
        check(&path)?;
        Ok(Target { path, suffix: String::new() })
    }

    /// What a `file:` URL names.
    pub(super) fn of_url(url: &Url) -> Result<Target, LoadError> {
        if url.host().is_some() {
            return Err(LoadError::invalid(format!("'{url}' names another machine"))
                .with_hint("write file URLs with three slashes: file:///folder/file.js"));
        }
        let encoded = url.path().to_ascii_lowercase();
        if encoded.contains("%2f") || encoded.contains("%5c") {
            return Err(LoadError::invalid(format!(
                "'{url}' contains an encoded '/' or '\\', which no file name can hold"
            )));
        }
        let decoded = percent_decode_str(url.path()).decode_utf8();
        let path =
            decoded.map_err(|_| LoadError::invalid(format!("the path of '{url}' is not valid UTF-8")))?.into_owned();
        check(&path)?;
        Ok(Target { path, suffix: url[Position::AfterPath..].to_owned() })
    }
}

fn check(path: &str) -> Result<(), LoadError> {
    if path.len() > MAX_PATH {
        return Err(LoadError::invalid(format!(
            "a path of {} bytes is longer than the {MAX_PATH} that are allowed",
            path.len()
        )));
    }
    if path.contains('\0') {
        return Err(LoadError::invalid(format!("the path '{}' contains a NUL character", path.escape_debug())));
    }
    if let [b'/', letter, b':', rest @ ..] = path.as_bytes()
        && letter.is_ascii_alphabetic()
        && (rest.is_empty() || rest[0] == b'/')
    {
        return Err(drive_letter(path));
    }
    Ok(())
}

/// The error for a Windows path with a drive.
pub(super) fn drive_letter(path: &str) -> LoadError {
    LoadError::unsupported(format!("'{path}' is a Windows path with a drive letter"))
        .with_hint("scripts see granted folders under paths such as /app; import from there")
}

/// The URL of a guest path.
pub(super) fn url_of(path: &str) -> String {
    format!("file://{}", utf8_percent_encode(path, ENCODED))
}

/// `folder/path` without `.` and `..`; keeps a `/` at the end. `..` stops at `/`.
pub(crate) fn join(folder: &str, path: &str) -> String {
    let whole = match path.starts_with('/') {
        true => path.to_owned(),
        false => format!("{folder}/{path}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut joined = format!("/{}", parts.join("/"));
    let folder_only = [".", "..", ""].contains(&whole.rsplit('/').next().unwrap_or_default());
    if folder_only && joined != "/" {
        joined.push('/');
    }
    joined
}

/// The folder that holds a path, without `/` at the end; `/` for the top.
pub(crate) fn parent(path: &str) -> &str {
    match path.trim_end_matches('/').rsplit_once('/') {
        None | Some(("", _)) => "/",
        Some((folder, _)) => folder,
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The folder itself and every folder above it, from the inside out.
pub(super) fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| match *folder {
        "/" => None,
        folder => Some(parent(folder)),
    })
}

/// `path` below `folder`, without a leading `/`; `""` for the folder itself.
pub(crate) fn below<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.strip_prefix(folder.trim_end_matches('/'))?;
    match rest.strip_prefix('/') {
        Some(rest) => Some(rest.trim_matches('/')),
        None => rest.is_empty().then_some(rest),
    }
}

/// A guest path that folders can be mounted at, normalised.
pub(crate) fn mount_point(guest_path: &str) -> Result<String, LoadError> {
    if !guest_path.starts_with('/') || guest_path.contains('\\') {
        return Err(LoadError::invalid(format!("the guest path '{guest_path}' is not absolute"))
            .with_hint("a guest path starts with '/' and has '/' between its parts: /app"));
    }
    check(guest_path)?;
    let joined = join("/", guest_path);
    Ok(match joined.strip_suffix('/') {
        Some(path) if !path.is_empty() => path.to_owned(),
        _ => joined,
    })
}

#[cfg(test)]
mod tests;
