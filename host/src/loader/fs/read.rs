//! From a URL to source text.

use super::path::Target;
use super::roots::{Found, Kind};
use super::{FsLoader, LoadError, browser};
use crate::loader::ModuleSource;
use std::io::Read;
use url::Url;

impl FsLoader {
    /// The source behind a URL; `None` when it isn't this loader's.
    pub(super) fn read(&self, url: &str) -> Result<Option<ModuleSource>, LoadError> {
        if let Some(nothing) = browser::source(url) {
            return Ok(Some(nothing));
        }
        let Ok(parsed) = Url::parse(url) else {
            return Ok(None);
        };
        if parsed.scheme() != "file" {
            return Ok(None);
        }
        let path = Target::of_url(&parsed)?.path;
        let found = (self.roots.find(&path)).map_err(|miss| miss.error(quoted(&path), &path))?;
        let format = self.format(&found.path)?;
        let bytes = self.bytes(&found, self.max_source)?;
        Ok(Some(ModuleSource { url: url.to_owned(), format, text: text(&found.path, bytes)? }))
    }

    /// The contents of a file of at most `max` bytes.
    pub(super) fn bytes(&self, found: &Found, max: u64) -> Result<Vec<u8>, LoadError> {
        let path = &found.path;
        match found.kind {
            Kind::File => {}
            Kind::Folder => {
                return Err(LoadError::invalid(format!("'{path}' is a folder")).with_hint("name a file in it"));
            }
            // Opening a pipe would wait for a writer.
            Kind::Special => {
                return Err(LoadError::invalid(format!(
                    "'{path}' is a pipe, a socket or a device, and only files are read"
                )));
            }
        }
        if found.bytes > max {
            return Err(too_large(path, found.bytes, max));
        }
        let file = (self.roots.open_file(found)).map_err(|miss| miss.error(quoted(path), path))?;
        let mut bytes = Vec::new();
        // The file may have grown since it was measured.
        file.take(max.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| LoadError::invalid(format!("cannot read '{path}': {error}")))?;
        match bytes.len() as u64 > max {
            true => Err(too_large(path, bytes.len() as u64, max)),
            false => Ok(bytes),
        }
    }
}

fn quoted(path: &str) -> String {
    format!("'{path}'")
}

fn too_large(path: &str, bytes: u64, max: u64) -> LoadError {
    LoadError::invalid(format!("'{path}' has {bytes} bytes, more than the {max} that are allowed for a source file"))
        .with_hint("load data as data, not as a module")
}

/// UTF-8 without a byte order mark.
pub(super) fn text(path: &str, mut bytes: Vec<u8>) -> Result<String, LoadError> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        LoadError::invalid(format!("'{path}' is not valid UTF-8: byte {at}, in line {line}, cannot be read"))
            .with_hint("save the file as UTF-8")
    })
}
