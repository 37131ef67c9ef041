//! process: argv, env, exit, exitCode.

use crate::support::{folder, host, script};
use insta::assert_snapshot;

#[test]
fn arguments_after_two_dashes_are_in_process_argv() {
    let text = "console.log(process.argv.length, process.argv[1], process.argv.slice(2))";
    assert_snapshot!(script(text).args("-- one --two -3 -- ünï").shown(), @r"
    exit: 0
    ----- stdout
    7 [DIR]/main.mjs [ 'one', '--two', '-3', '--', 'ünï' ]
    ");
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    2 [DIR]/main.mjs []
    ");
}

#[test]
fn an_argument_without_two_dashes_is_refused() {
    assert_snapshot!(script("").args("extra").shown(), @r"
    exit: 2
    ----- stderr
    error: unexpected argument 'extra' found

    Usage: host run [OPTIONS] <FILE> [-- <ARGS>...]

    For more information, try '--help'.
    ");
}

#[test]
fn the_environment_is_hidden() {
    assert_snapshot!(script("console.log(process.env)").env("SECRET", "1").stdout(), @"{}");
}

#[test]
fn a_granted_variable_is_shown() {
    let text = "console.log(process.env)";
    assert_snapshot!(script(text).args("--allow-env SHOWN").env("SHOWN", "1").env("HIDDEN", "2").stdout(), @"{ SHOWN: '1' }");
    assert_snapshot!(script(text).args("--allow-env MISSING").stdout(), @"{}");
    assert_snapshot!(script(text).args("--allow-env GIVEN=a=b --allow-env EMPTY=").env("GIVEN", "other").stdout(), @"{ GIVEN: 'a=b', EMPTY: '' }");
    assert_snapshot!(script(text).args("--allow-env __proto__=x").stdout(), @"{ ['__proto__']: 'x' }");
}

#[test]
fn a_grant_without_a_name_is_refused() {
    assert_snapshot!(script("").args("--allow-env =x").shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-env =x: the name is missing
    ");
}

#[test]
fn a_granted_variable_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let value = std::ffi::OsStr::from_bytes(b"\xff");
    assert_snapshot!(script("").args("--allow-env BAD").env("BAD", value).shown(), @r#"
    exit: 2
    ----- stderr
    error: --allow-env BAD: environment variable was not valid unicode: "\xFF"
    "#);
}

#[test]
fn exit_ends_the_script_at_once_with_its_code() {
    let text = "
        setTimeout(() => console.log('never'), 0);
        queueMicrotask(() => console.log('never'));
        try { console.log('before'); process.exit(7); } catch { console.log('never'); } finally { console.log('never'); }";
    assert_snapshot!(script(text).shown(), @r"
    exit: 7
    ----- stdout
    before
    ");
}

#[test]
fn exit_works_in_timers_jobs_getters_and_modules() {
    for text in [
        "setTimeout(() => process.exit(9), 1); await new Promise(() => {})",
        "queueMicrotask(() => process.exit(9)); setInterval(() => {}, 1)",
        "[1, 2].sort(() => process.exit(9))",
        "({ get x() { process.exit(9) } }).x",
        "await import('./other.mjs')",
        "JSON.stringify({ toJSON() { process.exit(9) } })",
        "console.log('%s', { toString() { process.exit(9) } })",
        "await (async () => { try { process.exit(9) } catch {} })()",
        "await Promise.resolve().then(() => process.exit(9)).catch(() => {}).finally(() => {})",
    ] {
        let folder = folder().file("main.mjs", text).file("other.mjs", "process.exit(9)");
        let (code, error) = host("run main.mjs").within(folder).outcome();
        assert_eq!((code, error.as_str()), (9, ""), "{text}");
    }
}

#[test]
fn exit_without_a_code_takes_exit_code() {
    assert_eq!(script("process.exitCode = 5; process.exit()").outcome().0, 5);
    assert_eq!(script("process.exit()").outcome().0, 0);
}

#[test]
fn exit_code_counts_at_the_end() {
    assert_eq!(script("process.exitCode = 3; setTimeout(() => process.exitCode++, 1)").outcome().0, 4);
    assert_eq!(script("process.exitCode = 255").outcome().0, 255);
}

#[test]
fn an_uncaught_exception_is_1_whatever_exit_code_says() {
    assert_eq!(script("process.exitCode = 4; throw new Error('x')").outcome().0, 1);
}

#[test]
fn a_code_that_no_process_can_have_is_refused() {
    assert_snapshot!(script("process.exit(256)").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught RangeError: an exit code is an integer from 0 to 255
      1 | process.exit(256)
        |        ^
        at main.mjs:1:8
    ");
    assert_snapshot!(script("process.exitCode = 'x'").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught RangeError: an exit code is an integer from 0 to 255
      1 | process.exitCode = 'x'
        | ^
        at main.mjs:1:1
    ");
}
