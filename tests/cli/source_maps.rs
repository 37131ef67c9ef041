//! Places in compiled code are shown as they were written.

use crate::support::{folder, host};
use insta::assert_snapshot;

/// Line 1 of the output comes from line 3 of `original.ts`, column 3.
const MAP: &str = r#"{"version":3,"sources":["original.ts"],"sourcesContent":["// a comment\nfunction f(): never {\n  throw new Error('mapped');\n}\n"],"names":[],"mappings":"AAEE"}"#;

#[test]
fn an_external_map_is_applied() {
    let folder = folder()
        .file("main.mjs", "throw new Error('mapped');\n//# sourceMappingURL=main.mjs.map\n")
        .file("main.mjs.map", MAP);
    assert_snapshot!(host("run main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: mapped
      1 | // a comment
      2 | function f(): never {
      3 |   throw new Error('mapped');
        |   ^
        at original.ts:3:3
    ");
}

#[test]
fn an_inline_map_is_applied() {
    use base64::Engine as _;
    let map = base64::engine::general_purpose::STANDARD.encode(MAP);
    let text = format!("throw new Error('mapped');\n//# sourceMappingURL=data:application/json;base64,{map}\n");
    assert_snapshot!(host("run main.mjs").within(folder().file("main.mjs", text)).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: mapped
      1 | // a comment
      2 | function f(): never {
      3 |   throw new Error('mapped');
        |   ^
        at original.ts:3:3
    ");
}

#[test]
fn a_map_that_is_missing_or_broken_changes_nothing() {
    let text = "throw new Error('as it is');\n//# sourceMappingURL=main.mjs.map\n";
    let missing = host("run main.mjs").within(folder().file("main.mjs", text)).shown();
    assert_snapshot!(missing, @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: as it is
      1 | throw new Error('as it is');
        |           ^
        at main.mjs:1:11
    ");
    let broken = folder().file("main.mjs", text).file("main.mjs.map", "{\"version\":3,");
    assert_eq!(host("run main.mjs").within(broken).shown(), missing);
}

#[test]
fn a_map_outside_of_the_folder_is_not_read() {
    let folder = folder()
        .file("app/main.mjs", "throw new Error('as it is');\n//# sourceMappingURL=../main.map\n")
        .file("main.map", MAP);
    let (code, stderr) = host("run app/main.mjs").within(folder).outcome();
    assert_eq!((code, stderr.as_str()), (1, "error: Uncaught Error: as it is"));
}
