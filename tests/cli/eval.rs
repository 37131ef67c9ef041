//! `host eval`.

use crate::support::{folder, host};
use insta::assert_snapshot;

#[test]
fn code_is_a_classic_script() {
    assert_snapshot!(host("eval").arg("var x = 1; console.log(x, this === globalThis)").shown(), @r"
    exit: 0
    ----- stdout
    1 true
    ");
}

#[test]
fn recursion_is_a_range_error_deeper_than_a_thousand_calls() {
    let code =
        "let d=0; function f(){d++; f()} try { f() } catch (e) { console.log(e instanceof RangeError, d > 1000) }";
    assert_snapshot!(host("eval").arg(code).stdout(), @"true true");
}

#[test]
fn p_prints_the_value_as_the_console_would() {
    assert_snapshot!(host("eval -p 1+1").stdout(), @"2");
    assert_snapshot!(host("eval -p").arg("({ a: [1, 'two'], b: new Map([[1, {}]]) })").stdout(), @"{ a: [ 1, 'two' ], b: Map(1) { 1 => {} } }");
    assert_snapshot!(host("eval -p").arg("'text'").stdout(), @"'text'");
    assert_snapshot!(host("eval -p").arg("undefined").stdout(), @"undefined");
    assert_snapshot!(host("eval -p").arg("Symbol('s')").stdout(), @"Symbol(s)");
}

#[test]
fn p_prints_the_value_before_timers_run() {
    let code = "setTimeout(() => console.log('timer'), 1); Promise.resolve().then(() => console.log('job')); 'value'";
    assert_eq!(host("eval -p").arg(code).stdout(), "job\n'value'\ntimer\n");
}

#[test]
fn p_has_one_time_limit_from_start_to_end() {
    let code = "const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)); \
                wait(150).then(() => { setTimeout(() => console.log('too late'), 150); return 'first' })";
    let output = host("eval -p --timeout 250ms").arg(code).output();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(3), b"'first'\n".as_slice()));
}

#[test]
fn p_awaits_a_promise() {
    assert_snapshot!(host("eval -p").arg("new Promise((resolve) => setTimeout(resolve, 1, 'later'))").stdout(), @"'later'");
}

#[test]
fn p_prints_what_came_before_an_error_and_no_value() {
    assert_snapshot!(host("eval -p").arg("console.log('before'); throw new Error('now')").shown(), @r"
    exit: 1
    ----- stdout
    before
    ----- stderr
    error: Uncaught Error: now
      1 | console.log('before'); throw new Error('now')
        |                                  ^
        at eval.js:1:34
    ");
}

#[test]
fn m_is_a_module() {
    let folder = folder().file("two.mjs", "export default 2");
    let code = "import two from './two.mjs'; console.log(two, await 3, this, import.meta.main)";
    assert_snapshot!(host("eval -m").arg(code).within(folder).shown(), @r"
    exit: 0
    ----- stdout
    2 3 undefined true
    ");
}

#[test]
fn an_import_in_a_script_has_a_hint() {
    let shown = host("eval").arg("import './two.mjs'").shown();
    assert!(shown.starts_with("exit: 1") && shown.contains("hint: ") && shown.contains("-m"), "{shown}");
}

#[test]
fn top_level_await_in_a_script_has_a_hint() {
    let shown = host("eval").arg("await 1").shown();
    assert!(shown.starts_with("exit: 1") && shown.contains("hint: ") && shown.contains("-m"), "{shown}");
}

#[test]
fn timers_run_before_it_ends() {
    assert_snapshot!(host("eval").arg("setTimeout(() => console.log('late'), 1); console.log('early')").stdout(), @r"
    early
    late
    ");
}

#[test]
fn code_may_start_with_a_dash() {
    assert_snapshot!(host("eval -p").arg("-1").stdout(), @"-1");
}

#[test]
fn code_may_be_empty() {
    assert_snapshot!(host("eval").arg("").shown(), @"exit: 0");
    assert_snapshot!(host("eval -p").arg("").shown(), @r"
    exit: 0
    ----- stdout
    undefined
    ");
}

#[test]
fn an_error_names_eval_js_and_shows_the_code() {
    assert_snapshot!(host("eval").arg("const a = 1;\nnull.x;").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: cannot read property 'x' of null
      1 | const a = 1;
      2 | null.x;
        | ^
        at eval.js:2:1
    ");
}

#[test]
fn p_and_m_contradict_each_other() {
    assert_snapshot!(host("eval -p -m 1").shown(), @r"
    exit: 2
    ----- stderr
    error: the argument '--print' cannot be used with '--module'

    Usage: host eval --print <CODE> [-- <ARGS>...]

    For more information, try '--help'.
    ");
}

#[test]
fn arguments_after_two_dashes_belong_to_the_script() {
    let code = "process.argv.slice(1)";
    assert_snapshot!(host("eval -p").arg(code).args("-- --flag value -p").stdout(), @"[ 'eval', '--flag', 'value', '-p' ]");
}
