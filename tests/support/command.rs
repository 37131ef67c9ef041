//! The command `host`, started by a test.

use super::folder::{Folder, folder};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// One run of the command: no environment but what a test gives, no terminal.
pub struct Host {
    command: Command,
    input: Vec<u8>,
    folder: Option<Folder>,
}

/// The command with these arguments, split at spaces.
pub fn host(arguments: &str) -> Host {
    let mut command = Command::new(env!("CARGO_BIN_EXE_host"));
    command.args(arguments.split_whitespace());
    command.env_clear().env("SKERRY_CACHE_DIR", super::cache_folder());
    Host { command, input: Vec::new(), folder: None }
}

/// `host run main.mjs` for this text, in a folder of its own.
pub fn script(text: &str) -> Host {
    host("run main.mjs").within(folder().file("main.mjs", text))
}

impl Host {
    /// One more argument, with spaces where it has some.
    pub fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// More arguments, split at spaces.
    pub fn args(mut self, arguments: &str) -> Self {
        self.command.args(arguments.split_whitespace());
        self
    }

    /// An environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// What it reads on stdin.
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// The folder it is started in.
    pub fn within(mut self, folder: Folder) -> Self {
        self.command.current_dir(folder.path());
        self.folder = Some(folder);
        self
    }

    /// The folder it is started in, which is the caller's.
    pub fn at(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it to its end.
    pub fn output(&mut self) -> Output {
        let mut child = self.start();
        let mut stdin = child.stdin.take().unwrap();
        let input = std::mem::take(&mut self.input);
        // A command that fails early closes its stdin.
        let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Starts it with all streams piped.
    pub fn start(&mut self) -> Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The exit code, stdout and stderr as a snapshot has them.
    pub fn shown(mut self) -> String {
        let output = self.output();
        let text = shown(&output);
        match &self.folder {
            Some(folder) => text.replace(folder.path().to_str().unwrap(), "[DIR]"),
            None => text,
        }
    }

    /// Only the exit code and stderr's first line.
    pub fn outcome(mut self) -> (i32, String) {
        let output = self.output();
        let stderr = String::from_utf8_lossy(&output.stderr);
        (code(&output), stderr.lines().next().unwrap_or_default().to_owned())
    }

    /// What it printed, where it ends well.
    pub fn stdout(mut self) -> String {
        let output = self.output();
        assert_eq!(code(&output), 0, "stderr: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn shown(output: &Output) -> String {
    let mut text = match output.status.code() {
        Some(code) => format!("exit: {code}\n"),
        None => format!("{}\n", output.status),
    };
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if !bytes.is_empty() {
            text += &format!("----- {name}\n{}", String::from_utf8_lossy(bytes));
        }
    }
    text
}
