//! Gives the library its guest, third-party notices and, where asked, a compiled image.
//!
//! In the repository the guest is built from its sources, in the package on
//! crates.io it lies in `prebuilt/`. `SKERRY_GUEST_WASM=file` takes another, and
//! `SKERRY_EMBED_IMAGE=file` embeds an image that `host cache warm` has compiled.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

mod build {
    pub mod digest;
    pub mod guest;
    pub mod notices;
    pub mod prebuilt;
    pub mod toolchain;
}
use build::{digest, guest, notices, prebuilt};

/// Bytes of the stack that JavaScript runs on: more than 2,000 plain calls. It
/// lies behind the image, where what no script reaches costs nothing. 4 MiB give
/// 12,000 calls and start as fast, but QuickJS's `JSON.stringify` is quadratic in
/// the depth that the stack allows, and the native stack has to grow with it.
/// `SKERRY_DEEP_STACK` tries another.
const DEEP_STACK: usize = 1024 * 1024;

/// A component without anything in it: enough for rustdoc.
const EMPTY_COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

/// A third of the size; better levels take seconds for the last percent.
const DEFLATE_LEVEL: u8 = 6;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    println!("cargo:rerun-if-changed=build.rs");
    let made_of = Parts::find(&package, &out_dir)?;
    let guest_digest = digest::of(&made_of.guest);
    write_if_changed(&out_dir.join("guest.wasm"), &made_of.guest)?;
    for (world, deflated) in guest::WORLDS.iter().zip(&made_of.worlds) {
        write_if_changed(&out_dir.join(format!("{world}.wasm.deflated")), deflated)?;
    }
    write_if_changed(&out_dir.join("notices.txt"), made_of.notices.as_bytes())?;
    println!("cargo:rustc-env=SKERRY_GUEST_DIGEST={guest_digest}");
    println!("cargo:rustc-env=SKERRY_DEEP_STACK={}", made_of.deep_stack);
    embed_image(&out_dir, &guest_digest)
}

/// What the library is made of besides its own sources.
struct Parts {
    guest: Vec<u8>,
    /// The components of worlds, deflated; empty where there are none.
    worlds: Vec<Vec<u8>>,
    notices: String,
    /// The deep stack that the guest has.
    deep_stack: String,
}

impl Parts {
    fn find(package: &Path, out_dir: &Path) -> Result<Self> {
        println!("cargo:rerun-if-env-changed=SKERRY_GUEST_WASM");
        println!("cargo:rerun-if-env-changed=DOCS_RS");
        let given = env::var_os("SKERRY_GUEST_WASM").map(|file| read_given(Path::new(&file))).transpose()?;
        let is_docs = env::var_os("DOCS_RS").is_some();
        match repository(package) {
            Some(workspace) => Self::of_repository(workspace, out_dir, given, is_docs),
            None => Self::of_package(package, given, is_docs),
        }
    }

    fn of_repository(workspace: &Path, out_dir: &Path, given: Option<Vec<u8>>, is_docs: bool) -> Result<Self> {
        println!("cargo:rerun-if-env-changed=SKERRY_DEEP_STACK");
        for path in ["Cargo.lock", "host/build"] {
            println!("cargo:rerun-if-changed={}", workspace.join(path).display());
        }
        let deep_stack = env::var("SKERRY_DEEP_STACK").unwrap_or_else(|_| DEEP_STACK.to_string());
        let none = || vec![Vec::new(); guest::WORLDS.len()];
        let (guest, worlds) = match given {
            Some(guest) => (guest, none()),
            None if is_docs => (EMPTY_COMPONENT.to_vec(), none()),
            None => {
                let build = |features: &str| guest::build(workspace, out_dir, &deep_stack, features);
                let world = |world: &&str| {
                    let guest = build(&format!("{},{world}", guest::FEATURES))?;
                    Ok(miniz_oxide::deflate::compress_to_vec(&guest, DEFLATE_LEVEL))
                };
                let worlds = guest::WORLDS.iter().map(world).collect::<Result<Vec<_>>>()?;
                (build(guest::FEATURES)?, worlds)
            }
        };
        let notices = if is_docs { String::new() } else { notices::collect(workspace)? };
        Ok(Self { guest, worlds, notices, deep_stack })
    }

    fn of_package(package: &Path, given: Option<Vec<u8>>, is_docs: bool) -> Result<Self> {
        let guest = match given {
            Some(guest) => guest,
            None if is_docs && !prebuilt::is_there(package) => EMPTY_COMPONENT.to_vec(),
            None => prebuilt::guest(package)?,
        };
        let worlds = guest::WORLDS.iter().map(|world| prebuilt::world(package, world)).collect::<Result<_>>()?;
        let notices = prebuilt::notices(package)?;
        Ok(Self { guest, worlds, notices, deep_stack: DEEP_STACK.to_string() })
    }
}

/// The repository around the crate, where there is one: a package has no guest beside it.
fn repository(package: &Path) -> Option<&Path> {
    package.parent().filter(|workspace| workspace.join("guest/qjs_wasi.h").exists())
}

fn read_given(file: &Path) -> Result<Vec<u8>> {
    println!("cargo:rerun-if-changed={}", file.display());
    fs::read(file).map_err(|error| format!("SKERRY_GUEST_WASM={}: {error}", file.display()).into())
}

/// The compiled image of a release build, or empty files: the code, and beside
/// it the memory that it starts with.
fn embed_image(out_dir: &Path, guest_digest: &str) -> Result<()> {
    println!("cargo:rerun-if-env-changed=SKERRY_EMBED_IMAGE");
    let embedded = [out_dir.join("embedded.image"), out_dir.join("embedded-realm.memory")];
    match env::var_os("SKERRY_EMBED_IMAGE") {
        Some(file) => {
            let code = PathBuf::from(file);
            let name = code.file_stem().unwrap_or_default().to_string_lossy();
            // The cache names an image by the guest that it was made from.
            let of_guest = guest_digest.get(..16).unwrap_or(guest_digest);
            if !name.contains(of_guest) {
                return Err(
                    format!("SKERRY_EMBED_IMAGE={}: made from another guest than {of_guest}", code.display()).into()
                );
            }
            let memory = code.with_file_name(format!("{name}-realm.memory"));
            for (from, to) in [code.clone(), memory].iter().zip(&embedded) {
                println!("cargo:rerun-if-changed={}", from.display());
                write_if_changed(to, &fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?)?;
            }
            Ok(())
        }
        None => embedded.iter().try_for_each(|file| write_if_changed(file, &[])),
    }
}

/// A file that is written again makes the library compile again.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    Ok(fs::write(path, bytes)?)
}
