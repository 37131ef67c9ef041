//! What a script of the corpus says of itself.

use std::str::FromStr;

/// The first comment of a script: lines `// key: value`, and these keys.
///
/// | key | value |
/// |---|---|
/// | `attack` | what it tries |
/// | `stopped by` | how the call ends, alternatives with `or`; `nothing` where it goes on unharmed |
/// | `after` | what the runtime is then: `usable`, `poisoned`, `either`, `ended`; unless said, `either` where
/// | | time may end it, since a busy machine may leave no time for the soft stop, else `usable` |
/// | `by` | what the host does with the script: `eval` (unless said), `text`, `run`, `module`, `call` |
/// | `twice` | what two tenants are given: results that are the `same`, or that `differ` |
/// | `fixed` | `yes`: with a frozen clock and seeded randomness |
/// | `stack`, `memory` | limits in KiB, where not the corpus's own |
pub struct Header {
    pub attack: String,
    pub stopped_by: Vec<String>,
    pub after: After,
    pub by: By,
    pub twice: Option<Twice>,
    pub is_fixed: bool,
    pub stack: Option<u64>,
    pub memory: Option<u64>,
}

/// What a runtime is after an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Unsaid,
    Usable,
    Poisoned,
    Either,
    Ended,
}

/// What the host does with a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Evaluates it and reads its value as a `skerry::Value`.
    Eval,
    /// Evaluates it and reads its value as the console shows it.
    Text,
    /// Evaluates it and drives its timers.
    Run,
    /// Loads it as a module.
    Module,
    /// Loads it as a module and calls what it exports as `attack`.
    Call,
}

/// What the results of two tenants have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    Same,
    Differ,
}

impl Header {
    /// Reads the first comment of a script.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut header = Self {
            attack: String::new(),
            stopped_by: Vec::new(),
            after: After::Unsaid,
            by: By::Eval,
            twice: None,
            is_fixed: false,
            stack: None,
            memory: None,
        };
        for line in text.lines().map_while(|line| line.strip_prefix("// ")) {
            let (key, value) = line.split_once(": ").ok_or_else(|| format!("'{line}' has no key"))?;
            header.set(key, value)?;
        }
        if header.attack.is_empty() || header.stopped_by.is_empty() {
            return Err("its first comment does not say what it tries and what stops it".to_owned());
        }
        if header.after == After::Unsaid {
            header.after = if header.is_stopped_by_time() { After::Either } else { After::Usable };
        }
        Ok(header)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "attack" => value.clone_into(&mut self.attack),
            "stopped by" => self.stopped_by = value.split(" or ").map(str::to_owned).collect(),
            "after" => {
                let known = [After::Usable, After::Poisoned, After::Either, After::Ended];
                self.after = named(&known, value)?;
            }
            "by" => self.by = named(&[By::Eval, By::Text, By::Run, By::Module, By::Call], value)?,
            "twice" => self.twice = Some(named(&[Twice::Same, Twice::Differ], value)?),
            "fixed" => self.is_fixed = value == "yes",
            "stack" => self.stack = Some(kib(value)?),
            "memory" => self.memory = Some(kib(value)?),
            other => return Err(format!("nothing is known of '{other}'")),
        }
        Ok(())
    }

    /// Whether the limit for time may end it.
    pub fn is_stopped_by_time(&self) -> bool {
        self.stopped_by.iter().any(|how| how == "limit wall time")
    }
}

fn named<T: Copy + std::fmt::Debug>(known: &[T], name: &str) -> Result<T, String> {
    let found = known.iter().find(|known| format!("{known:?}").eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| format!("'{name}' is none of {known:?}"))
}

fn kib(text: &str) -> Result<u64, String> {
    u64::from_str(text).map(|kib| kib * 1024).map_err(|error| format!("'{text}': {error}"))
}
