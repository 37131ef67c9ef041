#!/usr/bin/env bash
# Everything that a release gives away, in target/dist: the command with its
# compiled image, the plain component with its WIT, licences, digests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source release/artefact.sh
unset SKERRY_EMBED_IMAGE SKERRY_GUEST_WASM

target=${CARGO_TARGET_DIR:-target}
out=target/dist
rm -rf "$out" && mkdir -p "$out/wit"

folder=$(artefacts)
cp "$folder/guest.wasm" "$out/runtime.wasm"
cp wit/*.wit "$out/wit/"
cp LICENSE "$out/LICENSE"
cp embed/README.md "$out/README.md"

cargo build --release --bin host
SKERRY_CACHE_DIR=$out/cache "$target/release/host" cache warm
SKERRY_EMBED_IMAGE=$(ls "$PWD/$out/cache/"*.image) cargo build --release --bin host
rm -r "$out/cache"
cp "$target/release/host" "$out/host"
"$out/host" info --licenses > "$out/THIRD-PARTY.txt"

# What is given away fits together and is complete.
fail() { echo "error: $*" >&2; exit 1; }
"$out/host" info | grep -q '^image *embedded' || fail "the command has no image inside"
digest=$("$out/host" info --json | sed 's/.*"guest_sha256":"\([0-9a-f]*\)".*/\1/')
echo "$digest  $out/runtime.wasm" | sha256sum --check --quiet || fail "the component is not the command's"
grep -q 'Fabrice Bellard' "$out/THIRD-PARTY.txt" || fail "notices are incomplete"
[ "$(env -i "$out/host" eval -p '6 * 7')" = 42 ] || fail "the command does not run"

(cd "$out" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
echo "target/dist:" && cat "$out/SHA256SUMS"
