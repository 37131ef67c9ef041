//! Which licence text goes with a crate.

use super::crates::{Package, Workspace};
use std::fs;
use std::path::Path;

/// SPDX's text; the line about the copyright comes before it.
const MIT: &str = include_str!("mit.txt");
/// SPDX's text; the line about the copyright comes before it.
const BSD_2_CLAUSE: &str = include_str!("bsd-2-clause.txt");
/// How names of files with licences begin, in lower case.
const NAMES: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];
/// Crates of the wasmtime project that bring no text share that of this one.
const WITH_EXCEPTION: (&str, &str) = ("Apache-2.0 WITH LLVM-exception", "wasmtime");

/// Standard texts.
pub struct Texts {
    apache: String,
}

impl Texts {
    /// `apache` is the text of our own licence.
    pub fn new(apache: String) -> Self {
        Self { apache }
    }

    /// Apache-2.0.
    pub fn apache(&self) -> String {
        self.apache.clone()
    }

    /// MIT, for these holders of the copyright.
    pub fn mit(holders: &str) -> String {
        format!("MIT License\n\n{holders}\n\n{MIT}")
    }

    /// BSD-2-Clause, for these holders of the copyright.
    pub fn bsd_2_clause(holders: &str) -> String {
        format!("BSD 2-Clause License\n\n{holders}\n\n{BSD_2_CLAUSE}")
    }

    /// Apache-2.0 where a crate offers it, else what lies in its folder, else a standard text.
    pub fn of_package(&self, package: &Package, all: &Workspace) -> Vec<String> {
        if offers_apache(&package.license) {
            let notices = files(&package.folder, &["notice"]);
            return std::iter::once(self.apache()).chain(notices).collect();
        }
        let texts = files(&package.folder, &NAMES);
        if !texts.is_empty() {
            return texts;
        }
        let (expression, sibling) = WITH_EXCEPTION;
        match &*package.license {
            "MIT" => vec![Self::mit(&format!("Copyright (c) {}", authors(package)))],
            license if license == expression && package.name != sibling => {
                all.package(sibling).map(|sibling| files(&sibling.folder, &NAMES)).unwrap_or_default()
            }
            license => vec![format!(
                "{} comes without the text of its licence, {license}: see https://spdx.org/licenses",
                package.name
            )],
        }
    }
}

/// Whether Apache-2.0 is one of the alternatives of a plain expression.
fn offers_apache(expression: &str) -> bool {
    let is_plain = !expression.contains(['(', ')']) && !expression.contains(" AND ");
    is_plain && expression.split(" OR ").flat_map(|part| part.split('/')).any(|part| part.trim() == "Apache-2.0")
}

/// The texts of a folder's files with such names, in the order of the names.
pub fn files(folder: &Path, names: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        path.is_file() && names.iter().any(|start| name.starts_with(start))
    });
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .collect()
}

fn authors(package: &Package) -> String {
    let names = package.authors.iter().map(|author| author.split(" <").next().unwrap_or(author));
    match names.collect::<Vec<_>>().join(", ") {
        names if names.is_empty() => format!("the authors of {}", package.name),
        names => names,
    }
}
