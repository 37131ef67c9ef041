use super::*;

fn target(url: &str) -> Result<Target, LoadError> {
    Target::of_url(&Url::parse(url).unwrap())
}

#[test]
fn dots_are_resolved_and_stop_at_the_top() {
    assert_eq!(join("/a/b", "../c/./d.js"), "/a/c/d.js");
    assert_eq!(join("/a", "../../../etc"), "/etc");
    assert_eq!(join("/a", "/x//y"), "/x/y");
    assert_eq!(join("/", "a"), "/a");
}

#[test]
fn a_slash_or_dots_at_the_end_mean_a_folder() {
    assert_eq!(join("/a", "b/"), "/a/b/");
    assert_eq!(join("/a", "."), "/a/");
    assert_eq!(join("/a/b", ".."), "/a/");
    assert_eq!(join("/a", ".."), "/");
}

#[test]
fn ancestors_end_with_the_top() {
    assert_eq!(ancestors("/a/b").collect::<Vec<_>>(), ["/a/b", "/a", "/"]);
    assert_eq!(ancestors("/").collect::<Vec<_>>(), ["/"]);
}

#[test]
fn below_needs_a_whole_part() {
    assert_eq!(below("/app", "/app/x/y"), Some("x/y"));
    assert_eq!(below("/app", "/app"), Some(""));
    assert_eq!(below("/app", "/apple"), None);
    assert_eq!(below("/", "/x"), Some("x"));
}

#[test]
fn every_path_survives_the_way_through_a_url() {
    for path in ["/a b/ü%20#?.js", "/a&b+c=d;e,f@g!$'()*[]~", "/\u{7f}\t\n", "/日本/🦀.js", "/"] {
        let url = url_of(path);
        let parsed = Url::parse(&url).unwrap();
        assert_eq!(Target::of_url(&parsed).unwrap().path, path, "{url}");
        assert_eq!(parsed.as_str(), url);
    }
}

#[test]
fn query_and_fragment_are_apart_from_the_path() {
    let target = target("file:///a.js?x=/b#c").unwrap();
    assert_eq!((target.path.as_str(), target.suffix.as_str()), ("/a.js", "?x=/b#c"));
}

#[test]
fn urls_that_name_no_path_are_refused() {
    for url in [
        "file://server/a.js",
        "file:///a%2fb.js",
        "file:///a%5Cb.js",
        "file:///a%00b.js",
        "file:///%ff.js",
        "file:///C:/a.js",
        "file:///c:",
    ] {
        assert!(target(url).is_err(), "{url}");
    }
}

#[test]
fn a_path_of_the_allowed_length_passes_and_a_longer_one_is_refused() {
    assert!(target(&format!("file:///{}", "a".repeat(MAX_PATH - 1))).is_ok());
    assert!(target(&format!("file:///{}", "a".repeat(MAX_PATH))).is_err());
}

#[test]
fn mount_points_are_absolute_and_normalised() {
    assert_eq!(mount_point("/app/").unwrap(), "/app");
    assert_eq!(mount_point("/").unwrap(), "/");
    assert_eq!(mount_point("/a/../b").unwrap(), "/b");
    for wrong in ["", "app", "./app", "C:\\app", "/a\\b", "/a\0"] {
        assert!(mount_point(wrong).is_err(), "{wrong:?}");
    }
}
