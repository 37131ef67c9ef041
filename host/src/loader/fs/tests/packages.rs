use super::*;

#[test]
fn packages_are_found_in_the_folders_above() {
    let project = project(&[
        ("node_modules/a/index.js", ""),
        ("src/node_modules/b/package.json", r#"{"main": "m.js"}"#),
        ("src/node_modules/b/m.js", ""),
        ("node_modules/@s/c/lib/x.js", ""),
        ("node_modules/single.js", ""),
    ]);
    let from = |specifier| project.ask(RequestKind::Import, specifier, Some("file:///app/src/deep/x.js"));
    assert_eq!(from("a").unwrap(), "/app/node_modules/a/index.js");
    assert_eq!(from("b").unwrap(), "/app/src/node_modules/b/m.js");
    assert_eq!(from("@s/c/lib/x?v=1").unwrap(), "/app/node_modules/@s/c/lib/x.js?v=1");
    assert_eq!(from("single").unwrap(), "/app/node_modules/single.js");
}

#[test]
fn import_and_require_get_what_exports_has_for_each() {
    let project = project(&[
        (
            "node_modules/p/package.json",
            r#"{"main": "no.js", "exports": {
                ".": {"node": "./no.js", "import": "./i.mjs", "require": "./r.cjs"},
                "./f/*": "./lib/*.js", "./f/private": null, "./gone": "./gone.js"}}"#,
        ),
        ("node_modules/p/i.mjs", ""),
        ("node_modules/p/r.cjs", ""),
        ("node_modules/p/no.js", ""),
        ("node_modules/p/lib/a b.js", ""),
        ("node_modules/p/lib/private.js", ""),
    ]);
    assert_eq!(project.import("p").unwrap(), "/app/node_modules/p/i.mjs");
    assert_eq!(project.require("p").unwrap(), "/app/node_modules/p/r.cjs");
    assert_eq!(project.import("p/f/a%20b").unwrap(), "/app/node_modules/p/lib/a%20b.js");
    for hidden in ["p/f/private", "p/no.js", "p/package.json", "p/gone"] {
        assert_eq!(kind(project.import(hidden)), LoadErrorKind::NotFound, "{hidden}");
    }
    assert!(hint(project.import("p/no.js")).starts_with("it has ., ./f/*"));
}

#[test]
fn a_package_knows_itself_by_name_and_its_imports() {
    let project = project(&[
        (
            "package.json",
            r##"{"name": "self", "exports": {"./x": "./src/x.js"},
                "imports": {"#dep": {"require": "dep/r.js", "default": "dep"}, "#in/*": "./src/*.js", "#fs": "fs"}}"##,
        ),
        ("src/x.js", ""),
        ("node_modules/dep/index.js", ""),
        ("node_modules/dep/r.js", ""),
    ]);
    assert_eq!(project.import("self/x").unwrap(), "/app/src/x.js");
    assert_eq!(project.import("#in/x").unwrap(), "/app/src/x.js");
    assert_eq!(project.import("#dep").unwrap(), "/app/node_modules/dep/index.js");
    assert_eq!(project.require("#dep").unwrap(), "/app/node_modules/dep/r.js");
    assert_eq!(kind(project.import("#fs")), LoadErrorKind::Unsupported);
    assert_eq!(kind(project.import("#none")), LoadErrorKind::NotFound);
    assert_eq!(kind(project.import("#")), LoadErrorKind::Invalid);
    assert_eq!(kind(project.import("#/x")), LoadErrorKind::Invalid);
}

