//! Fixes the size of the shadow stack at link time and tells the code of it.

/// Bytes of shadow stack. It lies first in linear memory and is zeroed with
/// every drop, so each MiB costs about 12 us: benches/README.md has the table.
const SHADOW_STACK: usize = 512 * 1024;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SKERRY_SHADOW_STACK");
    let stack = std::env::var("SKERRY_SHADOW_STACK").unwrap_or_else(|_| SHADOW_STACK.to_string());
    println!("cargo:rustc-env=SKERRY_SHADOW_STACK={stack}");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-cdylib=-zstack-size={stack}");
    }
}
