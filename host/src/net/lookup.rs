//! What a name stands for.

use super::failure::Failure;
use super::network::Network;
use super::rule::normal;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Looks a name up; may block.
pub(super) type Resolver = dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync;

/// Addresses of one name that are looked at; a hostile answer may hold hundreds.
const MOST_ADDRESSES: usize = 16;

/// Whether a name stands for this machine, whatever a resolver says: RFC 6761.
pub(super) fn is_localhost(name: &str) -> bool {
    let name = normal(name);
    name == "localhost" || name.ends_with(".localhost")
}

/// The addresses of a name, not checked. A lookup takes one of the runtime's turns
/// until it has ended, also where nobody waits for it any more.
///
/// # Errors
/// When there are none.
pub(super) async fn addresses(network: &Network, turns: &Arc<Semaphore>, name: &str) -> Result<Vec<IpAddr>, Failure> {
    if is_localhost(name) {
        return Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
    }
    let unknown = |detail: String| Failure::broken("ENOTFOUND", format!("no host {name} is known"), detail);
    let turn = Arc::clone(turns).acquire_owned().await.map_err(|error| unknown(error.to_string()))?;
    let (asked, resolver) = (name.to_owned(), network.resolver.clone());
    let lookup = tokio::task::spawn_blocking(move || {
        let found = match resolver {
            Some(resolver) => resolver(&asked),
            None => (asked.as_str(), 0).to_socket_addrs().map(|found| found.map(|address| address.ip()).collect()),
        };
        drop(turn);
        found
    });
    let mut found: Vec<IpAddr> = match lookup.await {
        Ok(found) => found.map_err(|error| unknown(error.to_string()))?,
        Err(error) => return Err(unknown(error.to_string())),
    };
    found.truncate(MOST_ADDRESSES);
    match found.is_empty() {
        true => Err(unknown("it has no address".to_owned())),
        false => Ok(found),
    }
}
