//! `host build --aot`: the same program, compiled and interpreted.

use super::build::built_as;
use crate::support::{Folder, folder, host};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const PROGRAM: &str = include_str!("ahead/program.mjs");

/// How many functions of `main.mjs` were compiled, and how many there are.
fn compiled(folder: &Folder) -> (usize, usize) {
    assert!(host("build --aot main.mjs -o seen.wasm").at(folder.path()).shown().starts_with("exit: 0"));
    let shown = host("inspect --json seen.wasm").at(folder.path()).stdout();
    let found: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let number = |name: &str| usize::try_from(found["origin"]["ahead"][name].as_u64().unwrap()).unwrap();
    (number("compiled"), number("functions"))
}

#[test]
fn what_javascript_means_does_not_depend_on_it() {
    let program = || folder().file("main.mjs", PROGRAM);
    let interpreted = built_as("", program(), &[]);
    assert!(interpreted.starts_with("done\n") && interpreted.len() > 4000, "{interpreted}");
    assert_eq!(built_as("--aot", program(), &[]), interpreted);
    let (compiled, all) = compiled(&program());
    assert!(compiled > 200 && all - compiled < 5, "{compiled} of {all}");
}

#[test]
fn the_kernels_of_the_benches_compute_the_same() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/scripts");
    let program = || {
        let (mut program, mut main) = (folder(), String::new());
        for entry in fs::read_dir(&scripts).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            // Run once: the last line runs it too.
            let text = fs::read_to_string(&path).unwrap().replace("\nrun();\n", "\nexport { run };\n");
            writeln!(main, "import {{ run as {name} }} from './{name}.mjs'; console.log('{name}', await {name}());")
                .unwrap();
            program = program.file(&format!("{name}.mjs"), &text);
        }
        program.file("main.mjs", &main)
    };
    let interpreted = built_as("", program(), &[]);
    assert!(interpreted.contains("fib 196418 even 150"), "{interpreted}");
    assert_eq!(built_as("--aot", program(), &[]), interpreted);
}

#[test]
fn exceptions_have_the_places_that_they_have_without() {
    let text = "export {};\nfunction inner(x) {\n  let y = x;\n  y += 1;\n  return y.a.b;\n}\n\
                function outer(f) {\n  const r = 2 * f(1);\n  return r;\n}\nclass A {\n  get x() { return outer(inner) }\n}\n\
                console.log(1);\nnew A().x;";
    let program = || folder().file("main.mjs", text);
    let interpreted = built_as("", program(), &[]);
    assert!(interpreted.contains("at inner (file:///main.mjs:5:"), "{interpreted}");
    assert_eq!(built_as("--aot", program(), &[]), interpreted);
}

#[test]
fn inspect_says_what_was_compiled() {
    let text =
        "export function f(x) { return x + 1 }\nexport function* g() {}\nexport function e(x) { return eval(x) }\nf(1)";
    let folder = folder().file("main.mjs", text);
    // `e` may give itself variables; the module's own function is asynchronous.
    assert_eq!(compiled(&folder), (1, 2));
    let shown = host("inspect seen.wasm").within(folder).stdout();
    assert!(shown.contains("compiled 1 of 2 functions"), "{shown}");
}

#[test]
fn the_same_modules_give_the_same_bytes() {
    let build = || {
        let folder = folder().file("main.mjs", PROGRAM);
        assert!(host("build --aot main.mjs").at(folder.path()).shown().starts_with("exit: 0"));
        fs::read(folder.path().join("main.wasm")).unwrap()
    };
    assert!(build() == build());
}
