//! A server in a process of its own, and what `wrk` makes of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A server that says on stderr where it listens.
pub struct ServerProcess {
    child: Child,
    url: String,
    loads: Vec<Load>,
}

/// One round.
#[derive(Clone)]
pub struct Load {
    /// Each second.
    pub requests: f64,
    /// Half of the requests were answered in this time,
    pub half: String,
    /// 99 of 100 in this.
    pub most: String,
    /// Microseconds for each request, in user and kernel.
    pub cpu: f64,
}

impl ServerProcess {
    /// None where it cannot be started.
    pub fn start(mut command: Command) -> Option<Self> {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().ok()?;
        let mut lines = BufReader::new(child.stderr.take()?).lines();
        let line = lines.next()?.ok()?;
        let url = line.strip_prefix("listening on ")?.to_owned();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| eprintln!("{line}")));
        Some(Self { child, url, loads: Vec::new() })
    }

    /// One round of load.
    pub fn load(&mut self) {
        wrk(&self.url, "1s");
        let before = self.cpu();
        let text = wrk(&self.url, "4s");
        let cpu = self.cpu() - before;
        assert!(!text.contains("Non-2xx") && !text.contains("Socket errors"), "{text}");
        let after = |label: &str| {
            let line =
                text.lines().find_map(|line| line.trim().strip_prefix(label)).unwrap_or_else(|| panic!("{text}"));
            line.trim().to_owned()
        };
        let total = text.lines().find(|line| line.contains(" requests in ")).unwrap().trim();
        let total: f64 = total.split(' ').next().unwrap().parse().unwrap();
        self.loads.push(Load {
            requests: after("Requests/sec:").parse().unwrap(),
            half: after("50%"),
            most: after("99%"),
            cpu: cpu * 1e6 / total,
        });
    }

    /// The round in the middle.
    pub fn median(&self) -> Load {
        let mut loads = self.loads.clone();
        loads.sort_by(|one, other| one.requests.total_cmp(&other.requests));
        loads[loads.len() / 2].clone()
    }

    /// Seconds that its process has computed.
    fn cpu(&self) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let (_, fields) = text.rsplit_once(") ").unwrap();
        let ticks: f64 = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap()).sum();
        // USER_HZ, which is 100 on Linux.
        ticks / 100.0
    }

    pub fn resident(&self) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _killed = self.child.kill().is_ok();
        let _waited = self.child.wait().is_ok();
    }
}

fn wrk(url: &str, time: &str) -> String {
    let output = Command::new("wrk").args(["-t2", "-c8", "--latency", "-d", time, url]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
