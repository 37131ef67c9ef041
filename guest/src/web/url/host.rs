//! Hosts: <https://url.spec.whatwg.org/#hosts-(domains-and-ip-addresses)>

use super::percent::{self, Set};
use idna::AsciiDenyList;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A host as it is serialized.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// The host of a `file:` URL without one.
    pub fn empty() -> Self {
        Self::default()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// <https://url.spec.whatwg.org/#concept-host-parser>; none is failure.
    pub fn parse(input: &str, is_opaque: bool) -> Option<Self> {
        if let Some(rest) = input.strip_prefix('[') {
            let address: Ipv6Addr = rest.strip_suffix(']')?.parse().ok()?;
            return Some(Self(serialize_ipv6(address)));
        }
        if is_opaque { opaque(input) } else { domain_or_address(input) }.map(Self)
    }
}

/// <https://url.spec.whatwg.org/#concept-opaque-host-parser>
fn opaque(input: &str) -> Option<String> {
    if input.bytes().any(is_forbidden_in_hosts) {
        return None;
    }
    let mut host = String::with_capacity(input.len());
    percent::encode(input, Set::Control, &mut host);
    Some(host)
}

fn domain_or_address(input: &str) -> Option<String> {
    let decoded = percent::decode(input);
    let domain = to_ascii(&decoded)?;
    if domain.is_empty() || domain.bytes().any(is_forbidden_in_domains) {
        return None;
    }
    if ends_in_number(&domain) { parse_ipv4(&domain).map(|address| address.to_string()) } else { Some(domain) }
}

/// <https://url.spec.whatwg.org/#concept-domain-to-ascii>
fn to_ascii(domain: &str) -> Option<String> {
    // Labels that are encoded already are taken as they are.
    if domain.is_ascii() {
        return Some(domain.to_ascii_lowercase());
    }
    idna::domain_to_ascii_cow(domain.as_bytes(), AsciiDenyList::EMPTY).ok().map(|domain| domain.into_owned())
}

/// <https://url.spec.whatwg.org/#forbidden-host-code-point>
fn is_forbidden_in_hosts(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | b'\r') || b" #/:<>?@[\\]^|".contains(&byte)
}

/// <https://url.spec.whatwg.org/#forbidden-domain-code-point>
fn is_forbidden_in_domains(byte: u8) -> bool {
    is_forbidden_in_hosts(byte) || byte < 0x20 || byte == b'%' || byte == 0x7F
}

/// <https://url.spec.whatwg.org/#ends-in-a-number-checker>
fn ends_in_number(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let last = domain.rsplit('.').next().unwrap_or(domain);
    !last.is_empty() && (last.bytes().all(|byte| byte.is_ascii_digit()) || ipv4_number(last).is_some())
}

/// <https://url.spec.whatwg.org/#concept-ipv4-parser>
fn parse_ipv4(domain: &str) -> Option<Ipv4Addr> {
    let parts: Vec<&str> = domain.strip_suffix('.').unwrap_or(domain).split('.').collect();
    let (last, first) = parts.split_last()?;
    if first.len() > 3 {
        return None;
    }
    let mut address: u64 = 0;
    for part in first {
        let number = ipv4_number(part).filter(|&number| number < 256)?;
        address = address << 8 | number;
    }
    let bits = 32 - 8 * first.len();
    let last = ipv4_number(last).filter(|&number| number < 1 << bits)?;
    Some(Ipv4Addr::from(u32::try_from(address << bits | last).ok()?))
}

/// <https://url.spec.whatwg.org/#ipv4-number-parser>; what is too large for any
/// address is `u64::MAX`.
fn ipv4_number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.as_bytes() {
        [] => return None,
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', _, ..] => (&text[1..], 8),
        _ => (text, 10),
    };
    let mut number: u64 = 0;
    for digit in digits.chars() {
        number = number.saturating_mul(u64::from(radix)).saturating_add(u64::from(digit.to_digit(radix)?));
    }
    Some(number)
}

/// <https://url.spec.whatwg.org/#concept-ipv6-serializer>, in brackets.
fn serialize_ipv6(address: Ipv6Addr) -> String {
    let pieces = address.segments();
    let (skip, length) = longest_zeros(pieces);
    let mut text = "[".to_owned();
    let mut index = 0;
    while index < pieces.len() {
        if index == skip && length > 1 {
            text.push_str(if index == 0 { "::" } else { ":" });
            index += length;
            continue;
        }
        let _ = write!(text, "{:x}", pieces[index]);
        index += 1;
        if index < pieces.len() {
            text.push(':');
        }
    }
    text.push(']');
    text
}

/// Where the first of the longest runs of zeros begins, and its length.
fn longest_zeros(pieces: [u16; 8]) -> (usize, usize) {
    let (mut start, mut longest, mut run) = (0, 0, 0);
    for (index, piece) in pieces.into_iter().enumerate() {
        run = if piece == 0 { run + 1 } else { 0 };
        if run > longest {
            (start, longest) = (index + 1 - run, run);
        }
    }
    (start, longest)
}
