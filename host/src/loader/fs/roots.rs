//! The granted folders, and the only code that touches the file system.

use super::miss::Miss;
use super::path::{below, mount_point};
use crate::loader::LoadError;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

mod link;

/// Most names that are read from one folder to look for a similar one.
const MAX_NAMES: usize = 1024;

/// The granted folders.
#[derive(Debug, Default)]
pub(super) struct Roots {
    /// In the order in which they were granted.
    list: Vec<Root>,
}

#[derive(Debug)]
struct Root {
    dir: Dir,
    /// Guest path, without `/` at the end unless it is all.
    mount: String,
    /// Where the folder lies on the host, to place absolute symbolic links.
    host: Option<PathBuf>,
}

/// Something that exists, under its real path.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Guest path without symbolic links.
    pub path: String,
    pub kind: Kind,
    pub bytes: u64,
    pub modified: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A pipe, a socket or a device.
    Special,
}

impl Roots {
    /// Grants a folder of the host.
    pub(super) fn open(&mut self, host: &Path, guest: Option<&str>) -> Result<(), LoadError> {
        let cannot = |error: io::Error| {
            let message = format!("cannot open the folder '{}': {error}", host.display());
            match error.kind() {
                io::ErrorKind::NotFound => LoadError::not_found(message),
                io::ErrorKind::PermissionDenied => LoadError::denied(message),
                _ => LoadError::invalid(message),
            }
        };
        let host_path = host.canonicalize().map_err(cannot)?;
        let dir = Dir::open_ambient_dir(&host_path, ambient_authority()).map_err(cannot)?;
        let guest = match (guest, host_path.to_str()) {
            (Some(guest), _) => guest,
            (None, Some(own)) => own,
            (None, None) => {
                return Err(LoadError::invalid(format!(
                    "the path of the folder '{}' is not valid Unicode",
                    host_path.display()
                ))
                .with_hint("mount it at another guest path"));
            }
        };
        self.add(dir, guest, Some(host_path.clone()))
    }

    /// Grants an open folder.
    pub(super) fn add(&mut self, dir: Dir, guest: &str, host: Option<PathBuf>) -> Result<(), LoadError> {
        let mount = mount_point(guest)?;
        if self.list.iter().any(|root| root.mount == mount) {
            return Err(LoadError::invalid(format!("two folders are mounted at the guest path '{mount}'")));
        }
        self.list.push(Root { dir, mount, host });
        Ok(())
    }

    pub(super) fn first_mount(&self) -> Option<&str> {
        self.list.first().map(|root| root.mount.as_str())
    }

    /// What lies at a guest path; symbolic links are followed inside the roots.
    pub(super) fn find(&self, path: &str) -> Result<Found, Miss> {
        let real = self.real_path(path)?;
        let (root, inner) = self.root_of(&real).ok_or(Miss::Outside)?;
        let metadata = root.dir.metadata(inner).map_err(Miss::from)?;
        if path.ends_with('/') && !metadata.is_dir() {
            return Err(Miss::Absent);
        }
        Ok(Found {
            kind: kind(&metadata),
            bytes: metadata.len(),
            modified: metadata.modified().ok().map(|time| time.into_std()),
            path: real,
        })
    }

    /// Opens a file that [`Roots::find`] found.
    pub(super) fn open_file(&self, found: &Found) -> Result<File, Miss> {
        let (root, inner) = self.root_of(&found.path).ok_or(Miss::Outside)?;
        root.dir.open(inner).map_err(Miss::from)
    }

    /// Names in a folder, at most [`MAX_NAMES`], sorted; nothing when it cannot be read.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let Ok(real) = self.real_path(folder) else {
            return Vec::new();
        };
        let entries = self.root_of(&real).map(|(root, inner)| root.dir.read_dir(inner));
        let Some(Ok(entries)) = entries else {
            return Vec::new();
        };
        let names = entries.take(MAX_NAMES).flatten().map(|entry| entry.file_name());
        let mut names: Vec<String> = names.flat_map(|name| name.into_string()).collect();
        names.sort();
        names
    }

    /// The innermost root over a guest path, and the path inside of it (`.` for the root).
    fn root_of<'a>(&self, path: &'a str) -> Option<(&Root, &'a str)> {
        let (root, inner) = (self.list.iter())
            .filter_map(|root| Some((root, below(&root.mount, path)?)))
            .max_by_key(|(root, _)| root.mount.len())?;
        Some((root, if inner.is_empty() { "." } else { inner }))
    }
}

fn kind(metadata: &Metadata) -> Kind {
    if metadata.is_file() {
        Kind::File
    } else if metadata.is_dir() {
        Kind::Folder
    } else {
        Kind::Special
    }
}

#[cfg(test)]
mod tests;
