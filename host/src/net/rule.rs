//! What one grant of the network names: a host, and perhaps a port.

use super::address::canonical;
use std::fmt;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use url::Host;

/// A host, or many, and one port or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) hosts: Hosts,
    pub(super) port: Option<u16>,
}

/// Hosts by name or by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hosts {
    /// `*`
    All,
    /// `example.com`, in lower case, without a dot at its end.
    Name(String),
    /// `*.example.com`: what lies below this name.
    Below(String),
    /// An address, or all that begin as it does.
    Block(IpAddr, u8),
}

impl Rule {
    /// Reads a grant as it is written.
    ///
    /// # Errors
    /// When it is none; what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the host is missing".to_owned());
        }
        if text.contains("://") {
            return Err(format!("'{text}' is a URL: write its host, or HOST:PORT"));
        }
        let (hosts, port) = split(text)?;
        let port = match port {
            Some(digits) => Some(parse_port(digits).ok_or_else(|| format!("'{digits}' is no port from 1 to 65535"))?),
            None => None,
        };
        Ok(Self { hosts: parse_hosts(hosts)?, port })
    }

    /// Whether it names this host name, in its normal form.
    pub(super) fn has_name(&self, name: &str, port: u16) -> bool {
        self.has_port(port)
            && match &self.hosts {
                Hosts::All => true,
                Hosts::Name(known) => known == name,
                Hosts::Below(parent) => name.strip_suffix(parent.as_str()).is_some_and(|rest| rest.ends_with('.')),
                Hosts::Block(..) => false,
            }
    }

    /// Whether it names this canonical address itself.
    pub(super) fn has_address(&self, address: IpAddr, port: u16) -> bool {
        self.has_port(port)
            && matches!(self.hosts, Hosts::Block(first, prefix) if bits(first, prefix) == bits(address, prefix) && first.is_ipv4() == address.is_ipv4())
    }

    /// Whether it names everything at this port.
    pub(super) fn has_all(&self, port: u16) -> bool {
        self.hosts == Hosts::All && self.has_port(port)
    }

    fn has_port(&self, port: u16) -> bool {
        self.port.is_none_or(|known| known == port)
    }
}

/// The host and the port, which follows the last colon unless that is of an address.
fn split(text: &str) -> Result<(&str, Option<&str>), String> {
    if let Some(rest) = text.strip_prefix('[') {
        let (hosts, after) = rest.split_once(']').ok_or_else(|| format!("'{text}' has no ']'"))?;
        return match after.strip_prefix(':') {
            Some(port) => Ok((hosts, Some(port))),
            None if after.is_empty() => Ok((hosts, None)),
            None => Err(format!("'{after}' follows the address in '{text}'")),
        };
    }
    match text.split_once(':') {
        Some((hosts, port)) if !port.contains(':') => Ok((hosts, Some(port))),
        // An IPv6 address without brackets.
        _ => Ok((text, None)),
    }
}

fn parse_port(digits: &str) -> Option<u16> {
    number(digits).filter(|port| *port != 0)
}

/// A number of digits alone: Rust's own also take a sign.
fn number(digits: &str) -> Option<u16> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

fn parse_hosts(text: &str) -> Result<Hosts, String> {
    if text == "*" {
        return Ok(Hosts::All);
    }
    if let Some((address, prefix)) = text.split_once('/') {
        return parse_block(text, address, prefix);
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        let address = canonical(address);
        return Ok(Hosts::Block(address, *widths(address).end()));
    }
    match text.strip_prefix("*.") {
        Some(parent) => parse_name(text, parent).map(Hosts::Below),
        None => parse_name(text, text).map(Hosts::Name),
    }
}

fn parse_name(text: &str, name: &str) -> Result<String, String> {
    match Host::parse(name) {
        Ok(Host::Domain(name)) => {
            let name = normal(&name);
            if name.is_empty() || name.contains('*') {
                return Err(format!("'{text}' is no host: a '*' stands alone or in front of '.NAME'"));
            }
            Ok(name.to_owned())
        }
        Ok(Host::Ipv4(address)) => Err(format!("'{text}' is an address: write {address}")),
        Ok(Host::Ipv6(address)) => Err(format!("'{text}' is an address: write {address}")),
        Err(_) => Err(format!("'{text}' is no host: write a name, *.NAME, an address, or ADDRESS/BITS")),
    }
}

fn parse_block(text: &str, address: &str, prefix: &str) -> Result<Hosts, String> {
    let bad = || format!("'{text}' is no block of addresses: write ADDRESS/BITS, as in 10.0.0.0/8");
    let address: IpAddr = address.parse().map_err(|_| bad())?;
    if canonical(address) != address {
        return Err(format!("'{text}' holds IPv4 addresses: write the block as those"));
    }
    let prefix: u8 = number(prefix).and_then(|bits| bits.try_into().ok()).ok_or_else(bad)?;
    if !widths(address).contains(&prefix) {
        return Err(bad());
    }
    let whole = *widths(address).end();
    let rest = u32::from(whole - prefix);
    let value = bits(address, whole);
    if value.checked_shr(rest).unwrap_or(0).checked_shl(rest).unwrap_or(0) != value {
        return Err(format!("'{text}' is no block of addresses: bits are set behind the first {prefix}"));
    }
    Ok(Hosts::Block(address, prefix))
}

