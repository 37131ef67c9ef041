//! Which addresses belong to the internet at large, and which to somebody's machine or
//! network: the registries of special-purpose addresses (RFC 6890 and its successors).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// First address, bits, and what the block is.
type Block<T> = (T, u32, &'static str);

const SPECIAL_V4: [Block<Ipv4Addr>; 16] = [
    (Ipv4Addr::UNSPECIFIED, 8, "an address of this machine"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "a private address"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "an address of a provider's own network"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "a loopback address"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "a link-local address"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "a private address"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "a reserved address"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "a reserved address"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "a reserved address"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "a private address"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "a reserved address"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "a reserved address"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "a reserved address"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "a multicast address"),
    (Ipv4Addr::BROADCAST, 32, "the broadcast address"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "a reserved address"),
];

const SPECIAL_V6: [Block<Ipv6Addr>; 10] = [
    (Ipv6Addr::UNSPECIFIED, 128, "an address of this machine"),
    (Ipv6Addr::LOCALHOST, 128, "a loopback address"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "a private address"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "a link-local address"),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, "a private address"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "a multicast address"),
    // Teredo among it, which carries IPv4.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "a reserved address"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "a reserved address"),
    // 6to4, which carries IPv4.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "a reserved address"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "a reserved address"),
];

/// The one form of an address: IPv4 that is mapped into IPv6, or translated to it by
/// NAT64, is IPv4.
pub(super) fn canonical(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return IpAddr::V4(v4);
    }
    let [.., high, low] = v6.segments();
    if v6.segments().starts_with(&[0x64, 0xff9b, 0, 0, 0, 0]) {
        return IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    address
}

/// What a canonical address is, where it does not belong to the internet at large.
pub(super) fn special(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => {
            let is_in =
                |(first, bits, _): &&Block<Ipv4Addr>| same(first.to_bits().into(), address.to_bits().into(), 32 - bits);
            SPECIAL_V4.iter().find(is_in).map(|(.., what)| *what)
        }
        IpAddr::V6(address) => {
            let is_in = |(first, bits, _): &&Block<Ipv6Addr>| same(first.to_bits(), address.to_bits(), 128 - bits);
            let known = SPECIAL_V6.iter().find(is_in).map(|(.., what)| *what);
            // All that is given out begins with these three bits.
            known.or_else(|| (address.to_bits() >> 125 != 1).then_some("a reserved address"))
        }
    }
}

fn same(first: u128, address: u128, rest: u32) -> bool {
    first.checked_shr(rest) == address.checked_shr(rest)
}

#[cfg(test)]
mod tests {
    use super::{canonical, special};
    use std::net::IpAddr;

    fn what(text: &str) -> Option<&'static str> {
        special(canonical(text.parse::<IpAddr>().unwrap()))
    }

    #[test]
    fn addresses_of_the_internet_at_large_are_nothing_special() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00::1",
            "2001:4860::1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_of_machines_and_their_networks_are_special_in_every_form() {
        for (text, is) in [
            ("0.0.0.0", "this machine"),
            ("0.1.2.3", "this machine"),
            ("10.0.0.1", "private"),
            ("100.64.0.1", "provider"),
            ("100.127.255.255", "provider"),
            ("127.0.0.1", "loopback"),
            ("127.255.1.1", "loopback"),
            ("169.254.169.254", "link-local"),
            ("172.16.0.1", "private"),
            ("172.31.255.255", "private"),
            ("192.168.1.1", "private"),
            ("192.0.0.8", "reserved"),
            ("198.19.1.1", "reserved"),
            ("224.0.0.1", "multicast"),
            ("239.1.1.1", "multicast"),
            ("240.0.0.1", "reserved"),
            ("255.255.255.255", "broadcast"),
            ("::", "this machine"),
            ("::1", "loopback"),
            ("::ffff:127.0.0.1", "loopback"),
            ("::ffff:a9fe:a9fe", "link-local"),
            ("64:ff9b::10.0.0.1", "private"),
            ("64:ff9b:1::10.0.0.1", "reserved"),
            ("::127.0.0.1", "reserved"),
            ("fc00::1", "private"),
            ("fdff::1", "private"),
            ("fe80::1", "link-local"),
            ("fec0::1", "private"),
            ("ff02::1", "multicast"),
            ("2002:7f00:1::", "reserved"),
            ("2001::1", "reserved"),
            ("2001:db8::1", "reserved"),
            ("100::1", "reserved"),
            ("4000::1", "reserved"),
        ] {
            assert!(what(text).is_some_and(|what| what.contains(is)), "{text}: {:?}", what(text));
        }
    }
}
