//! What is linked and is no crate: QuickJS, the C library of WASI, Rust's own library.

use super::Work;
use super::crates::Workspace;
use super::texts::{Texts, files};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The crate that carries QuickJS's sources, in the folder `quickjs`.
const QUICKJS_CRATE: &str = "rquickjs-sys";
/// As wasi-libc's LICENSE and the files of its parts name them.
const MUSL: &str = "Copyright (c) 2005-2020 Rich Felker, et al. (musl)";
const CLOUDLIBC: &str = "Copyright (c) 2015-2017 Nuxi, https://nuxi.nl/, and contributors (cloudlibc)
Copyright (c) 2016-2018 Stanley Uche Godfrey, Jonathan Anderson (libpreopen)
Copyright (c) 2001-2009 Ville Laurikari, 2005-2011 David Schultz,
  1992-1993 the Regents of the University of California (parts of musl)";

/// In the guest: the JavaScript engine, the C library and Rust's.
pub fn of_guest(crates: &Workspace, texts: &Texts) -> Vec<Work> {
    let quickjs = crates.package(QUICKJS_CRATE).map(|package| package.folder.join("quickjs")).map(|folder| Work {
        name: "QuickJS-ng".to_owned(),
        version: quickjs_version(&folder).unwrap_or_default(),
        license: "MIT".to_owned(),
        texts: files(&folder, &["license"]),
    });
    let libc = Work {
        name: "wasi-libc".to_owned(),
        version: "of Rust's target wasm32-wasip2".to_owned(),
        license: "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT; parts MIT, BSD-2-Clause".to_owned(),
        texts: vec![texts.apache(), Texts::mit(MUSL), Texts::bsd_2_clause(CLOUDLIBC)],
    };
    quickjs.into_iter().chain([libc, rust(texts)]).collect()
}

/// In the host: Rust's library.
pub fn of_host(texts: &Texts) -> Vec<Work> {
    vec![rust(texts)]
}

fn rust(texts: &Texts) -> Work {
    Work {
        name: "Rust's standard library".to_owned(),
        version: rust_version().unwrap_or_default(),
        license: "MIT OR Apache-2.0".to_owned(),
        texts: vec![texts.apache()],
    }
}

/// "1.95.0" of "rustc 1.95.0 (...)".
fn rust_version() -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().ok()?;
    String::from_utf8(output.stdout).ok()?.split(' ').nth(1).map(str::to_owned)
}

fn quickjs_version(folder: &Path) -> Option<String> {
    let header = fs::read_to_string(folder.join("quickjs.h")).ok()?;
    let number = |name: &str| {
        let start = format!("#define QJS_VERSION_{name} ");
        header.lines().find_map(|line| line.strip_prefix(&*start)).map(str::trim)
    };
    Some(format!("{}.{}.{}", number("MAJOR")?, number("MINOR")?, number("PATCH")?))
}
