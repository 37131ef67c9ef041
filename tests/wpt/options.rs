//! The arguments of this test.

/// What was asked for.
#[derive(Default)]
pub struct Options {
    /// Parts of paths; all files where there is none.
    paths: Vec<String>,
    /// Whether the expectations are rewritten.
    pub is_update: bool,
    /// `cargo test -- --list`: there is nothing to list.
    pub is_list: bool,
}

impl Options {
    /// Reads the process's arguments; what is meant for Rust's own harness does nothing.
    pub fn from_arguments() -> Self {
        let mut options = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--update" => options.is_update = true,
                "--list" => options.is_list = true,
                "--skip" | "--test-threads" | "--format" | "--color" => drop(arguments.next()),
                flag if flag.starts_with('-') => {}
                path => options.paths.push(path.trim_end_matches('/').to_owned()),
            }
        }
        options
    }

    /// Whether a file is to be run.
    pub fn wants(&self, name: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|path| name.contains(path))
    }

    /// Whether only some files were asked for: then all that fails is shown.
    pub fn is_selection(&self) -> bool {
        !self.paths.is_empty()
    }
}
