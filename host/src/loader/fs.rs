//! `FsLoader`: modules from granted folders, with Node's rules.
//!
//! # Folders
//!
//! A loader is made of roots: folders of the host, each mounted at a guest path. Modules are
//! known by the URL of their guest path (`file:///app/main.js`), symbolic links resolved, as
//! in Node. Every access goes through `cap_std`, so neither `..` nor a symbolic link leaves
//! the roots; a link from one root into another is followed when both are granted.
//!
//! # Paths
//!
//! `./x`, `../x`, `/x` and `file:///x` are tried in this order, for `import` and `require`:
//!
//! 1. the file itself;
//! 2. with `.js`, `.mjs`, `.cjs`, `.json` added;
//! 3. if it is a folder: `browser` (when a string) or `main` of its package.json, by rules 1
//!    and 2 and then as a folder with an index; else `index` with those four extensions.
//!
//! In an `import` the specifier is a URL: `%20` is a space, and a query or a fragment
//! (`./a.js?v=1`) stays in the URL, which makes another instance of the same file. In
//! `require` and for entry points it is a path, taken literally.
//!
//! # Packages
//!
//! Bare specifiers (`lodash`, `@me/lib/sub`) are looked up in the `node_modules` of the
//! referrer's folder and of each folder above it that is granted. `exports` and `imports` of
//! package.json, and a package's own name, work as in Node, with the conditions `import` (or
//! `require`), `browser`, `worker` and `default`. Without `exports`, the rules for paths hold
//! inside the package. Where `browser` is an object, it replaces files and names (`false`: by a
//! module without anything in it), as bundlers do. An entry point without `./` is a file if there is one, else a package.
//!
//! # Formats
//!
//! `.mjs` is a module, `.cjs` is CommonJS, `.json` is JSON; `.js` is what `type` in the nearest
//! package.json says. Everything else is [`ModuleFormat::Auto`](super::ModuleFormat::Auto).

mod browser;
mod builtins;
mod exports;
mod format;
mod locate;
mod miss;
mod node_modules;
mod package;
pub(crate) mod path;
mod probe;
mod read;
mod roots;
mod specifier;
mod suggest;

use super::{LoadError, LoadFuture, Loader, ModuleRequest};
use cap_std::fs::Dir;
use package::Packages;
use roots::Roots;
use std::path::Path;

/// Largest source file that is read unless [`FsLoader::max_source`] says otherwise: 32 MiB,
/// several times the largest bundles that people ship.
pub const DEFAULT_MAX_SOURCE: u64 = 32 * 1024 * 1024;

/// Modules from granted folders, with Node's rules for paths and packages.
///
/// Without a root it refuses every file. Files are read when they are asked for, on the
/// calling thread; parsed package.json files are kept and read again when they change.
///
/// # Resolution
///
/// `./x`, `../x`, `/x` and `file:` URLs name a file, or a file with `.js`, `.mjs`, `.cjs` or
/// `.json` added, or a folder with a package.json or an index file. Bare names are packages in
/// `node_modules`, with `exports` and `imports` under the conditions `import` (or `require`),
/// `browser`, `worker` and `default`.
///
/// # Defaults
///
/// No roots; base folder: the mount of the first root; [`DEFAULT_MAX_SOURCE`].
///
/// # Examples
///
/// ```no_run
/// # use skerry::loader::FsLoader;
/// let loader = FsLoader::new().root("./src", "/app")?.max_source(1024 * 1024);
/// # Ok::<(), skerry::loader::LoadError>(())
/// ```
#[derive(Debug)]
pub struct FsLoader {
    roots: Roots,
    packages: Packages,
    base: Option<String>,
    max_source: u64,
}

impl FsLoader {
    /// A loader without roots: it refuses every file.
    pub fn new() -> Self {
        FsLoader { roots: Roots::default(), packages: Packages::default(), base: None, max_source: DEFAULT_MAX_SOURCE }
    }

    /// Grants a folder of the host, seen by scripts at `guest_path`.
    ///
    /// # Errors
    ///
    /// The folder cannot be opened, or `guest_path` is not an absolute path with `/` or is
    /// taken by another root.
    pub fn root(mut self, host_dir: impl AsRef<Path>, guest_path: impl AsRef<str>) -> Result<Self, LoadError> {
        self.roots.open(host_dir.as_ref(), Some(guest_path.as_ref()))?;
        Ok(self)
    }

    /// Grants a folder of the host, seen by scripts at its own absolute path, symbolic links
    /// resolved.
    ///
    /// # Errors
    ///
    /// As [`FsLoader::root`], or the path is not valid Unicode.
    pub fn root_in_place(mut self, host_dir: impl AsRef<Path>) -> Result<Self, LoadError> {
        self.roots.open(host_dir.as_ref(), None)?;
        Ok(self)
    }

    /// Grants a folder that is already open, seen by scripts at `guest_path`.
    ///
    /// Absolute symbolic links in it are refused, as nothing says where the folder lies.
    ///
    /// # Errors
    ///
    /// `guest_path` is not an absolute path with `/` or is taken by another root.
    pub fn root_dir(mut self, dir: Dir, guest_path: impl AsRef<str>) -> Result<Self, LoadError> {
        self.roots.add(dir, guest_path.as_ref(), None)?;
        Ok(self)
    }

    /// Guest folder that requests without a `file:` referrer are relative to. Default: the
    /// mount of the first root.
    ///
    /// # Errors
    ///
    /// `guest_path` is not an absolute path with `/`.
    pub fn base(mut self, guest_path: impl AsRef<str>) -> Result<Self, LoadError> {
        self.base = Some(path::mount_point(guest_path.as_ref())?);
        Ok(self)
    }

    /// Largest source file in bytes; a larger one is an error. Default:
    /// [`DEFAULT_MAX_SOURCE`].
    pub fn max_source(mut self, bytes: u64) -> Self {
        self.max_source = bytes;
        self
    }

    fn base_folder(&self) -> &str {
        let first = || self.roots.first_mount().unwrap_or("/");
        self.base.as_deref().unwrap_or_else(first)
    }
}

impl Default for FsLoader {
    fn default() -> Self {
        FsLoader::new()
    }
}

impl Loader for FsLoader {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        self.locate(request)
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        let url = url.to_owned();
        Box::pin(async move { self.read(&url) })
    }
}

#[cfg(test)]
mod tests;
