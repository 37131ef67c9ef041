#!/usr/bin/env bash
# Makes the crate for crates.io with the guest inside, then builds a program
# with it outside of the repository, without clang. `--allow-dirty` takes changes
# that are not committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source release/artefact.sh
unset SKERRY_EMBED_IMAGE SKERRY_GUEST_WASM

fail() { echo "error: $*" >&2; exit 1; }
root=$PWD
[ "${1:-}" = --allow-dirty ] || [ -z "$(git status --porcelain)" ] ||
    fail "the working copy has changes: commit them, or say --allow-dirty"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
# crates.io takes no more.
most_bytes=$((10 * 1024 * 1024))

folder=$(artefacts)
grep -q 'Fabrice Bellard' "$folder/notices.txt" || fail "third-party notices are incomplete"
rm -rf host/prebuilt && mkdir host/prebuilt
cp "$folder/guest.wasm" "$folder"/*.wasm.deflated "$folder/notices.txt" host/prebuilt/
(cd host/prebuilt && sha256sum guest.wasm ./*.wasm.deflated notices.txt | sed 's|\./||' > SHA256SUMS)
# The guest is not committed, which cargo takes for a change. Its own check would
# build all dependencies once more, without optimisation.
cargo package --package skerry --no-verify --allow-dirty

version=$(cargo pkgid --package skerry | sed 's/.*[#@]//')
package=$CARGO_TARGET_DIR/package/skerry-$version.crate
[ "$(stat -c %s "$package")" -le "$most_bytes" ] || fail "$package is larger than crates.io takes"
list=$(tar -tzf "$package" | sed "s,^skerry-$version/,,")
for file in Cargo.toml Cargo.lock LICENSE README.md build.rs wit/runtime.wit src/lib.rs \
    prebuilt/guest.wasm prebuilt/command.wasm.deflated prebuilt/http.wasm.deflated prebuilt/http-p2.wasm.deflated prebuilt/plugin.wasm.deflated prebuilt/notices.txt prebuilt/SHA256SUMS; do
    grep -qx "$file" <<< "$list" || fail "$file is missing in $package"
done
if grep -E '^(guest|target|tests|benches)/|\.snap' <<< "$list"; then
    fail "$package holds what it should not"
fi

outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT
tar -xzf "$package" -C "$outside"
release/outside.sh "$outside" "$outside/skerry-$version"
echo "$package: $(wc -l <<< "$list") files, $(stat -c %s "$package") bytes"
