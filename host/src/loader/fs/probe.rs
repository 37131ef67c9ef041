//! The rules for paths: a file, a file with an extension added, a folder.

use super::locate::Asked;
use super::miss::Miss;
use super::path::join;
use super::roots::{Found, Kind};
use super::{FsLoader, LoadError};

/// Extensions that may be left out, in the order in which they are tried.
pub(super) const EXTENSIONS: [&str; 4] = [".js", ".mjs", ".cjs", ".json"];

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Probe {
    File(Found),
    /// A folder with no file to start with.
    Folder,
    Nothing,
}

impl FsLoader {
    /// The file that `path` names: itself, with an extension, or the main file of the folder.
    pub(super) fn probe(&self, path: &str, asked: Asked<'_>) -> Result<Probe, LoadError> {
        let (file, folder) = self.file_or_folder(path, asked)?;
        if let Some(found) = file {
            return Ok(Probe::File(found));
        }
        let Some(folder) = folder else {
            return Ok(Probe::Nothing);
        };
        let main = self.main_file(&folder.path, asked)?;
        Ok(main.map_or(Probe::Folder, Probe::File))
    }

    /// The file that a folder stands for: what package.json names as main, else its index.
    pub(super) fn main_file(&self, folder: &str, asked: Asked<'_>) -> Result<Option<Found>, LoadError> {
        let package = self.package_in(folder)?;
        if let Some(main) = package.as_deref().and_then(|package| package.main()) {
            // `main` is a path even without `./`, and not followed further when it is a folder.
            let (file, inner) = self.file_or_folder(&join(folder, &format!("./{main}")), asked)?;
            if file.is_some() {
                return Ok(file);
            }
            if let Some(inner) = inner
                && let Some(index) = self.index(&inner.path, asked)?
            {
                return Ok(Some(index));
            }
        }
        self.index(folder, asked)
    }

    fn index(&self, folder: &str, asked: Asked<'_>) -> Result<Option<Found>, LoadError> {
        self.with_extension(&join(folder, "index"), asked)
    }

    /// The file by rules 1 and 2, and the folder of exactly that name.
    fn file_or_folder(&self, path: &str, asked: Asked<'_>) -> Result<(Option<Found>, Option<Found>), LoadError> {
        let exact = self.look(path, asked)?;
        let folder = match exact {
            Some(found) if found.kind == Kind::Folder => Some(found),
            None => None,
            file => return Ok((file, None)),
        };
        let file = match path.ends_with('/') {
            true => None,
            false => self.with_extension(path, asked)?,
        };
        Ok((file, folder))
    }

    fn with_extension(&self, path: &str, asked: Asked<'_>) -> Result<Option<Found>, LoadError> {
        for extension in EXTENSIONS {
            let found = self.look(&format!("{path}{extension}"), asked)?;
            if let Some(found) = found.filter(|found| found.kind != Kind::Folder) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What lies at exactly `path`; whatever is worse than absent is an error.
    pub(super) fn look(&self, path: &str, asked: Asked<'_>) -> Result<Option<Found>, LoadError> {
        match self.roots.find(path) {
            Ok(found) => Ok(Some(found)),
            Err(Miss::Absent) => Ok(None),
            Err(other) => Err(asked.miss(path, other)),
        }
    }
}
