//! Errors that a hostile script made: shown all the same, and without harm.

use crate::support::script;
use insta::assert_snapshot;

#[test]
fn a_script_cannot_forge_our_lines_or_move_the_cursor() {
    let text = r"throw new Error('a\x1b[2J\rhint: b\u0007')";
    assert_snapshot!(script(text).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: a\u{1b}[2J\rhint: b\u{7}
      1 | throw new Error('a\x1b[2J\rhint: b\u0007')
        |           ^
        at main.mjs:1:11
    ");
}

#[test]
fn an_error_with_hostile_properties_is_still_shown() {
    let text = "const e = new Error('hostile');
        for (const name of ['name', 'stack', 'cause', 'hint', 'message'])
            Object.defineProperty(e, name, { get() { throw new Error(name) } });
        throw e;";
    assert_snapshot!(script(text).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error
    ");
}

#[test]
fn a_proxy_that_throws_for_everything_is_still_shown() {
    let text = "const trap = new Proxy({}, { get(_, name) { return () => { throw new Error(name) } } });\nthrow new Proxy({}, trap);";
    let (code, first) = script(text).outcome();
    assert_eq!(code, 1, "{first}");
    assert!(first.starts_with("error: Uncaught"), "{first}");
}

#[test]
fn a_deep_stack_is_cut() {
    let text = "function dive(n) { if (n === 0) throw new Error('deep'); dive(n - 1) }\ndive(100)";
    let shown = script(text).shown();
    assert!(shown.lines().count() < 30, "{shown}");
    assert!(shown.contains("error: Uncaught Error: deep"), "{shown}");
}

#[test]
fn an_error_with_a_hostile_list_of_errors_is_still_shown() {
    for errors in ["new Array(2 ** 32 - 1)", "new Proxy([], { get() { throw 1 } })", "[[[[]]]]", "{ length: 1e9 }"] {
        let text = format!("throw Object.assign(new Error('hostile'), {{ errors: {errors} }})");
        assert_eq!(script(&text).outcome(), (1, "error: Uncaught Error: hostile".to_owned()), "{errors}");
    }
}
