//! What the library's build script says to `limits.rs`.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=SKERRY_DEEP_STACK={}", 1024 * 1024);
}
