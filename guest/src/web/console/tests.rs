//! What the console prints, against what Node 20.20 printed for the same.

mod hostile;
mod methods;

use super::inspect_to_string;
use crate::builtins;
use crate::system::{ConsoleLevel, with_host};
use crate::web::{dom_exception, webidl};
use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, Context, Ctx, Module, Runtime, Value};

/// Expressions and Node's text for them. Frames of stacks differ between
/// machines: here, each run of them is one line `at`.
const CORPUS: &str = include_str!("tests/corpus.txt");

#[test]
fn values_are_written_as_node_writes_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in CORPUS.split(">>> ").skip(1) {
        let (expression, expected) = block.split_once('\n').expect("an expression ends with its line");
        let printed = without_frames(&print(&format!("console.log(({expression}))")));
        if printed != expected {
            wrong.push(format!("{expression}\n node: {expected} ours: {printed}"));
        }
        count += 1;
    }
    assert_eq!(wrong, [""; 0]);
    assert!(count >= 350, "the corpus was cut short: {count}");
}

#[test]
fn every_console_method_prints_what_node_prints() {
    let expected = include_str!("tests/transcript.txt");
    assert_eq!(print(include_str!("tests/transcript.js")), expected);
}

#[test]
fn colours_are_those_of_node() {
    with_host(|host| host.colors = true);
    let printed = print(
        "console.log([1, 'a', true, null, undefined, 5n, Symbol('s'), /x/, new Date(0), () => {}, {k: 1}], 'plain');
         console.log('%s %O', 'text', 7)",
    );
    with_host(|host| host.colors = false);
    let expected = "[\n  \u{1b}[33m1\u{1b}[39m,\n  \u{1b}[32m'a'\u{1b}[39m,\n  \u{1b}[33mtrue\u{1b}[39m,\n  \
        \u{1b}[1mnull\u{1b}[22m,\n  \u{1b}[90mundefined\u{1b}[39m,\n  \u{1b}[33m5n\u{1b}[39m,\n  \
        \u{1b}[32mSymbol(s)\u{1b}[39m,\n  \u{1b}[31m/x/\u{1b}[39m,\n  \u{1b}[35m1970-01-01T00:00:00.000Z\u{1b}[39m,\n  \
        \u{1b}[36m[Function (anonymous)]\u{1b}[39m,\n  { k: \u{1b}[33m1\u{1b}[39m }\n] plain\ntext \u{1b}[33m7\u{1b}[39m\n";
    assert_eq!(printed, expected);
}

#[test]
fn where_node_says_less_or_fails_more_is_said() {
    let cases = [
        ("class A extends (class B {}) {}", "[class A extends B]\n"),
        ("Object.setPrototypeOf(new Map([[1, 2]]), {})", "Object(1) { 1 => 2 }\n"),
        ("Object.defineProperty(new Error('m'), 'name', { get() { throw 1 } })", "Error: m\n    at\n"),
        ("[Symbol('a\\x1b[31m')]", "[ Symbol(a\\x1B[31m) ]\n"),
        ("new Map([['a', 1]]).entries()", "[Map Iterator] { <items unknown> }\n"),
        ("new Set([1]).values()", "[Set Iterator] { <items unknown> }\n"),
    ];
    for (expression, expected) in cases {
        assert_eq!(without_frames(&print(&format!("console.log(({expression}))"))), expected, "{expression}");
    }
}

#[test]
fn frames_shared_with_the_cause_are_not_repeated() {
    let printed = print(
        "function a() { throw new Error('inner') } const b = () => a(), c = () => b(), d = () => c();
         function wrap() { try { d() } catch (cause) { return new Error('outer', { cause }) } }
         const x = () => wrap(), y = () => x(), z = () => y(), w = () => z();
         console.log(w())",
    );
    assert!(printed.contains("    ... 3 lines matching cause stack trace ...\n"), "{printed}");
}

