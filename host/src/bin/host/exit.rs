//! Exit codes.

use std::process::ExitCode;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; a broken pipe counts.
    Done,
    /// An uncaught exception or rejection, or a promise that can never settle.
    Exception,
    /// Wrong arguments or a missing file.
    Usage,
    /// Stopped by a limit.
    Stopped,
    /// Interrupted by ctrl-c.
    Interrupted,
    /// A defect of ours.
    Fault,
    /// The script's own code.
    Script(u8),
}

impl Exit {
    /// The exit for an error of the command.
    pub fn of(error: &anyhow::Error) -> Self {
        match error.downcast_ref::<skerry::Error>() {
            Some(skerry::Error::Exited(code)) => Self::script(*code),
            Some(skerry::Error::Limit { .. }) => Self::Stopped,
            Some(skerry::Error::Interrupted(_)) => Self::Interrupted,
            Some(skerry::Error::Fault(_) | skerry::Error::Poisoned(_)) => Self::Fault,
            Some(skerry::Error::Setup(_)) | None => Self::Usage,
            Some(_) => Self::Exception,
        }
    }

    /// What `process.exitCode` says; the guest lets only 0 to 255 pass.
    pub fn script(code: i32) -> Self {
        u8::try_from(code).map_or(Self::Exception, |code| if code == 0 { Self::Done } else { Self::Script(code) })
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Exception => 1,
            Exit::Usage => 2,
            Exit::Stopped => 3,
            Exit::Interrupted => 130,
            Exit::Fault => 70,
            Exit::Script(code) => code,
        })
    }
}
