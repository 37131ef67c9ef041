use super::*;

mod hostile;

/// `a.ts`, whose line 2 column 3 is the code's line 1 column 5, named `x` from column 9.
const MAP: &str = r#"{"version":3,"sources":["a.ts"],"sourcesContent":["one\ntwo"],"names":["x"],
    "mappings":"IACE,IAAIA"}"#;

fn no_file(_: &str) -> Option<String> {
    None
}

fn parse(map: &str) -> Option<SourceMap> {
    SourceMap::parse("file:///app/out/a.js.map", map)
}

fn with_mappings(mappings: &str) -> String {
    format!(r#"{{"version":3,"sources":["a"],"names":[],"mappings":"{mappings}"}}"#)
}

#[test]
fn a_position_is_mapped_to_the_last_one_at_or_before_it() {
    let map = parse(MAP).unwrap();
    let first = map.original(1, 5).unwrap();
    assert_eq!((first.url.as_str(), first.line, first.column), ("file:///app/out/a.ts", 2, 3));
    assert_eq!((first.name, first.text), (None, Some("one\ntwo")));
    assert_eq!(map.original(1, 8), Some(first));
    let second = map.original(1, 9).unwrap();
    assert_eq!((second.line, second.column, second.name), (2, 7, Some("x")));
    assert_eq!(map.original(1, u32::MAX), Some(second));
}

#[test]
fn positions_before_the_first_mapping_or_in_other_lines_are_not_mapped() {
    let map = parse(MAP).unwrap();
    for (line, column) in [(1, 4), (2, 5), (0, 5), (1, 0), (u32::MAX, u32::MAX)] {
        assert_eq!(map.original(line, column), None, "{line}:{column}");
    }
}

#[test]
fn an_inline_map_is_read_as_base64_or_percent_encoded() {
    use base64::Engine;
    let base64 = base64::engine::general_purpose::STANDARD.encode(MAP);
    let percent: String = MAP.bytes().map(|byte| format!("%{byte:02x}")).collect();
    for data in [
        format!("data:application/json;base64,{base64}"),
        format!("data:application/json;charset=utf-8;base64,{}", base64.trim_end_matches('=')),
        format!("DATA:application/json,{percent}"),
    ] {
        let text = format!("code\n//# sourceMappingURL={data}\n\n");
        let map = SourceMap::of_module("file:///app/a.js", &text, &no_file).unwrap();
        assert_eq!(map.original(1, 5).unwrap().url, "file:///app/a.ts");
    }
}

#[test]
fn a_map_in_a_file_is_asked_for_by_its_absolute_url() {
    let load = |url: &str| (url == "file:///app/maps/a.js.map").then(|| MAP.to_owned());
    let text = "code\r\n//# sourceMappingURL=../maps/a.js.map\r\n// banner\r\n";
    let map = SourceMap::of_module("file:///app/out/a.js", text, &load).unwrap();
    assert_eq!(map.original(1, 5).unwrap().url, "file:///app/maps/a.ts");
}

#[test]
fn the_last_comment_counts_and_only_near_the_end() {
    let load = |url: &str| url.ends_with("/b.map").then(|| MAP.to_owned());
    let of = |text: &str| SourceMap::of_module("file:///a.js", text, &load).is_some();
    assert!(of("//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map"));
    assert!(of("code() //@ sourceMappingURL=b.map"));
    assert!(!of("//# sourceMappingURL=b.map\n//# sourceMappingURL=a.map"));
    assert!(!of(&format!("//# sourceMappingURL=b.map{}x", "\ny".repeat(50))));
    assert!(!of("x = '//# sourceMappingURL=b.map'"));
    assert!(!of("//# sourceMappingURL="));
    assert!(!of(""));
}

#[test]
fn sources_are_joined_to_the_root_and_the_map() {
    let map = r#"{"version":3,"sources":["x.ts","webpack:///./y.ts",null],"sourceRoot":"../src/","mappings":"AAAA,CCAA,CCAA"}"#;
    let map = parse(map).unwrap();
    assert_eq!(map.original(1, 1).unwrap().url, "file:///app/src/x.ts");
    assert_eq!(map.original(1, 3), None);
    let plain = r#"{"version":3,"sources":["webpack:///./y.ts"],"sourceRoot":null,"mappings":"AAAA"}"#;
    assert_eq!(parse(plain).unwrap().original(1, 1).unwrap().url, "webpack:///y.ts");
    let nowhere = SourceMap::parse("<eval>", &with_mappings("AAAA")).unwrap();
    assert_eq!(nowhere.original(1, 1).unwrap().url, "a");
}

#[test]
fn a_map_of_sections_is_searched_by_offset() {
    let section = |line, column, source| {
        let map = with_mappings("AAAA,CAAC;AACA").replace("\"a\"", &format!("\"{source}\""));
        format!(r#"{{"offset":{{"line":{line},"column":{column}}},"map":{map}}}"#)
    };
    let map = |sections: &[String]| parse(&format!(r#"{{"version":3,"sections":[{}]}}"#, sections.join(",")));
    let two = map(&[section(0, 0, "a"), section(2, 10, "b")]).unwrap();
    assert!(two.original(1, 1).unwrap().url.ends_with("/a"));
    assert_eq!(two.original(3, 10), None);
    let inner = two.original(3, 12).unwrap();
    assert_eq!((inner.url.ends_with("/b"), inner.line, inner.column), (true, 1, 2));
    assert_eq!(two.original(4, 1).unwrap().line, 2);
    assert!(map(&[section(2, 0, "a"), section(0, 0, "b")]).is_none());
}

#[test]
fn lines_far_into_a_long_map_are_found() {
    let map = parse(&with_mappings(&format!("AAAA{}", ";AACA,CAAC".repeat(20_000)))).unwrap();
    let found = map.original(15_001, 2).unwrap();
    assert_eq!((found.line, found.column), (15_001, 15_001));
    assert_eq!(map.original(20_002, 1), None);
}

#[test]
fn columns_far_into_a_long_line_are_found() {
    let map = parse(&with_mappings(&format!(";;{};AAAA", "EAAE,".repeat(20_000)))).unwrap();
    for at in [1u32, 2, 819, 820, 1000, 1639, 10_000, 20_000] {
        let found = map.original(3, at * 2 + 2).unwrap();
        assert_eq!(found.column, at * 2 + 1, "{at}");
        assert_eq!(map.original(3, at * 2 + 1), Some(found), "{at}");
    }
    assert_eq!(map.original(3, 2), None);
    assert_eq!(map.original(2, 1), None);
    assert!(map.original(4, 1).is_some());
}

#[test]
fn lines_without_mappings_are_passed_over() {
    let map = parse(&with_mappings(&format!("AAAA{}AAAA", ";".repeat(1 << 20)))).unwrap();
    assert_eq!(map.original(1 << 20, 1), None);
    assert!(map.original((1 << 20) + 1, 1).is_some());
}

#[test]
fn the_line_that_guards_against_inclusion_is_skipped() {
    assert!(parse(&format!(")]}}'\n{MAP}")).is_some());
}

#[test]
fn lists_with_other_things_than_text_keep_their_places() {
    let map = r#"{"version":3,"sources":[null,"b"],"names":[1,"n"],"sourcesContent":[{},"text"],"mappings":"ACAAC"}"#;
    let map = parse(map).unwrap();
    let found = map.original(1, 1).unwrap();
    assert_eq!((found.name, found.text), (Some("n"), Some("text")));
}
