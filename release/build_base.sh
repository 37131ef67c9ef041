#!/usr/bin/env bash
# Builds the command of another commit: target/base/bin/host. What it is compiled to stays in
# target/base, so that the next one takes less.
#   release/build_base.sh COMMIT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

commit=$(git rev-parse --verify "${1:?usage: release/build_base.sh COMMIT}^{commit}")
base=$PWD/target/base
mkdir -p "$base/bin"
if [[ -f $base/bin/commit && $(<"$base/bin/commit") == "$commit" ]]; then exit 0; fi

rm -rf "$base/source"
git worktree prune
git worktree add --detach --force "$base/source" "$commit" >&2
trap 'git worktree remove --force "$base/source"' EXIT
(cd "$base/source" && cargo build --release --workspace --target-dir "$base/build")
cp "$base/build/release/host" "$base/bin/host"
echo "$commit" > "$base/bin/commit"
