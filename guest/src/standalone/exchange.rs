//! Requests and responses as the realm has them, in CBOR: `wit/runtime.wit` at `fetch`, and
//! `js/fetch/http_fetch.js`.

use crate::convert::tags;
use crate::system::{HostFailure, StreamEnd};
use minicbor::data::{Tag, Type};
use minicbor::decode::{Decoder, Error};
use minicbor::encode::Encoder;
use std::convert::Infallible;
use std::fmt::Debug;

/// Names and values; the bytes of a value are the characters that scripts see.
pub type Headers = Vec<(String, Vec<u8>)>;

/// What follows the headers.
#[derive(Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// All of it.
    Whole(Vec<u8>),
    /// What the script gives bit by bit.
    Stream(StreamEnd),
}

/// What the script answers.
#[derive(Debug)]
pub struct Answer {
    /// From 200 to 599.
    pub status: u16,
    /// In their order.
    pub headers: Headers,
    /// What follows.
    pub body: Body,
    /// The promise of what is still to be done.
    pub rest: Option<u32>,
}

/// What the script's `fetch` asks for.
#[derive(Debug)]
pub struct Asked {
    /// As the script wrote it.
    pub method: String,
    /// Absolute, `http:` or `https:`, without a fragment.
    pub url: String,
    /// In their order.
    pub headers: Headers,
    /// What follows.
    pub body: Body,
    /// Bytes of the body, where that is known.
    pub length: Option<u64>,
}

impl Answer {
    /// What is answered where the script has failed.
    pub fn fault() -> Self {
        let headers = vec![("content-type".to_owned(), b"text/plain".to_vec())];
        Self { status: 500, headers, body: Body::Whole(b"Internal Server Error\n".to_vec()), rest: None }
    }

    /// The same, and its length where that is known. A script's word on it does not count,
    /// where it is not about the body that a GET would have had.
    pub fn with_length(mut self, is_head: bool) -> Self {
        let has_none = matches!(self.status, 204 | 304);
        let known = match &self.body {
            Body::Whole(bytes) => Some(bytes.len() as u64),
            Body::None if !is_head && !has_none => Some(0),
            Body::None | Body::Stream(_) => None,
        };
        if let Some(known) = known {
            self.headers.retain(|(name, _)| name != LENGTH);
            self.headers.push(length(known));
        }
        self
    }
}

impl Asked {
    /// The same, and its length where that is known. A script's word on it does not count.
    pub fn with_length(mut self) -> Self {
        self.headers.retain(|(name, _)| name != LENGTH);
        let known = match &self.body {
            Body::Whole(bytes) => Some(bytes.len() as u64),
            Body::Stream(_) => self.length,
            // Some servers want to be told that there is none.
            Body::None => matches!(self.method.as_str(), "POST" | "PUT").then_some(0),
        };
        self.headers.extend(known.map(length));
        self
    }
}

const LENGTH: &str = "content-length";

fn length(bytes: u64) -> (String, Vec<u8>) {
    (LENGTH.to_owned(), bytes.to_string().into_bytes())
}

fn find<'a>(headers: &'a Headers, name: &str) -> Option<&'a [u8]> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_slice())
}

/// Whether a body follows a request. Without a length there may be one, but not where nobody
/// sends any.
pub fn has_body(method: &str, headers: &Headers) -> bool {
    match find(headers, LENGTH) {
        Some(length) => length != b"0",
        None => !matches!(method, "GET" | "HEAD"),
    }
}

/// The URL of a request as the handler gets it.
pub fn url(is_secure: bool, authority: Option<String>, path: Option<String>, headers: &Headers) -> String {
    let host = || find(headers, "host").map(|host| String::from_utf8_lossy(host).into_owned());
    let authority = authority.or_else(host).unwrap_or_else(|| "localhost".to_owned());
    format!("http{}://{authority}{}", if is_secure { "s" } else { "" }, path.as_deref().unwrap_or("/"))
}

