use super::*;

#[test]
fn a_byte_order_mark_is_stripped() {
    let project = project(&[("a.js", "\u{feff}text"), ("package.json", "\u{feff}{\"type\":\"module\"}")]);
    let source = project.load("/app/a.js").unwrap();
    assert_eq!((source.text.as_str(), source.format), ("text", ModuleFormat::Module));
    assert_eq!(source.url, "file:///app/a.js");
}

#[test]
fn invalid_utf_8_is_told_by_byte_and_line() {
    let project = project(&[]);
    write(&project.dir, "a.js", b"one\ntwo \xff");
    let error = project.load("/app/a.js").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Invalid);
    assert!(error.message.contains("byte 8, in line 2"), "{error}");
}

#[test]
fn a_source_at_the_limit_is_read_and_one_over_it_is_refused() {
    let project = project(&[("a.js", "12345678"), ("b.js", "123456789")]);
    let loader = FsLoader::new().root(project.dir.path(), "/app").unwrap().max_source(8);
    assert!(ready(loader.load("file:///app/a.js")).is_ok());
    let error = ready(loader.load("file:///app/b.js")).unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Invalid);
    assert!(error.message.contains("9 bytes, more than the 8"), "{error}");
}

#[test]
fn a_missing_file_and_a_folder_are_no_source() {
    let project = project(&[("lib/a.js", "")]);
    assert_eq!(kind(project.load("/app/none.js")), LoadErrorKind::NotFound);
    let error = project.load("/app/lib").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Invalid);
    assert!(error.message.contains("is a folder"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_a_writer() {
    let project = project(&[]);
    // A socket stands in for a pipe: std can make one, and both are neither file nor folder.
    let _socket = std::os::unix::net::UnixListener::bind(project.dir.path().join("s.js")).unwrap();
    assert_eq!(kind(project.load("/app/s.js")), LoadErrorKind::Invalid);
}

#[test]
fn nul_and_long_paths_are_invalid() {
    let project = project(&[]);
    let long = format!("./{}.js", "a".repeat(300));
    let longer = format!("./{}.js", "a/".repeat(4000));
    for specifier in ["./a\0.js", "./a%00.js", &long, &longer] {
        assert_eq!(kind(project.import(specifier)), LoadErrorKind::Invalid, "{specifier:?}");
    }
    assert_eq!(kind(project.load("/app/a%00.js")), LoadErrorKind::Invalid);
}

#[test]
fn a_broken_package_json_is_told_with_its_position() {
    let project = project(&[("package.json", "{\n  \"type\": module\n}"), ("a.js", "")]);
    let error = project.load("/app/a.js").unwrap_err();
    assert_eq!(error.kind, LoadErrorKind::Invalid);
    assert!(error.message.starts_with("/app/package.json:2:11 is not valid JSON"), "{error}");
    write(&project.dir, "package.json", "[]");
    assert!(project.load("/app/a.js").unwrap_err().message.contains("not a JSON object"));
    write(&project.dir, "package.json", b"{\"name\": \"\xff\"}");
    assert!(project.load("/app/a.js").unwrap_err().message.contains("UTF-8"));
}

#[test]
fn exports_nested_too_deep_are_invalid() {
    let deep = format!("{{\"exports\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let project = project(&[("node_modules/p/package.json", &deep)]);
    assert_eq!(kind(project.import("p")), LoadErrorKind::Invalid);
    let nested = format!("{{\"exports\": {}\"./a.js\"{}}}", "[".repeat(120), "]".repeat(120));
    write(&project.dir, "node_modules/p/package.json", nested);
    write(&project.dir, "node_modules/p/a.js", "");
    assert!(project.import("p").is_ok());
}

#[test]
fn a_package_json_of_many_keys_is_read_in_time() {
    let keys: Vec<String> = (0..50_000).map(|i| format!("\"./{i}*x\": \"./a.js\"")).collect();
    let text = format!("{{\"exports\": {{{}}}}}", keys.join(","));
    let project = project(&[("node_modules/p/package.json", &text)]);
    assert_eq!(kind(project.import("p/none")), LoadErrorKind::NotFound);
}

#[test]
fn a_main_that_leaves_the_package_stays_in_the_roots() {
    let project = project(&[("node_modules/p/package.json", r#"{"main": "../../../../etc/passwd"}"#)]);
    assert_eq!(kind(project.import("p")), LoadErrorKind::Denied);
}

#[test]
fn hundreds_of_folders_deep_a_missing_package_is_still_told() {
    let project = project(&[]);
    let referrer = format!("file:///app/{}x.js", "d/".repeat(1500));
    let found = project.ask(RequestKind::Import, "none", Some(&referrer));
    assert_eq!(kind(found), LoadErrorKind::NotFound);
}
