use super::super::RequestKind;
use super::*;
use crate::loader::ready::ready;

fn resolve(loader: &MapLoader, specifier: &str, referrer: Option<&str>) -> Option<String> {
    loader.resolve(&ModuleRequest::new(RequestKind::Import, specifier, referrer)).unwrap()
}

fn load(loader: &MapLoader, url: &str) -> Option<ModuleSource> {
    ready(loader.load(url)).unwrap()
}

#[test]
fn relative_imports_are_joined_to_the_url_of_the_module_that_asks() {
    let loader = MapLoader::new().module("./main.js", "").module("./lib/two.js", "2");
    let main = resolve(&loader, "./main.js", None).unwrap();
    let two = resolve(&loader, "./lib/two.js", Some(&main)).unwrap();
    assert_eq!(two, "map:///lib/two.js");
    assert_eq!(resolve(&loader, "../main.js", Some(&two)), Some(main));
}

#[test]
fn urls_of_any_scheme_are_names() {
    let loader = MapLoader::new().module("app:/src/main.js", "").module("app:/src/a.js", "a");
    assert_eq!(resolve(&loader, "./a.js", Some("app:/src/main.js")).as_deref(), Some("app:/src/a.js"));
    assert_eq!(resolve(&loader, "app:/src/../src/a.js", None).as_deref(), Some("app:/src/a.js"));
}

#[test]
fn bare_names_are_imported_by_just_that_name() {
    let loader = MapLoader::new().module("@me/lib", "lib");
    assert_eq!(resolve(&loader, "@me/lib", Some("file:///a.js")).as_deref(), Some("map:///@me/lib"));
    assert_eq!(resolve(&loader, "@me", None), None);
    assert_eq!(load(&loader, "map:///@me/lib").unwrap().text, "lib");
}

#[test]
fn a_query_makes_another_instance_of_the_same_text() {
    let loader = MapLoader::new().module("./a.js", "text");
    let url = resolve(&loader, "./a.js?v=1#x", None).unwrap();
    assert_eq!(url, "map:///a.js?v=1#x");
    let source = load(&loader, &url).unwrap();
    assert_eq!((source.url, source.text.as_str()), (url, "text"));
}

#[test]
fn the_end_of_the_name_says_the_format_unless_it_is_given() {
    let loader = MapLoader::new()
        .module("a.mjs", "")
        .module("a.cjs", "")
        .module("a.json", "{}")
        .module("a.js", "")
        .module_as("b.js", ModuleFormat::Module, "");
    let format = |name| load(&loader, &format!("map:///{name}")).unwrap().format;
    assert_eq!(format("a.mjs"), ModuleFormat::Module);
    assert_eq!(format("a.cjs"), ModuleFormat::CommonJs);
    assert_eq!(format("a.json"), ModuleFormat::Json);
    assert_eq!(format("a.js"), ModuleFormat::Auto);
    assert_eq!(format("b.js"), ModuleFormat::Module);
}

#[test]
fn what_is_not_here_is_left_to_the_next_loader() {
    let loader = MapLoader::new().module("a", "");
    for (specifier, referrer) in [
        ("b", None),
        ("./a", Some("file:///x/main.js")),
        ("./a", Some("<eval>")),
        ("https://example.com/a.js", None),
        ("", None),
        ("::::", Some("::::")),
    ] {
        assert_eq!(resolve(&loader, specifier, referrer), None, "{specifier}");
    }
    assert_eq!(load(&loader, "no url"), None);
}
