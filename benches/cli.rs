//! Whole processes: `host run hello.js` against `node -e 0`, and what creating the engine is of it.

#[path = "support/alternate.rs"]
mod alternate;
#[path = "support/results.rs"]
mod results;

use alternate::alternate;
use results::{Aim, Finding, note, us};
use skerry::Engine;
use std::path::Path;
use std::process::{Command, Stdio};

fn main() {
    let host = Path::new(env!("CARGO_BIN_EXE_host"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/hello.js");
    let quiet = std::env::temp_dir().join("skerry-bench-hello.js");
    std::fs::write(&quiet, "console.log('hi')").unwrap();
    assert!(script.exists(), "the example is there");
    let run = |program: &Path, arguments: &[&str]| {
        let status = Command::new(program).args(arguments).stdout(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "{} runs", program.display());
    };
    let quiet = quiet.to_str().unwrap();
    run(host, &["cache", "warm"]);
    let ours = || run(host, &["run", quiet]);
    let engine = || drop(Engine::builder().build().unwrap());
    let [engine_time] = alternate(40, 1, [&engine]);
    println!("creating and dropping an engine with a warm cache: {engine_time:.1?} (at most 700 us)");
    let name = "engine, created and dropped".to_owned();
    let ours_of_engine = us(engine_time);
    note(&Finding { group: "start-up", name, ours: ours_of_engine, unit: "us", against: None, aim: Aim::Value(700.0) });
    let nothing = || run(Path::new("true"), &[]);
    if Command::new("node").arg("--version").output().is_err() {
        println!("node is not installed: nothing to compare with");
        return;
    }
    let node = || run(Path::new("node"), &["-e", "0"]);
    let [host_time, node_time, true_time] = alternate(40, 1, [&ours, &node, &nothing]);
    println!("process: host run {host_time:.1?}, node -e 0 {node_time:.1?}, true {true_time:.1?}");
    println!("  {:.3} x node (at most 0.1)", host_time.as_secs_f64() / node_time.as_secs_f64());
    let (name, against) = ("host run hello.js".to_owned(), Some(("node -e 0", us(node_time))));
    note(&Finding { group: "start-up", name, ours: us(host_time), unit: "us", against, aim: Aim::Ratio(0.1) });
}
