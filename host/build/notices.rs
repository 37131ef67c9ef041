//! Third-party notices: what is linked into the guest and the host, under which licence.
//!
//! Cargo says which crates are linked; texts of licences lie in their folders.

mod crates;
mod libraries;
mod texts;

use crate::Result;
use crates::Workspace;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use texts::Texts;

/// One work of others that we link.
pub struct Work {
    name: String,
    version: String,
    /// SPDX expression.
    license: String,
    texts: Vec<String>,
}

/// The notices of a build in this repository. Where cargo cannot list the
/// crates, as without a network, they say so and the build goes on.
///
/// # Errors
/// When our own licence cannot be read.
pub fn collect(workspace: &Path) -> Result<String> {
    let texts = Texts::new(fs::read_to_string(workspace.join("LICENSE"))?);
    let mut page = Page::new(&texts);
    match Workspace::read(workspace) {
        Ok(crates) => {
            let mut guest = libraries::of_guest(&crates, &texts);
            guest.extend(crates.linked("guest", "wasm32-wasip2", &texts)?);
            page.section("In the guest, the WebAssembly component", guest);
            let mut host = libraries::of_host(&texts);
            host.extend(crates.linked("skerry", &env::var("TARGET")?, &texts)?);
            page.section("In the host, the library and the command", host);
        }
        Err(error) => {
            println!("cargo:warning=host info --licenses will be incomplete: {error}");
            page.list += "\nThis build could not list the works of others that it contains.\n";
        }
    }
    Ok(page.finish())
}

/// A list of works, each with the numbers of its texts, then the texts.
struct Page {
    list: String,
    numbers: BTreeMap<String, usize>,
    texts: Vec<String>,
}

impl Page {
    fn new(texts: &Texts) -> Self {
        let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
        let mut page = Self { list: String::new(), numbers: BTreeMap::new(), texts: Vec::new() };
        let own = page.number(texts.apache());
        page.list = format!(
            "Skerry {version} is licensed under Apache-2.0 [{own}].\n\
             It contains the works of others. Numbers in brackets are texts below. Where a work\n\
             offers Apache-2.0 among others, it is used under Apache-2.0.\n"
        );
        page
    }

    fn section(&mut self, title: &str, works: Vec<Work>) {
        let _ = write!(self.list, "\n{title}:\n\n");
        for work in works {
            let numbers: Vec<String> = work.texts.into_iter().map(|text| self.number(text).to_string()).collect();
            let name = format!("{} {}", work.name, work.version);
            let _ = writeln!(self.list, "  {name:<44} {} [{}]", work.license, numbers.join(", "));
        }
    }

    /// Texts that differ in their line breaks only have one number.
    fn number(&mut self, text: String) -> usize {
        let key = text.split_whitespace().collect::<Vec<_>>().join(" ");
        *self.numbers.entry(key).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len()
        })
    }

    fn finish(mut self) -> String {
        for (index, text) in self.texts.iter().enumerate() {
            let heading = format!("[{}]", index + 1);
            let _ = write!(self.list, "\n{heading:-<80}\n\n{}\n", text.replace('\r', "").trim_matches('\n'));
        }
        self.list
    }
}
