//! The functions that are fuzzed.

use crate::handle::Handles;
use crate::limits::Limits;
use crate::loader::{FsLoader, Loader, MapLoader, ModuleRequest, RequestKind};
use crate::net;
use crate::saved;
use crate::source_map::SourceMap;
use crate::value::{self, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

/// Calls a target with each of the files that the command names.
///
/// # Panics
/// As the target does.
pub fn replay(target: impl Fn(&[u8])) {
    for path in std::env::args_os().skip(1) {
        target(&std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    }
}

/// Values that a guest gives: what was read is written and read again as it was.
///
/// # Panics
/// When it is another.
pub fn cbor(input: &[u8]) {
    let limits = Limits { streams: 64, ..Limits::unlimited() };
    let handles = Handles::within(&limits);
    let _typed = value::from_cbor::<BTreeMap<String, Vec<(f64, Option<String>)>>>(input, &handles);
    let _number = value::from_cbor::<u8>(input, &handles);
    let _arguments = value::arguments_from_cbor::<(Value, String, Option<i64>)>(input, &handles);
    let Ok(value) = value::from_cbor::<Value>(input, &handles) else { return };
    let Ok(written) = value::to_cbor(&value, &handles) else { return };
    let again = value::from_cbor::<Value>(&written, &handles).expect("what was written is read");
    assert_eq!(format!("{value:?}"), format!("{again:?}"));
}

/// Specifiers of imports, and who asks: two lines. Nothing outside of what is granted is named.
///
/// # Panics
/// When something is.
pub fn specifier(input: &[u8]) {
    static LOADERS: LazyLock<(MapLoader, FsLoader)> = LazyLock::new(|| {
        let files = FsLoader::new().root(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), "/granted").expect("a folder");
        (MapLoader::new().module("settings", "").module("https://example.com/a.js", ""), files)
    });
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (specifier, referrer) = text.split_once('\n').unwrap_or((text, ""));
    let referrer = Some(referrer).filter(|referrer| !referrer.is_empty());
    for kind in [RequestKind::Entry, RequestKind::Import, RequestKind::Require] {
        let request = ModuleRequest::new(kind, specifier, referrer);
        let Ok(Some(url)) = LOADERS.resolve(&request) else { continue };
        let path = url.strip_prefix("file://");
        assert!(path.is_none_or(|path| path == "/granted" || path.starts_with("/granted/")), "{url}");
    }
}

/// Source maps, in a file of their own and behind the code.
pub fn source_map(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let map = SourceMap::parse("file:///a.js", text);
    let inline = SourceMap::of_module("file:///a.js", text, &|_| Some(text.to_owned()));
    for map in [map, inline].into_iter().flatten() {
        for (line, column) in [(0, 0), (1, 1), (2, 9), (u32::MAX, u32::MAX)] {
            let _original = map.original(line, column);
        }
    }
}

/// Saved snapshots: as they are, and with a header that is made to fit.
///
/// # Panics
/// When one that is accepted is another when it is saved and read again.
pub fn snapshot(input: &[u8]) {
    saved_again(input);
    let head = [b"skerry snapshot\n".as_slice(), &1_u32.to_le_bytes(), crate::image::GUEST_DIGEST.as_bytes()];
    saved_again(&[head.concat().as_slice(), &Sha256::digest(input), input].concat());
}

fn saved_again(bytes: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("room");
    let Ok((memory, texts)) = saved::read(file.path()) else { return };
    saved::write(file.path(), &memory, &texts).expect("room");
    let (again, texts_again) = saved::read(file.path()).expect("what was saved is read");
    assert_eq!(memory, again);
    assert!(texts.iter().eq(texts_again.iter()));
}

/// What of the network is granted: what is understood says itself in words that mean the same.
///
/// # Panics
/// When they do not.
pub fn rule(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let Some(words) = net::words(text) else { return };
    assert_eq!(net::words(&words).as_ref(), Some(&words));
}
