use super::*;

#[test]
fn columns_out_of_order_are_no_map() {
    assert!(parse(&with_mappings("UAAA,JAAC")).is_none());
}

#[test]
fn hostile_mappings_are_no_map() {
    for mappings in [
        "AA",
        "AAA",
        "AAAAAA",
        "AAAAAAAAA",
        "g",
        "ggggggggggggB",
        "////////////H",
        "ü",
        "\\u0000",
        "!",
        "D",
        "ADAA",
        "AADA",
        "AAAD",
        "ACAA",
        "AAAAA",
        "AAAAC",
        "+/////D,+/////D,+/////D",
    ] {
        assert!(parse(&with_mappings(mappings)).is_none(), "{mappings}");
    }
}

#[test]
fn the_largest_numbers_that_fit_are_looked_up() {
    let map = parse(&with_mappings("+/////DA+/////D+/////D")).unwrap();
    assert!(map.original(1, u32::MAX).is_some());
    let map = parse(&with_mappings("AA+/////H+/////H")).unwrap();
    assert_eq!(map.original(1, 1), None, "the position after the largest cannot be told");
}

#[test]
fn hostile_maps_are_no_map() {
    let deep = format!(r#"{{"version":3,"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let deeper = deep.replace("\"x\"", "\"mappings\":\"\",\"names\"");
    let sections = r#"{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":"#;
    let nested = format!("{}1{}", sections.repeat(60), "}]}".repeat(60));
    let many = format!(r#"{{"version":3,"sources":[{}0],"mappings":""}}"#, "0,".repeat(1 << 20));
    let huge = format!("{MAP}{}", " ".repeat(MAX_BYTES));
    for map in [
        r#"{"version":3}"#,
        "",
        "null",
        "[]",
        "{}",
        "1",
        "{",
        "\0",
        r#"{"version":2,"mappings":""}"#,
        r#"{"version":3,"sources":1,"mappings":""}"#,
        r#"{"version":3,"mappings":7}"#,
        r#"{"version":3,"sections":[{"offset":{"line":-1,"column":0},"map":{}}]}"#,
        r#"{"version":3,"sections":7}"#,
        ")]}'",
        &deep,
        &deeper,
        &nested,
        &many,
        &huge,
    ] {
        assert!(parse(map).is_none(), "{}", map.chars().take(80).collect::<String>());
    }
}

#[test]
fn broken_data_urls_are_no_map() {
    for data in ["data:", "data:,", "data:;base64,!!!", "data:application/json", "data:,%ff", "data:;base64,gICA"] {
        let text = format!("//# sourceMappingURL={data}");
        let map = SourceMap::of_module("file:///a.js", &text, &|_| panic!("not a file"));
        assert!(map.is_none(), "{data}");
    }
}
