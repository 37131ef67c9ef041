//! Colours: on a terminal, and where the environment says so.

use crate::support::{Folder, cache_folder, folder, script};
use std::process::{Command, Stdio};

const TEXT: &str = "console.log({ a: 1 }); console.error([true]); null.x";

/// `host run main.mjs` on a pseudo terminal, which `script` of util-linux makes;
/// what it shows.
fn terminal(redirection: &str, environment: &[(&str, &str)]) -> (Folder, String) {
    let folder = folder().file("main.mjs", TEXT);
    let mut command = Command::new("/usr/bin/script");
    let line = format!("'{}' run main.mjs {redirection}", env!("CARGO_BIN_EXE_host"));
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]).current_dir(folder.path());
    command.env_clear().env("SKERRY_CACHE_DIR", cache_folder()).env("TERM", "xterm-256color").env("SHELL", "/bin/sh");
    let output = command.envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    (folder, String::from_utf8(output.stdout).unwrap())
}

const NUMBER: &str = "{ a: \x1b[33m1\x1b[39m }";
const BOOLEAN: &str = "[ \x1b[33mtrue\x1b[39m ]";
const ERROR: &str = "\x1b[1m\x1b[31merror\x1b[0m: ";

#[test]
fn a_terminal_gets_colours() {
    let (_folder, shown) = terminal("", &[]);
    for part in [NUMBER, BOOLEAN, ERROR] {
        assert!(shown.contains(part), "{part:?}: {shown:?}");
    }
}

#[test]
fn each_stream_is_coloured_where_it_is_a_terminal() {
    let (folder, shown) = terminal("2> errors", &[]);
    let errors = std::fs::read_to_string(folder.path().join("errors")).unwrap();
    assert!(shown.contains(NUMBER) && !errors.contains('\x1b'), "{shown:?} {errors:?}");
    let (folder, shown) = terminal("> lines", &[]);
    let lines = std::fs::read_to_string(folder.path().join("lines")).unwrap();
    assert!(shown.contains(BOOLEAN) && shown.contains(ERROR), "{shown:?}");
    assert_eq!(lines, "{ a: 1 }\n");
}

#[test]
fn a_terminal_gets_no_colours_where_the_environment_says_so() {
    for environment in [
        [("NO_COLOR", "1")].as_slice(),
        &[("CLICOLOR", "0")],
        &[("TERM", "dumb")],
        &[("FORCE_COLOR", "0")],
        &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")],
    ] {
        let (_folder, shown) = terminal("", environment);
        assert!(!shown.contains('\x1b'), "{environment:?}: {shown:?}");
    }
}

#[test]
fn a_pipe_gets_colours_where_the_environment_says_so() {
    for (name, value) in [("FORCE_COLOR", "1"), ("FORCE_COLOR", ""), ("CLICOLOR_FORCE", "1")] {
        let output = script(TEXT).env(name, value).output();
        let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(stdout.contains(NUMBER), "{name}: {stdout:?}");
        assert!(stderr.contains(BOOLEAN) && stderr.contains(ERROR), "{name}: {stderr:?}");
    }
}
