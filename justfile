# What people and CI run. `just` alone lists it.

set shell := ["bash", "-euo", "pipefail", "-c"]

_list:
    @just --list --unsorted

# Bring what a fresh machine lacks
setup:
    ./setup.sh

# Build the command: target/release/host
build:
    cargo build --release --bin host

# Run unit tests and the tests of API and command; NAMES selects some
test *NAMES:
    cargo test --release --workspace --tests -- {{NAMES}}

# Run web-platform-tests; PATHS selects folders or files and shows all that fails
wpt *PATHS:
    cargo test --release --workspace --test wpt -- {{PATHS}}

# Run those that need the server which comes with them: 683 MB to fetch, and Python
wpt-served *PATHS:
    SKERRY_WPT=served cargo test --release --workspace --test wpt -- {{PATHS}}

# Run the same files in Node, Bun and Deno and say where one of them passes more; ARGS: see tests/wpt/compare
wpt-compare *ARGS:
    cargo test --release --workspace --test wpt > target/wpt-ours.txt
    node tests/wpt/compare/run.js target/wpt --ours target/wpt-ours.txt {{ARGS}}

# Write down anew what things cost: tests/budgets/budgets.txt
budgets:
    SKERRY_BUDGETS=write cargo test --release --workspace --test budgets

# Run programs that use libraries from npm, in Node and here, and compare; ARGS: names of programs, --update
npm *ARGS: build
    node tests/npm/run.js target/release/host {{ARGS}}

# Run components of the examples on engines that are not ours; ARGS: names of examples or engines, --update
engines *ARGS: build
    node tests/engines/run.js target/release/host {{ARGS}}

# Rewrite which web-platform-tests fail; reasons are for people to find
wpt-update *PATHS:
    cargo test --release --workspace --test wpt -- --update {{PATHS}}

# Run the examples in the documentation
doctest:
    cargo test --release --workspace --exclude fuzz --doc

# Format
fmt:
    cargo fmt --all

# Check format and lints; the release profile, since it shares what is built
lint:
    cargo fmt --all --check
    cargo clippy --release --workspace --all-targets -- -D warnings

# Build the documentation, warnings are errors
doc:
    RUSTDOCFLAGS=-Dwarnings cargo doc --release --no-deps --workspace

# Run all benches and print one table, which benches/results.json has too; or one of them by its name
bench NAME="all" *ARGS:
    #!/usr/bin/env bash
    set -euo pipefail
    if [[ {{NAME}} != all ]]; then exec cargo bench --workspace --bench {{NAME}} -- {{ARGS}}; fi
    export SKERRY_BENCH_RESULTS=$PWD/target/findings.jsonl
    rm -f "$SKERRY_BENCH_RESULTS"
    for name in startup cli density scaling scale kernels ahead bridge bytes streams web files serve; do
        cargo bench --workspace --bench $name
    done
    if [[ -e target/peers/npm/installed ]]; then node benches/peers/run.js target/release/host; fi
    node benches/table.js "$SKERRY_BENCH_RESULTS" benches/results.json

# Install what benches compare with besides Node and native rquickjs, from npm and crates, and measure it
peers *GROUPS: build
    node benches/peers/run.js target/release/host {{GROUPS}}

# Draw docs/plots from what `just bench` has found
plots:
    node benches/plots/draw.js benches/results.json docs/plots

# What has changed since BASE, a commit: its command and this one, in turns; NAMES selects programs
bench-compare BASE *NAMES: build
    release/build_base.sh {{BASE}}
    node benches/compare.js target/base/bin/host target/release/host {{NAMES}}

# A fresh runtime against native rquickjs and an empty component
bench-startup: (bench "startup")

# A whole process against node
bench-cli: (bench "cli")

# Digests, ciphers, text and URLs, beside node's
bench-web: (bench "web")

# Streams and timers against node; NAMES selects some
bench-streams *NAMES: (bench "streams" NAMES)

# Random hostile tenants for ten minutes; then a million streams and two million chunks, for some minutes
soak SECONDS="600" FACTOR="125":
    SKERRY_SOAK_SECONDS={{SECONDS}} cargo test --release --workspace --test all -- --nocapture api::soak
    SKERRY_SOAK={{FACTOR}} cargo test --release --workspace --test all -- acceptance::streams

# `host serve` at full load, with requests that fail, stream and are given up: no error, no memory that grows, no slot that leaks
soak-serve SECONDS="600": build
    node tests/soak_serve/run.js target/release/host {{SECONDS}}

# JavaScript kernels against native rquickjs; NAMES selects some
bench-kernels *NAMES: (bench "kernels" NAMES)

# Build the guest component: target/guest.wasm
wasm:
    source release/artefact.sh && cp "$(artefacts)/guest.wasm" target/guest.wasm

# What a release gives away: the command, the component and its WIT, licences, in target/dist
dist:
    release/dist.sh

# The crate with the guest inside, tried outside of the repository; --allow-dirty takes changes
package *ARGS:
    release/package.sh {{ARGS}}

# Licences, sources and duplicates of all crates
deny:
    release/deny.sh licenses bans sources

# Known vulnerabilities, where their database can be reached
advisories:
    release/deny.sh advisories

# A thousand images of the guest with flipped bits, a thousand random modules, and what else stands in its place
enemy FLIPS="1000":
    SKERRY_FLIPS={{FLIPS}} SKERRY_MODULES={{FLIPS}} cargo test --release --workspace --test all -- api::enemy

# Looks for bytes that the host does not survive: TARGET is cbor, specifier, source_map, snapshot or rule. What it
# finds goes to fuzz/artifacts, and into fuzz/corpus once it is mended. Needs cargo-fuzz
fuzz TARGET="cbor" SECONDS="60":
    mkdir -p target/fuzz-corpus/{{TARGET}}
    RUSTC_BOOTSTRAP=1 cargo fuzz run --target-dir target/fuzz {{TARGET}} target/fuzz-corpus/{{TARGET}} fuzz/corpus/{{TARGET}} -- -max_total_time={{SECONDS}}

# What CI runs
ci:
    .ci/run
