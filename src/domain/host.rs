//! By which names a school's Thrice may be asked for. Somebody who makes a name of their own lead to it must not get an answer by that
//! name: a browser would take it for theirs.

use std::net::IpAddr;

/// A host without its port, in lower case: "Meet.Example.org:443" is "meet.example.org", "[::1]:8080" is "::1".
#[must_use]
pub fn bare(host: &str) -> String {
    let host = host.trim();
    let bare = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((six, _)) => six,
        None if host.matches(':').count() == 1 => host.split(':').next().unwrap_or(host),
        None => host,
    };
    bare.trim_end_matches('.').to_lowercase()
}

/// The host of an address such as `public_url`.
#[must_use]
pub fn of_url(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare(rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// Whether a request for this host is answered: that of `public_url`, one of the others that were set, or this machine itself, to which no
/// name of somebody else's can belong.
#[must_use]
pub fn is_known(asked: &str, public_url: &str, others: &[String]) -> bool {
    let asked = bare(asked);
    let is_here = |ip: IpAddr| ip.to_canonical().is_loopback() || ip.is_unspecified();
    asked == "localhost"
        || asked.parse().is_ok_and(is_here)
        || asked == of_url(public_url)
        || others.iter().any(|other| bare(other) == asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_schools_own_hosts_and_this_machine_are_answered() {
        let others = ["thrice".to_owned(), "10.0.0.5:8080".to_owned()];
        for (asked, answered) in [
            ("meet.example.org", true),
            ("Meet.Example.ORG:443", true),
            ("meet.example.org.", true),
            ("evil.example.org", false),
            ("meet.example.org.evil.example", false),
            ("localhost:8080", true),
            ("127.0.0.1:8080", true),
            ("127.8.9.1", true),
            ("[::1]:8080", true),
            ("0.0.0.0:8080", true),
            ("192.0.2.1", false),
            ("thrice:8080", true),
            ("10.0.0.5", true),
            ("", false),
            ("localhost.evil.example", false),
        ] {
            assert_eq!(is_known(asked, "https://meet.example.org/", &others), answered, "{asked}");
        }
        assert!(is_known("[2001:db8::1]:443", "https://[2001:db8::1]", &[]));
    }
}
