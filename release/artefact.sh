# Sourced: the folder where host/build.rs has put guest.wasm and notices.txt.

# artefacts: builds the library and prints the folder that cargo names.
artefacts() {
    cargo build --release --package skerry --lib --message-format=json-render-diagnostics |
        sed -n '/"build-script-executed"/{/skerry/s/.*"out_dir":"\([^"]*\)".*/\1/p}' | tail -n 1
}
