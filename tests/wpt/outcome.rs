//! What running a file has given.

/// The name under which a file's own status is counted when it is not `OK`.
pub const HARNESS: &str = "(harness)";

/// One sub-test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubTest {
    /// Its name, unique in its file.
    pub name: String,
    /// Whether it passed.
    pub is_pass: bool,
    /// Why it did not.
    pub message: String,
}

/// All sub-tests of a file.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// In the order in which they ended.
    pub tests: Vec<SubTest>,
}

impl Outcome {
    /// Adds a sub-test by testharness.js's number for its status.
    pub fn add(&mut self, name: String, status: u8, message: String) {
        let status_name = match status {
            0 => "",
            1 => "FAIL ",
            2 => "TIMEOUT ",
            3 => "NOTRUN ",
            _ => "PRECONDITION_FAILED ",
        };
        // A second result under one name (promise tests that time out twice) changes nothing.
        if self.tests.iter().all(|test| test.name != name) {
            self.tests.push(SubTest { name, is_pass: status == 0, message: format!("{status_name}{message}") });
        }
    }

    /// Notes that the file itself did not end well.
    pub fn add_harness(&mut self, message: &str) {
        self.add(HARNESS.to_owned(), 1, message.to_owned());
    }

    /// How many passed.
    pub fn passed(&self) -> usize {
        self.tests.iter().filter(|test| test.is_pass).count()
    }
}
