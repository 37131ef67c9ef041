//! Where modules come from: in memory, files, or both.

use crate::support::{block_on, engine, folder};
use skerry::loader::{FsLoader, Loader, MapLoader};
use skerry::{Error, Runtime, Source};

fn with(loader: impl Loader) -> Runtime {
    block_on(engine().runtime().loader(loader).build()).unwrap()
}

#[test]
fn modules_in_memory_import_each_other() {
    let mut runtime = with(
        MapLoader::new()
            .module("./main.js", "import { two } from './lib/two.js'; import config from 'config'; globalThis.seen = [two, config, import.meta.main]")
            .module("./lib/two.js", "export const two = 2")
            .module("config", "export default 'settings'"),
    );
    block_on(runtime.import("./main.js")).unwrap();
    assert_eq!(runtime.usage().modules, 3);
    let seen: (i32, String, bool) = block_on(runtime.eval("seen")).unwrap();
    assert_eq!(seen, (2, "settings".to_owned(), true));
}

#[test]
fn a_tuple_asks_its_loaders_in_order() {
    let folder =
        folder().file("settings.mjs", "export default 'file'").file("only.mjs", "export default 'only in files'");
    let files = FsLoader::new().root(folder.path(), "/app").unwrap();
    let map = MapLoader::new().module("file:///app/settings.mjs", "export default 'memory'");
    let mut runtime = with((map, files));
    let code = "import a from 'file:///app/settings.mjs'; import b from '/app/only.mjs'; globalThis.seen = [a, b]";
    block_on(runtime.run(Source::module(code).url("file:///app/main.mjs"))).unwrap();
    assert_eq!(block_on(runtime.eval::<Vec<String>>("seen")).unwrap(), ["memory", "only in files"]);
}

#[test]
fn without_a_loader_every_import_fails() {
    let mut runtime = block_on(engine().runtime().build()).unwrap();
    for specifier in ["./x.js", "x", "file:///etc/passwd"] {
        let result = block_on(runtime.import(specifier));
        assert!(matches!(&result, Err(Error::Exception(_))), "{specifier}: {result:?}");
    }
}

#[test]
fn a_module_that_was_imported_once_is_not_run_again() {
    let mut runtime = with(MapLoader::new().module("./a.mjs", "globalThis.runs = (globalThis.runs ?? 0) + 1"));
    for _ in 0..2 {
        block_on(runtime.run(Source::module("import './a.mjs'").url("map:///main.mjs"))).unwrap();
    }
    assert_eq!(block_on(runtime.eval::<i32>("runs")).unwrap(), 1);
}

#[test]
fn frames_carry_the_url_that_a_source_was_given() {
    let mut runtime = block_on(engine().runtime().build()).unwrap();
    let source = Source::script("function f() { throw new Error('x') }\nf()").url("app:/main.js");
    let Err(Error::Exception(exception)) = block_on(runtime.run(source)) else { panic!("nothing was thrown") };
    let frames: Vec<(&str, &str, Option<u32>)> =
        exception.frames.iter().map(|frame| (frame.function.as_str(), frame.url.as_str(), frame.line)).collect();
    assert_eq!(frames, [("f", "app:/main.js", Some(1)), ("", "app:/main.js", Some(2))]);
}

#[test]
fn columns_count_utf16_units() {
    let mut runtime = block_on(engine().runtime().build()).unwrap();
    let column = |runtime: &mut Runtime, text: &str| {
        let Err(Error::Exception(exception)) = block_on(runtime.run(text)) else { panic!("nothing was thrown") };
        exception.frames[0].column
    };
    let ascii = column(&mut runtime, "'aa'; throw new Error('x')");
    assert_eq!(column(&mut runtime, "'é€'; throw new Error('x')"), ascii);
    assert_eq!(column(&mut runtime, "'😀'; throw new Error('x')"), ascii);
}

#[test]
fn a_source_may_hold_a_nul() {
    let mut runtime = block_on(engine().runtime().build()).unwrap();
    assert_eq!(block_on(runtime.eval::<i32>("'a\0b'.length")).unwrap(), 3);
}
