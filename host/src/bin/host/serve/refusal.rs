//! Answers that are not the app's.

use super::answer::Body;
use hyper::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use skerry::{Error, Limit};

/// Why a request is not answered by the app. What it says tells nothing about the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It names no host, or none that can be part of a URL.
    BadHost,
    /// Its body is too long.
    TooLarge,
    /// Too many are worked on, and too many wait.
    Busy,
    /// Its runtime has hit a limit.
    Limit(Limit),
    /// The app has failed.
    Failed,
}

impl Refusal {
    /// What an error of the app means to whoever asked.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Limit { limit, .. } => Self::Limit(*limit),
            _ => Self::Failed,
        }
    }

    pub fn status(self) -> StatusCode {
        match self {
            Self::BadHost => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Limit(Limit::Wall) => StatusCode::GATEWAY_TIMEOUT,
            Self::Busy | Self::Limit(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(self) -> String {
        match self {
            Self::BadHost => "Bad Request: no host that can be part of a URL".to_owned(),
            Self::TooLarge => "Payload Too Large".to_owned(),
            Self::Busy => "Service Unavailable: too many requests".to_owned(),
            Self::Limit(limit) => format!("{}: {limit} limit exceeded", reason(self.status())),
            Self::Failed => "Internal Server Error".to_owned(),
        }
    }

    /// The answer, as plain text.
    pub fn answer(self) -> Response<Body> {
        let mut answer = Response::new(Body::text(self.text()));
        *answer.status_mut() = self.status();
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain;charset=UTF-8"));
        if self == Self::Busy {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        answer
    }
}

fn reason(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or_default()
}
