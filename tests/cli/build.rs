//! `host build`: components that run on an engine that is not ours, and what cannot be built.

use crate::support::{Folder, block_on, folder, host};
use insta::assert_snapshot;
use std::fs;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};

#[path = "../../host/examples/plain_command.rs"]
#[allow(dead_code, missing_docs, reason = "an example, its main included")]
mod plain_command;

/// Builds `main.mjs` of the folder, which goes away before the component runs on plain wasmtime.
fn built_and_run(folder: Folder, arguments: &[&str]) -> String {
    built_as("", folder, arguments)
}

/// The same, built with these flags.
pub fn built_as(flags: &str, folder: Folder, arguments: &[&str]) -> String {
    let output = host(&format!("build main.mjs -o app.wasm {flags}")).at(folder.path()).shown();
    assert!(output.starts_with("exit: 0"), "{output}");
    let component = tempfile::NamedTempFile::new().unwrap();
    fs::copy(folder.path().join("app.wasm"), component.path()).unwrap();
    drop(folder);
    let (stdout, stderr) = (MemoryOutputPipe::new(1 << 20), MemoryOutputPipe::new(1 << 20));
    let mut wasi = WasiCtxBuilder::new();
    wasi.stdout(stdout.clone()).stderr(stderr.clone()).stdin(MemoryInputPipe::new("typed\n"));
    wasi.args(&["app"]).args(arguments).env("NAME", "value");
    let done = block_on(plain_command::run(component.path(), wasi.build())).unwrap();
    let mut text = format!("{}\n", if done { "done" } else { "failed" });
    for (name, pipe) in [("stdout", stdout), ("stderr", stderr)] {
        let bytes = pipe.contents();
        if !bytes.is_empty() {
            text += &format!("----- {name}\n{}", String::from_utf8_lossy(&bytes));
        }
    }
    text
}

#[test]
fn a_command_evaluates_its_modules_when_it_starts_and_reads_nothing() {
    let folder = folder()
        .file(
            "main.mjs",
            "import { double } from './lib/double.mjs';
            import data from './data.json' with { type: 'json' };
            import pair from 'pair';
            console.log('top level', double(21), data.n, pair.both, import.meta.url, import.meta.main);
            const late = await import('./late.mjs');
            console.error('to stderr');
            console.log(process.argv, process.env.NAME, new Date().getFullYear() > 2020);
            for await (const chunk of process.stdin.pipeThrough(new TextDecoderStream())) console.log('stdin', chunk.trim());
            const writer = process.stdout.getWriter();
            await writer.write('written\\n');
            console.log(Math.random() !== Math.random(), crypto.randomUUID().length, performance.now() > 0);
            setTimeout(() => console.log('timer', late.default), 5);",
        )
        .file("lib/double.mjs", "export const double = (n) => 2 * n; console.log('double first')")
        .file("late.mjs", "export default import.meta.url")
        .file("data.json", r#"{"n": 7}"#)
        .file("node_modules/pair/index.js", "exports.both = [require('./one'), 2]")
        .file("node_modules/pair/one.js", "module.exports = 1; console.log('one runs')");
    assert_snapshot!(built_and_run(folder, &["first"]), @r"
    done
    ----- stdout
    one runs
    double first
    top level 42 7 [ 1, 2 ] file:///main.mjs true
    [ 'app', '/main.mjs', 'first' ] value true
    stdin typed
    written
    true 36 true
    timer file:///late.mjs
    ----- stderr
    to stderr
    ");
}

#[test]
fn an_exception_that_nobody_catches_fails_the_command_with_its_place() {
    let folder = folder()
        .file("main.mjs", "import { f } from './lib.mjs';\nconsole.log('before');\nf()")
        .file("lib.mjs", "export function f() {\n  throw new TypeError('no', { cause: new Error('why') });\n}");
    assert_snapshot!(built_and_run(folder, &[]), @r"
    failed
    ----- stdout
    before
    ----- stderr
    error: Uncaught TypeError: no
        at f (file:///lib.mjs:2:42)
        at file:///main.mjs:3:1
      caused by: Error: why
        at f (file:///lib.mjs:2:42)
        at file:///main.mjs:3:1
    ");
}

#[test]
fn recursion_without_end_is_an_error_that_a_command_can_catch() {
    let text = "const f = () => f() + 1; try { f() } catch (error) { console.log(error.name) } process.exit(3)";
    assert_snapshot!(built_and_run(folder().file("main.mjs", text), &[]), @r"
    failed
    ----- stdout
    RangeError
    ");
}

#[test]
fn the_same_modules_give_the_same_bytes_wherever_they_lie() {
    let build = || {
        let folder = folder().file("src/main.mjs", "import '../lib.mjs'").file("lib.mjs", "console.log(1)");
        let output = host("build src/main.mjs --allow-read . -o app.wasm").at(folder.path()).shown();
        assert!(output.starts_with("exit: 0"), "{output}");
        let bytes = fs::read(folder.path().join("app.wasm")).unwrap();
        let place = folder.path().to_str().unwrap().as_bytes();
        assert!(!bytes.windows(place.len()).any(|part| part == place));
        bytes
    };
    assert!(build() == build());
}

#[test]
fn what_cannot_be_built_is_said_as_check_says_it() {
    let folder = folder()
        .file("main.mjs", "import { b } from './a.mjs';\nimport fs from 'skerry:fs'")
        .file("a.mjs", "export const a = 1");
    assert_snapshot!(host("build main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: SyntaxError: Could not find export 'b' in module 'file://[DIR]/a.mjs'
      1 | import { b } from './a.mjs';
        |                   ^
        at main.mjs:1:19
    ");
}

#[test]
fn modules_of_a_host_are_not_part_of_a_command() {
    let folder = folder().file("main.mjs", "import fs from 'skerry:fs'; console.log(fs)");
    assert_snapshot!(host("build main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: cannot find module 'skerry:fs'
      1 | import fs from 'skerry:fs'; console.log(fs)
        |                ^
        at main.mjs:1:16
    hint: a component has skerry:process, and no module of a host
    ");
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder().file("main.mjs", "");
    assert_snapshot!(host("build main.mjs -o nowhere/app.wasm").within(folder).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot write nowhere/app.wasm: there is no folder nowhere
    ");
}

#[test]
fn what_top_level_code_throws_while_it_is_built_has_its_place() {
    let folder = folder()
        .file(
            "src/main.mjs",
            "import { f } from './lib.mjs';\nconsole.log('told');\nf();\nexport default { fetch() {} };",
        )
        .file("src/lib.mjs", "export function f() {\n  throw new TypeError('no');\n}");
    assert_snapshot!(host("build src/main.mjs --world http").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    told
    error: TypeError: no
      1 | export function f() {
      2 |   throw new TypeError('no');
        |             ^
        at f (src/lib.mjs:2:13)
        at src/main.mjs:3:1
    ");
}

#[test]
fn an_unknown_world_is_refused() {
    assert_snapshot!(host("build main.mjs --world cloud").shown(), @r"
    exit: 2
    ----- stderr
    error: invalid value 'cloud' for '--world <WORLD>'
      [possible values: command, http, http-p2, plugin]

    For more information, try '--help'.
    ");
}
