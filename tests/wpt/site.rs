//! Where the files of web-platform-tests come from: a folder, or the tests' own server.

use crate::file::{TestFile, resolved};
use crate::server::Server;
use std::fs;
use std::path::PathBuf;

/// The origin that tests of a folder believe in.
const ORIGIN: &str = "https://web-platform.test:8443";

/// A snapshot, and what serves it.
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// For tests that need one.
    pub server: Option<Server>,
}

impl Site {
    /// Where a test's page would be.
    pub fn origin(&self, file: &TestFile) -> String {
        self.server.as_ref().map_or_else(|| ORIGIN.to_owned(), |server| server.origin(&file.path))
    }

    /// A file's bytes, by its path from the root; a server may put in its names and ports.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match &self.server {
            Some(server) if path.contains(".sub.") => server.get(path),
            _ => fs::read(self.root.join(path)),
        }
        .map_err(|error| format!("{path}: {error}"))
    }

    /// A file that a test at `from` names.
    pub fn fixture(&self, from: &str, url: &str) -> Result<Vec<u8>, String> {
        self.read(&resolved(from, url))
    }
}
