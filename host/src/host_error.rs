//! What a host function fails with.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// An error of the embedder that came back through a script.
pub(crate) type Source = Arc<dyn Error + Send + Sync>;

/// Why a host function failed, and which error the script sees.
///
/// Any [`std::error::Error`] becomes one with `?`: the script sees an `Error`
/// with its text, and the error itself comes back to the embedder, where the
/// script does not catch it ([`Exception::host_error`](crate::Exception::host_error)).
///
/// ```
/// use skerry::HostError;
///
/// fn positive(number: f64) -> Result<f64, HostError> {
///     if number < 0.0 {
///         return Err(HostError::range_error("a negative number"));
///     }
///     Ok(number)
/// }
/// ```
pub struct HostError {
    pub(crate) name: Cow<'static, str>,
    pub(crate) message: String,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) source: Option<Source>,
}

impl HostError {
    /// An `Error` with a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self::named("Error", message)
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::named("TypeError", message)
    }

    /// A `RangeError`.
    pub fn range_error(message: impl Into<String>) -> Self {
        Self::named("RangeError", message)
    }

    /// An error with this `name`: one of the language's own classes, or an
    /// `Error` that is called so.
    pub fn named(name: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { name: name.into(), message: message.into(), properties: Vec::new(), source: None }
    }

    /// Gives the script's error a property, such as a `code` that scripts can tell
    /// errors apart by. The command and [`Exception::hint`](crate::Exception::hint) show
    /// the property `hint`: what to do about it.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// Says what comes back to the embedder.
    #[must_use]
    pub fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for HostError {
    fn from(error: E) -> Self {
        Self::new(error.to_string()).with_source(error)
    }
}

impl fmt::Debug for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}
