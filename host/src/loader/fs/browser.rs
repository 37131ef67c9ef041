//! The field `browser` of package.json as an object: files and names that a package replaces
//! where Node's built-ins are not to be had, as bundlers have agreed on.
//!
//! `"./a.js": "./b.js"` replaces a file of the package, however it was asked for, and
//! `"name": "other"` what the package's own modules ask for by that name. `false` stands for a
//! module without anything in it. What a replacement leads to is not replaced again.

use super::locate::Asked;
use super::package::Package;
use super::path::{Target, below, join, parent};
use super::probe::EXTENSIONS;
use super::roots::Found;
use super::{FsLoader, LoadError};
use crate::loader::{ModuleFormat, ModuleSource, RequestKind};
use serde_json::Value;

/// The URL of the module that `false` stands for.
const NOTHING: &str = "skerry:nothing";

/// What is to be loaded in place of something else.
#[derive(Debug)]
pub(super) enum Replaced {
    /// A file and the query and fragment that its URL keeps.
    File(Found, String),
    Nothing,
}

impl Replaced {
    /// The URL of the module without anything in it.
    pub(super) fn nothing() -> String {
        NOTHING.to_owned()
    }
}

/// The source behind [`NOTHING`].
pub(super) fn source(url: &str) -> Option<ModuleSource> {
    let empty = || ModuleSource { url: url.to_owned(), format: ModuleFormat::CommonJs, text: String::new() };
    (url == NOTHING).then(empty)
}

impl FsLoader {
    /// What the referrer's package has in place of a name.
    pub(super) fn replaced_name(&self, folder: &str, asked: Asked<'_>) -> Result<Option<Replaced>, LoadError> {
        if asked.0.kind == RequestKind::Entry || asked.0.referrer.is_none() {
            return Ok(None);
        }
        let name = asked.0.specifier;
        if name.starts_with(['.', '/']) {
            return Ok(None);
        }
        match self.package_over(folder)? {
            Some(package) => self.replacement(&package, package.replaced(name), asked),
            None => Ok(None),
        }
    }

    /// What the package of a file has in its place.
    pub(super) fn replaced_file(&self, found: &Found, asked: Asked<'_>) -> Result<Option<Replaced>, LoadError> {
        if asked.0.kind == RequestKind::Entry {
            return Ok(None);
        }
        let Some(package) = self.package_over(parent(&found.path))? else {
            return Ok(None);
        };
        let Some(inside) = below(&package.folder, &found.path).filter(|_| package.replaces()) else {
            return Ok(None);
        };
        let value = keys(inside).find_map(|key| package.replaced(&key));
        self.replacement(&package, value, asked)
    }

    fn replacement(
        &self,
        package: &Package,
        value: Option<&Value>,
        asked: Asked<'_>,
    ) -> Result<Option<Replaced>, LoadError> {
        match value {
            Some(Value::Bool(false)) => Ok(Some(Replaced::Nothing)),
            Some(Value::String(path)) if path.starts_with("./") => {
                let target = Target::literal(join(&package.folder, path))?;
                Ok(Some(Replaced::File(self.file_at(&target, asked)?, String::new())))
            }
            // A package that stands in for one of its own name would be asked for again.
            Some(Value::String(name)) if name != asked.0.specifier => {
                let (found, suffix) = self.bare(name, &package.folder, asked)?;
                Ok(Some(Replaced::File(found, suffix)))
            }
            _ => Ok(None),
        }
    }
}

/// How a file of a package can be named: with its extension and without, or as a folder.
fn keys(inside: &str) -> impl Iterator<Item = String> {
    let bare = EXTENSIONS.iter().find_map(|extension| inside.strip_suffix(extension));
    let folder = bare.and_then(|bare| bare.strip_suffix("/index"));
    [Some(inside), bare, folder].into_iter().flatten().map(|path| format!("./{path}"))
}
