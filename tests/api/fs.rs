//! `skerry:fs`: files and folders below the granted ones, and nothing else.

mod grants;
mod hostile;
mod large;

use crate::support::{Folder, block_on, engine, folder};
use serde::de::DeserializeOwned;
use skerry::{Capabilities, Runtime};

/// A runtime that may read and write a folder, which it sees at `/data`.
fn writing(folder: &Folder) -> Runtime {
    with(Capabilities::none().write_dir(folder.path(), "/data").unwrap())
}

/// A runtime that may read a folder, which it sees at `/data`.
fn reading(folder: &Folder) -> Runtime {
    with(Capabilities::none().read_dir(folder.path(), "/data").unwrap())
}

fn with(capabilities: Capabilities) -> Runtime {
    block_on(engine().runtime().capabilities(capabilities).build()).unwrap()
}

/// Runs an async body with the module as `fs`.
fn run<T: DeserializeOwned>(runtime: &mut Runtime, body: &str) -> T {
    tried(runtime, body).unwrap()
}

fn tried<T: DeserializeOwned>(runtime: &mut Runtime, body: &str) -> skerry::Result<T> {
    block_on(runtime.eval(format!("(async () => {{ const fs = await import('skerry:fs'); {body} }})()")))
}

/// `code` and `path` of what an expression is rejected with.
fn refused(runtime: &mut Runtime, expression: &str) -> (String, Option<String>) {
    run(runtime, &format!("try {{ await {expression} }} catch (error) {{ return [error.code, error.path] }}"))
}

fn code(runtime: &mut Runtime, expression: &str) -> String {
    refused(runtime, expression).0
}

#[test]
fn a_file_is_read_as_bytes_and_as_text() {
    let folder = folder().file("a.txt", "h\u{e9}llo");
    let mut runtime = reading(&folder);
    let body = "const bytes = await fs.readFile('/data/a.txt');
        const text = [await fs.readFile('/data/a.txt', 'utf-8'), await fs.readFile('/data/a.txt', { encoding: 'UTF8' })];
        return [bytes instanceof Uint8Array, bytes.length, ...text]";
    let read: (bool, usize, String, String) = run(&mut runtime, body);
    assert_eq!(read, (true, 6, "h\u{e9}llo".to_owned(), "h\u{e9}llo".to_owned()));
}

#[test]
fn an_encoding_that_is_none_is_a_range_error() {
    let folder = folder().file("a", "");
    let mut runtime = reading(&folder);
    for options in ["'latin1'", "{ encoding: 'x' }", "7", "true"] {
        let name: String =
            run(&mut runtime, &format!("return fs.readFile('/data/a', {options}).catch((error) => error.name)"));
        assert_eq!(name, "RangeError", "{options}");
    }
}

#[test]
fn what_is_written_is_what_is_there() {
    let folder = folder();
    let mut runtime = writing(&folder);
    let body = "await fs.writeFile('/data/text', 'one\u{20ac}');
        await fs.appendFile('/data/text', '-two');
        await fs.appendFile('/data/new', '1');
        await fs.writeFile('/data/bytes', new Uint16Array([1, 2, 3]).subarray(1));
        await fs.writeFile('/data/view', new DataView(new ArrayBuffer(4), 1, 2));
        await fs.writeFile('/data/buffer', new ArrayBuffer(3));
        await fs.writeFile('/data/text2', 'long');
        await fs.writeFile('/data/text2', 'sh');
        return (await fs.list('/data')).map((entry) => entry.name)";
    let names: Vec<String> = run(&mut runtime, body);
    assert_eq!(names, ["buffer", "bytes", "new", "text", "text2", "view"]);
    let holds = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(holds("text"), "one\u{20ac}-two".as_bytes());
    assert_eq!((holds("new"), holds("text2")), (b"1".to_vec(), b"sh".to_vec()));
    assert_eq!((holds("bytes"), holds("view"), holds("buffer")), (vec![2, 0, 3, 0], vec![0; 2], vec![0; 3]));
}

