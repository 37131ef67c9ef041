use super::*;

#[test]
fn the_exact_file_comes_before_added_extensions() {
    let project = project(&[("a", ""), ("a.js", ""), ("b.mjs", ""), ("b.cjs", ""), ("c.json", "")]);
    assert_eq!(project.import("./a").unwrap(), "/app/a");
    assert_eq!(project.import("./b").unwrap(), "/app/b.mjs");
    assert_eq!(project.require("./c").unwrap(), "/app/c.json");
    assert_eq!(project.require("/app/a.js").unwrap(), "/app/a.js");
    assert_eq!(project.import("file:///app/a").unwrap(), "/app/a");
}

#[test]
fn a_file_comes_before_the_folder_of_that_name_unless_a_slash_ends_it() {
    let project = project(&[("lib.js", ""), ("lib/index.js", "")]);
    assert_eq!(project.import("./lib").unwrap(), "/app/lib.js");
    assert_eq!(project.import("./lib/").unwrap(), "/app/lib/index.js");
    assert_eq!(kind(project.import("./lib.js/")), LoadErrorKind::NotFound);
}

#[test]
fn a_folder_is_its_main_file_or_its_index() {
    let project = project(&[
        ("one/package.json", r#"{"main": "lib/start"}"#),
        ("one/lib/start.js", ""),
        ("one/index.js", ""),
        ("two/index.cjs", ""),
        ("two/index.json", ""),
        ("three/package.json", r#"{"main": "gone.js"}"#),
        ("three/index.mjs", ""),
        ("four/package.json", r#"{"main": "lib", "browser": "web"}"#),
        ("four/lib/index.js", ""),
        ("four/web/index.js", ""),
        ("five/package.json", r#"{"main": "", "browser": {"fs": false}}"#),
        ("five/index.js", ""),
    ]);
    assert_eq!(project.import("./one").unwrap(), "/app/one/lib/start.js");
    assert_eq!(project.import("./two").unwrap(), "/app/two/index.cjs");
    assert_eq!(project.require("./three").unwrap(), "/app/three/index.mjs");
    assert_eq!(project.require("./four").unwrap(), "/app/four/web/index.js");
    assert_eq!(project.require("./five").unwrap(), "/app/five/index.js");
}

#[test]
fn a_folder_without_a_file_to_start_with_says_so() {
    let project = project(&[("lib/a.js", "")]);
    let error = project.import("./lib").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotFound);
    assert!(error.message.contains("is a folder"), "{error}");
}

#[test]
fn a_query_stays_in_the_url_and_not_in_the_file() {
    let project = project(&[("a b.js", "text")]);
    assert_eq!(project.import("./a%20b?v=1#x").unwrap(), "/app/a%20b.js?v=1#x");
    assert_eq!(project.load("/app/a%20b.js?v=1#x").unwrap().text, "text");
    assert_eq!(project.require("./a b").unwrap(), "/app/a%20b.js");
}

#[test]
fn a_relative_import_starts_at_the_referrer() {
    let project = project(&[("x/y/a.js", ""), ("x/b.js", "")]);
    let found = project.ask(RequestKind::Import, "../b.js", Some("file:///app/x/y/a.js?v=1"));
    assert_eq!(found.unwrap(), "/app/x/b.js");
}

#[test]
fn an_entry_is_a_path_with_or_without_a_dot() {
    let project = project(&[("a%20?.js", ""), ("node_modules/dep/index.js", "")]);
    assert_eq!(project.entry("a%20?.js").unwrap(), "/app/a%2520%3F.js");
    assert_eq!(project.entry("./a%20?").unwrap(), "/app/a%2520%3F.js");
    assert_eq!(project.entry("/app/a%20?.js").unwrap(), "/app/a%2520%3F.js");
    assert_eq!(project.entry("dep").unwrap(), "/app/node_modules/dep/index.js");
}

#[test]
fn a_missing_file_suggests_a_similar_one() {
    let project = project(&[("utils.js", ""), ("lib/parser.mjs", ""), ("app.ts", "")]);
    let error = project.import("./utlis.js").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::NotFound);
    assert!(error.message.contains("'./utlis.js' imported from file:///app/main.js"), "{error}");
    assert_eq!(error.hint.as_deref(), Some("did you mean './utils.js'?"));
    assert_eq!(hint(project.import("./lib/Parser.js")), "did you mean './lib/parser.mjs'?");
    assert!(hint(project.import("./app.js")).contains("esbuild app.ts"));
    assert_eq!(hint(project.import("./nothing-alike.js")), "");
    assert!(hint(project.import("./none/a.js")).contains("no folder '/app/none'"));
}

#[test]
fn a_path_outside_of_the_roots_is_denied_with_a_hint() {
    let project = project(&[]);
    for specifier in ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd"] {
        let error = project.import(specifier).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Denied, "{specifier}");
        assert_eq!(error.hint.as_deref(), Some("grant its folder: --allow-read /etc"));
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_followed_inside_and_denied_outside() {
    use std::os::unix::fs::symlink;
    let project = project(&[("real/a.js", "")]);
    symlink("real", project.dir.path().join("inside")).unwrap();
    symlink("/etc", project.dir.path().join("outside")).unwrap();
    symlink("gone", project.dir.path().join("broken.js")).unwrap();
    symlink("loop.js", project.dir.path().join("loop.js")).unwrap();
    assert_eq!(project.import("./inside/a.js").unwrap(), "/app/real/a.js");
    let error = project.import("./outside/passwd").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Denied);
    assert!(error.message.contains("symbolic link") && error.hint.is_some(), "{error:?}");
    assert_eq!(kind(project.load("/app/outside/passwd")), LoadErrorKind::Denied);
    assert_eq!(kind(project.import("./broken.js")), LoadErrorKind::NotFound);
    assert_eq!(kind(project.import("./loop.js")), LoadErrorKind::Invalid);
}
