//! Requests as they are sent.

use super::body::RequestBody;
use super::exchange::{FetchBody, FetchRequest};
use super::failure::Failure;
use hyper::Method;
use hyper::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use tokio::sync::oneshot;
use url::Url;

/// Headers that are the host's own: they say where a message ends, and which of a server's
/// hosts is meant, which must be the one that was granted. What a script gives for them is
/// passed over, as browsers do.
const OWN: [&str; 12] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A request that can be sent.
pub(super) struct Prepared {
    pub(super) url: Url,
    pub(super) request: hyper::Request<RequestBody>,
    /// Ends when all of the request was sent.
    pub(super) sent: oneshot::Receiver<()>,
}

/// The URL that a request names.
///
/// # Errors
/// When it is none that can be asked for.
pub(super) fn url_of(request: &FetchRequest) -> Result<Url, Failure> {
    let mut url = Url::parse(&request.url).map_err(|error| bad(format!("'{}' is no URL: {error}", request.url)))?;
    if url.scheme() != "http" && url.scheme() != "https" {
        return Err(bad(format!("'{}:' is no scheme that can be fetched", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("the URL has a user's name or password".to_owned()));
    }
    url.set_fragment(None);
    Ok(url)
}

/// # Errors
/// When the request is none that can be sent.
pub(super) fn prepare(url: Url, given: FetchRequest) -> Result<Prepared, Failure> {
    let method = Method::from_bytes(given.method.as_bytes())
        .ok()
        .filter(|method| *method != Method::CONNECT && *method != Method::TRACE)
        .ok_or_else(|| bad(format!("'{}' is not a method that can be used", given.method)))?;
    let mut headers = HeaderMap::new();
    for (name, value) in &given.headers {
        add(&mut headers, name, value)?;
    }
    let is_empty = match &given.body {
        None => true,
        Some(FetchBody::Bytes(bytes)) => bytes.is_empty(),
        Some(FetchBody::Stream { .. }) => false,
    };
    if is_empty && [Method::POST, Method::PUT, Method::PATCH].contains(&method) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let (body, sent) = RequestBody::new(given.body);
    let mut request = hyper::Request::new(body);
    *request.uri_mut() = url.as_str().parse().map_err(|error| bad(format!("'{url}' cannot be sent: {error}")))?;
    *request.method_mut() = method;
    *request.headers_mut() = headers;
    Ok(Prepared { url, request, sent })
}

fn add(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Failure> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad(format!("'{name}' is no header's name")))?;
    if OWN.contains(&name.as_str()) {
        return Ok(());
    }
    let bytes: Option<Vec<u8>> = value.chars().map(|unit| u8::try_from(u32::from(unit)).ok()).collect();
    let value = bytes.and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
    let value = value.ok_or_else(|| bad(format!("the header '{name}' has a value that cannot be sent")))?;
    // More than the map can hold is more than any server takes.
    headers.try_append(name, value).map(drop).map_err(|_| bad("too many headers".to_owned()))
}

fn bad(message: String) -> Failure {
    Failure::Request(message)
}

#[cfg(test)]
mod tests {
    use super::{prepare, url_of};
    use crate::net::FetchRequest;

    fn request(method: &str, headers: &[(&str, &str)]) -> FetchRequest {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        FetchRequest { method: method.to_owned(), url: "http://a/b?c#d".to_owned(), headers, body: None }
    }

    fn sent(request: FetchRequest) -> Result<String, String> {
        let url = url_of(&request).map_err(|failure| failure.to_string())?;
        let prepared = prepare(url, request).map_err(|failure| failure.to_string())?;
        let request = prepared.request;
        Ok(format!("{} {} {:?}", request.method(), request.uri(), request.headers()))
    }

    #[test]
    fn a_request_is_sent_with_the_headers_that_are_the_scripts_to_give() {
        let headers = [
            ("x", "caf\u{e9}"),
            ("host", "evil"),
            ("content-length", "7"),
            ("transfer-encoding", "chunked"),
            ("x", "2"),
        ];
        assert_eq!(sent(request("GET", &headers)).unwrap(), r#"GET http://a/b?c {"x": "caf\xe9", "x": "2"}"#);
        assert_eq!(sent(request("POST", &[])).unwrap(), r#"POST http://a/b?c {"content-length": "0"}"#);
    }

    #[test]
    fn nothing_that_a_taken_over_guest_writes_gets_into_the_bytes_of_a_request() {
        for (name, value) in [
            ("x", "a\r\nb: c"),
            ("x", "a\nb"),
            ("x", "\0"),
            ("x: y\r\nz", "a"),
            ("", "a"),
            ("a b", "c"),
            ("x", "\u{100}"),
        ] {
            assert!(sent(request("GET", &[(name, value)])).is_err(), "{name:?} {value:?}");
        }
        for method in ["GET / HTTP/1.1\r\n\r\nGET", "", "a b", "CONNECT", "TRACE", "G\0T"] {
            assert!(sent(request(method, &[])).is_err(), "{method:?}");
        }
        for url in [
            "http://user:pw@a/",
            "http://user@a/",
            "ftp://a/",
            "file:///etc/passwd",
            "http://",
            "a",
            "http://a b/",
            "data:,x",
        ] {
            assert!(sent(FetchRequest { url: url.to_owned(), ..request("GET", &[]) }).is_err(), "{url:?}");
        }
        let url = "http://a/x y\r\nz";
        assert_eq!(
            sent(FetchRequest { url: url.to_owned(), ..request("GET", &[]) }).unwrap(),
            "GET http://a/x%20yz {}"
        );
    }
}
