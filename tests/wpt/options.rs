//! The arguments of this test.

/// Runs of minutes: hundreds of RSA keys, and millions of rounds. Of each file the first
/// variant is run; `SKERRY_WPT=all` runs the others too, and so does a path.
const LONG: [&str; 4] = [
    "WebCryptoAPI/derive_bits_keys/pbkdf2.https.any.js?",
    "WebCryptoAPI/generateKey/successes_RSA-OAEP.https.any.js?",
    "WebCryptoAPI/generateKey/successes_RSA-PSS.https.any.js?",
    "WebCryptoAPI/generateKey/successes_RSASSA-PKCS1-v1_5.https.any.js?",
];

/// What was asked for.
#[derive(Default)]
pub struct Options {
    /// Parts of paths; all files where there is none.
    paths: Vec<String>,
    /// Whether the expectations are rewritten.
    pub is_update: bool,
    /// `cargo test -- --list`: there is nothing to list.
    pub is_list: bool,
    /// Whether nothing is run.
    pub is_skip: bool,
    /// Whether it is the tests that need a server.
    pub is_served: bool,
    /// Whether what takes minutes is run.
    is_long: bool,
}

impl Options {
    /// Reads the process's arguments; what is meant for Rust's own harness does nothing.
    pub fn from_arguments() -> Self {
        let which = std::env::var("SKERRY_WPT").unwrap_or_default();
        let mut options =
            Self { is_skip: which == "skip", is_served: which == "served", is_long: which == "all", ..Self::default() };
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
        if self.is_selection() { self.paths.iter().any(|path| name.contains(path)) } else { self.has(name) }
    }

    /// Whether a file is run where none is named.
    pub fn has(&self, name: &str) -> bool {
        let variant = LONG.iter().find_map(|file| name.strip_prefix(file));
        self.is_long || variant.is_none_or(|variant| variant.starts_with("1-"))
    }

    /// Whether only some files were asked for: then all that fails is shown.
    pub fn is_selection(&self) -> bool {
        !self.paths.is_empty()
    }
}
