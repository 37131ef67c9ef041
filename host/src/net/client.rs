//! Exchanges of one runtime with servers.

use super::body::{RequestBody, ResponseBody};
use super::connector::Connector;
use super::exchange::{FetchBody, FetchRequest, FetchResponse};
use super::explain::explain;
use super::failure::Failure;
use super::network::Network;
use super::request::{Prepared, prepare, url_of};
use crate::account::Account;
use crate::stream::ByteReader;
use hyper::body::Incoming;
use hyper::ext::{ReasonPhrase, on_informational};
use hyper::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use hyper::{Response, StatusCode, Version};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::capture_connection;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, oneshot};

/// What hyper may hold of a response's headers, and of a body nobody reads, over HTTP/1.1.
const BUFFER: usize = 64 * 1024;
/// What a server may send over HTTP/2 that nobody has read, for each exchange.
const WINDOW: u32 = 128 * 1024;
/// What is charged for an exchange while it is under way: buffers of both directions.
const HELD: usize = 256 * 1024;
/// Headers of a response; browsers take about as many.
const MOST_HEADERS: usize = 256;
/// Interim responses (1xx) in front of one response; servers send one or two.
const MOST_INTERIM: u32 = 32;
/// Exchanges of one runtime at a time, until their bodies were read or given up; others wait.
const MOST_AT_A_TIME: usize = 48;
/// Connections to one server that wait for the next request, and for how long.
const MOST_IDLE: usize = 4;
const IDLE: Duration = Duration::from_secs(15);

/// Connections that wait for the next request.
type Pool = legacy::Client<Connector, RequestBody>;

/// The connections of one runtime. They end with it.
pub(crate) struct Client {
    network: Arc<Network>,
    connector: Connector,
    pool: Mutex<Pool>,
    held: Arc<Account>,
    turns: Arc<Semaphore>,
}

impl Client {
    /// `streams` is how many streams the runtime may have.
    pub(crate) fn new(network: Arc<Network>, held: Arc<Account>, streams: usize) -> Self {
        let connector = Connector::new(Arc::clone(&network));
        let pool = Mutex::new(pool(connector.clone()));
        // Each takes a stream; some are left for other things.
        let turns = Arc::new(Semaphore::new((streams / 4 * 3).clamp(1, MOST_AT_A_TIME)));
        Self { network, connector, pool, held, turns }
    }

    /// Sends a request; the response once its headers are there.
    ///
    /// # Errors
    /// When the request is not granted or cannot be sent, or no response comes.
    pub(crate) async fn send(&self, request: FetchRequest) -> Result<FetchResponse, Failure> {
        let url = url_of(&request)?;
        self.network.check(&url).map_err(Failure::Refused)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|error| Failure::broken("ENETWORK", "no request can be sent", error.to_string()))?;
        let held = self.held.charge(HELD).ok_or_else(|| {
            Failure::Request(format!("more requests at a time than {} bytes are enough for", self.held.allowed))
        })?;
        let Prepared { url, mut request, sent } = prepare(url, request)?;
        let host = url.host_str().unwrap_or_default();
        let pool = self.pool();
        let too_many = interim(&mut request);
        let connection = capture_connection(&mut request);
        let response = tokio::select! {
            response = pool.request(request) => response.map_err(|error| explain(&error, host))?,
            () = too_many.notified() => return Err(flooded(host)),
            () = self.too_late(sent) => return Err(self.late(host)),
        };
        if promises_what_is_forbidden(&response) {
            connection.connection_metadata().as_ref().inspect(|connected| connected.poison());
        }
        Ok(answered(response, |incoming| ByteReader::new(ResponseBody::new(incoming, (held, turn)))))
    }

    /// Where as many connections are open as may be, those that wait are given up, and those
    /// in use will not wait afterwards.
    fn pool(&self) -> Pool {
        let mut current = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if self.connector.is_full() {
            *current = pool(self.connector.clone());
        }
        current.clone()
    }

    /// Ends when a server that has the whole request does not answer.
    async fn too_late(&self, sent: oneshot::Receiver<()>) {
        // Told by dropping.
        let _gone = sent.await;
        tokio::time::sleep(self.network.response_timeout).await;
    }

    fn late(&self, host: &str) -> Failure {
        let detail = format!("no headers within {:?}", self.network.response_timeout);
        Failure::broken("ETIMEDOUT", format!("no answer from {host}"), detail)
    }
}

fn pool(connector: Connector) -> Pool {
    let mut builder = legacy::Client::builder(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(MOST_IDLE)
        .http1_max_buf_size(BUFFER)
        .http1_max_headers(MOST_HEADERS)
        .http2_initial_stream_window_size(WINDOW)
        .http2_initial_connection_window_size(4 * WINDOW)
        .http2_max_send_buf_size(BUFFER)
        .http2_max_header_list_size(u32::try_from(BUFFER).unwrap_or(u32::MAX));
    builder.build(connector)
}

/// Tells of interim responses without an end, which hyper passes over.
fn interim(request: &mut hyper::Request<RequestBody>) -> Arc<Notify> {
    let (count, too_many) = (AtomicU32::new(0), Arc::new(Notify::new()));
    let tell = Arc::clone(&too_many);
    on_informational(request, move |_| {
        if count.fetch_add(1, Ordering::Relaxed) >= MOST_INTERIM {
            tell.notify_one();
        }
    });
    too_many
}

/// Whether a body may follow that no response of this status has (RFC 9110, 8.6). The next answer
/// would begin with it.
fn promises_what_is_forbidden(response: &Response<Incoming>) -> bool {
    let headers = response.headers();
    response.status() == StatusCode::NO_CONTENT
        && (headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING))
}

fn flooded(host: &str) -> Failure {
    let detail = format!("more than {MOST_INTERIM} interim responses");
    Failure::broken("EPROTO", format!("{host} does not come to an answer"), detail)
}

fn answered(response: Response<Incoming>, reader: impl FnOnce(Incoming) -> ByteReader) -> FetchResponse {
    let (head, incoming) = response.into_parts();
    let status_text = match head.extensions.get::<ReasonPhrase>() {
        Some(reason) => latin1(reason.as_bytes()),
        None if head.version == Version::HTTP_2 => String::new(),
        None => head.status.canonical_reason().unwrap_or_default().to_owned(),
    };
    let body = FetchBody::Stream { reader: reader(incoming), length: None };
    FetchResponse { status: head.status.as_u16(), status_text, headers: listed(&head.headers), body }
}

fn listed(headers: &HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), latin1(value.as_bytes()))).collect()
}

/// Each byte is a character, as the fetch standard has it.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("network", &self.network).finish_non_exhaustive()
    }
}
