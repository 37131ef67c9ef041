//! The crates that cargo links into the guest and into the host.

use super::Work;
use super::texts::Texts;
use crate::Result;
use crate::build::guest::{self, cargo};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate as its manifest describes it.
pub struct Package {
    pub name: String,
    pub license: String,
    pub authors: Vec<String>,
    pub folder: PathBuf,
}

/// All crates of the lock file, by name and version.
pub struct Workspace {
    folder: PathBuf,
    packages: BTreeMap<(String, String), Package>,
}

impl Workspace {
    /// Asks cargo for the crates.
    ///
    /// # Errors
    /// When it fails, as without a network in front of an empty cache.
    pub fn read(folder: &Path) -> Result<Self> {
        let metadata = output(cargo(folder).args(["metadata", "--format-version", "1", "--locked"]))?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let packages = metadata["packages"].as_array().into_iter().flatten();
        let packages = packages.filter_map(|package| {
            let text = |name: &str| package[name].as_str().map(str::to_owned);
            let authors = package["authors"].as_array().into_iter().flatten();
            let described = Package {
                name: text("name")?,
                license: text("license").unwrap_or_else(|| "a licence of its own".to_owned()),
                authors: authors.filter_map(|author| author.as_str().map(str::to_owned)).collect(),
                folder: PathBuf::from(text("manifest_path")?).parent()?.to_owned(),
            };
            Some(((text("name")?, text("version")?), described))
        });
        Ok(Self { folder: folder.to_owned(), packages: packages.collect() })
    }

    /// A crate by name; the newest where there are several.
    pub fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().rev().find(|((named, _), _)| named == name).map(|(_, package)| package)
    }

    /// What is linked into `root` for `target`: neither macros nor build scripts are.
    ///
    /// # Errors
    /// When cargo fails.
    pub fn linked(&self, root: &str, target: &str, texts: &Texts) -> Result<Vec<Work>> {
        let mut tree = cargo(&self.folder);
        tree.args(["tree", "--locked", "--package", root, "--target", target, "--edges", "normal,no-proc-macro"]);
        if root == "guest" {
            tree.args(["--features", guest::FEATURES]);
        }
        tree.args(["--prefix", "none", "--no-dedupe", "--format", "{p}"]);
        let tree = output(&mut tree)?;
        // "name v1.2.3", with a folder behind it for our own.
        let names: BTreeSet<(String, String)> = tree
            .lines()
            .filter_map(|line| {
                let mut words = line.split(' ');
                let name = words.next()?;
                Some((name.to_owned(), words.next()?.trim_start_matches('v').to_owned()))
            })
            .collect();
        let works = names.into_iter().filter(|(name, _)| !["guest", "skerry"].contains(&&**name));
        Ok(works
            .filter_map(|key| self.packages.get(&key).map(|package| (key, package)))
            .map(|((name, version), package)| Work {
                name,
                version,
                license: package.license.clone(),
                texts: texts.of_package(package, self),
            })
            .collect())
    }
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(words.lines().next_back().unwrap_or("cargo failed without a word").into())
}
