//! What was granted, and what was not.

use super::{code, reading, refused, run, tried, with, writing};
use crate::support::{block_on, engine, folder};
use skerry::{Capabilities, Error};

#[test]
fn without_a_grant_everything_is_denied_and_importing_is_possible() {
    let mut runtime = with(Capabilities::none());
    for expression in [
        "fs.readFile('/etc/passwd')",
        "fs.writeFile('/tmp/x', '')",
        "fs.appendFile('x', '')",
        "fs.list('.')",
        "fs.readDir('/').next()",
        "fs.stat('/')",
        "fs.lstat('/')",
        "fs.exists('/etc')",
        "fs.mkdir('/tmp/x', { recursive: true })",
        "fs.remove('/tmp/x')",
        "fs.rename('/a', '/b')",
        "fs.copyFile('/a', '/b')",
    ] {
        assert_eq!(code(&mut runtime, expression), "ERR_ACCESS_DENIED", "{expression}");
    }
}

#[test]
fn a_refusal_that_leaves_the_script_says_what_to_grant() {
    let mut runtime = with(Capabilities::none());
    let error = tried::<()>(&mut runtime, "await fs.readFile('/etc/passwd')").unwrap_err();
    let Error::Denied(exception) = &error else { panic!("{error:?}") };
    assert_eq!(
        error.to_string(),
        "Denied: reading '/etc/passwd' is not allowed: it lies outside of the granted folders"
    );
    assert_eq!(exception.hint.as_deref(), Some("grant its folder: --allow-read /etc"));
    assert_eq!(exception.frames[0].url, "eval.js");
}

#[test]
fn a_script_cannot_pretend_to_have_been_denied() {
    let mut runtime = with(Capabilities::none());
    let body = "throw Object.assign(new Error('x'), { name: 'Denied', code: 'ERR_ACCESS_DENIED' })";
    assert!(matches!(tried::<()>(&mut runtime, body), Err(Error::Exception(_))));
    let caught = "await fs.stat('/').catch(() => {}); throw new Error('mine')";
    assert!(matches!(tried::<()>(&mut runtime, caught), Err(Error::Exception(_))));
}

#[test]
fn what_is_granted_for_reading_cannot_be_changed() {
    let folder = folder().file("a", "old");
    let mut runtime = reading(&folder);
    for expression in [
        "fs.writeFile('/data/a', '')",
        "fs.appendFile('/data/a', '')",
        "fs.mkdir('/data/b')",
        "fs.remove('/data/a')",
        "fs.rename('/data/a', '/data/b')",
        "fs.copyFile('/data/a', '/data/b')",
    ] {
        assert_eq!(code(&mut runtime, expression), "ERR_ACCESS_DENIED", "{expression}");
    }
    assert_eq!(run::<String>(&mut runtime, "return fs.readFile('/data/a', 'utf8')"), "old");
}

#[test]
fn the_inner_one_of_two_folders_decides() {
    let (outer, inner) = (folder().file("a", "outer"), folder());
    let capabilities = Capabilities::none().read_dir(outer.path(), "/data").unwrap();
    let mut runtime = with(capabilities.write_dir(inner.path(), "/data/out").unwrap());
    run::<()>(&mut runtime, "await fs.copyFile('/data/a', '/data/out/b')");
    assert_eq!(std::fs::read_to_string(inner.path().join("b")).unwrap(), "outer");
    assert_eq!(code(&mut runtime, "fs.copyFile('/data/a', '/data/b')"), "ERR_ACCESS_DENIED");
}

#[test]
fn a_folder_is_granted_from_the_moment_it_was_opened() {
    let folder = folder().file("in/a", "first");
    let capabilities = Capabilities::none().read_dir(folder.path().join("in"), "/data").unwrap();
    std::fs::rename(folder.path().join("in"), folder.path().join("moved")).unwrap();
    let mut runtime = with(capabilities);
    assert_eq!(run::<String>(&mut runtime, "return fs.readFile('/data/a', 'utf8')"), "first");
}

#[test]
fn a_grant_that_cannot_be_had_is_an_error_at_once() {
    let folder = folder().file("a", "");
    for (host, guest) in [("no", "/x"), ("a", "/x"), (".", "x"), (".", ""), (".", "/\0")] {
        let granted = Capabilities::none().read_dir(folder.path().join(host), guest);
        assert!(matches!(granted, Err(Error::Setup(_))), "{host} at {guest}");
    }
    let twice = Capabilities::none().read_dir(folder.path(), "/x").unwrap().write_dir(folder.path(), "/x/");
    assert!(matches!(twice, Err(Error::Setup(_))));
}

#[test]
fn two_tenants_with_different_grants_never_see_each_others() {
    let folders = [folder().file("mine", "0"), folder().file("mine", "1")];
    let mut tenants: Vec<_> = folders.iter().map(writing).collect();
    for round in 0..20 {
        for (number, tenant) in tenants.iter_mut().enumerate() {
            let body = format!(
                "await fs.writeFile('/data/of{number}', '{round}');
                 return [await fs.readFile('/data/mine', 'utf8'), (await fs.list('/data')).length]"
            );
            assert_eq!(run::<(String, usize)>(tenant, &body), (number.to_string(), 2));
        }
    }
    let path = folders[0].path().to_str().unwrap();
    assert_eq!(code(&mut tenants[1], &format!("fs.readFile('{path}/mine')")), "ERR_ACCESS_DENIED");
}

#[test]
fn a_reset_runtime_has_its_grants_and_no_open_file() {
    let folder = folder().file("large", vec![0; 2_000_000]);
    let mut runtime = reading(&folder);
    for _ in 0..3 {
        let body = "for (let i = 0; i < 8; i++) await fs.readDir('/data').next(); return (await fs.readFile('/data/large')).length";
        assert_eq!(run::<usize>(&mut runtime, body), 2_000_000);
        block_on(runtime.reset()).unwrap();
    }
}

#[test]
fn a_snapshot_may_import_the_modules_and_not_use_them() {
    block_on(async {
        let module = "import * as fs from 'skerry:fs'; import { get } from 'skerry:env';
            globalThis.fs = fs; globalThis.get = get;
            globalThis.early = await fs.stat('/').then(() => 'worked', (error) => error.name);";
        let snapshot = engine().snapshot([skerry::Source::module(module).url("file:///m.js")]).await.unwrap();
        let folder = folder().file("a", "x");
        let capabilities = Capabilities::none().env("WHO", "me").read_dir(folder.path(), "/data").unwrap();
        let builder = engine().runtime().capabilities(capabilities).snapshot(&snapshot);
        let mut runtime = builder.build().await.unwrap();
        let code = "(async () => [early, get('WHO'), await fs.readFile('/data/a', 'utf8')])()";
        assert_eq!(runtime.eval::<Vec<String>>(code).await.unwrap(), ["TypeError", "me", "x"]);
    });
}

#[test]
fn paths_in_errors_are_the_guests() {
    let folder = folder();
    let mut runtime = writing(&folder);
    let host = folder.path().to_str().unwrap().to_owned();
    for expression in ["fs.readFile('/data/../data/./x')", "fs.rename('/data/x', '/data/y')", "fs.list('/data/x')"] {
        let (_, path) = refused(&mut runtime, expression);
        assert_eq!(path.as_deref(), Some("/data/x"), "{expression}");
        let text: String =
            run(&mut runtime, &format!("return {expression}.catch((error) => error.message + error.stack)"));
        assert!(!text.contains(&host), "{text}");
    }
}
