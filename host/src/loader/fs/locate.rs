//! From a request to the URL of a file.

use super::browser::Replaced;
use super::exports::{CONDITIONS_IMPORT, CONDITIONS_REQUIRE};
use super::format::{Extension, extension, typescript_hint};
use super::miss::Miss;
use super::path::{Target, file_name, join, parent, url_of};
use super::probe::Probe;
use super::roots::Found;
use super::specifier::{Origin, Specifier};
use super::{FsLoader, LoadError, ModuleRequest, suggest};
use crate::loader::RequestKind;
use std::fmt;

/// A request as error messages tell it: what is asked for, and by whom.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a>(pub &'a ModuleRequest<'a>);

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ModuleRequest { specifier, kind, .. } = self.0;
        write!(f, "'{specifier}'")?;
        match (kind, self.0.referrer) {
            (RequestKind::Import, Some(by)) => write!(f, " imported from {by}"),
            (RequestKind::Require, Some(by)) => write!(f, " required from {by}"),
            _ => Ok(()),
        }
    }
}

impl Asked<'_> {
    pub(super) fn conditions(&self) -> &'static [&'static str] {
        match self.0.kind {
            RequestKind::Require => CONDITIONS_REQUIRE,
            RequestKind::Import | RequestKind::Entry => CONDITIONS_IMPORT,
        }
    }

    /// The error for a path that cannot be used.
    pub(super) fn miss(&self, path: &str, miss: Miss) -> LoadError {
        match self.0.specifier == path {
            true => miss.error(self, path),
            false => miss.error(format_args!("{self} ('{path}')"), path),
        }
    }
}

impl FsLoader {
    /// The URL that a request names; `None` when it is no file and no package.
    pub(super) fn locate(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        let origin = Origin::of(request, self.base_folder())?;
        let asked = Asked(request);
        if let Some(replaced) = self.replaced_name(&origin.folder, asked)? {
            return url_to_load(request, replaced);
        }
        let (found, suffix) = match Specifier::read(request, &origin)? {
            Specifier::Foreign => return Ok(None),
            Specifier::Path(target) => (self.file_at(&target, asked)?, target.suffix),
            Specifier::Private(name) => self.private(name, &origin.folder, asked)?,
            Specifier::Bare(name) => match self.entry_file(name, &origin, asked)? {
                Some(found) => (found, String::new()),
                None => self.bare(name, &origin.folder, asked)?,
            },
        };
        match self.replaced_file(&found, asked)? {
            Some(replaced) => url_to_load(request, replaced),
            None => url_to_load(request, Replaced::File(found, suffix)),
        }
    }

    /// The file that an entry point without `./` names, if there is one.
    fn entry_file(&self, name: &str, origin: &Origin, asked: Asked<'_>) -> Result<Option<Found>, LoadError> {
        if asked.0.kind != RequestKind::Entry {
            return Ok(None);
        }
        let target = Target::literal(join(&origin.folder, name))?;
        match self.probe(&target.path, asked)? {
            Probe::File(found) => Ok(Some(found)),
            Probe::Folder | Probe::Nothing => Ok(None),
        }
    }

    /// The file that a path names by the rules for paths.
    pub(super) fn file_at(&self, target: &Target, asked: Asked<'_>) -> Result<Found, LoadError> {
        let path = &target.path;
        match self.probe(path, asked)? {
            Probe::File(found) => Ok(found),
            Probe::Folder => Err(LoadError::not_found(format!(
                "{asked} is a folder, '{path}', without an index file or a package.json that names one"
            ))
            .with_hint("name a file in it, or add an index.js")),
            Probe::Nothing => Err(self.absent(path, asked)),
        }
    }

    /// The error for a path with nothing there, with what looks like it.
    fn absent(&self, path: &str, asked: Asked<'_>) -> LoadError {
        let folder = parent(path);
        let error = asked.miss(path, Miss::Absent);
        if self.roots.find(folder).is_err() {
            return error.with_hint(format!("there is no folder '{folder}'"));
        }
        let names = self.roots.names(folder);
        let Some(name) = suggest::similar(file_name(path), &names) else {
            return error;
        };
        if let Extension::TypeScript = extension(name) {
            return error.with_hint(typescript_hint(name));
        }
        error.with_hint(format!("did you mean '{}'?", suggest::respell(asked.0.specifier, name)))
    }
}

fn url_to_load(request: &ModuleRequest<'_>, replaced: Replaced) -> Result<Option<String>, LoadError> {
    let Replaced::File(found, suffix) = replaced else {
        return Ok(Some(Replaced::nothing()));
    };
    check_attribute(request, &found.path)?;
    Ok(Some(url_of(&found.path) + &suffix))
}

/// Import attributes promise a kind of module; a file that cannot keep it is refused.
fn check_attribute(request: &ModuleRequest<'_>, path: &str) -> Result<(), LoadError> {
    let asked = Asked(request);
    match request.attribute_type {
        None => Ok(()),
        Some("json") if path.ends_with(".json") => Ok(()),
        Some("json") => Err(LoadError::invalid(format!("{asked} is asked for as JSON and is '{path}'"))
            .with_hint("only files that end in .json are JSON")),
        Some(other) => {
            Err(LoadError::unsupported(format!("{asked} is asked for with the type '{other}', which is not known"))
                .with_hint("the only import attribute is `type: \"json\"`"))
        }
    }
}
