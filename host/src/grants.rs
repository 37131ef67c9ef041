//! Folders of the host that scripts may use, and where they see them.

use crate::error::{Error, Result};
use crate::loader::path::{below, mount_point, parent};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use std::path::Path;
use std::sync::Arc;

/// What a script may do in a granted folder; a later one includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    /// Read files, list folders.
    Read,
    /// Also create, change, rename and remove.
    Write,
}

/// The granted folders of one runtime; open from the moment they were granted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grants {
    list: Vec<Grant>,
}

/// One granted folder. What lies below it is reached through `dir` alone.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) dir: Arc<Dir>,
    access: Access,
    /// Guest path, without `/` at the end unless it is all.
    mount: String,
    /// Whether scripts see the folder at the path that it has on the host.
    in_place: bool,
}

/// Why a script may not use a path, or reach a host.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) why: String,
    /// What to grant.
    pub(crate) hint: String,
}

impl Grants {
    /// Opens a folder of the host and grants it.
    ///
    /// # Errors
    /// [`Error::Setup`] when the folder cannot be opened, or the guest path is not
    /// absolute or taken.
    pub(crate) fn open(&mut self, host: &Path, guest: &str, access: Access) -> Result<()> {
        let mount = mount_point(guest).map_err(|error| Error::Setup(error.message))?;
        if self.list.iter().any(|grant| grant.mount == mount) {
            return Err(Error::Setup(format!("two folders are granted at the guest path '{mount}'")));
        }
        let cannot = |error| Error::Setup(format!("cannot open the folder '{}': {error}", host.display()));
        let real = host.canonicalize().map_err(cannot)?;
        let dir = Dir::open_ambient_dir(&real, ambient_authority()).map_err(cannot)?;
        let in_place = real.to_str() == Some(mount.as_str());
        self.list.push(Grant { dir: Arc::new(dir), access, mount, in_place });
        Ok(())
    }

    /// The innermost granted folder over a guest path, and the path in it (`.` for
    /// the folder itself).
    ///
    /// # Errors
    /// When there is none, or it is not granted for this.
    pub(crate) fn find<'a>(&self, path: &'a str, access: Access) -> Result<(&Grant, &'a str), Refused> {
        let over = self.list.iter().filter_map(|grant| Some((grant, below(&grant.mount, path)?)));
        let Some((grant, inner)) = over.max_by_key(|(grant, _)| grant.mount.len()) else {
            return Err(outside(path, access));
        };
        if grant.access < access {
            return Err(grant.read_only(path));
        }
        Ok((grant, if inner.is_empty() { "." } else { inner }))
    }
}

impl Grant {
    fn read_only(&self, path: &str) -> Refused {
        let mount = &self.mount;
        let from = if self.in_place { "" } else { "DIR:" };
        Refused {
            why: format!("writing '{path}' is not allowed: '{mount}' is granted for reading"),
            hint: format!("grant it for writing: --allow-write {from}{mount}"),
        }
    }
}

fn outside(path: &str, access: Access) -> Refused {
    let (what, flag) = match access {
        Access::Read => ("reading", "--allow-read"),
        Access::Write => ("writing", "--allow-write"),
    };
    Refused {
        why: format!("{what} '{path}' is not allowed: it lies outside of the granted folders"),
        hint: format!("grant its folder: {flag} {}", parent(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Grants};

    fn grants() -> Grants {
        let mut grants = Grants::default();
        for (guest, access) in [("/data", Access::Read), ("/data/out/", Access::Write), ("/", Access::Read)] {
            grants.open(&std::env::temp_dir(), guest, access).unwrap();
        }
        grants
    }

    fn found(path: &str, access: Access) -> Option<(String, String)> {
        let grants = grants();
        let found = grants.find(path, access).ok()?;
        Some((found.0.mount.clone(), found.1.to_owned()))
    }

    #[test]
    fn the_innermost_folder_decides() {
        let pair = |mount: &str, inner: &str| Some((mount.to_owned(), inner.to_owned()));
        assert_eq!(found("/data/a/b", Access::Read), pair("/data", "a/b"));
        assert_eq!(found("/data/out/b", Access::Write), pair("/data/out", "b"));
        assert_eq!(found("/data/out", Access::Write), pair("/data/out", "."));
        assert_eq!(found("/database", Access::Read), pair("/", "database"));
        assert_eq!(found("/data/outer", Access::Write), None);
    }

    #[test]
    fn a_guest_path_is_absolute_and_taken_once() {
        let mut grants = grants();
        for guest in ["data", "", "./data", "/data", "/data/", "/x/../data", "/a\0b"] {
            assert!(grants.open(&std::env::temp_dir(), guest, Access::Read).is_err(), "{guest}");
        }
        assert!(grants.open("/no/such/folder".as_ref(), "/x", Access::Read).is_err());
    }

    #[test]
    fn a_refusal_says_what_to_grant() {
        let refused = Grants::default().find("/etc/passwd", Access::Read).unwrap_err();
        assert_eq!(refused.hint, "grant its folder: --allow-read /etc");
        assert_eq!(
            grants().find("/data/x", Access::Write).unwrap_err().hint,
            "grant it for writing: --allow-write DIR:/data"
        );
    }
}
