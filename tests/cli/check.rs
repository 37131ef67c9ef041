//! `host check`: what is wrong with a program that does not run.

use crate::support::{folder, host};
use insta::assert_snapshot;

#[test]
fn a_program_that_is_whole_says_nothing_and_does_not_run() {
    let folder = folder()
        .file("main.mjs", "import { a } from './a.mjs'; import c from './c.cjs'; console.log(a, c); throw 1")
        .file("a.mjs", "import './main.mjs'; export const a = 1; console.log('ran')")
        .file("c.cjs", "console.log('ran'); require('./d.json')")
        .file("d.json", "[]");
    assert_snapshot!(host("check main.mjs").within(folder).shown(), @r"
    exit: 0
    ");
}

#[test]
fn all_syntax_errors_of_a_graph_are_shown_with_their_places() {
    let folder = folder()
        .file("main.mjs", "import './a.mjs';\nimport './b.cjs';\nimport './c.json' with { type: 'json' };\n")
        .file("a.mjs", "let a = 1;\nlet a = 2;")
        .file("b.cjs", "exports.b = (;")
        .file("c.json", "{\"c\": }");
    assert_snapshot!(host("check main.mjs").within(folder).shown(), @r#"
    exit: 1
    ----- stderr
    error: SyntaxError: invalid redefinition of global identifier
      1 | let a = 1;
      2 | let a = 2;
        |       ^
        at a.mjs:2:7
    error: SyntaxError: unexpected token in expression: ';'
      1 | exports.b = (;
        |              ^
        at b.cjs:1:14
    error: SyntaxError: unexpected token: '}' in file://[DIR]/c.json
      1 | {"c": }
        |       ^
        at c.json:1:7
    "#);
}

#[test]
fn imports_that_lead_nowhere_are_shown_where_they_stand() {
    let folder = folder()
        .file("main.mjs", "import a from './b.mjs';\nimport './utlis.mjs';\nimport 'left-pad';\nimport './d.json';")
        .file("b.mjs", "export { default } from './gone.mjs'")
        .file("d.json", "1")
        .file("utils.mjs", "");
    assert_snapshot!(host("check main.mjs").within(folder).shown(), @r#"
    exit: 1
    ----- stderr
    error: cannot find './utlis.mjs' imported from file://[DIR]/main.mjs ('[DIR]/utlis.mjs')
      1 | import a from './b.mjs';
      2 | import './utlis.mjs';
        |        ^
        at main.mjs:2:8
    hint: did you mean './utils.mjs'?
    error: cannot find the package 'left-pad' imported from file://[DIR]/main.mjs: looked in [DIR]/node_modules
      1 | import a from './b.mjs';
      2 | import './utlis.mjs';
      3 | import 'left-pad';
        |        ^
        at main.mjs:3:8
    hint: install it: npm install left-pad; if its node_modules lies outside of the granted folders: --allow-read DIR
    error: cannot find './gone.mjs' imported from file://[DIR]/b.mjs ('[DIR]/gone.mjs')
      1 | export { default } from './gone.mjs'
        |                         ^
        at b.mjs:1:25
    error: TypeError: a JSON module needs an attribute: import data from 'file://[DIR]/d.json' with { type: "json" }
      2 | import './utlis.mjs';
      3 | import 'left-pad';
      4 | import './d.json';
        |        ^
        at main.mjs:4:8
    "#);
}

#[test]
fn names_that_are_not_exported_are_shown() {
    let folder = folder().file("main.mjs", "import { b } from './a.mjs';").file("a.mjs", "export const a = 1;");
    assert_snapshot!(host("check main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: SyntaxError: Could not find export 'b' in module 'file://[DIR]/a.mjs'
      1 | import { b } from './a.mjs';
        |                   ^
        at main.mjs:1:19
    ");
}

#[test]
fn what_fails_only_when_it_is_reached_is_a_warning() {
    let folder = folder()
        .file("main.mjs", "await import('./nowhere.mjs').catch(() => 0);\nconst name = './a.mjs'; import(name)")
        .file("lib.cjs", "try { require('./native') } catch {}");
    assert_snapshot!(host("check main.mjs lib.cjs").within(folder).shown(), @r"
    exit: 0
    ----- stderr
    warning: cannot find './nowhere.mjs' imported from file://[DIR]/main.mjs ('[DIR]/nowhere.mjs')
      1 | await import('./nowhere.mjs').catch(() => 0);
        |              ^
        at main.mjs:1:14
    warning: import() of what only a run can tell
      1 | await import('./nowhere.mjs').catch(() => 0);
      2 | const name = './a.mjs'; import(name)
        |                               ^
        at main.mjs:2:31
    hint: what it names is not looked at; a literal would be
    warning: cannot find './native' required from file://[DIR]/lib.cjs ('[DIR]/native')
      1 | try { require('./native') } catch {}
        |               ^
        at lib.cjs:1:15
    ");
}

#[test]
fn several_programs_are_all_checked_and_the_worst_counts() {
    let folder = folder().file("a.mjs", "let").file("b.mjs", "export default 1");
    assert_snapshot!(host("check a.mjs b.mjs nowhere.mjs").within(folder).shown(), @r"
    exit: 2
    ----- stderr
    error: SyntaxError: variable name expected
      1 | let
        |    ^
        at a.mjs:1:4
    error: cannot check nowhere.mjs: no such file
    ");
}

#[test]
fn problems_are_lines_of_json_where_that_is_wanted() {
    let folder = folder().file("main.mjs", "import 'host:x';\nimport './nowhere.mjs'");
    assert_snapshot!(host("check main.mjs --json").within(folder).shown(), @r#"
    exit: 1
    ----- stdout
    {"severity":"error","name":"Error","message":"cannot find './nowhere.mjs' imported from file://[DIR]/main.mjs ('[DIR]/nowhere.mjs')","hint":null,"url":"file://[DIR]/main.mjs","line":2,"column":8}
    "#);
}

#[test]
fn a_script_is_checked_as_one() {
    let folder = folder().file("main.js", "with ({}) { var yes = 1 }\nimport('./a.mjs')").file("a.mjs", "import.meat");
    assert_snapshot!(host("check main.js").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: SyntaxError: meta expected
      1 | import.meat
        |        ^
        at a.mjs:1:8
    ");
}
