#!/bin/sh
# Fetches a pinned snapshot of web-platform-tests into target/wpt, or into DIR.
#   tests/wpt/fetch.sh [DIR [small|served]]
# `small` lies in a source package of Debian's nodejs, 24 MB, and has what runs without a
# server. `served` lies in one of firefox-esr, 683 MB, and has fetch/,
# webmessaging/ and the server. Both come from whatever mirror this machine's apt uses.
# Needs apt and xz; changes nothing outside of DIR. The tests are under the 3-clause BSD licence.
set -eu

fail() { echo "wpt: $*" >&2; exit 1; }

case ${2:-small} in
small)
    PACKAGE=nodejs
    VERSION=24.21.0+dfsg+~cs24.13.4-1
    FILE=nodejs_24.21.0+dfsg+~cs24.13.4.orig.tar.xz
    SHA256=e6e0d1a00dfc9e31ab2b074fd99979a48be17c18e8e3edc14306736069bb8f54
    FOLDER=test/fixtures/wpt
    PARTS=
    SUITES='forky sid trixie'   # where the package is or may move to
    ;;
served)
    PACKAGE=firefox-esr
    VERSION=140.12.0esr-1~deb12u1
    FILE=firefox-esr_140.12.0esr.orig.tar.xz
    SHA256=5c72347381233dcc97cbd02c0324116258769d8b9b0f869fd0c6f1d59519ce2a
    FOLDER=testing/web-platform/tests
    PARTS='fetch webmessaging xhr/resources resources common interfaces tools LICENSE.md'
    SUITES='bookworm trixie'
    ;;
*) fail "there is no snapshot '$2': it is small or served" ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
dir=${1:-${CARGO_TARGET_DIR:-$root/target}/wpt}
mkdir -p "$dir"
dir=$(CDPATH='' cd -- "$dir" && pwd)
[ ! -f "$dir/.$SHA256" ] || exit 0

# The mirror, out of the lines that apt reads.
mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n 's/^URIs: *//p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' | grep -E '/debian/?$' | head -n 1
}

# A source list of its own: the machine's stays as it is.
configure() {
    command -v apt-get >/dev/null || fail "needs apt; set WPT_DIR to a checkout of web-platform-tests"
    from=$(mirror)
    [ -n "$from" ] || fail "no Debian mirror in this machine's apt sources; set WPT_DIR"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    for suite in $SUITES; do
        echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $from $suite main"
    done > "$work/sources.list"
    cat > "$work/apt.conf" <<CONF
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$work/lists";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
CONF
    export APT_CONFIG="$work/apt.conf"
}

download() {
    apt-get update -qq || fail "apt-get update failed"
    uri=$(apt-get source --print-uris "$PACKAGE=$VERSION" 2>/dev/null | grep " $FILE " | cut -d"'" -f2)
    [ -n "$uri" ] || fail "$PACKAGE $VERSION is not in $SUITES any more; set WPT_DIR"
    /usr/lib/apt/apt-helper download-file "$uri" "$work/$FILE" "SHA256:$SHA256" >&2 || fail "the download failed"
    # apt compares it, and so do we.
    echo "$SHA256  $work/$FILE" | sha256sum --check --quiet - || fail "the download has another checksum"
}

# The folders above the tests go, the first of which is named after the version.
unpack() {
    # An archive may begin with a folder that has no name.
    tests=$(tar tJf "$work/$FILE" 2>/dev/null | grep -v '^\./' | head -n 1 | cut -d/ -f1)/$FOLDER
    for part in ${PARTS:-.}; do
        wanted="${wanted:-} $tests/$part"
    done
    # shellcheck disable=SC2086 # a list
    tar xJf "$work/$FILE" -C "$dir" --strip-components=4 ${wanted%/.}
}

work=$(mktemp -d "$dir/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
configure
download
unpack
: > "$dir/.$SHA256"
echo "wpt: $(find "$dir" -name '*.any.js' | wc -l) files in $dir" >&2
