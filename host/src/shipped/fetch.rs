//! `skerry:fetch`: one exchange, for the guest's `fetch`. Scripts cannot import it, and
//! could do no more with it.

use crate::caller::AsyncCaller;
use crate::host_error::HostError;
use crate::host_module::HostModule;
use crate::net::{FetchAnswer, FetchBody, FetchRequest, FetchResponse};
use crate::stream::ByteReader;
use crate::value::Bytes;
use serde::{Deserialize, Serialize};

/// A request, as `js/fetch/http_fetch.js` writes it. Headers are names and values in turn.
#[derive(Debug, Deserialize)]
struct Asked {
    method: String,
    url: String,
    headers: Vec<String>,
    bytes: Option<Bytes>,
    stream: Option<ByteReader>,
    length: Option<u64>,
}

/// A response, as it is read there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    status: u16,
    status_text: String,
    headers: Vec<String>,
    bytes: Option<Bytes>,
    stream: Option<ByteReader>,
}

pub(super) fn module() -> HostModule {
    HostModule::new("skerry:fetch")
        .async_function("send", |caller: AsyncCaller, (asked,): (Asked,)| send(caller, asked))
}

async fn send(caller: AsyncCaller, asked: Asked) -> Result<Given, HostError> {
    let mut request = asked.into_request();
    if let Some(hook) = &caller.reach.capabilities.on_fetch {
        match hook.ask(caller.clone(), request).await? {
            FetchAnswer::Respond(response) => {
                check(&response)?;
                return Ok(response.into());
            }
            FetchAnswer::Send(rewritten) => request = rewritten,
        }
    }
    caller.reach.exchange(request).await.map(Given::from)
}

impl Asked {
    fn into_request(self) -> FetchRequest {
        let body = match (self.bytes, self.stream) {
            (Some(bytes), _) => Some(FetchBody::Bytes(bytes.0)),
            (None, Some(reader)) => Some(FetchBody::Stream { reader, length: self.length }),
            (None, None) => None,
        };
        let mut headers = Vec::with_capacity(self.headers.len() / 2);
        let mut parts = self.headers.into_iter();
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            headers.push((name, value));
        }
        FetchRequest { method: self.method, url: self.url, headers, body }
    }
}

impl From<FetchResponse> for Given {
    fn from(response: FetchResponse) -> Self {
        let FetchResponse { status, status_text, headers, body } = response;
        let headers = headers.into_iter().flat_map(|(name, value)| [name.to_ascii_lowercase(), value]).collect();
        let (bytes, stream) = match body {
            FetchBody::Bytes(bytes) => (Some(Bytes(bytes)), None),
            FetchBody::Stream { reader, .. } => (None, Some(reader)),
        };
        Self { status, status_text, headers, bytes, stream }
    }
}

/// What a hook answers must be a response as a server could give it.
fn check(response: &FetchResponse) -> Result<(), HostError> {
    let wrong = |what: String| Err(HostError::type_error(format!("fetch: the program answered with {what}")));
    if !(200..=599).contains(&response.status) {
        return wrong(format!("the status {}, which is not from 200 to 599", response.status));
    }
    let is_text = |text: &str| text.chars().all(|unit| unit <= '\u{ff}' && !matches!(unit, '\0' | '\r' | '\n'));
    if !is_text(&response.status_text) {
        return wrong("a status text that cannot be one".to_owned());
    }
    let is_token = |unit: u8| unit.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&unit);
    match response
        .headers
        .iter()
        .find(|(name, value)| name.is_empty() || !name.bytes().all(is_token) || !is_text(value))
    {
        Some((name, _)) => wrong(format!("a header '{}' that cannot be one", name.escape_default())),
        None => Ok(()),
    }
}
