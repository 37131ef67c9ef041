//! What kind of thing a specifier is.

use super::builtins::is_builtin;
use super::path::{MAX_PATH, Target, drive_letter, join, parent};
use crate::loader::{LoadError, ModuleRequest, RequestKind};
use url::Url;

/// A specifier, read with the folder or URL it is relative to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Specifier<'a> {
    /// A file or folder.
    Path(Target),
    /// `name`, `@scope/name/sub`: a package.
    Bare(&'a str),
    /// `#name`: private to the referrer's package.
    Private(&'a str),
    /// Not this loader's business.
    Foreign,
}

/// Where the referrer lies.
#[derive(Debug)]
pub(super) struct Origin {
    /// The referrer's folder, or the base folder.
    pub folder: String,
    /// URL that specifiers are joined to; `None` when the referrer isn't a file.
    url: Option<Url>,
}

impl Origin {
    pub(super) fn of(request: &ModuleRequest<'_>, base: &str) -> Result<Origin, LoadError> {
        let base_url = || {
            let mut url = super::path::url_of(base);
            url.push('/');
            Url::parse(&url).ok()
        };
        let Some(referrer) = request.referrer else {
            return Ok(Origin { folder: base.to_owned(), url: base_url() });
        };
        match Url::parse(referrer) {
            Ok(url) if url.scheme() == "file" => {
                Ok(Origin { folder: parent(&Target::of_url(&url)?.path).to_owned(), url: Some(url) })
            }
            _ => Ok(Origin { folder: base.to_owned(), url: None }),
        }
    }
}

impl<'a> Specifier<'a> {
    pub(super) fn read(request: &ModuleRequest<'a>, origin: &Origin) -> Result<Specifier<'a>, LoadError> {
        let text = request.specifier;
        check(text)?;
        if is_path(text) {
            return path(request.kind, text, origin);
        }
        if text.starts_with('#') {
            return Ok(Specifier::Private(text));
        }
        let scheme = scheme(text).map(str::to_ascii_lowercase);
        match scheme.as_deref() {
            None => Ok(Specifier::Bare(text)),
            Some("file") => {
                let url =
                    Url::parse(text).map_err(|error| LoadError::invalid(format!("'{text}' is no URL: {error}")))?;
                Target::of_url(&url).map(Specifier::Path)
            }
            Some("node") => Err(node_builtin(text)),
            Some("http" | "https") => {
                Err(LoadError::unsupported(format!("cannot import '{text}': modules are not loaded over the network"))
                    .with_hint("download the file, or install the package with npm, and import that"))
            }
            Some(drive) if drive.len() == 1 => Err(drive_letter(text)),
            Some(_) => Ok(Specifier::Foreign),
        }
    }
}

/// The error for a built-in of Node; the hint knows what it is called without `node:`.
pub(super) fn node_builtin(text: &str) -> LoadError {
    let name = text.strip_prefix("node:").unwrap_or(text);
    let message = match is_builtin(name) {
        true => format!("'{text}' is a built-in of Node, and those are not available here"),
        false => format!("'{text}' names a built-in of Node that does not exist"),
    };
    LoadError::unsupported(message)
        .with_hint("use web APIs, functions of the host (host:…), or an npm package that does without Node")
}

fn check(text: &str) -> Result<(), LoadError> {
    if text.is_empty() {
        return Err(LoadError::invalid("a module specifier is empty"));
    }
    // Inline sources such as `data:` are long and not ours.
    if text.len() > MAX_PATH && scheme(text).is_none() {
        return Err(LoadError::invalid(format!(
            "a module specifier of {} bytes is longer than the {MAX_PATH} that are allowed",
            text.len()
        )));
    }
    if text.contains('\0') {
        return Err(LoadError::invalid(format!(
            "the module specifier '{}' contains a NUL character",
            text.escape_debug()
        )));
    }
    let drive = text.as_bytes();
    if drive.len() >= 3 && drive[0].is_ascii_alphabetic() && drive[1] == b':' && drive[2] == b'\\' {
        return Err(drive_letter(text));
    }
    if text.contains('\\') && scheme(text).is_none_or(|scheme| scheme == "file") {
        return Err(LoadError::invalid(format!("the module specifier '{text}' contains a '\\'"))
            .with_hint(format!("write '{}'", text.replace('\\', "/"))));
    }
    Ok(())
}

fn is_path(text: &str) -> bool {
    let start = text.split(['/', '?']).next().unwrap_or_default();
    text.starts_with('/') || start == "." || start == ".."
}

/// What stands before `:` when that is a scheme by the URL standard.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && scheme.chars().all(plain)).then_some(scheme)
}

fn path<'a>(kind: RequestKind, text: &str, origin: &Origin) -> Result<Specifier<'a>, LoadError> {
    let Some(url) = &origin.url else {
        // `/x` in a module that another loader owns means something there.
        return Ok(Specifier::Foreign);
    };
    if kind != RequestKind::Import {
        return Target::literal(join(&origin.folder, text)).map(Specifier::Path);
    }
    let joined = url.join(text).map_err(|error| LoadError::invalid(format!("'{text}' is no URL: {error}")))?;
    Target::of_url(&joined).map(Specifier::Path)
}

#[cfg(test)]
mod tests;