/// Headers that a message cannot carry itself: they are the platform's.
const OF_CONNECTION: [&str; 9] = [
    "connection",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "transfer-encoding",
    "upgrade",
];

/// Whether a header is the platform's.
pub fn is_of_connection(name: &str) -> bool {
    OF_CONNECTION.contains(&name)
}

/// A request as the handler gets it.
pub fn request(method: &str, url: &str, headers: &Headers, stream: Option<StreamEnd>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut to = Encoder::new(&mut bytes);
    let written = (|| {
        to.array(5)?.str(method)?.str(url)?;
        list(&mut to, headers)?;
        to.null()?;
        end(&mut to, stream)?;
        Ok::<(), minicbor::encode::Error<Infallible>>(())
    })();
    debug_assert!(written.is_ok(), "memory takes all");
    bytes
}

/// A response as `fetch` gets it.
pub fn given(status: u16, headers: &Headers, stream: Option<StreamEnd>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut to = Encoder::new(&mut bytes);
    let written = (|| {
        to.map(5)?.str("status")?.u16(status)?.str("statusText")?.str("")?.str("headers")?;
        list(&mut to, headers)?;
        to.str("bytes")?.null()?.str("stream")?;
        end(&mut to, stream)?;
        Ok::<(), minicbor::encode::Error<Infallible>>(())
    })();
    debug_assert!(written.is_ok(), "memory takes all");
    bytes
}

fn end(to: &mut Encoder<&mut Vec<u8>>, end: Option<StreamEnd>) -> Result<(), minicbor::encode::Error<Infallible>> {
    match end {
        Some(end) => to.tag(Tag::new(tags::READABLE_STREAM))?.u32(end)?,
        None => to.null()?,
    };
    Ok(())
}

fn list(to: &mut Encoder<&mut Vec<u8>>, headers: &Headers) -> Result<(), minicbor::encode::Error<Infallible>> {
    to.array(2 * headers.len() as u64)?;
    for (name, value) in headers {
        let text: String = value.iter().copied().map(char::from).collect();
        to.str(&name.to_ascii_lowercase())?.str(&text)?;
    }
    Ok(())
}

/// What a handler has answered: status, its text, headers, body, rest.
///
/// # Errors
/// When the realm has written something else.
pub fn answer(bytes: &[u8]) -> Result<Answer, Error> {
    let mut from = Decoder::new(bytes);
    from.array()?;
    let status = u16::try_from(from.u32()?).map_err(Error::custom)?;
    from.skip()?;
    let headers = headers(&mut from)?;
    let body = body(&mut from)?;
    let rest = match from.datatype()? {
        Type::Tag => {
            from.tag()?;
            Some(from.u32()?)
        }
        _ => None,
    };
    Ok(Answer { status, headers, body, rest })
}

/// What `fetch` asks for: a list of one record.
///
/// # Errors
/// When the realm has written something else.
pub fn asked(bytes: &[u8]) -> Result<Asked, Error> {
    let mut from = Decoder::new(bytes);
    from.array()?;
    let mut asked =
        Asked { method: String::new(), url: String::new(), headers: Vec::new(), body: Body::None, length: None };
    for _ in 0..from.map()?.unwrap_or(0) {
        match from.str()? {
            "method" => from.str()?.clone_into(&mut asked.method),
            "url" => from.str()?.clone_into(&mut asked.url),
            "headers" => asked.headers = headers(&mut from)?,
            "bytes" | "stream" => match body(&mut from)? {
                Body::None => {}
                body => asked.body = body,
            },
            "length" if from.datatype()? != Type::Null => asked.length = Some(number(&mut from)?),
            _ => from.skip()?,
        }
    }
    Ok(asked)
}

/// A length, which a script writes as an integer or, where it is large, with a fraction.
fn number(from: &mut Decoder<'_>) -> Result<u64, Error> {
    match from.datatype()? {
        Type::F16 | Type::F32 | Type::F64 => {
            let number = from.f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "lengths are whole, and below 2^53"
            )]
            Ok(number as u64)
        }
        _ => from.u64(),
    }
}

