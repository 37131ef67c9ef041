//! A file of web-platform-tests and what its header asks for.
//!
//! <https://web-platform-tests.org/writing-tests/testharness.html#multi-global-tests>

use std::fs;
use std::path::{Path, PathBuf};

/// The globals that a shell can stand for; a file for others only is not run.
const GLOBALS: [&str; 5] = ["window", "worker", "dedicatedworker", "jsshell", "shadowrealm-in-window"];

/// One run of a file: a file with variants makes several.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// The path from the root, with `/`.
    pub path: String,
    /// `?query`, or nothing.
    pub variant: String,
    /// The scripts in front of it, as paths from the root.
    pub scripts: Vec<String>,
    /// The title for tests without a name.
    pub title: String,
    /// Whether it may take four times as long.
    pub is_long: bool,
}

impl TestFile {
    /// The path and the variant: how a run is called.
    pub fn name(&self) -> String {
        format!("{}{}", self.path, self.variant)
    }
}

/// The runs of all files below a folder, in order.
pub fn files(root: &Path, folder: &str) -> Vec<TestFile> {
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths);
    paths.sort();
    paths.iter().flat_map(|path| runs(root, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, paths);
        } else if path.to_string_lossy().ends_with(".any.js") && !is_of_missing_proposal(&path) {
            paths.push(path);
        }
    }
}

/// Algorithms that are not in the standard yet, hundreds of tests each; Ed448 and X448 are there.
fn is_of_missing_proposal(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.to_string_lossy().contains("WebCryptoAPI") && name.contains(".tentative.") && !name.contains("448")
}

fn runs(root: &Path, path: &Path) -> Vec<TestFile> {
    let text = String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
    let path = path.strip_prefix(root).expect("it was found there").to_string_lossy().replace('\\', "/");
    let mut file =
        TestFile { title: title_of(&path), path, variant: String::new(), scripts: Vec::new(), is_long: false };
    let mut variants = Vec::new();
    for (key, value) in meta(&text) {
        match key {
            "script" => file.scripts.push(resolved(&file.path, value)),
            "variant" => variants.push(value.to_owned()),
            "title" => file.title = value.to_owned(),
            "timeout" => file.is_long = value == "long",
            "global" if !value.split(',').any(|global| GLOBALS.contains(&global.trim())) => return Vec::new(),
            _ => {}
        }
    }
    if variants.is_empty() {
        return vec![file];
    }
    variants.into_iter().map(|variant| TestFile { variant, ..file.clone() }).collect()
}

/// The `// META: key=value` lines of the leading comment.
fn meta(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().map(str::trim).take_while(|line| line.starts_with("//") || line.is_empty());
    lines.filter_map(|line| line.strip_prefix("// META:")?.trim().split_once('='))
}

fn title_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".any.js").to_owned()
}

/// A path from the root, for a URL that a file mentions.
pub fn resolved(from: &str, url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let mut parts: Vec<&str> = match url.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    match parts.join("/") {
        // What the tests' server answers under this name.
        path if path == "resources/WebIDLParser.js" => "resources/webidl2/lib/webidl2.js".to_owned(),
        path => path,
    }
}
