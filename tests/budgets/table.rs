//! Costs by name, as a file has them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What may be between a cost and what is written down: two hundredths, or two.
const TOLERANCE: u64 = 50;

/// Costs in the order in which they were added.
#[derive(Default)]
pub struct Table(Vec<(String, u64)>);

impl Table {
    pub fn add(&mut self, name: &str, cost: u64) {
        self.0.push((name.to_owned(), cost));
    }

    /// Compares with a file, or writes it where `SKERRY_BUDGETS` is `write`.
    pub fn compare(&self, file: &Path) {
        if std::env::var_os("SKERRY_BUDGETS").is_some_and(|wish| wish == "write") {
            fs::write(file, self.text()).unwrap();
            return;
        }
        let written = Self::parse(&fs::read_to_string(file).unwrap());
        let names = |table: &Self| table.0.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(self), names(&written), "`just budgets` writes down what is new");
        let wrong: Vec<String> = self.0.iter().zip(&written.0).filter_map(difference).collect();
        assert!(wrong.is_empty(), "{}\nwhere that is right, `just budgets` writes it down", wrong.join("\n"));
    }

    fn text(&self) -> String {
        let mut text = String::from("# Written by `just budgets`.\n");
        for (name, cost) in &self.0 {
            writeln!(text, "{cost:>14} {name}").unwrap();
        }
        text
    }

    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let entry = |line: &str| {
            let (cost, name) = line.trim_start().split_once(' ').unwrap();
            (name.to_owned(), cost.parse().unwrap())
        };
        Self(lines.map(entry).collect())
    }
}

fn difference(((name, is), (_, was)): (&(String, u64), &(String, u64))) -> Option<String> {
    let allowed = (was / TOLERANCE).max(2);
    (is.abs_diff(*was) > allowed).then(|| format!("{name}: {is}, written down are {was}"))
}
