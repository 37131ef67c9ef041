#!/bin/sh
# Brings a machine to where everything here builds, and says what it installs.
# Safe to run twice: what is there stays. `./setup.sh --check` only reports.
#
# It needs: rustup, and on Debian or Ubuntu root or sudo. It brings:
#   - clang, llvm-ar and the headers of wasi-libc, for QuickJS (not with WASI_SDK=folder)
#   - a linker for the host, where none is there
#   - Rust's target wasm32-wasip2, rustfmt and clippy
#   - just, into target/tools/bin; where pip is missing, Debian's python3-pip for it
set -eu

CLANG=19            # the version measured; host/build/toolchain.rs takes newer ones too
JUST=1.59.0

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$root"
tools=$root/target/tools
check_only=no
missing=0

main() {
    case "${1:-}" in
        '') ;;
        --check) check_only=yes ;;
        *) echo "usage: ./setup.sh [--check]" >&2; exit 2 ;;
    esac
    rust
    packages
    wasm_target
    lint_tools
    just_command
    [ "$missing" -eq 0 ] || { echo "error: $missing missing, see above" >&2; exit 1; }
    echo "setup: everything is here"
}

has() { command -v "$1" >/dev/null 2>&1; }
say() { echo "setup: $*"; }
lacks() {
    missing=$((missing + 1))
    echo "missing: $1" >&2
    echo "hint: $2" >&2
}

rust() {
    has cargo && has rustc && return
    echo "missing: Rust (cargo and rustc)" >&2
    echo "hint: install rustup (brew install rustup, dnf install rustup, apt-get install rustup on Debian 13, or as rustup's own page says), then run this again" >&2
    exit 1
}

# Packages of the system: the C toolchain for wasm and a linker for the host.
packages() {
    wanted=
    has cc && has ar || wanted="$wanted gcc libc6-dev"
    if [ -n "${WASI_SDK:-}" ]; then
        [ -x "$WASI_SDK/bin/clang" ] && [ -d "$WASI_SDK/share/wasi-sysroot" ] ||
            lacks "bin/clang or share/wasi-sysroot in WASI_SDK=$WASI_SDK" "set WASI_SDK to the folder of an unpacked WASI SDK, or unset it"
    else
        has_clang || wanted="$wanted clang-$CLANG llvm-$CLANG"
        has_headers || wanted="$wanted wasi-libc"
    fi
    needs_pip && wanted="$wanted python3-pip"
    [ -z "$wanted" ] && return
    if ! has apt-get; then
        lacks "packages of the system (Debian:$wanted)" \
            "brew install llvm wasi-libc; or dnf install clang llvm wasi-libc-devel; or unpack a WASI SDK and set WASI_SDK to it"
        return
    fi
    [ "$check_only" = no ] || { lacks "packages:$wanted" "run ./setup.sh"; return; }
    apt "$wanted"
}

has_pip() { python3 -m pip --version >/dev/null 2>&1; }
has_just() { has just || [ -x "$tools/bin/just" ]; }

# pip brings just in seconds, cargo in minutes.
needs_pip() {
    [ "$check_only" = no ] && ! has_just && ! has_pip && has apt-get && { [ "$(id -u)" -eq 0 ] || has sudo; }
}

has_clang() {
    for version in "-$CLANG" -20 -21 -22 ''; do
        for folder in '' /opt/homebrew/opt/llvm/bin/ /usr/local/opt/llvm/bin/; do
            has "${folder}llvm-ar$version" && has "${folder}clang$version" || continue
            [ -n "$version" ] || "${folder}clang" --print-targets 2>/dev/null | grep -q wasm32 || continue
            return 0
        done
    done
    return 1
}

has_headers() {
    for folder in /usr/include/wasm32-wasi /usr/wasm32-wasi/include \
        /opt/homebrew/opt/wasi-libc/share/wasi-sysroot/include/wasm32-wasip2 \
        /usr/local/opt/wasi-libc/share/wasi-sysroot/include/wasm32-wasip2 \
        /usr/share/wasi-sysroot/include/wasm32-wasip2 /usr/share/wasi-sysroot/include/wasm32-wasi; do
        [ -e "$folder/malloc.h" ] && return 0
    done
    return 1
}

apt() {
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || { lacks "packages:$1" "as root: apt-get install --no-install-recommends$1"; return; }
        as_root=sudo
    fi
    say "installing with apt-get:$1"
    $as_root apt-get update -q >/dev/null
    # shellcheck disable=SC2086 # a list of names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $1 >/dev/null ||
        { lacks "packages:$1" "this release may lack them: unpack a WASI SDK, set WASI_SDK to it and run this again"; return; }
    [ -n "${WASI_SDK:-}" ] || { has_clang && has_headers; } ||
        lacks "clang or the headers of wasi-libc, after apt-get" "unpack a WASI SDK, set WASI_SDK to it and run this again"
}

wasm_target() {
    [ -d "$(rustc --print target-libdir --target wasm32-wasip2 2>/dev/null)" ] && return
    if [ "$check_only" = yes ]; then
        lacks "Rust's target wasm32-wasip2" "run ./setup.sh"
    elif has rustup; then
        say "installing Rust's target wasm32-wasip2 with rustup"
        rustup target add wasm32-wasip2
    else
        lacks "Rust's target wasm32-wasip2, and rustup to get it with" "use Rust from rustup, or your system's package of the target (dnf install rust-std-static-wasm32-wasip2)"
    fi
}

lint_tools() {
    has cargo-fmt && has cargo-clippy && return
    if [ "$check_only" = no ] && has rustup; then
        say "installing rustfmt and clippy with rustup"
        rustup component add rustfmt clippy
    else
        lacks "rustfmt and clippy" "run ./setup.sh, or install your system's packages of them"
    fi
}

just_command() {
    has just && return
    if [ ! -x "$tools/bin/just" ]; then
        [ "$check_only" = no ] || { lacks "just" "run ./setup.sh"; return; }
        if has_pip; then
            say "installing just $JUST into target/tools with pip"
            python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
                --target "$tools" --upgrade "rust-just==$JUST" || { lacks "just" "pip said why, above"; return; }
        else
            say "installing just $JUST into target/tools with cargo, which takes minutes (pip would take seconds)"
            cargo install --quiet --locked --root "$tools" --version "$JUST" just || { lacks "just" "cargo said why, above"; return; }
        fi
    fi
    say "just is $tools/bin/just: add that folder to PATH"
}

main "$@"
