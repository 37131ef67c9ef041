//! What a runtime may reach over the network.

use super::address::{canonical, special};
use super::failure::Failure;
use super::lookup::{Resolver, is_localhost};
use super::rule::{Hosts, Rule, normal};
use super::tls;
use crate::error::{Error, Result};
use crate::grants::Refused;
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::pki_types::CertificateDer;
use url::{Host, Url};

/// Ports of other protocols, which a request could be made to speak by accident or on
/// purpose: <https://fetch.spec.whatwg.org/#port-blocking>
const OTHER_PROTOCOLS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// What scripts may reach with `fetch`: hosts that are named here, over HTTP/1.1 and
/// HTTP/2, with TLS or without.
///
/// A request is checked by the name in its URL, and once more by the addresses that the
/// name stands for: the connection goes to an address that was checked, and the name is
/// not looked up again. Addresses of machines and of their networks (loopback, private,
/// link-local, multicast and the like, in each of their forms) are refused unless an
/// address or a block here has them; the name `localhost`, where it is granted, stands
/// for the loopback addresses. Each redirect is checked as the first request was.
///
/// | setting | default |
/// |---|---|
/// | [`allow`](Self::allow) | nothing |
/// | [`connect_timeout`](Self::connect_timeout) | 10 s |
/// | [`response_timeout`](Self::response_timeout) | 5 min |
/// | [`root_certificate`](Self::root_certificate) | those of the system |
/// | [`resolver`](Self::resolver) | the system's |
///
/// No proxy is used, no cookie kept, and nothing cached. Connections are kept open for a
/// while for more requests of the same runtime, and never shared with another one.
/// At most 48 requests of a runtime are under way at a time, fewer where
/// [`Limits::streams`](crate::Limits::streams) allows fewer than 64: the next one waits until
/// a body was read or given up. Each is charged to
/// [`Limits::host_bytes`](crate::Limits::host_bytes) with 256 KiB.
///
/// ```
/// use skerry::{Capabilities, Network};
///
/// # fn main() -> skerry::Result<()> {
/// let network = Network::none().allow("api.example.com:443")?.allow("*.example.org")?.allow("10.1.0.0/16")?;
/// let capabilities = Capabilities::none().network(network);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Network {
    rules: Vec<Rule>,
    pub(super) roots: Vec<CertificateDer<'static>>,
    pub(super) connect_timeout: Duration,
    pub(super) response_timeout: Duration,
    pub(super) resolver: Option<Arc<Resolver>>,
}

impl Network {
    /// Reaches nothing.
    #[must_use]
    pub fn none() -> Self {
        Self {
            rules: Vec::new(),
            roots: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            response_timeout: Duration::from_mins(5),
            resolver: None,
        }
    }

    /// Lets scripts reach a host, at one port or, where none is given, at all of them.
    ///
    /// | written | what it grants |
    /// |---|---|
    /// | `example.com`, `example.com:443` | the host of this name |
    /// | `*.example.com` | each host whose name lies below this one, at any depth |
    /// | `localhost` | the loopback addresses, by this name |
    /// | `192.168.1.7`, `[fd00::7]:8080` | this address |
    /// | `10.0.0.0/8`, `[fd00::/8]:8080` | each of these addresses |
    /// | `*`, `*:443` | every name, and every address of the internet at large |
    ///
    /// A name alone reaches no private address, and an address or block grants no name:
    /// for a name that stands for a private address grant both.
    ///
    /// # Errors
    /// [`Error::Setup`] when it is none of these.
    pub fn allow(mut self, host: impl AsRef<str>) -> Result<Self> {
        self.rules.push(Rule::parse(host.as_ref()).map_err(Error::Setup)?);
        Ok(self)
    }

    /// How long looking up a name, connecting and the handshake of TLS may take in all.
    #[must_use]
    pub fn connect_timeout(mut self, at_most: Duration) -> Self {
        self.connect_timeout = at_most;
        self
    }

    /// How long the server may take until its headers are there, once the request is sent.
    ///
    /// A body may take any time: `AbortSignal.timeout` is how a script bounds a whole
    /// request, and [`Limits::wall`](crate::Limits::wall) bounds all.
    #[must_use]
    pub fn response_timeout(mut self, at_most: Duration) -> Self {
        self.response_timeout = at_most;
        self
    }

    /// Trusts a certificate, or each one of a PEM text, as those of the system: for
    /// servers of one's own. PEM or DER.
    ///
    /// # Errors
    /// [`Error::Setup`] when it is no certificate.
    pub fn root_certificate(mut self, certificate: impl AsRef<[u8]>) -> Result<Self> {
        self.roots.extend(tls::certificates(certificate.as_ref()).map_err(Error::Setup)?);
        Ok(self)
    }