#[test]
fn what_is_no_data_is_a_type_error_and_makes_no_file() {
    let folder = folder();
    let mut runtime = writing(&folder);
    for data in ["7", "undefined", "null", "{}", "['a']", "Symbol()"] {
        let body = format!("return fs.writeFile('/data/x', {data}).catch((error) => error.name)");
        assert_eq!(run::<String>(&mut runtime, &body), "TypeError", "{data}");
    }
    assert!(!folder.path().join("x").exists());
}

#[test]
fn a_file_that_must_be_new_is_not_overwritten() {
    let folder = folder().file("old", "old");
    let mut runtime = writing(&folder);
    assert_eq!(code(&mut runtime, "fs.writeFile('/data/old', 'x', { createNew: true })"), "EEXIST");
    run::<()>(&mut runtime, "await fs.writeFile('/data/new', 'x', { createNew: true })");
    assert_eq!(std::fs::read_to_string(folder.path().join("old")).unwrap(), "old");
}

#[test]
fn a_folder_is_listed_at_once_and_entry_by_entry() {
    let folder = folder().file("b/inner", "").file("a", "").link("l", "a");
    let mut runtime = reading(&folder);
    let kinds =
        "({ name, isFile, isDirectory, isSymlink }) => name + [isFile, isDirectory, isSymlink].map(Number).join('')";
    let listed: Vec<String> = run(&mut runtime, &format!("return (await fs.list('/data')).map({kinds})"));
    assert_eq!(listed, ["a100", "b010", "l001"]);
    let body = format!(
        "const all = []; for await (const entry of fs.readDir('/data')) all.push(({kinds})(entry)); return all.sort()"
    );
    assert_eq!(run::<Vec<String>>(&mut runtime, &body), listed);
    assert_eq!(code(&mut runtime, "fs.list('/data/a')"), "ENOTDIR");
}

#[test]
fn stat_says_what_it_is_and_when_it_changed() {
    let folder = folder().file("a", "12345").link("l", "a");
    let mut runtime = reading(&folder);
    let body =
        "const [file, link, dir] = [await fs.stat('/data/l'), await fs.lstat('/data/l'), await fs.stat('/data')];
        return [file.isFile, file.size, file.mtime instanceof Date, link.isSymlink, dir.isDirectory,
            Object.keys(file).sort().join()]";
    let found: (bool, u64, bool, bool, bool, String) = run(&mut runtime, body);
    let keys = "atime,birthtime,isDirectory,isFile,isSymlink,mtime,size".to_owned();
    assert_eq!(found, (true, 5, true, true, true, keys));
}

#[test]
fn folders_are_made_renamed_copied_and_removed() {
    let folder = folder().file("from", "contents");
    let mut runtime = writing(&folder);
    let body = "await fs.mkdir('/data/one');
        await fs.mkdir('/data/two/three/four', { recursive: true });
        await fs.mkdir('/data/two', { recursive: true });
        await fs.copyFile('/data/from', '/data/two/three/copy');
        await fs.rename('/data/two/three', '/data/one/three');
        const there = [];
        for (const path of ['/data/two/three', '/data/one/three/copy', '/data/from']) there.push(await fs.exists(path));
        await fs.remove('/data/one', { recursive: true });
        await fs.remove('/data/two');
        await fs.remove('/data/from');
        return [there, await fs.list('/data')]";
    let found: (Vec<bool>, Vec<u8>) = run(&mut runtime, body);
    assert_eq!(found, (vec![false, true, true], Vec::new()));
}

