//! What is not expected to pass: `expectations.txt`.
//!
//! A file's name begins a line. Below it, indented, are its sub-tests that do
//! not pass, each as a JSON string or `*` for every one, then the reason.

use crate::outcome::Outcome;
use crate::reason::{Reason, WORDS};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wpt/expectations.txt");

/// All sub-tests of a file.
const ALL: &str = "*";

/// Reasons by file and name of the sub-test.
pub struct Expectations {
    files: BTreeMap<String, BTreeMap<String, Reason>>,
}

impl Expectations {
    /// Reads the file that is committed.
    pub fn read() -> Self {
        let text = fs::read_to_string(PATH).expect("tests/wpt/expectations.txt can be read");
        Self::parse(&text).unwrap_or_else(|(line, error)| panic!("expectations.txt:{line}: {error}"))
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut files: BTreeMap<String, BTreeMap<String, Reason>> = BTreeMap::new();
        let mut current = String::new();
        for (index, line) in text.lines().enumerate() {
            let at = |error: String| (index + 1, error);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !line.starts_with(' ') {
                current = line.to_owned();
                continue;
            }
            let (name, reason) = entry(line.trim()).map_err(at)?;
            let reason = Reason::parse(reason).map_err(at)?;
            if current.is_empty() || files.entry(current.clone()).or_default().insert(name, reason).is_some() {
                return Err(at("no file above it, or there twice".to_owned()));
            }
        }
        Ok(Self { files })
    }

    /// Why a sub-test may fail; none where it must pass.
    pub fn reason(&self, file: &str, name: &str) -> Option<&Reason> {
        let tests = self.files.get(file)?;
        tests.get(name).or_else(|| tests.get(ALL))
    }

    /// The names that are expected to fail, one by one.
    pub fn names(&self, file: &str) -> impl Iterator<Item = &str> {
        self.files.get(file).into_iter().flat_map(|tests| tests.keys()).map(String::as_str).filter(|name| *name != ALL)
    }

    /// Takes what a run has shown; a reason stays, a new failure has none.
    pub fn update(&mut self, file: &str, outcome: &Outcome) {
        let known = self.files.remove(file).unwrap_or_default();
        let failing = outcome.tests.iter().filter(|test| !test.is_pass);
        let reason = |name: &str| known.get(name).or_else(|| known.get(ALL)).cloned().unwrap_or_else(Reason::unknown);
        let mut tests: BTreeMap<String, Reason> = failing.map(|test| (test.name.clone(), reason(&test.name))).collect();
        if outcome.passed() == 0 && tests.len() > 1 {
            let mut reasons = tests.values();
            let first = reasons.next().cloned();
            if let Some(reason) = first.filter(|first| reasons.all(|other| other == first)) {
                tests = BTreeMap::from([(ALL.to_owned(), reason)]);
            }
        }
        if !tests.is_empty() {
            self.files.insert(file.to_owned(), tests);
        }
    }

    /// Writes the file that is committed.
    pub fn write(&self) {
        let mut text = "# What does not pass of web-platform-tests, and why. `just wpt-update` rewrites the names;\n\
                        # reasons are for people to find: `?` fails. They are:\n#\n"
            .to_owned();
        for (word, _, meaning) in WORDS {
            let _ = writeln!(text, "#   {word:<20} {meaning}");
        }
        for (file, tests) in &self.files {
            let _ = write!(text, "\n{file}\n");
            for (name, reason) in tests {
                let name = if name == ALL { name.clone() } else { serde_json::Value::from(name.as_str()).to_string() };
                let _ = writeln!(text, "    {name} {reason}");
            }
        }
        fs::write(PATH, text).expect("tests/wpt/expectations.txt can be written");
    }
}

/// `"name" reason` or `* reason`.
fn entry(line: &str) -> Result<(String, &str), String> {
    if let Some(reason) = line.strip_prefix("* ") {
        return Ok((ALL.to_owned(), reason));
    }
    let mut names = serde_json::Deserializer::from_str(line).into_iter::<String>();
    match names.next() {
        Some(Ok(name)) => Ok((name, line[names.byte_offset()..].trim())),
        _ => Err("begins with neither `*` nor a JSON string".to_owned()),
    }
}
