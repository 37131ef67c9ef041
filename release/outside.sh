#!/usr/bin/env bash
# outside.sh FOLDER CRATE: a program in FOLDER that uses the unpacked CRATE, built
# and run where no compiler for WebAssembly is found.
set -euo pipefail
folder=$1 crate=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

mkdir -p "$folder/program/src" "$folder/bin"
# Same features and profile as the repository: wasmtime is not compiled again.
cat > "$folder/program/Cargo.toml" << END
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
skerry = { path = "$crate" }
hashbrown = "0.17"
tokio = { version = "1", features = ["rt", "time"] }

$(sed -n '/^\[profile.release\]/,/^$/p' "$root/Cargo.toml")
END
cat > "$folder/program/src/main.rs" << 'END'
fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
        let engine = skerry::Engine::builder().build()?;
        let value: Vec<i32> = engine.runtime().build().await?.eval("[1, 2, 3].map((n) => n * n)").await?;
        println!("{value:?}");
        Ok(())
    })
}
END
cp "$root/Cargo.lock" "$folder/program/Cargo.lock"

# A PATH with a linker and Rust, and nothing else.
for tool in sh cc ld as ar rustc cargo rustup; do
    path=$(command -v "$tool") && ln -s "$path" "$folder/bin/$tool"
done
in_path() { env PATH="$folder/bin" WASI_SDK=/nonexistent SKERRY_CACHE_DIR="$folder/cache" "$@"; }
cd "$folder/program"
in_path cargo build --release
printed=$(in_path "${CARGO_TARGET_DIR:-target}/release/program")
[ "$printed" = "[1, 4, 9]" ] || { echo "error: the program printed $printed" >&2; exit 1; }

# A guest that was changed after packaging is refused.
printf x >> "$crate/prebuilt/guest.wasm"
if refusal=$(in_path cargo build --release 2>&1); then
    echo "error: a changed guest was accepted" >&2
    exit 1
fi
grep -q 'has the digest' <<< "$refusal" || { echo "error: $refusal" >&2; exit 1; }
