//! Builds the guest for `wasm32-wasip2` into `OUT_DIR` and tells the library its digest.
//!
//! `SKERRY_GUEST_WASM=file` takes a component that is built already, and
//! `SKERRY_EMBED_IMAGE=file` embeds an image that `host cache warm` has compiled.

use sha2::{Digest, Sha256};
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes of the stack that JavaScript runs on: more than 2,000 plain calls. It
/// lies behind the image, where what no script reaches costs nothing. 4 MiB give
/// 12,000 calls and start as fast, but QuickJS's `JSON.stringify` is quadratic in
/// the depth that the stack allows, and the native stack has to grow with it.
/// `SKERRY_DEEP_STACK` tries another.
const DEEP_STACK: usize = 1024 * 1024;

#[path = "build/toolchain.rs"]
mod toolchain;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let guest = guest_component(&out_dir)?;
    let digest = hexadecimal(&Sha256::digest(&guest));
    write_if_changed(&out_dir.join("guest.wasm"), &guest)?;
    println!("cargo:rustc-env=SKERRY_GUEST_DIGEST={digest}");
    println!("cargo:rustc-env=SKERRY_DEEP_STACK={}", deep_stack());
    embed_image(&out_dir, &digest)
}

/// The component: given, or built from `guest/`.
fn guest_component(out_dir: &Path) -> Result<Vec<u8>> {
    println!("cargo:rerun-if-env-changed=SKERRY_GUEST_WASM");
    if let Some(file) = env::var_os("SKERRY_GUEST_WASM") {
        let file = PathBuf::from(file);
        println!("cargo:rerun-if-changed={}", file.display());
        return fs::read(&file).map_err(|error| format!("SKERRY_GUEST_WASM={}: {error}", file.display()).into());
    }
    let workspace = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?);
    let workspace = workspace.parent().ok_or("the crate lies in a workspace")?;
    for path in ["guest", "wit", "Cargo.lock", "Cargo.toml", "host/build"] {
        println!("cargo:rerun-if-changed={}", workspace.join(path).display());
    }
    println!("cargo:rerun-if-env-changed=SKERRY_DEEP_STACK");
    build_guest(workspace, out_dir)
}

fn build_guest(workspace: &Path, out_dir: &Path) -> Result<Vec<u8>> {
    let toolchain = toolchain::Toolchain::find(out_dir)?;
    let target = out_dir.join("guest-target");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace);
    // The outer build's settings are not the guest's.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_network = ["CARGO_HOME", "CARGO_REGISTR", "CARGO_NET", "CARGO_HTTP", "CARGO_SOURCE"];
        let is_outer = text.starts_with("CARGO_") && !is_network.iter().any(|start| text.starts_with(start));
        if is_outer
            || ["RUSTFLAGS", "RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "TARGET", "HOST"].contains(&&*text)
        {
            cargo.env_remove(&name);
        }
    }
    cargo.envs(toolchain.envs()).env("SKERRY_DEEP_STACK", deep_stack());
    cargo.args(["build", "--locked", "--package", "guest", "--lib", "--profile", "guest", "--target", "wasm32-wasip2"]);
    cargo.arg("--target-dir").arg(&target);
    let status = cargo.status().map_err(|error| format!("cannot run cargo for the guest: {error}"))?;
    if !status.success() {
        return Err("the guest did not build; its output is above, and ./setup.sh brings what it needs".into());
    }
    Ok(fs::read(target.join("wasm32-wasip2/guest/guest.wasm"))?)
}

/// The compiled image of a release build, or an empty file.
fn embed_image(out_dir: &Path, guest_digest: &str) -> Result<()> {
    println!("cargo:rerun-if-env-changed=SKERRY_EMBED_IMAGE");
    let embedded = out_dir.join("embedded.image");
    match env::var_os("SKERRY_EMBED_IMAGE") {
        Some(file) => {
            let file = PathBuf::from(file);
            println!("cargo:rerun-if-changed={}", file.display());
            // The cache names an image by the guest that it was made from.
            let of_guest = guest_digest.get(..16).unwrap_or(guest_digest);
            if !file.to_string_lossy().contains(of_guest) {
                return Err(
                    format!("SKERRY_EMBED_IMAGE={}: made from another guest than {of_guest}", file.display()).into()
                );
            }
            write_if_changed(&embedded, &fs::read(&file)?)
        }
        None => write_if_changed(&embedded, &[]),
    }
}

fn deep_stack() -> String {
    env::var("SKERRY_DEEP_STACK").unwrap_or_else(|_| DEEP_STACK.to_string())
}

/// A file that is written again makes the library compile again.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    Ok(fs::write(path, bytes)?)
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}
