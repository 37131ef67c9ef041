//! A folder that a test writes its scripts to.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that goes with the test; its path is canonical.
pub struct Folder {
    path: PathBuf,
    _removed_at_the_end: TempDir,
}

/// A fresh folder.
pub fn folder() -> Folder {
    let made = tempfile::Builder::new().prefix("test").tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    Folder { path: fs::canonicalize(made.path()).unwrap(), _removed_at_the_end: made }
}

impl Folder {
    /// Writes a file, and the folders above it.
    pub fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Makes a symbolic link.
    pub fn link(self, name: &str, to: impl AsRef<Path>) -> Self {
        std::os::unix::fs::symlink(to, self.path.join(name)).unwrap();
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