#[test]
fn an_error_has_the_systems_code_and_the_guests_path() {
    let folder = folder().file("a", "").file("dir/b", "");
    let mut runtime = writing(&folder);
    for (expression, expected) in [
        ("fs.readFile('/data/no')", "ENOENT"),
        ("fs.readFile('/data/a/b')", "ENOTDIR"),
        ("fs.readFile('/data/a/')", "ENOTDIR"),
        ("fs.readFile('/data/dir')", "EISDIR"),
        ("fs.writeFile('/data/dir', '')", "EISDIR"),
        ("fs.writeFile('/data/no/x', '')", "ENOENT"),
        ("fs.stat('/data/no')", "ENOENT"),
        ("fs.mkdir('/data/a')", "EEXIST"),
        ("fs.mkdir('/data')", "EEXIST"),
        ("fs.mkdir('/data/no/x')", "ENOENT"),
        ("fs.remove('/data/dir')", "ENOTEMPTY"),
        ("fs.remove('/data/no')", "ENOENT"),
        ("fs.remove('/data', { recursive: true })", "EBUSY"),
        ("fs.rename('/data/no', '/data/x')", "ENOENT"),
        ("fs.rename('/data', '/data/x')", "EBUSY"),
        ("fs.copyFile('/data/a', '/data/a')", "EINVAL"),
        ("fs.copyFile('/data/dir', '/data/x')", "EISDIR"),
        ("fs.list('/data/no')", "ENOENT"),
        ("fs.readDir('/data/no').next()", "ENOENT"),
    ] {
        let (code, path) = refused(&mut runtime, expression);
        assert_eq!(code, expected, "{expression}");
        assert!(path.is_some_and(|path| path.starts_with("/data")), "{expression}");
    }
    assert!(!run::<bool>(&mut runtime, "return fs.exists('/data/a/b')"));
}

#[test]
fn a_message_names_the_operation_and_the_stack_the_line_that_asked() {
    let folder = folder();
    let mut runtime = reading(&folder);
    let error = tried::<()>(&mut runtime, "\n  await null;\n  await fs.readFile('/data/no.txt');").unwrap_err();
    let exception = error.exception().unwrap();
    assert_eq!(exception.to_string(), "Error: ENOENT: no such file or folder, open '/data/no.txt'");
    assert_eq!(exception.frames[0].line, Some(3), "{:?}", exception.frames);
}

#[test]
fn relative_paths_start_at_the_working_folder() {
    let folder = folder().file("a", "here").file("deep/b", "there");
    let capabilities =
        Capabilities::none().read_dir(folder.path(), "/data").unwrap().working_dir("/data/deep").unwrap();
    let mut runtime = with(capabilities);
    let body = "const { cwd } = await import('skerry:process');
        return [cwd(), await fs.readFile('../a', 'utf8'), await fs.readFile('./b', 'utf8'), await fs.readFile('b', 'utf8')]";
    assert_eq!(run::<Vec<String>>(&mut runtime, body), ["/data/deep", "here", "there", "there"]);
    let mut other = reading(&folder);
    assert_eq!(run::<String>(&mut other, "return fs.readFile('data/a', 'utf8')"), "here");
    assert!(Capabilities::none().working_dir("relative").is_err());
}

#[test]
fn a_script_that_patches_its_built_ins_does_not_break_the_module() {
    let folder = folder().file("a", vec![b'x'; 600_000]);
    let mut runtime = writing(&folder);
    let body = "
        Array.prototype.push = Array.prototype.sort = String.prototype.slice = Uint8Array.prototype.set = null;
        Object.defineProperty(Object.prototype, 'handle', { get() { throw 1 }, set() { throw 2 } });
        Object.defineProperty(Array.prototype, 0, { set() { throw 3 } });
        Promise.prototype.then = null;
        const text = await fs.readFile('/data/a', 'utf8');
        await fs.writeFile('/data/b', text);
        await fs.writeFile('/data/c', await fs.readFile('/data/a'));
        return (await fs.list('/data')).length";
    assert_eq!(run::<usize>(&mut runtime, body), 3);
    assert_eq!(std::fs::metadata(folder.path().join("c")).unwrap().len(), 600_000);
}
