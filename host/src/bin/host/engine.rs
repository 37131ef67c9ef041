//! The engine of one command: no slots, and progress where it takes long.

use skerry::{Cache, Engine, Progress};
use std::io::IsTerminal as _;

/// An engine for one script.
///
/// # Errors
/// When the cache is not safe to use or the image does not compile.
pub fn engine() -> skerry::Result<Engine> {
    Engine::builder().on_demand().progress(show).build()
}

/// Makes sure that the image is in the cache.
///
/// # Errors
/// As [`engine`].
pub fn warm(cache: Cache) -> skerry::Result<()> {
    Engine::builder().on_demand().cache(Some(cache)).progress(show).build().map(drop)
}

/// Shows a line on a terminal while the image is made, and removes it after.
pub fn show(progress: Progress) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let text = match progress {
        Progress::Freezing => "first run: preparing the engine ...",
        Progress::Compiling => "first run: compiling the engine ...",
        _ => "",
    };
    anstream::eprint!("\r\x1b[K{text}");
}
