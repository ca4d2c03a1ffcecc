//! Which names a request may call this server by.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a Host header is one that no page elsewhere can bring about: `localhost` or the digits of an address, with or
/// without a port. A name that somebody else controls may point here tomorrow (DNS rebinding), and then a page under that
/// name would read what this machine shows.
pub(crate) fn is_own(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').map(|rest| rest.split_once(']').unwrap_or((rest, "?")));
    if let Some((address, port)) = bracketed {
        return address.parse::<Ipv6Addr>().is_ok() && is_port(port);
    }
    let (name, port) = host.find(':').and_then(|at| host.split_at_checked(at)).unwrap_or((host, ""));
    (name.eq_ignore_ascii_case("localhost") || name.parse::<Ipv4Addr>().is_ok()) && is_port(port)
}

/// Nothing, or a colon and digits.
fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_localhost_are_own_and_every_name_is_not() {
        for own in [
            "localhost",
            "LOCALHOST:8480",
            "127.0.0.1",
            "127.0.0.1:8480",
            "192.168.43.1:80",
            "[::1]",
            "[::1]:8480",
            "[fe80::1]:1",
        ] {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "",
            ":",
            ":80",
            "example.org",
            "localhost.example.org",
            "localhost.",
            "127.0.0.1.example.org",
            "127.1",
            "0x7f000001",
            "2130706433",
            "127.0.0.1:",
            "127.0.0.1:x",
            "127.0.0.1:99999",
            "[::1",
            "::1",
            "[::1]x",
            "[example.org]",
            "localhost@example.org",
            "localhost:80@example.org",
            "127.0.0.1 ",
            "[127.0.0.1]:80",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
