//! What a bench finds, for the table of all of them: `just bench`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

/// Names the file that findings are added to, a line of JSON each. Without it they are only printed.
const FILE: &str = "SKERRY_BENCH_RESULTS";

/// A number, beside what it is compared with.
pub struct Finding {
    pub group: &'static str,
    pub name: String,
    pub ours: f64,
    /// `us`, `ms`, `KiB`: less is better. `MB/s`, `requests/s`: more is.
    pub unit: &'static str,
    /// Who else did the same in this run, and what that gave; nobody where only an aim is known.
    pub against: Option<(&'static str, f64)>,
    pub aim: Aim,
}

/// What is aimed at, as far as the unit says better.
#[allow(dead_code, reason = "each bench has its own kind")]
pub enum Aim {
    Nothing,
    Value(f64),
    /// Of ours to theirs.
    Ratio(f64),
}

/// Writes a finding down.
pub fn note(finding: &Finding) {
    let Some(path) = std::env::var_os(FILE) else { return };
    let (aim, aim_of) = match finding.aim {
        Aim::Nothing => (None, None),
        Aim::Value(aim) => (Some(aim), Some("value")),
        Aim::Ratio(aim) => (Some(aim), Some("ratio")),
    };
    let line = serde_json::json!({
        "group": finding.group,
        "name": finding.name,
        "ours": finding.ours,
        "unit": finding.unit,
        "against": finding.against.map(|(who, _)| who),
        "theirs": finding.against.map(|(_, theirs)| theirs),
        "aim": aim,
        "aimOf": aim_of,
    });
    let file = OpenOptions::new().create(true).append(true).open(&path);
    file.and_then(|mut file| writeln!(file, "{line}")).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// A time in microseconds.
#[allow(dead_code, reason = "some benches have rates")]
pub fn us(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
