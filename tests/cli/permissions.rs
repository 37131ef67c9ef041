//! `--allow-read` and `--allow-write`, as a script of `skerry:fs` meets them.

use crate::support::{folder, host};
use insta::assert_snapshot;

const COPY: &str = "import { readFile, writeFile, list } from 'skerry:fs';
await writeFile('out/copy.txt', await readFile('in/a.txt'));
console.log(await readFile('out/copy.txt', 'utf8'), (await list('out')).length);";

fn files() -> crate::support::Folder {
    folder().file("app/main.mjs", COPY).file("in/a.txt", "contents").file("out/old", "")
}

#[test]
fn a_script_reads_and_writes_what_it_is_granted() {
    assert_snapshot!(host("run --allow-read in --allow-write out app/main.mjs").within(files()).shown(), @r"
    exit: 0
    ----- stdout
    contents 2
    ");
    assert_snapshot!(host("run --allow-read . --allow-write out app/main.mjs").within(files()).shown(), @r"
    exit: 0
    ----- stdout
    contents 2
    ");
    assert_snapshot!(host("run --allow-read out --allow-write . --allow-read . app/main.mjs").within(files()).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Denied: writing '[DIR]/out/copy.txt' is not allowed: '[DIR]/out' is granted for reading
      1 | import { readFile, writeFile, list } from 'skerry:fs';
      2 | await writeFile('out/copy.txt', await readFile('in/a.txt'));
        |                                       ^
        at app/main.mjs:2:39
    hint: grant it for writing: --allow-write [DIR]/out
    ");
}

#[test]
fn what_is_not_granted_is_refused_with_the_flag_that_grants_it() {
    assert_snapshot!(host("run app/main.mjs").within(files()).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Denied: reading '[DIR]/in/a.txt' is not allowed: it lies outside of the granted folders
      1 | import { readFile, writeFile, list } from 'skerry:fs';
      2 | await writeFile('out/copy.txt', await readFile('in/a.txt'));
        |                                       ^
        at app/main.mjs:2:39
    hint: grant its folder: --allow-read [DIR]/in
    ");
    assert_snapshot!(host("run --allow-read in app/main.mjs").within(files()).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Denied: writing '[DIR]/out/copy.txt' is not allowed: it lies outside of the granted folders
      1 | import { readFile, writeFile, list } from 'skerry:fs';
      2 | await writeFile('out/copy.txt', await readFile('in/a.txt'));
        |                                       ^
        at app/main.mjs:2:39
    hint: grant its folder: --allow-write [DIR]/out
    ");
    assert_snapshot!(host("run --allow-read . app/main.mjs").within(files()).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Denied: writing '[DIR]/out/copy.txt' is not allowed: '[DIR]' is granted for reading
      1 | import { readFile, writeFile, list } from 'skerry:fs';
      2 | await writeFile('out/copy.txt', await readFile('in/a.txt'));
        |                                       ^
        at app/main.mjs:2:39
    hint: grant it for writing: --allow-write [DIR]
    ");
}

#[test]
fn the_scripts_own_folder_is_for_imports_only_unless_it_is_granted() {
    let own = || {
        folder().file(
            "main.mjs",
            "import { readFile } from 'skerry:fs'; console.log((await readFile(import.meta.filename)).length)",
        )
    };
    assert_snapshot!(host("run main.mjs").within(own()).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Denied: reading '[DIR]/main.mjs' is not allowed: it lies outside of the granted folders
      1 | import { readFile } from 'skerry:fs'; console.log((await readFile(import.meta.filename)).length)
        |                                                                  ^
        at main.mjs:1:66
    hint: grant its folder: --allow-read [DIR]
    ");
    assert_snapshot!(host("run --allow-read . main.mjs").within(own()).shown(), @r"
    exit: 0
    ----- stdout
    96
    ");
}

#[test]
fn a_folder_is_shown_where_the_flag_says() {
    let code =
        "import { list, writeFile } from 'skerry:fs'; console.log((await list('/d')).map((entry) => entry.name));
        await writeFile('/d/x', '')";
    assert_snapshot!(host("eval --allow-read in:/d -m").arg(code).within(files()).shown(), @r"
    exit: 1
    ----- stdout
    [ 'a.txt' ]
    ----- stderr
    error: Uncaught Denied: writing '/d/x' is not allowed: '/d' is granted for reading
      1 | import { list, writeFile } from 'skerry:fs'; console.log((await list('/d')).map((entry) => entry.nam
      2 |         await writeFile('/d/x', '')
        |               ^
        at eval.js:2:15
    hint: grant it for writing: --allow-write DIR:/d
    ");
    assert_snapshot!(host("eval --allow-write in:/d -m").arg(code).within(files()).shown(), @r"
    exit: 0
    ----- stdout
    [ 'a.txt' ]
    ");
}

#[test]
fn a_folder_that_cannot_be_had_is_a_wrong_argument() {
    assert_snapshot!(host("run --allow-write nowhere app/main.mjs").within(files()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-write nowhere: cannot open the folder 'nowhere': No such file or directory (os error 2)
    ");
    assert_snapshot!(host("run --allow-write out:relative app/main.mjs").within(files()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-write out:relative: 'relative' is no absolute path; write DIR:/GUEST, or DIR alone for its own path
    ");
    assert_snapshot!(host("run --allow-read in:/x --allow-read out:/x app/main.mjs").within(files()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read out:/x: two folders are mounted at the guest path '/x'
    ");
}

#[test]
fn a_missing_file_is_shown_where_it_was_asked_for() {
    let files = folder().file("main.mjs", "import { readFile } from 'skerry:fs';\nawait readFile('no.txt');\n");
    assert_snapshot!(host("run --allow-read . main.mjs").within(files).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: ENOENT: no such file or folder, open '[DIR]/no.txt'
      1 | import { readFile } from 'skerry:fs';
      2 | await readFile('no.txt');
        |       ^
        at main.mjs:2:7
    ");
}
