//! `host info`: versions, digests, folders and licences.

use crate::args::InfoArgs;
use crate::exit::Exit;
use skerry::{BuildInfo, Cache};

/// What `build.rs` has collected.
const NOTICES: &str = include_str!(concat!(env!("OUT_DIR"), "/notices.txt"));

/// Prints what this build is and where it keeps things.
///
/// # Errors
/// When the system has no folder for the cache.
pub fn info(args: &InfoArgs) -> anyhow::Result<Exit> {
    if args.licenses {
        anstream::print!("{NOTICES}");
        return Ok(Exit::Done);
    }
    let build = BuildInfo::current();
    let cache = Cache::of_user()?;
    let rows = [
        ("version", build.version.to_owned()),
        ("quickjs", build.quickjs.to_owned()),
        ("wasmtime", build.wasmtime.to_owned()),
        ("guest_sha256", build.guest_digest.to_owned()),
        ("guest_bytes", build.guest_bytes.to_string()),
        ("image", if build.is_embedded { "embedded" } else { "compiled at first use" }.to_owned()),
        ("cache", cache.folder().display().to_string()),
    ];
    if args.json {
        let mut object: serde_json::Map<_, _> =
            rows.map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect();
        object.insert("guest_bytes".to_owned(), build.guest_bytes.into());
        anstream::println!("{}", serde_json::Value::Object(object));
    } else {
        for (name, value) in rows {
            anstream::println!("{name:<13} {value}");
        }
    }
    Ok(Exit::Done)
}
