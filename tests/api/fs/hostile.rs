//! Paths and entries that are made to hurt.

use super::{code, reading, refused, run, writing};
use crate::support::folder;
use std::os::unix::ffi::OsStrExt as _;

#[test]
fn no_path_leads_out_of_a_granted_folder() {
    let outside = folder().file("secret", "secret");
    let secret = outside.path().join("secret");
    let inside = folder()
        .file("a", "")
        .link("absolute", &secret)
        .link("folder", outside.path())
        .link("up", "..")
        .link("relative", format!("../{}/secret", outside.path().file_name().unwrap().to_str().unwrap()))
        .link("proc", "/proc/self/root/etc/passwd");
    let mut runtime = writing(&inside);
    for path in ["absolute", "folder/secret", "up", "up/x", "relative", "proc"] {
        for function in ["readFile", "stat", "exists", "list"] {
            let (code, path) = refused(&mut runtime, &format!("fs.{function}('/data/{path}')"));
            assert_eq!(code, "ERR_ACCESS_DENIED", "{function} {path:?}");
        }
    }
    for expression in
        ["fs.writeFile('/data/absolute', 'x')", "fs.copyFile('/data/a', '/data/folder/x')", "fs.mkdir('/data/up/x')"]
    {
        assert_eq!(code(&mut runtime, expression), "ERR_ACCESS_DENIED", "{expression}");
    }
    for path in
        ["/data/../etc/passwd", "/data/../../x", "../data2", "/", "//etc", "/database", secret.to_str().unwrap()]
    {
        assert_eq!(code(&mut runtime, &format!("fs.readFile('{path}')")), "ERR_ACCESS_DENIED", "{path}");
    }
    assert_eq!(std::fs::read_to_string(secret).unwrap(), "secret");
}

#[test]
fn removing_a_folder_does_not_follow_its_links() {
    let outside = folder().file("kept", "");
    let inside = folder()
        .file("dir/file", "")
        .link("dir/out", outside.path())
        .link("dir/sibling", "../other")
        .file("other/x", "");
    let mut runtime = writing(&inside);
    run::<()>(&mut runtime, "await fs.remove('/data/dir', { recursive: true })");
    assert!(outside.path().join("kept").exists() && inside.path().join("other/x").exists());
    assert!(!inside.path().join("dir").exists());
}

#[test]
fn links_that_go_in_circles_are_an_error() {
    let folder = folder().link("a", "b").link("b", "a");
    let mut runtime = reading(&folder);
    assert_eq!(code(&mut runtime, "fs.readFile('/data/a')"), "ELOOP");
}

#[test]
fn strange_paths_are_errors_of_their_own() {
    let folder = folder();
    let mut runtime = writing(&folder);
    for (path, expected) in [
        ("'/data/a\\0b'", "ERR_INVALID_ARG_VALUE"),
        ("'/data/' + 'x'.repeat(300)", "ENAMETOOLONG"),
        ("'/data/' + 'x/'.repeat(3000)", "ENAMETOOLONG"),
        ("''", "ENOENT"),
        ("'/data/\\ud800'", "ENOENT"),
    ] {
        assert_eq!(code(&mut runtime, &format!("fs.readFile({path})")), expected, "{path}");
    }
    for path in ["7", "undefined", "{}", "['/data']", "Symbol()", "null"] {
        let name: String = run(&mut runtime, &format!("return fs.readFile({path}).catch((error) => error.name)"));
        assert_eq!(name, "TypeError", "{path}");
    }
}

#[test]
fn pipes_sockets_and_devices_are_refused_at_once() {
    let folder = folder().file("a", "");
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    let mut runtime = writing(&folder);
    for name in ["pipe", "socket"] {
        for expression in [
            format!("fs.readFile('/data/{name}')"),
            format!("fs.writeFile('/data/{name}', 'x')"),
            format!("fs.copyFile('/data/{name}', '/data/x')"),
            format!("fs.copyFile('/data/a', '/data/{name}')"),
        ] {
            assert_eq!(code(&mut runtime, &expression), "ENOTSUP", "{expression}");
        }
    }
    let device = super::with(skerry::Capabilities::none().write_dir("/dev", "/dev").unwrap());
    let mut device = device;
    assert_eq!(code(&mut device, "fs.readFile('/dev/zero')"), "ENOTSUP");
    assert_eq!(code(&mut device, "fs.writeFile('/dev/null', '')"), "ENOTSUP");
    assert!(run::<bool>(&mut runtime, "return !(await fs.stat('/data/pipe')).isFile"));
    run::<()>(&mut runtime, "await fs.remove('/data/pipe')");
}

#[test]
fn names_that_are_not_unicode_are_left_out_of_a_list_and_removed_with_their_folder() {
    let folder = folder().file("dir/plain", "");
    std::fs::write(folder.path().join("dir").join(std::ffi::OsStr::from_bytes(b"\xff\xfe")), "").unwrap();
    let mut runtime = writing(&folder);
    assert_eq!(run::<usize>(&mut runtime, "return (await fs.list('/data/dir')).length"), 1);
    run::<()>(&mut runtime, "await fs.remove('/data/dir', { recursive: true })");
    assert!(!folder.path().join("dir").exists());
}

#[test]
fn folders_in_one_another_without_end_are_an_error() {
    let folder = folder();
    let mut runtime = writing(&folder);
    let body = "await fs.mkdir('/data/' + 'x/'.repeat(200), { recursive: true });
        return fs.remove('/data/x', { recursive: true }).catch((error) => error.code)";
    assert_eq!(run::<String>(&mut runtime, body), "ENAMETOOLONG");
}

#[test]
fn listings_that_are_begun_and_left_are_bounded() {
    let names = (0..1_500).map(|number| format!("f{number}"));
    let folder = names.fold(folder(), |folder, name| folder.file(&name, ""));
    let mut runtime = reading(&folder);
    let body = "const begun = [];
        for (let i = 0; i < 8; i++) { begun.push(fs.readDir('/data')); await begun[i].next() }
        const over = await fs.list('/data').catch((error) => error.code);
        await begun[0].return();
        return [over, (await fs.list('/data')).length]";
    assert_eq!(run::<(String, usize)>(&mut runtime, body), ("EMFILE".to_owned(), 1_500));
}
