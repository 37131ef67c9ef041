//! The script's console on the process's own streams.

use skerry::{ConsoleLevel, ConsoleSink};
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set when the reader of stdout has gone: the script has nothing left to say.
pub type BrokenPipe = Arc<AtomicBool>;

/// Writes each message at once, so that nothing is lost however the process ends.
pub struct TerminalConsole {
    pub broken_pipe: BrokenPipe,
}

impl ConsoleSink for TerminalConsole {
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        let written =
            if level.is_error() { all(std::io::stderr().lock(), text) } else { all(std::io::stdout().lock(), text) };
        if written.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            self.broken_pipe.store(true, Ordering::Release);
        }
        written
    }

    fn colors(&self, level: ConsoleLevel) -> bool {
        let choice = if level.is_error() {
            anstream::AutoStream::choice(&std::io::stderr())
        } else {
            anstream::AutoStream::choice(&std::io::stdout())
        };
        let is_terminal =
            if level.is_error() { std::io::stderr().is_terminal() } else { std::io::stdout().is_terminal() };
        is_terminal && choice != anstream::ColorChoice::Never
    }
}

fn all(mut to: impl Write, text: &str) -> std::io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}
