//! The way to a server: a name that is granted, addresses that are, a connection to one
//! of these.

use super::connection::{Connection, Room};
use super::failure::Failure;
use super::lookup::addresses;
use super::network::Network;
use super::tls::Tls;
use hyper::Uri;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tower_service::Service;
use url::{Host, Url};

/// Names of one runtime that are looked up at a time: each takes a thread of the
/// executor's.
const LOOKUPS_AT_A_TIME: usize = 4;

/// Connections of one runtime that are open at a time, used or not; who needs another one
/// waits. Some more than exchanges, for those that wait for the next one.
const MOST_CONNECTIONS: usize = 64;

/// Connects for one runtime.
#[derive(Clone)]
pub(super) struct Connector {
    network: Arc<Network>,
    tls: Arc<Tls>,
    lookups: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

impl Connector {
    pub(super) fn new(network: Arc<Network>) -> Self {
        let [lookups, room] = [LOOKUPS_AT_A_TIME, MOST_CONNECTIONS].map(|most| Arc::new(Semaphore::new(most)));
        Self { network, tls: Arc::default(), lookups, room }
    }

    /// Whether the next connection would have to wait for the end of another one.
    pub(super) fn is_full(&self) -> bool {
        self.room.available_permits() == 0
    }

    async fn connect(self, uri: Uri) -> Result<Connection, Failure> {
        let url = Url::parse(&uri.to_string()).map_err(|error| Failure::Request(error.to_string()))?;
        let room = Arc::clone(&self.room).acquire_owned().await;
        let room = room.map_err(|error| unreachable(&url, "ENETWORK", error.to_string()))?;
        let at_most = self.network.connect_timeout;
        match timeout(at_most, self.reach(&url, room)).await {
            Ok(connected) => connected,
            Err(_) => Err(unreachable(&url, "ETIMEDOUT", format!("no connection within {at_most:?}"))),
        }
    }

    async fn reach(&self, url: &Url, room: Room) -> Result<Connection, Failure> {
        // Here as well, so that nothing leads to a connection that was not checked.
        self.network.check(url).map_err(Failure::Refused)?;
        let port = url.port_or_known_default().unwrap_or(0);
        let allowed = match url.host() {
            Some(Host::Domain(name)) => self.allowed(name, port).await?,
            Some(Host::Ipv4(address)) => vec![self.address(address.into(), port)?],
            Some(Host::Ipv6(address)) => vec![self.address(address.into(), port)?],
            None => return Err(Failure::Request("the URL has no host".to_owned())),
        };
        let stream = first_that_answers(url, &allowed, port, self.network.connect_timeout).await?;
        // A request is one write, which is not to wait for an acknowledgement.
        stream.set_nodelay(true).map_err(|error| unreachable(url, "ECONNRESET", error.to_string()))?;
        match url.scheme() {
            "https" => self.secure(url, stream, room).await,
            _ => Ok(Connection::plain(stream, room)),
        }
    }

    /// The addresses of a name that may be connected to, one at least.
    async fn allowed(&self, name: &str, port: u16) -> Result<Vec<IpAddr>, Failure> {
        let mut allowed = Vec::new();
        let mut refused = None;
        for address in addresses(&self.network, &self.lookups, name).await? {
            match self.network.check_address(Some(name), address, port) {
                Ok(address) => allowed.push(address),
                Err(why) => refused = refused.or(Some(why)),
            }
        }
        match refused {
            Some(why) if allowed.is_empty() => Err(Failure::Refused(why)),
            _ => Ok(allowed),
        }
    }

    fn address(&self, address: IpAddr, port: u16) -> Result<IpAddr, Failure> {
        self.network.check_address(None, address, port).map_err(Failure::Refused)
    }

    async fn secure(&self, url: &Url, stream: TcpStream, room: Room) -> Result<Connection, Failure> {
        let failed = |detail: String| {
            let host = url.host_str().unwrap_or_default();
            Failure::broken("ERR_TLS", format!("no secure connection to {host}"), detail)
        };
        let name = match url.host() {
            Some(Host::Ipv4(address)) => ServerName::IpAddress(IpAddr::V4(address).into()),
            Some(Host::Ipv6(address)) => ServerName::IpAddress(IpAddr::V6(address).into()),
            _ => ServerName::try_from(url.host_str().unwrap_or_default().to_owned())
                .map_err(|error| failed(error.to_string()))?,
        };
        let config = self.tls.config(&self.network.roots).await?;
        let stream = TlsConnector::from(config).connect(name, stream).await;
        stream.map(|stream| Connection::secure(stream, room)).map_err(|error| failed(error.to_string()))
    }
}

/// Tries addresses in their order, each for its share of the time that is left.
async fn first_that_answers(
    url: &Url,
    addresses: &[IpAddr],
    port: u16,
    at_most: Duration,
) -> Result<TcpStream, Failure> {
    let end = Instant::now() + at_most;
    let mut failure = unreachable(url, "ENOTFOUND", "it has no address".to_owned());
    for (address, left) in addresses.iter().zip((1..=addresses.len()).rev()) {
        let address = SocketAddr::new(*address, port);
        let now = Instant::now();
        let share = end.saturating_duration_since(now) / u32::try_from(left).unwrap_or(u32::MAX);
        failure = match timeout_at(now + share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => unreachable(url, code(&error), format!("connecting to {address}: {error}")),
            Err(_) => unreachable(url, "ETIMEDOUT", format!("connecting to {address}: no answer")),
        };
    }
    Err(failure)
}

fn unreachable(url: &Url, code: &'static str, detail: String) -> Failure {
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(0));
    Failure::broken(code, format!("no connection to {host}, port {port}"), detail)
}

/// As Node.js calls it.
pub(super) fn code(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => "ECONNREFUSED",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::UnexpectedEof => "ECONNRESET",
        ErrorKind::BrokenPipe => "EPIPE",
        ErrorKind::TimedOut => "ETIMEDOUT",
        ErrorKind::HostUnreachable => "EHOSTUNREACH",
        ErrorKind::NetworkUnreachable => "ENETUNREACH",
        ErrorKind::AddrNotAvailable => "EADDRNOTAVAIL",
        _ => "ENETWORK",
    }
}

impl Service<Uri> for Connector {
    type Response = Connection;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Connection, Failure>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}
