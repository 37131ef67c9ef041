//! Files: `skerry:fs` in `host run` and `node:fs/promises` in `node`.

#[path = "support/rates.rs"]
mod rates;
#[path = "support/results.rs"]
mod results;

const RATES: [rates::Rate; 4] = [
    ("write 8 MiB", "MB/s", None),
    ("read 8 MiB", "MB/s", None),
    ("write 512 bytes", "us", None),
    ("read 512 bytes", "us", None),
];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    rates::compare("files", "files/files.mjs", &RATES, &["--allow-write", folder], &[folder]);
}
