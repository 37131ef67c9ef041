//! Sizes of the guest's stacks, and the function that switches between them.

/// Bytes of the stack that the linker makes. It lies first in linear memory and
/// is written back with every drop; it carries calls in and out, and builds the
/// realm while the image is frozen.
const LINKED_STACK: &str = "131072";
/// Bytes of the deep stack where `host/build.rs` does not say them.
const DEEP_STACK: &str = "1048576";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SKERRY_DEEP_STACK");
    let deep = std::env::var("SKERRY_DEEP_STACK").unwrap_or_else(|_| DEEP_STACK.to_owned());
    println!("cargo:rustc-env=SKERRY_DEEP_STACK={deep}");
    println!("cargo:rustc-env=SKERRY_LINKED_STACK={LINKED_STACK}");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rerun-if-changed=src/deep_stack.s");
        // The flags for C say nothing to the assembler.
        let flag = "-Wno-unused-command-line-argument";
        cc::Build::new().flag(flag).file("src/deep_stack.s").compile("deep_stack");
        println!("cargo:rustc-link-arg-cdylib=-zstack-size={LINKED_STACK}");
    }
}
