//! What the tests of the rules share; the rules have a file each.

use super::super::{LoadErrorKind, ModuleFormat, ModuleSource, RequestKind};
use super::*;
use crate::loader::ready::ready;
use std::fs;
use tempfile::TempDir;

mod bad_input;
mod formats;
mod packages;
mod paths;

/// A folder with these files, mounted at `/app`.
struct Project {
    dir: TempDir,
    loader: FsLoader,
}

fn project(files: &[(&str, &str)]) -> Project {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&dir, path, text);
    }
    let loader = FsLoader::new().root(dir.path(), "/app").unwrap();
    Project { dir, loader }
}

fn write(dir: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = dir.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

impl Project {
    /// The guest path, or URL with its query, that `/app/main.js` gets.
    fn import(&self, specifier: &str) -> Result<String, LoadError> {
        self.ask(RequestKind::Import, specifier, Some("file:///app/main.js"))
    }

    fn require(&self, specifier: &str) -> Result<String, LoadError> {
        self.ask(RequestKind::Require, specifier, Some("file:///app/main.js"))
    }

    fn entry(&self, specifier: &str) -> Result<String, LoadError> {
        self.ask(RequestKind::Entry, specifier, None)
    }

    fn ask(&self, kind: RequestKind, specifier: &str, referrer: Option<&str>) -> Result<String, LoadError> {
        let request = ModuleRequest::new(kind, specifier, referrer);
        let url = self.loader.resolve(&request)?.expect("nobody's business");
        Ok(url.strip_prefix("file://").unwrap().to_owned())
    }

    fn load(&self, path: &str) -> Result<ModuleSource, LoadError> {
        ready(self.loader.load(&format!("file://{path}"))).map(Option::unwrap)
    }
}

fn kind(result: Result<impl std::fmt::Debug, LoadError>) -> LoadErrorKind {
    result.unwrap_err().kind
}

fn hint(result: Result<impl std::fmt::Debug, LoadError>) -> String {
    result.unwrap_err().hint.unwrap_or_default()
}

#[test]
fn a_loader_without_roots_refuses_every_file() {
    let request = ModuleRequest::new(RequestKind::Entry, "/etc/passwd", None);
    assert_eq!(kind(FsLoader::new().resolve(&request)), LoadErrorKind::Denied);
    assert_eq!(kind(ready(FsLoader::new().load("file:///etc/passwd"))), LoadErrorKind::Denied);
}

#[test]
fn what_is_no_file_is_left_to_the_next_loader() {
    let project = project(&[]);
    for specifier in ["host:kv", "data:text/javascript,1", "blob:x"] {
        let request = ModuleRequest::new(RequestKind::Import, specifier, None);
        assert_eq!(project.loader.resolve(&request), Ok(None), "{specifier}");
    }
    assert_eq!(ready(project.loader.load("map:///a.js")), Ok(None));
    assert_eq!(ready(project.loader.load("no url")), Ok(None));
}

#[test]
fn a_root_in_place_has_its_own_path() {
    let project = project(&[("a.js", "1")]);
    let loader = FsLoader::new().root_in_place(project.dir.path()).unwrap();
    let own = project.dir.path().canonicalize().unwrap();
    let request = ModuleRequest::new(RequestKind::Entry, "a.js", None);
    let url = loader.resolve(&request).unwrap().unwrap();
    assert_eq!(url, format!("file://{}/a.js", own.display()));
}

#[test]
fn an_open_folder_can_be_a_root_and_the_base_can_be_chosen() {
    let project = project(&[("lib/a.js", "1")]);
    let dir = Dir::open_ambient_dir(project.dir.path(), cap_std::ambient_authority()).unwrap();
    let loader = FsLoader::new().root_dir(dir, "/x").unwrap().base("/x/lib").unwrap();
    let request = ModuleRequest::new(RequestKind::Import, "./a.js", None);
    assert_eq!(loader.resolve(&request).unwrap().as_deref(), Some("file:///x/lib/a.js"));
}

#[test]
fn a_loader_is_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&project(&[]).loader);
}
