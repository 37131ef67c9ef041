//! `host inspect`: what a component is.

use crate::support::{folder, host};
use insta::assert_snapshot;

/// Our own guest, the component `runtime`.
const GUEST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guest.wasm"));

#[test]
fn a_command_that_host_has_built_tells_where_it_is_from() {
    let folder = folder().file("main.mjs", "console.log(1)");
    assert!(host("build main.mjs").at(folder.path()).shown().starts_with("exit: 0"));
    let shown = host("inspect main.wasm").within(folder).stdout();
    // Sizes and digests change with the guest.
    let lines =
        shown.lines().filter(|line| !["size", "memory", "sha256", "guest"].iter().any(|row| line.starts_with(row)));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r"
    world    command
    exports  wasi:cli/run@0.2.12
    imports  wasi:cli/environment@0.2.12
             wasi:io/error@0.2.12
             wasi:io/poll@0.2.12
             wasi:io/streams@0.2.12
             wasi:cli/stdin@0.2.12
             wasi:cli/stdout@0.2.12
             wasi:cli/stderr@0.2.12
             wasi:clocks/monotonic-clock@0.2.12
             wasi:clocks/wall-clock@0.2.12
             wasi:random/random@0.2.12
    made by  host 0.1.0
    entry    file:///main.mjs
    modules  0a286891c11c056e1ab5bfc25bf5d6b2f5b06d38eac10944f678fd8a2e70c393 file:///main.mjs
    ");
}

#[test]
fn the_plain_component_is_of_the_world_runtime() {
    let shown = host("inspect guest.wasm --json").within(folder().file("guest.wasm", GUEST)).stdout();
    let found: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&found["world"], &found["size"]), (&"runtime".into(), &GUEST.len().into()));
    assert_eq!(found["origin"], serde_json::Value::Null);
}

#[test]
fn a_file_that_is_too_large_is_said_to_be() {
    let folder = folder().file("huge.wasm", "");
    let huge = std::fs::File::options().write(true).open(folder.path().join("huge.wasm")).unwrap();
    // It takes no room on the disk.
    huge.set_len(256 * 1024 * 1024 + 1).unwrap();
    let (code, said) = host("inspect huge.wasm").within(folder).outcome();
    assert_eq!(
        (code, said.lines().next().unwrap()),
        (2, "error: cannot inspect huge.wasm: it is larger than 256.0 MiB, and no component of use")
    );
}

#[test]
fn what_is_no_component_is_refused() {
    let folder = folder()
        .file("text.wasm", "hello")
        .file("core.wasm", b"\0asm\x01\0\0\0")
        .file("cut.wasm", &GUEST[..GUEST.len() / 2])
        .file("empty.wasm", "");
    for name in ["text", "core", "cut", "empty", "nowhere"] {
        let (code, _) = host(&format!("inspect {name}.wasm")).at(folder.path()).outcome();
        assert_eq!(code, 2, "{name}");
    }
    let (_, cut) = host("inspect cut.wasm").at(folder.path()).outcome();
    assert!(
        cut.starts_with("error: cannot inspect cut.wasm: it is no whole component: unexpected end-of-file"),
        "{cut}"
    );
    assert_snapshot!(host("inspect core.wasm").at(folder.path()).outcome().1, @r"
    error: cannot inspect core.wasm: it is a core module, and no component
    ");
    assert_snapshot!(host("inspect nowhere.wasm").at(folder.path()).outcome().1, @r"
    error: cannot inspect nowhere.wasm: No such file or directory (os error 2)
    ");
}

#[test]
fn names_in_a_component_cannot_write_to_the_terminal() {
    let mut component = empty_component();
    let section = r#"{"version":"\u001b[2J","guest":"","entry":"","modules":[]}"#;
    component.extend([0, u8::try_from(section.len() + 7).unwrap(), 6]);
    component.extend(b"skerry");
    component.extend(section.as_bytes());
    let shown = host("inspect evil.wasm").within(folder().file("evil.wasm", component)).stdout();
    assert!(shown.contains("made by") && !shown.contains('\x1b'), "{shown:?}");
}

/// A component with nothing in it.
fn empty_component() -> Vec<u8> {
    b"\0asm\x0d\0\x01\0".to_vec()
}
