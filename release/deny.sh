#!/usr/bin/env bash
# Checks of all crates by deny.toml: licenses, bans, sources or advisories. Installs cargo-deny into target/tools where
# it is missing, which takes minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

DENY=0.20.2
PATH=$PWD/target/tools/bin:$PATH
if ! command -v cargo-deny >/dev/null; then
  echo "installing cargo-deny $DENY into target/tools"
  # Not optimised: it runs for seconds.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=false \
    cargo install --quiet --locked --no-default-features --root target/tools --version "$DENY" cargo-deny
fi
cargo deny check "$@"
