# What people and CI run. `just` alone lists it.

set shell := ["bash", "-euo", "pipefail", "-c"]

out := justfile_directory() / "target/dist"

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

# Run the examples in the documentation
doctest:
    cargo test --release --workspace --doc

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

# Run a bench: startup, density, scaling, cli or kernels
bench NAME *ARGS:
    cargo bench --package skerry --bench {{NAME}} -- {{ARGS}}

# A fresh runtime against native rquickjs and an empty component
bench-startup: (bench "startup")

# A whole process against node
bench-cli: (bench "cli")

# JavaScript kernels against native rquickjs; NAMES selects some
bench-kernels *NAMES: (bench "kernels" NAMES)

# Build the guest (and check the library around it): target/guest.wasm
wasm:
    cargo check --release --package skerry --lib
    cp "$(ls -t target/release/build/skerry-*/out/guest.wasm | head -n 1)" target/guest.wasm

# Build the command with its compiled image inside: target/dist/host
dist:
    rm -rf {{out}} && env -u SKERRY_EMBED_IMAGE cargo build --release --bin host
    SKERRY_CACHE_DIR={{out}}/cache target/release/host cache warm
    SKERRY_EMBED_IMAGE="$(ls {{out}}/cache/*.image)" cargo build --release --bin host
    cp target/release/host {{out}}/host && {{out}}/host info | grep -q embedded

# What CI runs
ci:
    .ci/run