    /// Looks names up in another way than the system's. It may block; what it answers is
    /// checked as any other address. `localhost` is not asked for.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Self {
        self.resolver = Some(Arc::new(resolver));
        self
    }

    /// Whether a URL may be asked for, as far as the URL says.
    pub(super) fn check(&self, url: &Url) -> Result<(), Refused> {
        let port = url.port_or_known_default().unwrap_or(0);
        let granted = match url.host() {
            Some(Host::Domain(name)) => self.check_name(name, port),
            Some(Host::Ipv4(address)) => self.check_address(None, address.into(), port).map(drop),
            Some(Host::Ipv6(address)) => self.check_address(None, address.into(), port).map(drop),
            None => Err(refused("a URL without a host".to_owned(), "*")),
        };
        granted?;
        if OTHER_PROTOCOLS.contains(&port) && !self.rules.iter().any(|rule| rule.port == Some(port)) {
            let host = url.host_str().unwrap_or_default();
            return Err(refused(
                format!("port {port} is not granted, it is that of another protocol"),
                &format!("{host}:{port}"),
            ));
        }
        Ok(())
    }

    fn check_name(&self, name: &str, port: u16) -> Result<(), Refused> {
        let name = normal(name);
        match self.rules.iter().any(|rule| rule.has_name(name, port)) {
            true => Ok(()),
            false => Err(refused(format!("{name}, port {port}, is not granted"), name)),
        }
    }

    /// The canonical form of an address that may be connected to; `name` is what stands
    /// for it, granted before.
    pub(super) fn check_address(&self, name: Option<&str>, address: IpAddr, port: u16) -> Result<IpAddr, Refused> {
        let address = canonical(address);
        if self.rules.iter().any(|rule| rule.has_address(address, port)) {
            return Ok(address);
        }
        let Some(what) = special(address) else {
            return match name.is_some() || self.rules.iter().any(|rule| rule.has_all(port)) {
                true => Ok(address),
                false => Err(refused(format!("{address}, port {port}, is not granted"), &address.to_string())),
            };
        };
        match name {
            Some(name) if address.is_loopback() && self.is_granted_localhost(name, port) => Ok(address),
            Some(name) => {
                Err(refused(format!("{name} is {address}, {what}, which is not granted"), &address.to_string()))
            }
            None => Err(refused(format!("{address} is {what}, which is not granted"), &address.to_string())),
        }
    }

    /// Whether `localhost` is granted in so many words.
    fn is_granted_localhost(&self, name: &str, port: u16) -> bool {
        let name = normal(name);
        is_localhost(name)
            && self.rules.iter().any(|rule| !matches!(rule.hosts, Hosts::All) && rule.has_name(name, port))
    }
}

/// A request of a runtime that may reach nothing.
pub(crate) fn not_granted(url: &str) -> Failure {
    const MOST: usize = 200;
    let shown = url.get(..MOST).map_or_else(|| url.to_owned(), |start| format!("{start}..."));
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let why = format!("no network is granted, and {shown} needs one");
    Failure::Refused(refused(why, host.as_deref().unwrap_or("HOST")))
}

/// What is not granted, and the flag that grants it.
fn refused(why: String, grant: &str) -> Refused {
    Refused { why, hint: format!("grant it: --allow-net={grant}, or Capabilities::network in Rust") }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules: Vec<_> = self.rules.iter().map(ToString::to_string).collect();
        f.debug_struct("Network").field("allow", &rules).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Network;
    use url::Url;

    fn network(rules: &[&str]) -> Network {
        rules.iter().fold(Network::none(), |network, rule| network.allow(rule).unwrap())
    }

    fn reaches(rules: &[&str], url: &str) -> bool {
        network(rules).check(&Url::parse(url).unwrap()).is_ok()
    }

    fn connects(rules: &[&str], name: &str, address: &str) -> bool {
        network(rules).check_address(Some(name), address.parse().unwrap(), 80).is_ok()
    }

    #[test]
    fn a_url_is_reached_by_the_name_or_the_address_that_was_granted() {
        assert!(!reaches(&[], "http://example.com/"));
        assert!(
            reaches(&["example.com"], "http://EXAMPLE.com./") && reaches(&["example.com:443"], "https://example.com/")
        );
        assert!(!reaches(&["example.com:443"], "http://example.com/"));
        assert!(
            reaches(&["*"], "http://1.1.1.1/")
                && !reaches(&["*"], "http://10.0.0.1/")
                && !reaches(&["*:80"], "https://1.1.1.1/")
        );
        assert!(!reaches(&["example.com"], "http://1.1.1.1/") && reaches(&["1.1.1.0/24"], "http://1.1.1.1/"));
        assert!(
            reaches(&["localhost"], "http://localhost:8080/") && !reaches(&["localhost"], "http://127.0.0.1:8080/")
        );
    }

    #[test]
    fn no_way_of_writing_an_address_leads_past_the_grants() {
        for url in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://0/",
            "http://①②⑦.0.0.1/",
            "http://169.254.169.254/",
            "http://[fe80::1]/",
            "http://127.0.0.1./",
        ] {
            assert!(!reaches(&["*", "example.com", "localhost", "10.0.0.0/8"], url), "{url}");
        }
        assert!(reaches(&["127.0.0.1"], "http://[::ffff:127.0.0.1]/") && reaches(&["127.0.0.1"], "http://0x7f.1/"));
    }

    #[test]
    fn a_name_reaches_no_address_of_a_machine_or_its_network() {
        assert!(connects(&["a.example"], "a.example", "1.1.1.1"));
        for address in
            ["127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "169.254.169.254", "0.0.0.0"]
        {
            for rules in [&["a.example", "localhost"][..], &["*"], &["a.example", "10.0.0.0/8:81"]] {
                assert!(!connects(rules, "a.example", address), "{address} {rules:?}");
            }
        }
        assert!(connects(&["a.example", "10.0.0.0/8"], "a.example", "10.0.0.1"));
    }

    #[test]
    fn localhost_is_granted_by_name_and_not_by_a_star() {
        assert!(connects(&["localhost"], "localhost", "127.0.0.1") && connects(&["localhost"], "localhost.", "::1"));
        assert!(!connects(&["*"], "localhost", "127.0.0.1") && !connects(&["localhost"], "localhost", "10.0.0.1"));
        assert!(
            connects(&["*.localhost"], "a.localhost", "127.0.0.1")
                && !connects(&["localhost:81"], "localhost", "127.0.0.1")
        );
    }

    #[test]
    fn ports_of_other_protocols_are_granted_by_number_only() {
        assert!(!reaches(&["*", "example.com"], "http://example.com:25/"));
        assert!(reaches(&["example.com:25"], "http://example.com:25/"));
    }
}