fn headers(from: &mut Decoder<'_>) -> Result<Headers, Error> {
    let length = from.array()?.unwrap_or(0);
    let mut headers = Headers::new();
    for _ in 0..length / 2 {
        let name = from.str()?.to_owned();
        // Beyond a byte there is nothing: the realm has checked it.
        let value = from.str()?.chars().map(|unit| u8::try_from(unit).unwrap_or(b'?')).collect();
        headers.push((name, value));
    }
    Ok(headers)
}

fn body(from: &mut Decoder<'_>) -> Result<Body, Error> {
    Ok(match from.datatype()? {
        Type::Bytes => Body::Whole(from.bytes()?.to_vec()),
        Type::String => Body::Whole(from.str()?.as_bytes().to_vec()),
        Type::Tag => {
            from.tag()?;
            Body::Stream(from.u32()?)
        }
        _ => {
            from.skip()?;
            Body::None
        }
    })
}

/// The parts of a URL that a request names: whether it is `https:`, the authority, path and
/// query.
pub fn parts(url: &str) -> (bool, &str, &str) {
    let is_secure = url.starts_with("https:");
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    (is_secure, authority, path)
}

/// Reasons of `wasi:http`, what they mean to a script, and codes as Node.js has them; `HOST` is the server.
const REASONS: [(&str, &str, &str); 16] = [
    ("DnsTimeout", "HOST is not known", "ENOTFOUND"),
    ("DnsError", "HOST is not known", "ENOTFOUND"),
    ("DestinationNotFound", "HOST is not known", "ENOTFOUND"),
    ("DestinationUnavailable", "cannot connect to HOST", "ECONNREFUSED"),
    ("ConnectionRefused", "cannot connect to HOST", "ECONNREFUSED"),
    ("DestinationIpProhibited", "the platform does not allow requests to HOST", "ERR_ACCESS_DENIED"),
    ("HttpRequestDenied", "the platform does not allow requests to HOST", "ERR_ACCESS_DENIED"),
    ("ConnectionTerminated", "HOST closed the connection before it had answered", "ECONNRESET"),
    ("HttpResponseIncomplete", "HOST closed the connection before it had answered", "ECONNRESET"),
    ("ConnectionTimeout", "no answer from HOST", "ETIMEDOUT"),
    ("ConnectionReadTimeout", "no answer from HOST", "ETIMEDOUT"),
    ("HttpResponseTimeout", "no answer from HOST", "ETIMEDOUT"),
    ("TlsProtocolError", "HOST cannot be trusted", "ERR_TLS"),
    ("TlsCertificateError", "HOST cannot be trusted", "ERR_TLS"),
    ("TlsAlertReceived", "HOST cannot be trusted", "ERR_TLS"),
    ("HttpProtocolError", "HOST answers with what is no HTTP", "EPROTO"),
];

/// What a reason of the platform's means to a script.
pub fn refused(host: &str, reason: &impl Debug) -> HostFailure {
    let detail = format!("{reason:?}");
    let name = detail.strip_prefix("ErrorCode::").unwrap_or(&detail);
    let name = name.split(['(', ' ']).next().unwrap_or_default();
    let known = REASONS.iter().find(|(known, ..)| *known == name);
    let (what, code) = known.map_or(("no answer from HOST", "ENETWORK"), |(_, what, code)| (*what, *code));
    failure(&what.replace("HOST", host), code, &detail)
}

/// The platform refuses what the request is made of.
pub fn untakeable(url: &str) -> HostFailure {
    failure("the platform does not take this method or URL", "ERR_INVALID_URL", url)
}

/// Why there is no response, as scripts see it: `fetch` makes the `cause` of `detail`.
pub fn failure(what: &str, code: &str, detail: &str) -> HostFailure {
    HostFailure {
        name: "TypeError".to_owned(),
        message: format!("fetch: {what}"),
        properties: vec![("code".to_owned(), code.to_owned()), ("networkDetail".to_owned(), detail.to_owned())],
        id: None,
    }
}
