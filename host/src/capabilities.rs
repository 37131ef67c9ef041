//! What a runtime has access to.

/// What a runtime has access to; nothing, unless said.
///
/// The clock and randomness work without a grant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    pub(crate) environment: Vec<(String, String)>,
}

impl Capabilities {
    /// No access to anything.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Shows the script an environment variable in `process.env`.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }
}
