//! What modules may import, and how.

use crate::support::{folder, host};
use insta::assert_snapshot;

#[test]
fn a_json_module_needs_its_attribute() {
    let with = folder()
        .file("main.mjs", "import data from './data.json' with { type: 'json' }; console.log(data)")
        .file("data.json", "{\"a\": [1, 2]}");
    assert_snapshot!(host("run main.mjs").within(with).shown(), @r"
    exit: 0
    ----- stdout
    { a: [ 1, 2 ] }
    ");
    let without = folder().file("main.mjs", "import data from './data.json'").file("data.json", "{}");
    assert_snapshot!(host("run main.mjs").within(without).shown(), @r#"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: a JSON module needs an attribute: import data from 'file://[DIR]/data.json' with { type: "json" }
    "#);
}

#[test]
fn broken_json_is_named_with_its_place() {
    let folder = folder()
        .file("main.mjs", "import data from './data.json' with { type: 'json' }")
        .file("data.json", "{\n  \"a\": 1,\n}\n");
    let shown = host("run main.mjs").within(folder).shown();
    assert!(shown.starts_with("exit: 1") && shown.contains("SyntaxError") && shown.contains("data.json"), "{shown}");
    assert!(!shown.contains("<input>"), "{shown}");
}

#[test]
fn an_unknown_attribute_is_refused() {
    let folder = folder().file("main.mjs", "import './a.css' with { type: 'css' }").file("a.css", "");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r#"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: './a.css' imported from file://[DIR]/main.mjs is asked for with the type 'css', which is not known
    hint: the only import attribute is `type: "json"`
    "#);
}

#[test]
fn a_dynamic_import_works_in_scripts_and_can_fail() {
    let folder = folder()
        .file("main.js", "import('./m.mjs').then((m) => console.log(m.default)); import('./n.mjs').catch((e) => console.log(e.name, e.code, e.message))")
        .file("m.mjs", "export default 'imported'");
    assert_snapshot!(host("run main.js").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    Error ERR_MODULE_NOT_FOUND cannot find './n.mjs' imported from file://[DIR]/main.js ('[DIR]/n.mjs')
    imported
    ");
}

#[test]
fn an_import_cycle_works_and_one_that_reads_too_early_is_explained() {
    let works = folder()
        .file("main.mjs", "import { b } from './b.mjs'; export const a = () => 'a'; console.log(b())")
        .file("b.mjs", "import { a } from './main.mjs'; export const b = () => a() + 'b'");
    assert_snapshot!(host("run main.mjs").within(works).shown(), @r"
    exit: 0
    ----- stdout
    ab
    ");
    let early = folder()
        .file("main.mjs", "import { b } from './b.mjs';\nexport const a = 1;")
        .file("b.mjs", "import { a } from './main.mjs';\nexport const b = a;");
    assert_snapshot!(host("run main.mjs").within(early).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught ReferenceError: a is not initialized
      1 | import { a } from './main.mjs';
      2 | export const b = a;
        |                  ^
        at b.mjs:2:18
    ");
}

#[test]
fn a_module_that_imports_itself_runs_once() {
    let folder =
        folder().file("main.mjs", "import * as self from './main.mjs'; export const x = 1; console.log(self.x)");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    1
    ");
}

#[test]
fn a_module_that_is_not_found_is_explained() {
    let folder = folder().file("main.mjs", "\nimport './utls.mjs';\n").file("utils.mjs", "");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: cannot find './utls.mjs' imported from file://[DIR]/main.mjs ('[DIR]/utls.mjs')
    hint: did you mean './utils.mjs'?
    ");
}

#[test]
fn a_missing_module_deep_in_a_graph_names_who_asked() {
    let folder = folder().file("main.mjs", "import './a/b.mjs'").file("a/b.mjs", "import './nowhere.mjs'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: cannot find './nowhere.mjs' imported from file://[DIR]/a/b.mjs ('[DIR]/a/nowhere.mjs')
    ");
}

#[test]
fn a_name_that_is_not_exported_is_explained() {
    let folder = folder().file("main.mjs", "import { two } from './one.mjs'").file("one.mjs", "export const one = 1");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: Could not find export 'two' in module 'file://[DIR]/one.mjs'
    ");
}

#[test]
fn extensions_and_index_files_are_found() {
    let folder = folder()
        .file("main.mjs", "import a from './a'; import b from './b'; console.log(a, b)")
        .file("a.js", "export default 'a.js'")
        .file("b/index.js", "export default 'b/index.js'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    a.js b/index.js
    ");
}

#[test]
fn a_file_url_can_be_imported() {
    let folder = folder().file("two.mjs", "export default 2");
    let url = format!("file://{}/two.mjs", folder.path().display());
    let folder = folder.file("main.mjs", format!("import two from '{url}'; console.log(two)"));
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    2
    ");
}

#[test]
fn a_nul_in_a_specifier_is_refused() {
    for text in [
        "import './a\\0.mjs'",
        "export * from './a\\0.mjs'",
        "await import('./a\\0.mjs')",
        "await (0, eval)(\"import('./a\\\\0.mjs')\")",
        "import.meta.resolve('a\\0.mjs')",
    ] {
        let folder = folder().file("main.mjs", text).file("a", "console.log('cut off')");
        let (code, error) = host("run main.mjs").within(folder).outcome();
        assert_eq!((code, error.contains("NUL")), (1, true), "{text}: {error}");
    }
}

#[test]
fn a_specifier_with_a_nul_is_shown_whole() {
    let folder = folder().file("main.mjs", "import './a\\0.mjs'").file("a", "");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: a module specifier cannot hold the character NUL: './a\0.mjs'
    ");
}

#[test]
fn a_nul_in_a_required_specifier_is_refused() {
    let folder = folder().file("main.cjs", "require('./a\\0.cjs')").file("a", "console.log('cut off')");
    let (code, error) = host("run main.cjs").within(folder).outcome();
    assert_eq!((code, error.contains("NUL")), (1, true), "{error}");
}

#[test]
fn a_specifier_of_the_network_is_refused_with_a_hint() {
    let folder = folder().file("main.mjs", "import 'https://example.org/x.js'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: cannot import 'https://example.org/x.js': modules are not loaded over the network
    hint: download the file, or install the package with npm, and import that
    ");
}

#[test]
fn a_builtin_of_node_is_refused_with_a_hint() {
    let folder = folder().file("main.mjs", "import 'node:fs'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: 'node:fs' is a built-in of Node, and those are not available here
    hint: use web APIs, functions of the host (host:…), or an npm package that does without Node
    ");
}

#[test]
fn typescript_is_refused_with_a_hint() {
    let folder = folder().file("main.mjs", "import './a.ts'").file("a.ts", "let x: number = 1");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: '[DIR]/a.ts' has to be compiled to JavaScript first
    hint: TypeScript and JSX are not run yet; compile first: npx esbuild a.ts --format=esm --outfile=a.js
    ");
}

#[test]
fn a_syntax_error_in_an_imported_module_is_shown_in_its_file() {
    let folder =
        folder().file("main.mjs", "import './bad.mjs'").file("bad.mjs", "export const a = 1;\nexport const b = ;\n");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: unexpected token in expression: ';'
      1 | export const a = 1;
      2 | export const b = ;
        |                  ^
        at bad.mjs:2:18
    ");
}
