//! Exit codes, each once.

use crate::support::{host, script};

#[test]
fn a_script_that_ends_is_0() {
    assert_eq!(script("console.log('fine')").outcome(), (0, String::new()));
}

#[test]
fn an_uncaught_exception_is_1() {
    assert_eq!(script("throw new Error('x')").outcome().0, 1);
}

#[test]
fn an_unhandled_rejection_is_1() {
    assert_eq!(script("Promise.reject(1)").outcome().0, 1);
}

#[test]
fn a_stalled_await_is_1() {
    assert_eq!(script("await new Promise(() => {})").outcome().0, 1);
}

#[test]
fn a_syntax_error_is_1() {
    assert_eq!(script("let let = 1").outcome().0, 1);
}

#[test]
fn a_missing_file_is_2() {
    assert_eq!(host("run nowhere.js").outcome().0, 2);
}

#[test]
fn a_wrong_argument_is_2() {
    assert_eq!(script("").args("--nonsense").outcome().0, 2);
}

#[test]
fn a_limit_is_3() {
    assert_eq!(script("for (;;);").args("--timeout 50ms").outcome().0, 3);
}

#[test]
fn the_script_s_own_code_is_passed_on() {
    assert_eq!(script("process.exit(42)").outcome().0, 42);
}

#[test]
fn help_and_version_are_0_and_on_stdout() {
    for arguments in ["--help", "-h", "help", "run --help", "--version", "-V"] {
        assert!(!host(arguments).stdout().is_empty(), "{arguments}");
    }
}
