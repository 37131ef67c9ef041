//! The corpus, each file given to the function that its folder is named after.

use std::path::Path;

fn replayed(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        target(&std::fs::read(path).unwrap());
        count += 1;
    }
    assert!(count > 0, "{} is empty", folder.display());
}

#[test]
fn values_that_a_guest_gives() {
    replayed("cbor", fuzz::cbor);
}

#[test]
fn specifiers_of_imports() {
    replayed("specifier", fuzz::specifier);
}

#[test]
fn source_maps() {
    replayed("source_map", fuzz::source_map);
}

#[test]
fn saved_snapshots() {
    replayed("snapshot", fuzz::snapshot);
}

#[test]
fn rules_of_the_network() {
    replayed("rule", fuzz::rule);
}
