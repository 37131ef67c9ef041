//! Levels, labels, groups, timers, traces.

use super::{inspect_to_string, messages, print, run, with_console};
use crate::system::ConsoleLevel::{self, Debug, Error, Info, Log, Warn};
use crate::system::with_host;
use rquickjs::Value;
use std::time::Duration;

#[test]
fn each_method_has_its_level() {
    let levels = |script| messages(script).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    assert_eq!(
        levels("for (const m of ['debug', 'log', 'info', 'warn', 'error']) console[m](1)"),
        [Debug, Log, Info, Warn, Error]
    );
    assert_eq!(levels("console.trace(); console.assert(false)"), [Error, Error]);
    assert_eq!(
        levels("console.dir(1); console.dirxml(1); console.table([1]); console.count(); console.group(1)"),
        [Log, Log, Log, Info, Log]
    );
    assert_eq!(levels("console.countReset('x'); console.timeEnd('x')"), [Warn, Warn]);
}

#[test]
fn a_message_is_written_whole_and_ends_its_line() {
    assert_eq!(messages("console.log('a\\nb', 1)"), [(ConsoleLevel::Log, "a\nb 1\n".to_owned())]);
    assert_eq!(print("console.log('lone \\ud800', ['\\udc00'])"), "lone \u{fffd} [ '\\udc00' ]\n");
}

#[test]
fn methods_do_not_show_their_source() {
    assert_eq!(print("console.log(console.log.toString())"), "function log() {\n    [native code]\n}\n");
    assert_eq!(
        print("console.log(console.table.length, console.timeLog.length, 'prototype' in console.log)"),
        "0 0 false\n"
    );
}

#[test]
fn the_console_is_a_namespace_object() {
    let script =
        "const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'console');
        const prototype = Object.getPrototypeOf(console);
        console.log(writable, enumerable, configurable, Reflect.ownKeys(prototype).length,
          Object.getPrototypeOf(prototype) === Object.prototype, String(console), Object.keys(console).length)";
    assert_eq!(print(script), "true false true 0 true [object console] 19\n");
}

#[test]
fn a_label_that_cannot_be_converted_throws() {
    let script = "for (const name of ['count', 'countReset', 'time', 'timeLog', 'timeEnd']) {
          for (const label of [{ toString() { throw 'no' } }, Symbol()]) {
            try { console[name](label); console.log('not thrown', name) } catch (error) { console.log(error === 'no' || error.name) }
          }
        }";
    assert_eq!(print(script), "true\nTypeError\n".repeat(5));
}

#[test]
fn times_are_written_in_the_unit_that_fits() {
    let times = [(0, "0ms"), (1, "0.001ms"), (1_500, "1.5ms"), (999_999, "999.999ms"), (1_234_567, "1.235s")];
    let long = [(61_500_000, "1:01.500 (m:ss.mmm)"), (3_723_004_000, "1:02:03.004 (h:mm:ss.mmm)")];
    for (microseconds, expected) in times.into_iter().chain(long) {
        with_host(|host| host.now = Duration::from_secs(5));
        with_console(|ctx| {
            run(ctx, "console.time('t')");
            with_host(|host| host.now += Duration::from_micros(microseconds));
            run(ctx, "console.timeLog('t', { a: 1 }, 'x'); console.timeEnd('t'); console.timeEnd('t')");
        });
        let printed = super::printed();
        let warning = "Warning: No such label 't' for console.timeEnd()";
        assert_eq!(printed, format!("t: {expected} {{ a: 1 }} x\nt: {expected}\n{warning}\n"));
    }
}

#[test]
fn labels_are_warned_about_in_nodes_words() {
    let printed = print("console.time(); console.time(); console.timeLog('x'); console.countReset('y')");
    let expected = "Warning: Label 'default' already exists for console.time()\n\
        Warning: No such label 'x' for console.timeLog()\nWarning: Count for 'y' does not exist\n";
    assert_eq!(printed, expected);
}

#[test]
fn a_trace_has_the_frames_of_the_script_alone() {
    let script = "function here() { console.trace('a %s', 'b', { c: 1 }) }\n[1].forEach(here)";
    let expected =
        "Trace: a b { c: 1 }\n    at here (test.js:1:26)\n    at forEach (native)\n    at <eval> (test.js:2:13)\n";
    assert_eq!(print(script), expected);
}

#[test]
fn clear_writes_to_terminals_only_and_ends_groups() {
    assert_eq!(print("console.clear(); console.log(1)"), "1\n");
    with_host(|host| host.colors = true);
    let printed = print("console.group(); console.clear(); console.log('x')");
    with_host(|host| host.colors = false);
    assert_eq!(printed, "\u{1b}[1;1H\u{1b}[0Jx\n");
}

#[test]
fn rust_gets_any_value_as_text() {
    with_console(|ctx| {
        let text = |code: &str| {
            let value: Value = ctx.eval(code).expect("the code runs");
            inspect_to_string(ctx, &value, false)
        };
        assert_eq!(text("({ a: [1, 'x'] })"), "{ a: [ 1, 'x' ] }");
        assert_eq!(text("'text'"), "'text'");
        assert_eq!(
            text("({ [Symbol.for('nodejs.util.inspect.custom')]() { throw 1 }, a: 1 })").lines().last(),
            Some("}")
        );
        assert_eq!(text("({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'own' })"), "own");
    });
}

#[test]
fn rust_gets_a_type_where_there_is_no_console() {
    let runtime = rquickjs::Runtime::new().expect("a runtime");
    rquickjs::Context::full(&runtime).expect("a context").with(|ctx| {
        let value: Value = ctx.eval("({})").expect("an object");
        assert_eq!(inspect_to_string(&ctx, &value, false), "[object]");
    });
}