#[test]
fn a_module_namespace_shows_its_exports_even_before_they_are_initialised() {
    let printed = with_console(|ctx| {
        let source = "import * as self from 'self'; console.log(self); export let late = 1; export function f() {}";
        let promise = Module::evaluate(ctx.clone(), "self", source).catch(ctx).expect("the module runs");
        promise.finish::<()>().catch(ctx).expect("and ends");
        let (module, ended) = Module::declare(ctx.clone(), "b", "export const x = 1; export default 2")
            .and_then(Module::eval)
            .catch(ctx)
            .expect("the module runs");
        ended.finish::<()>().catch(ctx).expect("and ends");
        let namespace = module.namespace().catch(ctx).expect("it has a namespace");
        inspect_to_string(ctx, namespace.as_value(), false)
    });
    let first = with_host(|host| std::mem::take(&mut host.console)).remove(0).1;
    assert_eq!(first, "[Module: null prototype] { f: [Function: f], late: <uninitialized> }\n");
    assert_eq!(printed, "[Module: null prototype] { default: 2, x: 1 }");
}

#[test]
fn contexts_of_one_runtime_have_consoles_of_their_own() {
    let runtime = Runtime::new().expect("a runtime");
    let contexts = [Context::full(&runtime).expect("one"), Context::full(&runtime).expect("another")];
    for context in &contexts {
        context.with(|ctx| {
            install(&ctx).catch(&ctx).expect("the console installs");
            run(&ctx, "console.group('in'); console.count()");
        });
    }
    let [first, second] = contexts;
    drop(first);
    second.with(|ctx| run(&ctx, "console.log(1); console.log(console.log instanceof Function)"));
    assert_eq!(printed(), "in\n  default: 1\nin\n  default: 1\n  1\n  true\n");
}

#[test]
fn built_ins_are_sealed_before_scripts_run() {
    let runtime = Runtime::new().expect("a runtime");
    Context::full(&runtime).expect("a context").with(|ctx| {
        builtins::primordials(&ctx).expect("before");
        builtins::seal(&ctx).expect("sealing");
        assert!(builtins::primordials(&ctx).catch(&ctx).is_err());
    });
}

/// The console, and what it knows of other built-ins.
fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    webidl::install(ctx)?;
    dom_exception::install(ctx)?;
    super::install(ctx)
}

/// Works in a new context with a console.
fn with_console<R>(work: impl for<'js> FnOnce(&Ctx<'js>) -> R) -> R {
    let runtime = Runtime::new().expect("a runtime");
    Context::full(&runtime).expect("a context").with(|ctx| {
        install(&ctx).catch(&ctx).expect("the console installs");
        builtins::seal(&ctx).expect("sealing");
        work(&ctx)
    })
}

fn run(ctx: &Ctx<'_>, script: &str) {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some("test.js".into());
    let result = ctx.eval_with_options::<Value, _>(script, options);
    result.catch(ctx).unwrap_or_else(|error| panic!("{script}\n{error}"));
}

fn printed() -> String {
    with_host(|host| std::mem::take(&mut host.console)).into_iter().map(|(_, text)| text).collect()
}

/// What a script prints, all levels together.
fn print(script: &str) -> String {
    with_console(|ctx| run(ctx, script));
    printed()
}

/// Levels and texts of what a script prints.
fn messages(script: &str) -> Vec<(ConsoleLevel, String)> {
    with_console(|ctx| run(ctx, script));
    with_host(|host| std::mem::take(&mut host.console))
}

fn without_frames(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let body = line.trim_start();
        let indentation = &line[..line.len() - body.len()];
        if indentation.is_empty() || !body.starts_with("at ") {
            lines.push(line.to_owned());
            continue;
        }
        if lines.last().is_some_and(|last| last.trim_start() == "at") {
            lines.pop();
        }
        let end = if body.ends_with(" {") {
            " {"
        } else if body.ends_with(',') {
            ","
        } else {
            ""
        };
        lines.push(format!("{indentation}at{end}"));
    }
    lines.join("\n")
}