/// How many bits can be said of an address.
fn widths(address: IpAddr) -> RangeInclusive<u8> {
    0..=if address.is_ipv4() { 32 } else { 128 }
}

/// The first bits of an address.
fn bits(address: IpAddr, count: u8) -> u128 {
    let (value, width) = match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128_u32),
    };
    value.checked_shr(width.saturating_sub(u32::from(count))).unwrap_or(0)
}

/// A name without the dot at its end that says that it is whole.
pub(super) fn normal(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.hosts, self.port) {
            (Hosts::All, _) => f.write_str("*")?,
            (Hosts::Name(name), _) => f.write_str(name)?,
            (Hosts::Below(name), _) => write!(f, "*.{name}")?,
            (Hosts::Block(address, prefix), port) => {
                let is_bracketed = address.is_ipv6() && port.is_some();
                if is_bracketed {
                    f.write_str("[")?;
                }
                write!(f, "{address}")?;
                if prefix != widths(*address).end() {
                    write!(f, "/{prefix}")?;
                }
                if is_bracketed {
                    f.write_str("]")?;
                }
            }
        }
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    fn rule(text: &str) -> Rule {
        Rule::parse(text).unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn a_rule_is_shown_as_it_is_written() {
        for text in [
            "*",
            "*:443",
            "example.com",
            "example.com:80",
            "*.example.com",
            "localhost:1",
            "10.0.0.0/8",
            "10.1.2.3:65535",
            "0.0.0.0/0",
            "::1",
            "[::1]:8080",
            "fd00::/8",
            "[fd00::/8]:443",
            "::/0",
            "xn--bcher-kva.example",
        ] {
            assert_eq!(rule(text).to_string(), text);
        }
        assert_eq!(rule("EXAMPLE.com.").to_string(), "example.com");
        assert_eq!(rule("bücher.example").to_string(), "xn--bcher-kva.example");
        assert_eq!(rule("[::1]").to_string(), "::1");
        assert_eq!(rule("::ffff:127.0.0.1").to_string(), "127.0.0.1");
    }

    #[test]
    fn what_is_no_rule_is_refused_with_a_reason() {
        for (text, why) in [
            ("", "missing"),
            ("http://a", "URL"),
            ("a:", "port"),
            ("a:0", "port"),
            ("a:65536", "port"),
            ("a:+1", "port"),
            ("a:x", "port"),
            (":80", "no host"),
            ("a/b", "block"),
            ("a b", "no host"),
            ("*a", "'*'"),
            ("a.*", "'*'"),
            ("*.", "no host"),
            ("*.*", "'*'"),
            ("0x7f.1", "write 127.0.0.1"),
            ("2130706433", "write 127.0.0.1"),
            ("10.0.0.0/33", "block"),
            ("10.0.0.1/8", "bits"),
            ("::/129", "block"),
            ("::ffff:10.0.0.0/104", "IPv4"),
            ("[::1", "']'"),
            ("[::1]x", "follows"),
            ("10.0.0.0/+8", "block"),
            ("user@a", "no host"),
            ("a?b", "no host"),
            ("a#b", "no host"),
            ("*.10.0.0.1", "write"),
            (".", "no host"),
        ] {
            let problem = Rule::parse(text).map(|rule| rule.to_string()).expect_err(text);
            assert!(problem.contains(why), "{text}: {problem}");
        }
    }

    #[test]
    fn a_name_is_that_name_and_a_star_what_lies_below_it() {
        assert!(rule("example.com").has_name("example.com", 80) && !rule("example.com").has_name("a.example.com", 80));
        assert!(rule("*.example.com").has_name("a.b.example.com", 80));
        for other in ["example.com", "badexample.com", "example.com.evil.net"] {
            assert!(!rule("*.example.com").has_name(other, 80), "{other}");
        }
        assert!(rule("a:80").has_name("a", 80) && !rule("a:80").has_name("a", 81) && rule("*").has_name("a", 1));
        assert!(!rule("10.0.0.0/8").has_name("10.0.0.1", 80));
    }

    #[test]
    fn a_block_has_the_addresses_that_begin_as_it_does() {
        let has = |text: &str, address: &str| rule(text).has_address(address.parse().unwrap(), 80);
        assert!(has("10.0.0.0/8", "10.255.0.1") && !has("10.0.0.0/8", "11.0.0.0"));
        assert!(has("127.0.0.1", "127.0.0.1") && !has("127.0.0.1", "127.0.0.2") && !has("127.0.0.1:81", "127.0.0.1"));
        assert!(has("fd00::/8", "fdff::1") && !has("fd00::/8", "fe00::1"));
        assert!(
            has("0.0.0.0/0", "1.2.3.4") && !has("0.0.0.0/0", "::1") && !has("::/0", "1.2.3.4") && has("::/0", "::1")
        );
        assert!(!has("*", "1.2.3.4") && rule("*:80").has_all(80) && !rule("*:80").has_all(81));
    }
}
