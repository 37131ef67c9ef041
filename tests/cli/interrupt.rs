//! Ctrl-c: the first interrupts the script, the second quits.

use crate::support::{Host, script};
use insta::assert_snapshot;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Child;

/// A running script that has printed its first line.
fn ready(host: &mut Host) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = host.start();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    (child, stdout)
}

fn press(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// Whether this process was started with a signal ignored.
fn is_ignored(signal: Signal) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal.as_raw() - 1) & 1 == 1
}

/// The exit code and stderr.
fn end(mut child: Child) -> (Option<i32>, String) {
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    (child.wait().unwrap().code(), stderr)
}

#[test]
fn ctrl_c_interrupts_a_loop_and_shows_where_it_was() {
    let mut host = script("console.log('ready');\nfor (;;);\n");
    let (child, _stdout) = ready(&mut host);
    press(&child, Signal::INT);
    let (code, stderr) = end(child);
    assert_eq!(code, Some(130));
    assert_snapshot!(stderr, @r"
    error: interrupted
      1 | console.log('ready');
        |        ^
        at main.mjs:1:8
    ");
}

#[test]
fn ctrl_c_interrupts_a_script_that_waits() {
    let mut host = script("console.log('ready'); setTimeout(() => console.log('never'), 60_000)");
    let (child, mut stdout) = ready(&mut host);
    press(&child, Signal::INT);
    let (code, stderr) = end(child);
    assert_eq!(code, Some(130));
    assert_snapshot!(stderr, @"error: interrupted");
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn ctrl_c_interrupts_a_loop_in_native_code() {
    let mut host = script("console.log('ready'); const a = new Array(4e6).fill(0); for (;;) a.indexOf(1)")
        .args("--max-memory 1GiB");
    let (child, _stdout) = ready(&mut host);
    press(&child, Signal::INT);
    assert_eq!(end(child).0, Some(130));
}

#[test]
fn ctrl_c_interrupts_endless_jobs_timers_and_immediates() {
    for text in [
        "console.log('ready'); (function again() { queueMicrotask(again) })()",
        "console.log('ready'); setInterval(() => {}, 0)",
        "console.log('ready'); (function again() { setImmediate(again) })()",
        "console.log('ready'); for (;;) await null",
        "console.log('ready'); for (;;) try { for (;;); } catch {}",
    ] {
        let mut host = script(text);
        let (child, _stdout) = ready(&mut host);
        press(&child, Signal::INT);
        assert_eq!(end(child).0, Some(130), "{text}");
    }
}

#[test]
fn a_second_ctrl_c_quits() {
    let mut host = script("console.log('ready'); for (;;);");
    let (child, _stdout) = ready(&mut host);
    press(&child, Signal::INT);
    // Whether the first was enough by now or not: the end is the same.
    let _gone = kill_process(Pid::from_child(&child), Signal::INT).is_err();
    assert_eq!(end(child).0, Some(130));
}

#[test]
fn ctrl_c_while_stdin_is_read_quits() {
    if is_ignored(Signal::INT) {
        // As in the background of a shell: nobody can press it, and the command inherits that.
        return;
    }
    let mut host = crate::support::host("run -");
    let child = host.start();
    press(&child, Signal::INT);
    let status = child.wait_with_output().unwrap().status;
    use std::os::unix::process::ExitStatusExt as _;
    assert!(status.code() == Some(130) || status.signal() == Some(2), "{status}");
}

#[test]
fn what_was_printed_before_a_kill_is_not_lost() {
    let mut host = script("for (let i = 0; i < 1000; i++) console.log('line', i); console.error('ready'); for (;;);");
    let mut child = host.start();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    press(&child, Signal::KILL);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1000);
}
