//! Wrong arguments: exit code 2, and what to write instead.

use crate::support::{host, script};
use insta::assert_snapshot;

#[test]
fn no_command_shows_the_help() {
    let (code, _) = host("").outcome();
    assert_eq!(code, 2);
    assert_snapshot!(host("run").shown(), @r"
    exit: 2
    ----- stderr
    error: the following required arguments were not provided:
      <FILE>

    Usage: host run <FILE> [-- <ARGS>...]

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_command_is_refused_with_the_nearest() {
    assert_snapshot!(host("evl 1").shown(), @r"
    exit: 2
    ----- stderr
    error: unrecognized subcommand 'evl'

      tip: some similar subcommands exist: 'help', 'eval'

    Usage: host <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_flag_is_refused_with_the_nearest() {
    assert_snapshot!(script("").args("--max-memroy 1MiB").shown(), @r"
    exit: 2
    ----- stderr
    error: unexpected argument '--max-memroy' found

      tip: a similar argument exists: '--max-memory'
      tip: to pass '--max-memroy' as a value, use '-- --max-memroy'

    Usage: host run --max-memory <SIZE> <FILE> [-- <ARGS>...]

    For more information, try '--help'.
    ");
}

#[test]
fn a_flag_without_a_value_is_refused() {
    assert_snapshot!(script("").args("--timeout").shown(), @r"
    exit: 2
    ----- stderr
    error: a value is required for '--timeout <TIME>' but none was supplied

    For more information, try '--help'.
    ");
    assert_snapshot!(script("").args("--allow-env").shown(), @r"
    exit: 2
    ----- stderr
    error: a value is required for '--allow-env <NAME[=VALUE]>' but none was supplied

    For more information, try '--help'.
    ");
    assert_snapshot!(script("").args("--max-memory=").shown(), @r"
    exit: 2
    ----- stderr
    error: invalid value '' for '--max-memory <SIZE>': expected an amount with a unit, for example 64MiB

    For more information, try '--help'.
    ");
    assert_snapshot!(script("").arg("--allow-env=").shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-env: the name is missing
    ");
    assert_snapshot!(script("").arg("--allow-read=").shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read : cannot open the folder '': No such file or directory (os error 2)
    ");
}

#[test]
fn a_flag_without_a_unit_is_refused() {
    assert_snapshot!(script("").args("--timeout 30").shown(), @r"
    exit: 2
    ----- stderr
    error: invalid value '30' for '--timeout <TIME>': a time needs a unit, for example 30s

    For more information, try '--help'.
    ");
    assert_snapshot!(script("").args("--max-memory 64").shown(), @r"
    exit: 2
    ----- stderr
    error: invalid value '64' for '--max-memory <SIZE>': an amount needs a unit, for example 64MiB

    For more information, try '--help'.
    ");
}

#[test]
fn an_amount_that_is_none_is_refused() {
    for flag in [
        "--timeout x",
        "--timeout -1s",
        "--timeout 0s",
        "--max-memory 1parsec",
        "--max-memory -1MiB",
        "--max-cpu 1MiB",
        "--max-output 3s",
        "--max-stack 3s",
        "--max-stack 100",
    ] {
        let (code, error) = script("console.log('ran')").args(flag).outcome();
        assert_eq!(code, 2, "{flag}: {error}");
        assert!(error.starts_with("error: "), "{flag}: {error}");
    }
}

#[test]
fn too_little_and_too_much_memory_are_refused() {
    assert_snapshot!(script("").args("--max-memory 1MiB").shown(), @r"
    exit: 2
    ----- stderr
    error: the memory limit of 1048576 bytes is not between 4194304 and 2080374784 bytes
    ");
    assert_snapshot!(script("").args("--max-memory 5GiB").shown(), @r"
    exit: 2
    ----- stderr
    error: the memory limit of 5368709120 bytes is not between 4194304 and 2080374784 bytes
    ");
}

#[test]
fn no_output_at_all_is_a_limit_that_can_be_set() {
    let (code, error) = script("console.log('x')").args("--max-output 0B").outcome();
    assert_eq!(code, 3, "{error}");
    assert_eq!(script("").args("--max-output 0B").outcome().0, 0);
}

#[test]
fn a_flag_that_is_given_twice_is_refused() {
    assert_snapshot!(script("").args("--timeout 1s --timeout 2s").shown(), @r"
    exit: 2
    ----- stderr
    error: the argument '--timeout <TIME>' cannot be used multiple times

    Usage: host run [OPTIONS] <FILE> [-- <ARGS>...]

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_format_of_usage_is_refused() {
    assert_snapshot!(script("").args("--usage=xml").shown(), @r"
    exit: 2
    ----- stderr
    error: invalid value 'xml' for '--usage[=<FORMAT>]'
      [possible values: text, json]

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_shell_is_refused() {
    let (code, error) = host("completions tcsh").outcome();
    assert_eq!(code, 2, "{error}");
}
