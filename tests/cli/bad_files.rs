//! Files that cannot be run: exit code 2, or 1 where the script is to blame, and what to do.

use crate::support::{folder, host};
use insta::assert_snapshot;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_missing_file() {
    assert_snapshot!(host("run nowhere.js").within(folder()).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run nowhere.js: no such file
    ");
}

#[test]
fn a_missing_file_with_a_similar_one_beside_it() {
    assert_snapshot!(host("run mian.js").within(folder().file("main.js", "")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run mian.js: no such file
    ");
}

#[test]
fn a_folder() {
    assert_snapshot!(host("run src").within(folder().file("src/main.js", "")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run src: it is a folder; name a file in it
    ");
}

#[test]
fn a_file_as_a_folder() {
    assert_snapshot!(host("run main.js/x.js").within(folder().file("main.js", "")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run main.js/x.js: Not a directory (os error 20)
    ");
}

#[test]
fn a_link_that_leads_nowhere_and_one_that_leads_to_itself() {
    assert_snapshot!(host("run a.js").within(folder().link("a.js", "nowhere.js")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run a.js: no such file
    ");
    assert_snapshot!(host("run a.js").within(folder().link("a.js", "a.js")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run a.js: Too many levels of symbolic links (os error 40)
    ");
}

#[test]
fn an_unreadable_file() {
    let folder = folder().file("main.js", "console.log('ran')");
    let path = folder.path().join("main.js");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The superuser reads everything but memory that is not mapped.
        let (code, error) = host("run /proc/self/mem").outcome();
        assert_ne!(code, 0, "{error}");
        assert!(error.starts_with("error: "), "{error}");
        return;
    }
    assert_snapshot!(host("run main.js").within(folder).shown(), @"");
}

#[test]
fn an_empty_name() {
    assert_snapshot!(host("run").arg("").shown(), @r"
    exit: 2
    ----- stderr
    error: a value is required for '<FILE>' but none was supplied

    For more information, try '--help'.
    ");
}

#[test]
fn a_device_is_no_script() {
    let (code, error) = host("run /dev/zero").outcome();
    assert_ne!(code, 0);
    assert!(error.contains("device"), "{error}");
}

#[test]
fn a_file_that_is_not_utf8() {
    assert_snapshot!(host("run main.js").within(folder().file("main.js", b"let a = 1;\nlet b = '\xff';\n")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run main.js: '[DIR]/main.js' is not valid UTF-8: byte 20, in line 2, cannot be read
    hint: save the file as UTF-8
    ");
}

#[test]
fn an_stdin_that_is_not_utf8() {
    assert_snapshot!(host("run -").input(b"let a = '\xff';".to_vec()).shown(), @r"
    exit: 2
    ----- stderr
    error: stdin is not UTF-8: byte 9 is wrong; save it as UTF-8
    ");
}

#[test]
fn a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"\xff.js");
    let folder = folder();
    fs::write(folder.path().join(name), "console.log('ran')").unwrap();
    let (code, error) = host("run").arg(name).within(folder).outcome();
    assert_eq!((code, error.contains("not UTF-8")), (2, true), "{error}");
}

#[test]
fn typescript() {
    assert_snapshot!(host("run main.ts").within(folder().file("main.ts", "let x: number = 1;")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run main.ts: '[DIR]/main.ts' has to be compiled to JavaScript first
    hint: TypeScript and JSX are not run yet; compile first: npx esbuild main.ts --format=esm --outfile=main.js
    ");
}

#[test]
fn a_wasm_file() {
    assert_snapshot!(host("run main.wasm").within(folder().file("main.wasm", b"\0asm\x01\0\0\0")).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run main.wasm: '[DIR]/main.wasm' is compiled code, and only JavaScript and JSON can be imported
    hint: look for a build of the package that is JavaScript only
    ");
}

#[test]
fn a_file_of_100_megabytes() {
    let folder = folder();
    let mut file = fs::File::create(folder.path().join("large.js")).unwrap();
    let line = b"1;".repeat(500_000);
    for _ in 0..100 {
        file.write_all(&line).unwrap();
    }
    assert_snapshot!(host("run large.js").within(folder).shown(), @r"
    exit: 2
    ----- stderr
    error: cannot run large.js: '[DIR]/large.js' has 100000000 bytes, more than the 33554432 that are allowed for a source file
    hint: load data as data, not as a module
    ");
}

#[test]
fn an_stdin_of_100_megabytes() {
    assert_snapshot!(host("run -").input(b"1;".repeat(50_000_000)).shown(), @r"
    exit: 2
    ----- stderr
    error: stdin holds more than 32 MiB of source
    ");
}

#[test]
fn a_file_of_30_megabytes_runs() {
    let text = format!("/*{}*/ console.log('ran')", "x".repeat(30_000_000));
    assert_eq!(host("run large.js").within(folder().file("large.js", text)).stdout(), "ran\n");
}

#[test]
fn a_nul_in_a_file_is_a_syntax_error() {
    let (code, error) = host("run main.js").within(folder().file("main.js", "let a = 1;\0")).outcome();
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("SyntaxError"), "{error}");
}
