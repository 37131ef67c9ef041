//! The hostile corpus of `tests/escape`: in each script one attack, and in its first
//! comment what must stop it.

#![allow(dead_code, unused_imports, reason = "a test and a bench use different parts of it")]

mod header;
mod outcome;
mod world;

pub use header::{After, By, Header, Twice};
pub use outcome::{Outcome, perform};
pub use world::{World, limits_for};

use std::fs;
use std::path::PathBuf;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/escape");

/// One script of the corpus.
pub struct Attack {
    /// `loops/endless.js`
    pub name: String,
    pub text: String,
    pub header: Header,
}

/// The areas: folders of the corpus.
pub fn areas() -> Vec<String> {
    let entries = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut areas: Vec<_> = entries.filter(|path| path.is_dir()).map(|path| name(&path)).collect();
    areas.sort();
    areas
}

/// The scripts of an area, in their order.
pub fn attacks(area: &str) -> Vec<Attack> {
    let entries = fs::read_dir(PathBuf::from(FOLDER).join(area)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let attack = |path: &PathBuf| {
        let name = format!("{area}/{}", name(path));
        let text = fs::read_to_string(path).unwrap();
        let header = Header::parse(&text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        Attack { name, text, header }
    };
    paths.iter().map(attack).collect()
}

fn name(path: &std::path::Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
