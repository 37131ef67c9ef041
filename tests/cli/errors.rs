//! What people see when a script fails.

use crate::support::{folder, host, script};
use insta::assert_snapshot;

#[test]
fn an_exception_shows_where_it_was_thrown_and_its_causes() {
    let text = "function inner() {
  throw new TypeError('inner');
}
function outer() {
  try {
    inner();
  } catch (cause) {
    throw new Error('outer', { cause });
  }
}
outer();
";
    assert_snapshot!(script(text).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: outer
      6 |     inner();
      7 |   } catch (cause) {
      8 |     throw new Error('outer', { cause });
        |               ^
        at outer (main.mjs:8:15)
        at main.mjs:11:1
      caused by: TypeError: inner
            at inner (main.mjs:2:13)
            at outer (main.mjs:6:5)
            at main.mjs:11:1
    ");
}

#[test]
fn a_cause_may_be_any_value_or_a_cycle() {
    assert_snapshot!(script("throw new Error('outer', { cause: { code: 7 } })").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: outer
      1 | throw new Error('outer', { cause: { code: 7 } })
        |           ^
        at main.mjs:1:11
      caused by: { code: 7 }
    ");
    let (code, first) = script("const e = new Error('cycle'); e.cause = e; throw e").outcome();
    assert_eq!((code, first.as_str()), (1, "error: Uncaught Error: cycle"));
}

#[test]
fn an_aggregate_error_shows_its_members() {
    assert_snapshot!(script("throw new AggregateError([new TypeError('one'), 2, new RangeError('three')], 'several')").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught AggregateError: several
      1 | throw new AggregateError([new TypeError('one'), 2, new RangeError('three')], 'several')
        |                                                        ^
        at main.mjs:1:56
      one of: TypeError: one
            at main.mjs:1:31
      one of: 2
      one of: RangeError: three
            at main.mjs:1:56
    ");
}

#[test]
fn an_unhandled_rejection_ends_the_script() {
    let text =
        "Promise.reject(new Error('nobody'));\nsetTimeout(() => console.log('never'), 1);\nconsole.log('before');";
    assert_snapshot!(script(text).shown(), @r"
    exit: 1
    ----- stdout
    before
    ----- stderr
    error: Uncaught (in promise) Error: nobody
      1 | Promise.reject(new Error('nobody'));
        |                    ^
        at main.mjs:1:20
    ");
}

#[test]
fn a_rejected_top_level_await_is_an_exception() {
    assert_snapshot!(script("await Promise.reject(new Error('awaited'))").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: awaited
      1 | await Promise.reject(new Error('awaited'))
        |                          ^
        at main.mjs:1:26
    ");
}

#[test]
fn an_exception_in_a_timer_ends_the_script() {
    assert_snapshot!(script("setTimeout(() => { throw new Error('in a timer') }, 0);\nsetTimeout(() => console.log('never'), 5);").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: in a timer
      1 | setTimeout(() => { throw new Error('in a timer') }, 0);
        |                              ^
        at main.mjs:1:30
    ");
}

#[test]
fn a_subclass_and_a_changed_name_are_shown() {
    assert_snapshot!(script("class HttpError extends Error { name = 'HttpError' }\nthrow new HttpError('404')").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught HttpError: 404
      1 | class HttpError extends Error { name = 'HttpError' }
        | ^
        at HttpError (main.mjs:1:1)
        at main.mjs:2:11
    ");
    assert_snapshot!(script("throw new Error").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error
      1 | throw new Error
        |           ^
        at main.mjs:1:11
    ");
}

#[test]
fn a_thrown_value_that_is_no_error_is_shown_as_the_console_would() {
    assert_snapshot!(script("throw { code: 1, text: 'x' }").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught { code: 1, text: 'x' }
    ");
    assert_snapshot!(script("throw 'text'").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught 'text'
    ");
    assert_snapshot!(script("throw undefined").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught undefined
    ");
    assert_snapshot!(script("throw null").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught null
    ");
    assert_snapshot!(script("throw Symbol('s')").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Symbol(s)
    ");
}

#[test]
fn a_syntax_error_shows_its_line_with_a_mark() {
    assert_snapshot!(script("const a = 1;\nconst b = (2;\n").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: Unexpected token ';'
      1 | const a = 1;
      2 | const b = (2;
        |             ^
        at main.mjs:2:13
    ");
    assert_snapshot!(host("run main.js").within(folder().file("main.js", "let x = 1;\n  let x = 2;")).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: invalid redefinition of global identifier
      1 | let x = 1;
      2 |   let x = 2;
        |         ^
        at main.js:2:9
    ");
    assert_snapshot!(script("console.log('unclosed").shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: unexpected end of string
      1 | console.log('unclosed
        |             ^
        at main.mjs:1:13
    ");
}

#[test]
fn a_script_that_is_neither_script_nor_module_shows_the_error_that_lies_further() {
    let text = "import x from './x.mjs';\n\nconst = 1;\n";
    assert_snapshot!(host("run main.js").within(folder().file("main.js", text)).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: variable name expected
      1 | import x from './x.mjs';
      2 | 
      3 | const = 1;
        |       ^
        at main.js:3:7
    ");
}

#[test]
fn a_mark_stands_right_after_wide_characters_and_tabs() {
    let text = "/* 😀 */\tconst s = 'ü€'; throw new Error('x')";
    assert_snapshot!(script(text).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: x
      1 | /* 😀 */ const s = 'ü€'; throw new Error('x')
        |                                    ^
        at main.mjs:1:36
    ");
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let text = format!("{}null.x;{}", "a = 1; ".repeat(40).replace("a =", "var a ="), " var b = 2;".repeat(40));
    assert_snapshot!(script(&text).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: cannot read property 'x' of null
      1 |  = 1; var a = 1; var a = 1; var a = 1; var a = 1; null.x; var b = 2; var b = 2; var b = 2; var b = 2
        |                                                  ^
        at main.mjs:1:440
    ");
}

#[test]
fn a_promise_that_can_never_settle_is_an_error_and_no_hang() {
    assert_snapshot!(script("console.log('before');\nawait new Promise(() => {});\nconsole.log('never');").shown(), @r"
    exit: 1
    ----- stdout
    before
    ----- stderr
    error: a promise that is awaited can never settle: nothing is left that could do it
    hint: top-level await waits for a promise that nobody resolves
    ");
}

#[test]
fn columns_are_right_in_the_first_line_of_a_common_js_file() {
    let folder = folder().file("main.cjs", "throw new Error('x')");
    let shown = host("run main.cjs").within(folder).shown();
    assert!(shown.contains("main.cjs:1:11"), "{shown}");
}
