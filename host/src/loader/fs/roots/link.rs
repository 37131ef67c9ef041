//! Symbolic links: the real path behind a guest path.

use super::Roots;
use crate::loader::fs::miss::Miss;
use crate::loader::fs::path::{MAX_PATH, join};
use std::path::{Component, Path, PathBuf};

/// Most symbolic links on the way to one file: Linux's own limit.
const MAX_LINKS: usize = 40;

impl Roots {
    /// The guest path without symbolic links.
    ///
    /// `cap_std` follows relative links that stay inside one root. The others, absolute ones
    /// and those into another root, are placed on the host's paths here and granted when a
    /// root holds them; the file is then opened through that root's folder all the same.
    pub(super) fn real_path(&self, path: &str) -> Result<String, Miss> {
        let mut path = path.to_owned();
        for _ in 0..=MAX_LINKS {
            if path.len() > MAX_PATH {
                return Err(Miss::Failed("the path is too long".to_owned()));
            }
            let (root, inner) = self.root_of(&path).ok_or(Miss::Outside)?;
            match root.dir.canonicalize(inner).map_err(Miss::from) {
                Ok(real) => {
                    let real = guest_text(&real)?;
                    return Ok(join(&root.mount, &real).trim_end_matches('/').to_owned())
                        .map(|path| if path.is_empty() { "/".to_owned() } else { path });
                }
                Err(Miss::Escape) => path = self.follow_first_link(&path)?,
                Err(other) => return Err(other),
            }
        }
        Err(Miss::Circle)
    }

    /// Replaces the first symbolic link in a path by what it leads to.
    fn follow_first_link(&self, path: &str) -> Result<String, Miss> {
        let (root, inner) = self.root_of(path).ok_or(Miss::Outside)?;
        let host = root.host.as_deref().ok_or(Miss::Escape)?;
        let parts: Vec<&str> = inner.split('/').collect();
        for count in 1..=parts.len() {
            let prefix = parts[..count].join("/");
            if !root.dir.symlink_metadata(&prefix).map_err(Miss::from)?.is_symlink() {
                continue;
            }
            let target = root.dir.read_link_contents(&prefix).map_err(Miss::from)?;
            let holder = host.join(parts[..count - 1].join("/"));
            let target = self.guest_path(&normal(&holder.join(target))).ok_or(Miss::Escape)?;
            return Ok(join(&target?, &parts[count..].join("/")));
        }
        Err(Miss::Escape)
    }

    /// The guest path of a path of the host, when a root holds it.
    fn guest_path(&self, host: &Path) -> Option<Result<String, Miss>> {
        let under = |root: &super::Root| {
            let own = root.host.as_deref()?;
            let inner = host.strip_prefix(own).ok()?;
            Some((own.as_os_str().len(), root.mount.clone(), inner.to_owned()))
        };
        let (_, mount, inner) = self.list.iter().filter_map(under).max_by_key(|root| root.0)?;
        Some(guest_text(&inner).map(|inner| join(&mount, &inner)))
    }
}

/// A relative path of the host with `/` between its parts.
fn guest_text(path: &Path) -> Result<String, Miss> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let not_unicode = || Miss::Failed("a name on the way is not valid Unicode".to_owned());
    Ok(parts.ok_or_else(not_unicode)?.join("/"))
}

/// The path without `.` and `..`, which is right where no part is a symbolic link.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}
