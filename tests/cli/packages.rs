//! Packages in node_modules.

use crate::support::{folder, host};
use insta::assert_snapshot;

#[test]
fn a_package_is_found_in_node_modules() {
    let folder = folder()
        .file("main.mjs", "import greet, { version } from 'greet'; console.log(greet('you'), version)")
        .file("node_modules/greet/package.json", r#"{"main": "lib/index.js"}"#)
        .file(
            "node_modules/greet/lib/index.js",
            "module.exports = (name) => `hello ${name}`; module.exports.version = require('./version.json')",
        )
        .file("node_modules/greet/lib/version.json", "\"1.0\"");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    hello you 1.0
    ");
}

#[test]
fn exports_of_a_package_decide() {
    let folder = folder()
        .file("main.mjs", "import a from 'p'; import b from 'p/sub'; console.log(a, b)")
        .file("node_modules/p/package.json", r#"{"type": "module", "exports": {".": {"node": "./n.js", "worker": "./w.js", "default": "./d.js"}, "./sub": "./s.js"}}"#)
        .file("node_modules/p/w.js", "export default 'worker'")
        .file("node_modules/p/d.js", "export default 'default'")
        .file("node_modules/p/s.js", "export default 'sub'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    worker sub
    ");
}

#[test]
fn a_package_that_is_not_installed_is_an_error_with_a_hint() {
    let folder = folder().file("main.mjs", "import 'left-pad'");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: cannot find the package 'left-pad' imported from file://[DIR]/main.mjs: looked in [DIR]/node_modules
    hint: install it: npm install left-pad; if its node_modules lies outside of the granted folders: --allow-read DIR
    ");
}

#[test]
fn a_path_that_a_package_does_not_export_is_an_error() {
    let folder = folder()
        .file("main.mjs", "import 'p/inner.js'")
        .file("node_modules/p/package.json", r#"{"exports": "./index.js"}"#)
        .file("node_modules/p/inner.js", "");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r#"
    exit: 1
    ----- stderr
    error: Uncaught Error: cannot find 'p/inner.js' imported from file://[DIR]/main.mjs: "exports" in [DIR]/node_modules/p/package.json has no './inner.js' for the conditions import, browser, worker
    "#);
}

#[test]
fn a_package_json_that_is_broken_is_named() {
    let folder = folder().file("main.mjs", "import 'p'").file("node_modules/p/package.json", "{");
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: [DIR]/node_modules/p/package.json:1:1 is not valid JSON: EOF while parsing an object
    ");
}

#[test]
fn the_type_in_package_json_decides_about_js_files() {
    let module = folder().file("package.json", r#"{"type": "module"}"#).file("main.js", "console.log(this)");
    assert_snapshot!(host("run main.js").within(module).shown(), @r"
    exit: 0
    ----- stdout
    undefined
    ");
    let common_js =
        folder().file("package.json", r#"{"type": "commonjs"}"#).file("main.js", "console.log(typeof require)");
    assert_snapshot!(host("run main.js").within(common_js).shown(), @r"
    exit: 0
    ----- stdout
    function
    ");
}
