//! Requests and responses, as a hook sees them.

use crate::stream::ByteReader;

/// A request: one that a script makes with `fetch`, before anything is sent, or one that
/// it is to handle ([`Runtime::fetch`](crate::Runtime::fetch)).
///
/// A redirect that a script's `fetch` follows is a request of its own.
#[derive(Debug)]
#[non_exhaustive]
pub struct FetchRequest {
    /// `GET` and its like, in the case that the script has given.
    pub method: String,
    /// Absolute, `http:` or `https:`, without a fragment.
    pub url: String,
    /// Names in lower case and values, in order; those that the host adds itself
    /// (`host`, `content-length`) are not among them.
    pub headers: Vec<(String, String)>,
    /// None where the request has none.
    pub body: Option<FetchBody>,
}

/// The response to a request, with which a hook can answer, or which a script has given.
///
/// ```
/// use skerry::FetchResponse;
///
/// let response = FetchResponse::new(200, r#"{"rows": []}"#).header("content-type", "application/json");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct FetchResponse {
    /// From 200 to 599.
    pub status: u16,
    /// What stands behind the status in HTTP/1.1; empty by default.
    pub status_text: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What follows the headers.
    pub body: FetchBody,
}

/// The body of a request or a response.
#[derive(Debug)]
pub enum FetchBody {
    /// All of it.
    Bytes(Vec<u8>),
    /// As it comes.
    Stream {
        /// Gives the bytes.
        reader: ByteReader,
        /// How many there will be, where that is known.
        length: Option<u64>,
    },
}

/// What a hook makes of a request.
#[derive(Debug)]
pub enum FetchAnswer {
    /// This is the response; nothing is sent.
    Respond(FetchResponse),
    /// The request is sent as it is here, if the runtime's grants allow that.
    Send(FetchRequest),
}

impl FetchResponse {
    /// A response without headers.
    #[must_use]
    pub fn new(status: u16, body: impl Into<FetchBody>) -> Self {
        Self { status, status_text: String::new(), headers: Vec::new(), body: body.into() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl FetchRequest {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Self { method: method.into(), url: url.into(), headers: Vec::new(), body: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Gives it a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<FetchBody>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The value of the first header of this name, in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Replaces all headers of this name, in lower case, with one.
    pub fn set_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
    }
}

impl From<Vec<u8>> for FetchBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<&str> for FetchBody {
    fn from(text: &str) -> Self {
        Self::Bytes(text.as_bytes().to_vec())
    }
}

impl From<String> for FetchBody {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes())
    }
}

impl From<ByteReader> for FetchBody {
    fn from(reader: ByteReader) -> Self {
        Self::Stream { reader, length: None }
    }
}
