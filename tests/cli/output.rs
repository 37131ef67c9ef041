//! stdout belongs to the script: nothing is added, coloured or lost.

use crate::support::script;
use insta::assert_snapshot;
use std::io::{BufRead as _, BufReader, Read as _};

#[test]
fn messages_go_where_they_belong() {
    let text = "console.log('log'); console.info('info'); console.debug('debug'); console.warn('warn'); console.error('error')";
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    log
    info
    debug
    ----- stderr
    warn
    error
    ");
}

#[test]
fn a_pipe_gets_no_colours() {
    let text = "console.log({ a: 1, b: 'text', c: null }); console.error(new Date(0)); null.x";
    let output = script(text).env("TERM", "xterm-256color").output();
    for bytes in [output.stdout, output.stderr] {
        assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn no_color_wins_over_clicolor_force() {
    let text = "console.log({ a: 1 }); null.x";
    let output = script(text).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output();
    for bytes in [output.stdout, output.stderr] {
        assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn any_text_comes_out_as_it_is() {
    assert_eq!(script(r"console.log('a\0b\x1b[1mü€😀\r\n')").stdout(), "a\0b\x1b[1mü€😀\r\n\n");
    assert_eq!(script(r"console.log('\ud800')").stdout(), "\u{fffd}\n");
}

#[test]
fn a_large_output_is_complete() {
    let output = script("for (let i = 0; i < 200; i++) console.log('x'.repeat(9_999))").stdout();
    assert_eq!(output.len(), 2_000_000);
}

#[test]
fn output_is_not_lost_when_the_script_exits() {
    let output = script("for (let i = 0; i < 1000; i++) console.log('line', i); process.exit(4)").output();
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().last(), Some("line 999"));
}

#[test]
fn output_comes_at_once_and_not_at_the_end() {
    let mut host = script("console.log('first'); setTimeout(() => {}, 60_000)");
    let mut child = host.start();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(line, "first\n");
}

/// Reads one line of an endless output, then goes away.
fn broken_pipe(text: &str) -> (Option<i32>, String) {
    let mut host = script(text);
    let mut child = host.start();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    drop(stdout);
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    (child.wait().unwrap().code(), stderr)
}

#[test]
fn a_broken_pipe_ends_the_script_and_is_0() {
    assert_eq!(broken_pipe("for (let i = 0; ; i++) console.log(i)"), (Some(0), String::new()));
}

#[test]
fn a_broken_pipe_ends_a_script_that_waits_between_lines() {
    assert_eq!(broken_pipe("setInterval(() => console.log('x'), 1)"), (Some(0), String::new()));
}

#[test]
fn a_broken_pipe_cannot_be_caught() {
    assert_eq!(broken_pipe("for (;;) try { console.log('x') } catch {}"), (Some(0), String::new()));
}

#[test]
fn a_closed_stderr_does_not_crash() {
    let mut host = script("for (let i = 0; i < 10; i++) console.error(i); console.log('end'); null.x");
    let mut child = host.start();
    drop(child.stderr.take());
    let status = child.wait().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}