#[test]
fn exports_with_wrong_targets_are_invalid() {
    let project = project(&[
        ("node_modules/a/package.json", r#"{"exports": "../../secret.js"}"#),
        ("node_modules/b/package.json", r#"{"exports": {".": "./x.js", "import": "./x.js"}}"#),
        ("node_modules/c/package.json", r#"{"exports": {"./*": "./*"}}"#),
        ("secret.js", ""),
    ]);
    for name in ["a", "b", "c/../../../secret.js"] {
        assert_eq!(kind(project.import(name)), LoadErrorKind::Invalid, "{name}");
    }
}

#[test]
fn a_missing_package_says_where_it_was_looked_for() {
    let project = project(&[("src/x.js", "")]);
    let error = project.ask(RequestKind::Import, "left-pad", Some("file:///app/src/x.js")).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotFound);
    assert!(error.message.contains("/app/src/node_modules, /app/node_modules"), "{error}");
    let hint = error.hint.unwrap();
    assert!(hint.contains("npm install left-pad") && hint.contains("--allow-read"), "{hint}");
}

#[test]
fn built_ins_of_node_are_unsupported_unless_a_package_stands_in() {
    let project = project(&[("node_modules/events/index.js", "")]);
    for name in ["fs", "fs/promises", "node:fs", "node:events"] {
        let error = project.import(name).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Unsupported, "{name}");
        assert!(error.message.contains("built-in of Node"), "{error}");
    }
    assert_eq!(project.import("events").unwrap(), "/app/node_modules/events/index.js");
}

#[test]
fn what_is_no_name_of_a_package_is_invalid() {
    let project = project(&[]);
    for name in [".hidden", "@scope", "@/x", "@scope//x", "a%2fb", "@"] {
        assert_eq!(kind(project.import(name)), LoadErrorKind::Invalid, "{name}");
    }
}

#[test]
fn a_changed_package_json_is_read_again() {
    let project = project(&[
        ("node_modules/p/package.json", r#"{"main": "a.js"}"#),
        ("node_modules/p/a.js", ""),
        ("node_modules/p/longer.js", ""),
    ]);
    assert_eq!(project.import("p").unwrap(), "/app/node_modules/p/a.js");
    write(&project.dir, "node_modules/p/package.json", r#"{"main": "longer.js"}"#);
    assert_eq!(project.import("p").unwrap(), "/app/node_modules/p/longer.js");
}

#[cfg(unix)]
#[test]
fn linked_packages_find_their_own_dependencies() {
    // The layout of pnpm.
    let project = project(&[
        ("node_modules/.pnpm/a@1/node_modules/a/index.js", ""),
        ("node_modules/.pnpm/a@1/node_modules/b/index.js", ""),
    ]);
    let link = project.dir.path().join("node_modules/a");
    std::os::unix::fs::symlink(".pnpm/a@1/node_modules/a", link).unwrap();
    let a = project.import("a").unwrap();
    assert_eq!(a, "/app/node_modules/.pnpm/a@1/node_modules/a/index.js");
    let b = project.ask(RequestKind::Require, "b", Some(&format!("file://{a}"))).unwrap();
    assert_eq!(b, "/app/node_modules/.pnpm/a@1/node_modules/b/index.js");
}

#[test]
fn node_modules_in_a_root_of_its_own_is_found() {
    let code = project(&[("main.js", "")]);
    let modules = project(&[("dep/index.js", "")]);
    let loader = FsLoader::new()
        .root(code.dir.path(), "/proj/src")
        .unwrap()
        .root(modules.dir.path(), "/proj/node_modules")
        .unwrap();
    let request = ModuleRequest::new(RequestKind::Import, "dep", Some("file:///proj/src/main.js"));
    let url = loader.resolve(&request).unwrap();
    assert_eq!(url.as_deref(), Some("file:///proj/node_modules/dep/index.js"));
}

#[test]
fn a_package_replaces_files_and_names_where_browser_is_an_object() {
    let project = project(&[
        (
            "node_modules/p/package.json",
            r#"{"main": "node", "browser": {"./node.js": "./web.js", "./lib/io": "./web", "./gone.js": false,
                "fs": false, "node:path": "./path.js", "q": "r/sub", "s": 1}}"#,
        ),
        ("node_modules/p/node.js", ""),
        ("node_modules/p/web.js", ""),
        ("node_modules/p/path.js", ""),
        ("node_modules/p/gone.js", ""),
        ("node_modules/p/lib/io/index.js", ""),
        ("node_modules/r/sub.js", ""),
        ("node_modules/s/index.js", ""),
    ]);
    let inside = |specifier| project.ask(RequestKind::Require, specifier, Some("file:///app/node_modules/p/web.js"));
    assert_eq!(project.import("p").unwrap(), "/app/node_modules/p/web.js");
    assert_eq!(project.import("p/lib/io/index.js").unwrap(), "/app/node_modules/p/web.js");
    assert_eq!(inside("./node").unwrap(), "/app/node_modules/p/web.js");
    assert_eq!(inside("node:path").unwrap(), "/app/node_modules/p/path.js");
    assert_eq!(inside("q").unwrap(), "/app/node_modules/r/sub.js");
    assert_eq!(inside("s").unwrap(), "/app/node_modules/s/index.js");
    assert_eq!(project.entry("./node_modules/p/node.js").unwrap(), "/app/node_modules/p/node.js");
    assert_eq!(kind(project.import("fs")), LoadErrorKind::Unsupported);
}

#[test]
fn what_a_package_replaces_by_nothing_is_a_module_without_anything() {
    let project = project(&[
        ("node_modules/p/package.json", r#"{"browser": {"fs": false, "./gone.js": false}}"#),
        ("node_modules/p/gone.js", "throw 1"),
    ]);
    let request = ModuleRequest::new(RequestKind::Import, "fs", Some("file:///app/node_modules/p/x.js"));
    let url = project.loader.resolve(&request).unwrap().unwrap();
    let source = ready(project.loader.load(&url)).unwrap().unwrap();
    assert_eq!((source.format, source.text.as_str()), (ModuleFormat::CommonJs, ""));
    let request = ModuleRequest::new(RequestKind::Import, "p/gone.js", Some("file:///app/main.js"));
    assert_eq!(project.loader.resolve(&request).unwrap().unwrap(), url);
}

#[test]
fn a_replacement_stays_within_the_granted_folders() {
    let project = project(&[
        ("node_modules/p/package.json", r#"{"browser": {"./a.js": "./../../../../etc/passwd", "b": "./../../../x"}}"#),
        ("node_modules/p/a.js", ""),
    ]);
    assert_eq!(kind(project.import("p/a.js")), LoadErrorKind::Denied);
    let inside = project.ask(RequestKind::Import, "b", Some("file:///app/node_modules/p/a.js"));
    assert_eq!(kind(inside), LoadErrorKind::Denied);
}
