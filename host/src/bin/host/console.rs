//! The script's console on the process's own streams.

use anstream::{AutoStream, ColorChoice};
use skerry::{ConsoleLevel, ConsoleSink, StdConsole};
use std::env;
use std::io::{ErrorKind, stderr, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set when the reader of stdout has gone: the script has nothing left to say.
pub type BrokenPipe = Arc<AtomicBool>;

/// The library's console, in colours on a terminal; it notes where a reader has gone.
pub struct TerminalConsole {
    pub broken_pipe: BrokenPipe,
}

impl ConsoleSink for TerminalConsole {
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        let written = StdConsole.write(level, text);
        if written.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            self.broken_pipe.store(true, Ordering::Release);
        }
        written
    }

    fn colors(&self, level: ConsoleLevel) -> bool {
        let choice = if level.is_error() { AutoStream::choice(&stderr()) } else { AutoStream::choice(&stdout()) };
        choice != ColorChoice::Never
    }
}

/// Does what `FORCE_COLOR` says, for the script's output and ours. `NO_COLOR`,
/// which wins, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM` are anstream's.
pub fn force_colors() {
    let Some(force) = env::var_os("FORCE_COLOR") else { return };
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let choice = if is_refused || force == "0" || force == "false" { ColorChoice::Never } else { ColorChoice::Always };
    choice.write_global();
}
