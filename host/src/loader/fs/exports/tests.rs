use super::*;
use serde_json::json;

fn exports(field: Value, key: &str) -> Outcome {
    Mapping::exports(&field).resolve(key, CONDITIONS_IMPORT)
}

fn imports(field: Value, key: &str) -> Outcome {
    Mapping::Imports(field.as_object().unwrap()).resolve(key, CONDITIONS_IMPORT)
}

fn path(path: &str) -> Outcome {
    Ok(Some(Mapped::Path(path.to_owned())))
}

#[test]
fn a_string_is_the_package_itself() {
    assert_eq!(exports(json!("./main.js"), "."), path("./main.js"));
    assert_eq!(exports(json!("./main.js"), "./sub"), Ok(None));
}

#[test]
fn the_first_condition_that_holds_wins_in_the_order_of_the_file() {
    let field = json!({ "node": "./n.js", "require": "./r.js", "default": "./d.js", "import": "./i.js" });
    assert_eq!(exports(field.clone(), "."), path("./d.js"));
    let required = Mapping::exports(&field).resolve(".", CONDITIONS_REQUIRE);
    assert_eq!(required, path("./r.js"));
}

#[test]
fn nested_conditions_that_do_not_hold_go_on_with_the_next() {
    let field = json!({ ".": { "browser": { "node": "./no.js" }, "worker": { "import": "./yes.js" } } });
    assert_eq!(exports(field, "."), path("./yes.js"));
}

#[test]
fn only_subpaths_in_the_list_are_exported() {
    let field = json!({ ".": "./main.js", "./sub": "./lib/sub.js" });
    assert_eq!(exports(field.clone(), "./sub"), path("./lib/sub.js"));
    assert_eq!(exports(field.clone(), "./lib/sub.js"), Ok(None));
    assert_eq!(exports(field, "./sub/"), Ok(None));
}

#[test]
fn the_most_specific_pattern_wins_and_null_hides() {
    let field = json!({
        "./*": "./any/*.js",
        "./features/*": "./features/*/index.js",
        "./features/*.json": "./data/*.json",
        "./features/private/*": null,
    });
    assert_eq!(exports(field.clone(), "./x"), path("./any/x.js"));
    assert_eq!(exports(field.clone(), "./features/a/b"), path("./features/a/b/index.js"));
    assert_eq!(exports(field.clone(), "./features/a.json"), path("./data/a.json"));
    assert_eq!(exports(field, "./features/private/key"), Ok(None));
}

#[test]
fn every_star_of_a_target_is_replaced_and_an_empty_match_is_none() {
    let field = json!({ "./a/*": "./*/x/*.js" });
    assert_eq!(exports(field.clone(), "./a/b"), path("./b/x/b.js"));
    assert_eq!(exports(field, "./a/"), Ok(None));
}

#[test]
fn the_first_usable_target_of_a_list_wins() {
    assert_eq!(exports(json!(["not-a-path", { "node": "./n.js" }, "./a.js"]), "."), path("./a.js"));
    assert_eq!(exports(json!([]), "."), Ok(None));
    assert_eq!(exports(json!([null]), "."), Ok(None));
    assert!(matches!(exports(json!(["bad"]), "."), Err(Fault::Target(_))));
}

#[test]
fn targets_outside_of_the_package_are_refused() {
    for target in [
        "main.js",
        "../x.js",
        "/etc/passwd",
        "./../x.js",
        "./a/../../x.js",
        "./node_modules/x.js",
        "./%2e%2e/x.js",
        "./a//b.js",
        "./NODE_MODULES/x",
        ".\\..\\x",
        "./a\\..\\..\\x",
        "",
        "file:///x",
    ] {
        let found = exports(json!(target), ".");
        assert!(matches!(found, Err(Fault::Target(_))), "{target}: {found:?}");
    }
    for target in [json!(1), json!(true)] {
        assert!(matches!(exports(target, "."), Err(Fault::Target(_))));
    }
}

#[test]
fn what_a_star_stands_for_cannot_leave_the_package() {
    for key in ["./../x", "./a/../../x", "./node_modules/x", "./%2e%2e/x"] {
        assert_eq!(exports(json!({ "./*": "./lib/*" }), key), Err(Fault::Specifier), "{key}");
    }
}

#[test]
fn keys_that_mix_subpaths_and_conditions_are_refused() {
    let field = json!({ ".": "./a.js", "import": "./b.js" });
    assert!(matches!(exports(field, "."), Err(Fault::Configuration(_))));
    assert!(matches!(exports(json!({ "1": "./a.js" }), "."), Err(Fault::Configuration(_))));
}

#[test]
fn imports_may_name_packages_and_paths() {
    let field = json!({ "#dep": "dep/sub", "#own/*": "./src/*.js", "#bad": "../x", "#url": "file:///x" });
    let dep = Ok(Some(Mapped::Bare("dep/sub".to_owned())));
    assert_eq!(imports(field.clone(), "#dep"), dep);
    assert_eq!(imports(field.clone(), "#own/a"), path("./src/a.js"));
    assert_eq!(imports(field.clone(), "#none"), Ok(None));
    assert!(matches!(imports(field.clone(), "#bad"), Err(Fault::Target(_))));
    assert!(matches!(imports(field, "#url"), Err(Fault::Target(_))));
}

#[test]
fn a_target_of_very_many_stars_is_no_memory_bomb() {
    let field = json!({ "./*": format!("./{}", "*".repeat(1 << 20)) });
    assert!(matches!(exports(field, &format!("./{}", "a".repeat(4000))), Err(Fault::Target(_))));
}
