//! Where a runtime's console writes to.

use std::io::Write;

/// The level of a console message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleLevel {
    /// `console.debug`
    Debug,
    /// `console.log` and what prints like it
    Log,
    /// `console.info`
    Info,
    /// `console.warn`
    Warn,
    /// `console.error`, `console.trace`, `console.assert`
    Error,
}

impl ConsoleLevel {
    /// Whether the message belongs on stderr, as in every shell.
    #[must_use]
    pub fn is_error(self) -> bool {
        matches!(self, Self::Warn | Self::Error)
    }
}

/// What takes a runtime's console messages.
pub trait ConsoleSink: Send + 'static {
    /// Takes one complete message with its line end.
    ///
    /// # Errors
    /// When nobody takes messages any more, as at a broken pipe: the running
    /// call ends with [`Error::Interrupted`](crate::Error::Interrupted).
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()>;

    /// Whether messages of this level may carry terminal colours; by default they do not.
    fn colors(&self, level: ConsoleLevel) -> bool {
        let _ = level;
        false
    }
}

/// Writes to the process's stdout and stderr, each message at once.
#[derive(Debug, Default)]
pub struct StdConsole;

impl ConsoleSink for StdConsole {
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        fn all(mut to: impl Write, text: &str) -> std::io::Result<()> {
            to.write_all(text.as_bytes())?;
            to.flush()
        }
        if level.is_error() { all(std::io::stderr().lock(), text) } else { all(std::io::stdout().lock(), text) }
    }
}

impl<F: FnMut(ConsoleLevel, &str) + Send + 'static> ConsoleSink for F {
    fn write(&mut self, level: ConsoleLevel, text: &str) -> std::io::Result<()> {
        self(level, text);
        Ok(())
    }
}
