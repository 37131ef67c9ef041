//! `host run`: what a file may be.

use crate::support::{folder, host, script};
use insta::assert_snapshot;

#[test]
fn the_example_of_the_readme_runs() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    assert_snapshot!(host("run examples/hello.js").at(examples.as_ref()).shown(), @r"
    exit: 0
    ----- stdout
    hello, island
      a microtask runs
      a timer fires
      top-level await goes on
    { sum: 6, main: true }
    ");
}

#[test]
fn a_js_file_with_imports_is_a_module() {
    let folder = folder()
        .file("main.js", "import { two } from './lib/two.js'; console.log(two, import.meta.main, this);")
        .file("lib/two.js", "export const two = 2; console.log(import.meta.main);");
    assert_snapshot!(host("run main.js").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    false
    2 true undefined
    ");
}

#[test]
fn a_js_file_without_import_and_export_is_a_classic_script() {
    let folder = folder().file("main.js", "var x = 1; console.log(globalThis.x, this === globalThis, typeof require);");
    assert_snapshot!(host("run main.js").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    1 true undefined
    ");
}

#[test]
fn a_js_file_with_nothing_but_top_level_await_is_a_module() {
    let folder = folder().file("main.js", "console.log(await Promise.resolve('awaited'), this);");
    assert_snapshot!(host("run main.js").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    awaited undefined
    ");
}

#[test]
fn an_mjs_file_is_a_module_and_strict() {
    let folder = folder().file("main.mjs", "console.log(this, (function () { return this })());");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    undefined undefined
    ");
}

#[test]
fn a_cjs_file_has_require_and_module() {
    let folder = folder()
        .file("main.cjs", "const { two } = require('./two.cjs'); console.log(two, typeof module, __filename);")
        .file("two.cjs", "exports.two = 2;");
    assert_snapshot!(host("run main.cjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    2 object [DIR]/main.cjs
    ");
}

#[test]
fn a_json_file_is_parsed_and_does_nothing() {
    assert_snapshot!(host("run data.json").within(folder().file("data.json", "{}")).shown(), @"exit: 0");
}

#[test]
fn a_json_file_that_is_broken_is_named() {
    let shown = host("run data.json").within(folder().file("data.json", "{\n  \"a\": }\n")).shown();
    assert!(
        shown.starts_with("exit: 1") && shown.contains("SyntaxError") && shown.contains("data.json:2:8"),
        "{shown}"
    );
}

#[test]
fn an_empty_file_does_nothing() {
    assert_snapshot!(host("run empty.js").within(folder().file("empty.js", "")).shown(), @"exit: 0");
}

#[test]
fn a_file_may_start_with_a_hashbang_and_a_byte_order_mark() {
    let text = "\u{feff}#!/usr/bin/env -S host run\nconsole.log('shebang')";
    assert_snapshot!(host("run a.js").within(folder().file("a.js", text)).shown(), @r"
    exit: 0
    ----- stdout
    shebang
    ");
    assert_snapshot!(host("run a.cjs").within(folder().file("a.cjs", text)).shown(), @r"
    exit: 0
    ----- stdout
    shebang
    ");
}

#[test]
fn a_dash_is_stdin() {
    let input = "setTimeout(() => console.log('late'), 20); console.log('early')";
    assert_snapshot!(host("run -").input(input).shown(), @r"
    exit: 0
    ----- stdout
    early
    late
    ");
}

#[test]
fn stdin_may_be_a_module_with_imports_of_the_working_folder() {
    let folder = folder().file("two.mjs", "export const two = 2;");
    let input = "import { two } from './two.mjs'; console.log(two, import.meta.url, await 3);";
    assert_snapshot!(host("run -").within(folder).input(input).shown(), @r"
    exit: 0
    ----- stdout
    2 file://[DIR]/stdin.js 3
    ");
}

#[test]
fn an_empty_stdin_does_nothing() {
    assert_snapshot!(host("run -").shown(), @"exit: 0");
}

#[test]
fn import_meta_says_where_a_module_is() {
    let text = "const { url, main, filename, dirname } = import.meta;
        console.log(url, main, filename, dirname, import.meta.resolve('./main.mjs'));";
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    file://[DIR]/main.mjs true [DIR]/main.mjs [DIR] file://[DIR]/main.mjs
    ");
}

#[test]
fn a_file_name_may_have_spaces_percent_signs_and_umlauts() {
    let folder = folder()
        .file("a b%20ü.mjs", "import x from './c%20d%2520.mjs'; console.log(x, import.meta.url, import.meta.filename)")
        .file("c d%20.mjs", "export default 'imported'");
    assert_snapshot!(host("run").arg("a b%20ü.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    imported file://[DIR]/a%20b%2520%C3%BC.mjs [DIR]/a b%20ü.mjs
    ");
}

#[test]
fn a_path_may_be_absolute_or_lead_up() {
    let folder =
        folder().file("sub/main.mjs", "import '../sub/other.mjs'").file("sub/other.mjs", "console.log('other')");
    let absolute = folder.path().join("sub/main.mjs");
    assert_snapshot!(host("run").arg(&absolute).stdout(), @"other");
    assert_snapshot!(host("run sub/../sub/main.mjs").within(folder).stdout(), @"other");
}

#[test]
fn a_link_to_a_script_runs_with_the_imports_of_its_own_folder() {
    let folder = folder()
        .file("real/main.mjs", "import './beside.mjs'")
        .file("real/beside.mjs", "console.log('beside the real file')")
        .link("link.mjs", "real/main.mjs");
    assert_snapshot!(host("run link.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    beside the real file
    ");
}

#[test]
fn timers_microtasks_and_top_level_await_run_in_order() {
    let text = "
        setTimeout(() => console.log('timer 2'), 120);
        setTimeout(() => console.log('timer 1'), 60);
        setImmediate(() => console.log('immediate'));
        queueMicrotask(() => console.log('microtask'));
        console.log('script');
        await new Promise((resolve) => setTimeout(resolve, 180));
        console.log('awaited');
        setTimeout(() => console.log('after the end'), 1);";
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    script
    microtask
    immediate
    timer 1
    timer 2
    awaited
    after the end
    ");
}

#[test]
fn a_script_ends_when_nothing_is_left_to_do() {
    let text = "const id = setInterval(() => { console.log('tick'); clearInterval(id); }, 1);
        new Promise(() => {});";
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    tick
    ");
}
