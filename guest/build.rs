//! Sizes of the guest's stacks, the function that switches between them, and packed built-ins.

use miniz_oxide::deflate::compress_to_vec;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Bytes of the stack that the linker makes. It lies first in linear memory and
/// is written back with every drop; it carries calls in and out, and builds the
/// realm while the image is frozen.
const LINKED_STACK: &str = "131072";
/// Bytes of the deep stack where `host/build.rs` does not say them.
const DEEP_STACK: &str = "1048576";
/// The level of compression: what is read once may take its time.
const BEST: u8 = 10;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SKERRY_DEEP_STACK");
    let deep = env::var("SKERRY_DEEP_STACK").unwrap_or_else(|_| DEEP_STACK.to_owned());
    println!("cargo:rustc-env=SKERRY_DEEP_STACK={deep}");
    println!("cargo:rustc-env=SKERRY_LINKED_STACK={LINKED_STACK}");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rerun-if-changed=src/deep_stack.s");
        // The flags for C say nothing to the assembler.
        let flag = "-Wno-unused-command-line-argument";
        cc::Build::new().flag(flag).file("src/deep_stack.s").compile("deep_stack");
        println!("cargo:rustc-link-arg-cdylib=-zstack-size={LINKED_STACK}");
        println!("cargo:rustc-link-arg-cdylib=--compress-relocations");
    }
    println!("cargo:rerun-if-changed=js");
    let output = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    pack_folder(Path::new("js"), &output.join("js")).expect("js/ can be read and OUT_DIR written to");
}

/// Packs built-ins, without what only people read: a quarter of what the component would carry.
fn pack_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            pack_folder(&from, &to)?;
        } else {
            fs::write(to, compress_to_vec(lean(&fs::read_to_string(from)?).as_bytes(), BEST))?;
        }
    }
    Ok(())
}

/// Without indentation and lines that are comments. Lines keep their numbers: no text goes over
/// several of them.
fn lean(source: &str) -> String {
    let line = |line: &str| match line.trim_start() {
        comment if comment.starts_with("//") => String::from("\n"),
        code => format!("{code}\n"),
    };
    source.lines().map(line).collect()
}
