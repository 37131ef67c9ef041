//! What a file has given against what was expected of it.

use crate::expectations::Expectations;
use crate::outcome::Outcome;
use std::fmt;

/// Something that must not be.
#[derive(Debug)]
pub enum Problem {
    /// A sub-test that must pass did not.
    Failed { name: String, message: String },
    /// A sub-test passed that was not expected to.
    Passed { name: String },
    /// A sub-test failed as before, and nobody has found out why.
    NoReason { name: String },
    /// A sub-test that was expected to fail was not there.
    Missing { name: String },
}

/// Compares; the result is empty where all is well.
pub fn problems(file: &str, outcome: &Outcome, expectations: &Expectations) -> Vec<Problem> {
    let judged = outcome.tests.iter().filter_map(|test| {
        let name = test.name.clone();
        match (test.is_pass, expectations.reason(file, &name)) {
            (true, None) => None,
            (true, Some(_)) => Some(Problem::Passed { name }),
            (false, None) => Some(Problem::Failed { name, message: test.message.clone() }),
            (false, Some(reason)) if reason.is_unknown() => Some(Problem::NoReason { name }),
            (false, Some(_)) => None,
        }
    });
    let is_there = |name: &&str| outcome.tests.iter().any(|test| test.name == *name);
    let missing = expectations.names(file).filter(|name| !is_there(name));
    judged.chain(missing.map(|name| Problem::Missing { name: name.to_owned() })).collect()
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { name, message } => write!(f, "{name:?} failed: {message}"),
            Self::Passed { name } => write!(f, "{name:?} passed and was expected not to: just wpt-update"),
            Self::NoReason { name } => write!(f, "{name:?} has no reason in expectations.txt"),
            Self::Missing { name } => write!(f, "{name:?} is expected to fail and was not run: just wpt-update"),
        }
    }
}
