use super::*;
use crate::loader::LoadErrorKind;

fn read(kind: RequestKind, text: &str) -> Result<Specifier<'_>, LoadError> {
    let request = ModuleRequest::new(kind, text, Some("file:///app/src/main.js?v=2"));
    Specifier::read(&request, &Origin::of(&request, "/base")?)
}

fn path(text: &str, suffix: &str) -> Result<Specifier<'static>, LoadError> {
    Ok(Specifier::Path(Target { path: text.to_owned(), suffix: suffix.to_owned() }))
}

#[test]
fn in_an_import_a_path_is_a_url() {
    let import = |text| read(RequestKind::Import, text);
    assert_eq!(import("./a%20b.js?v=1#x"), path("/app/src/a b.js", "?v=1#x"));
    assert_eq!(import("../x"), path("/app/x", ""));
    assert_eq!(import("/x.js"), path("/x.js", ""));
    assert_eq!(import("file:///x.js"), path("/x.js", ""));
    assert_eq!(import("FILE:///x.js"), path("/x.js", ""));
    assert_eq!(import("."), path("/app/src/", ""));
    assert_eq!(import(".."), path("/app/", ""));
}

#[test]
fn in_a_require_a_path_is_literal() {
    assert_eq!(read(RequestKind::Require, "./a%20b?c#d.js"), path("/app/src/a%20b?c#d.js", ""));
}

#[test]
fn names_are_told_from_paths_and_urls() {
    let import = |text| read(RequestKind::Import, text);
    assert_eq!(import("lodash/x"), Ok(Specifier::Bare("lodash/x")));
    assert_eq!(import("#x"), Ok(Specifier::Private("#x")));
    assert_eq!(import("host:kv"), Ok(Specifier::Foreign));
    assert_eq!(import("data:text/javascript,1"), Ok(Specifier::Foreign));
    assert_eq!(import(".hidden"), Ok(Specifier::Bare(".hidden")));
}

#[test]
fn a_path_in_a_module_that_is_no_file_is_left_to_others() {
    let request = ModuleRequest::new(RequestKind::Import, "./a.js", Some("map:///main.js"));
    let origin = Origin::of(&request, "/base").unwrap();
    assert_eq!(Specifier::read(&request, &origin), Ok(Specifier::Foreign));
    assert_eq!(origin.folder, "/base");
}

#[test]
fn what_has_no_meaning_here_is_unsupported_with_a_hint() {
    for text in ["node:fs", "node:nothing", "https://x.test/a.js", "HTTP://x.test", "C:/a.js", "c:\\a.js"] {
        let error = read(RequestKind::Import, text).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Unsupported, "{text}");
        assert!(error.hint.is_some(), "{text}");
    }
}

#[test]
fn malformed_specifiers_are_invalid() {
    let long = format!("./{}", "a".repeat(MAX_PATH));
    for text in ["", ".\\a.js", "a\\b", "./a\0.js", "./a%00.js", "file:///a\\b", "file://server/a.js", &long] {
        let error = read(RequestKind::Import, text).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Invalid, "{text:?}");
    }
}

#[test]
fn a_specifier_with_backslashes_is_respelled_in_the_hint() {
    let error = read(RequestKind::Import, "..\\lib\\a.js").unwrap_err();
    assert_eq!(error.hint.as_deref(), Some("write '../lib/a.js'"));
}
