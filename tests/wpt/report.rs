//! What is printed.

use crate::expectations::Expectations;
use crate::file::TestFile;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::verdict::{Problem, problems};
use std::process::ExitCode;
use std::time::Duration;

/// Problems of a folder that are printed when all folders are run.
const MOST_LINES: usize = 40;

/// A folder that was run.
pub struct Folder {
    name: &'static str,
    passed: usize,
    total: usize,
    floor: usize,
    problems: Vec<(String, Problem)>,
    /// Every sub-test that did not pass, with its message.
    failures: Vec<(String, String, String)>,
}

impl Folder {
    /// Compares the outcomes with what was expected.
    pub fn judge(
        name: &'static str,
        floor: usize,
        outcomes: &[(TestFile, Outcome)],
        expectations: &Expectations,
    ) -> Self {
        let mut folder = Self { name, passed: 0, total: 0, floor, problems: Vec::new(), failures: Vec::new() };
        for (file, outcome) in outcomes {
            let file = file.name();
            let found = problems(&file, outcome, expectations);
            let missing = found.iter().filter(|problem| matches!(problem, Problem::Missing { .. })).count();
            folder.passed += outcome.passed();
            folder.total += outcome.tests.len() + missing;
            folder.problems.extend(found.into_iter().map(|problem| (file.clone(), problem)));
            let failing = outcome.tests.iter().filter(|test| !test.is_pass);
            folder.failures.extend(failing.map(|test| (file.clone(), test.name.clone(), test.message.clone())));
        }
        folder
    }

    /// Prints a line in the manner of Rust's harness, and what is wrong.
    pub fn print(&self, options: &Options) {
        let word = if self.is_ok() { "ok" } else { "FAILED" };
        println!("test {:<36} {:>6}/{:<6} ... {word}", self.name, self.passed, self.total);
        let most = if options.is_selection() { usize::MAX } else { MOST_LINES };
        if options.is_selection() {
            for (file, name, message) in &self.failures {
                println!("  {file}: {name:?}: {message}");
            }
        }
        let is_shown = |problem: &Problem| options.is_selection() && matches!(problem, Problem::Failed { .. });
        for (file, problem) in self.problems.iter().filter(|(_, problem)| !is_shown(problem)).take(most) {
            println!("  {file}: {problem}");
        }
        if self.problems.len() > most {
            println!("  and {} more", self.problems.len() - most);
        }
        if self.passed < self.floor {
            println!("  {} passed, at least {} must", self.passed, self.floor);
        }
    }

    fn is_ok(&self) -> bool {
        self.problems.is_empty() && self.passed >= self.floor
    }
}

/// Prints the summary.
pub fn finish(folders: &[Folder], time: Duration) -> ExitCode {
    let failed = folders.iter().filter(|folder| !folder.is_ok()).count();
    let passed: usize = folders.iter().map(|folder| folder.passed).sum();
    let total: usize = folders.iter().map(|folder| folder.total).sum();
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("\nweb-platform-tests: {passed} of {total} sub-tests passed");
    println!(
        "\ntest result: {word}. {} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out; finished in {:.2}s\n",
        folders.len() - failed,
        time.as_secs_f64()
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
