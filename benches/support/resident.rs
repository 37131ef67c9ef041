//! Memory of this process, as the kernel counts it; Linux only.

use std::fmt;

/// KiB of memory.
pub struct Resident {
    /// What no other process shares.
    pub private: i64,
    pub rss: i64,
}

impl Resident {
    pub fn now() -> Self {
        let text = std::fs::read_to_string("/proc/self/smaps_rollup").expect("Linux");
        let field = |name: &str| -> i64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("a field of smaps_rollup");
            line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse().expect("KiB")
        };
        Self { private: field("Private_Clean") + field("Private_Dirty"), rss: field("Rss") }
    }

    pub fn since(&self, before: &Self) -> Self {
        Self { private: self.private - before.private, rss: self.rss - before.rss }
    }

    pub fn each(&self, count: usize) -> Self {
        let count = i64::try_from(count).expect("a count");
        Self { private: self.private / count, rss: self.rss / count }
    }
}

impl fmt::Display for Resident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB private, {} KiB RSS", self.private, self.rss)
    }
}

/// Memory mappings of this process.
#[allow(dead_code, reason = "one bench counts them")]
pub fn mappings() -> usize {
    std::fs::read_to_string("/proc/self/maps").expect("Linux").lines().count()
}
