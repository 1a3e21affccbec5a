//! What a refusal is about: us, one recipient's address, their mailbox today, or these words. The enhanced code (RFC 3463) tells it at
//! whatever step it comes; where there is none, plain words do. Only what is certainly about an address makes it count as dead: a wrong
//! guess the other way costs a parent every later message.

use super::connection::Stage;
use crate::mail::parcel::Outcome;

/// Words of servers that do not want us, whatever else they say.
const ABOUT_US: &[&str] = &[
    "blacklist",
    "blocklist",
    "block list",
    "blocked",
    "black list",
    "listed",
    "spamhaus",
    "barracuda",
    "spamcop",
    "reputation",
    "spf",
    "dkim",
    "dmarc",
    "policy",
    "policies",
    "relay",
    "authenticat",
    "not authorized",
    "not authorised",
    "helo",
    "reverse dns",
    "rdns",
    "ptr record",
    "sender",
    "too many",
    "rate limit",
    "your ip",
    "client host",
    "banned",
    "suspicious",
    "denied by",
];

/// Words about an address that is not there.
const NO_SUCH_ADDRESS: &[&str] = &[
    "no such user",
    "no such recipient",
    "no such mailbox",
    "no such address",
    "user unknown",
    "unknown user",
    "unknown recipient",
    "recipient unknown",
    "unknown mailbox",
    "unknown address",
    "user not found",
    "recipient not found",
    "mailbox not found",
    "address not found",
    "does not exist",
    "doesn't exist",
    "doesn’t exist",
    "no mailbox here",
    "invalid recipient",
    "invalid mailbox",
    "not a valid mailbox",
    "not a known user",
    "unrouteable address",
    "no longer exists",
    "bad destination",
];

/// Words about a mailbox that takes nothing today.
const NOT_TODAY: &[&str] =
    &["quota", "mailbox full", "mailbox is full", "inbox full", "storage", "out of space", "insufficient space"];

/// Words about what the message says.
const THESE_WORDS: &[&str] =
    &["content", "virus", "malware", "attachment", "message size", "too large", "message rejected as spam"];

/// What a reply means for the message.
pub(super) fn judge(stage: Stage, code: u16, text: &str) -> Outcome {
    let reply = format!("{}: {code} {text}", stage.words());
    if code < 500 {
        return Outcome::Retry(reply);
    }
    if stage < Stage::Recipient {
        return Outcome::ConfigRefused(reply);
    }
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let about_us = matches!(code, 530 | 535 | 538) || says(ABOUT_US);
    match enhanced(text) {
        Some((5, 1, 1 | 2 | 3 | 6 | 10)) if !about_us => Outcome::RecipientRefused(reply),
        Some((5, 1, 7 | 8)) => Outcome::ConfigRefused(reply),
        Some((5, 2, 3) | (5, 3, 4) | (5, 6, _)) => Outcome::ContentRefused(reply),
        Some((5, 2 | 4, _)) => Outcome::Retry(reply),
        // At the recipient a policy is about who we are; after the body it may be about what we say, and others that go tell which.
        Some((5, 7, _)) if stage == Stage::Recipient || about_us => Outcome::ConfigRefused(reply),
        Some((5, 7, _)) => Outcome::ContentRefused(reply),
        _ if code == 552 && stage == Stage::Recipient || says(NOT_TODAY) => Outcome::Retry(reply),
        _ if about_us => Outcome::ConfigRefused(reply),
        _ if says(NO_SUCH_ADDRESS) => Outcome::RecipientRefused(reply),
        _ if stage > Stage::Recipient || says(THESE_WORDS) => Outcome::ContentRefused(reply),
        // Refused for no reason that can be read: tried again until the office is asked to phone, and no address dies of it.
        _ => Outcome::Retry(reply),
    }
}

/// The enhanced code at the beginning of what a server says after its code: "5.1.1".
fn enhanced(text: &str) -> Option<(u16, u16, u16)> {
    let word = text.split_whitespace().next()?;
    let mut parts =
        word.trim_start_matches('#').trim_end_matches([':', ',', ';']).splitn(3, '.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(stage: Stage, code: u16, text: &str) -> &'static str {
        match judge(stage, code, text) {
            Outcome::Accepted(_) => "accepted",
            Outcome::Retry(_) => "later",
            Outcome::RecipientRefused(_) => "address",
            Outcome::ConfigRefused(_) => "us",
            Outcome::ContentRefused(_) => "words",
        }
    }

    #[test]
    fn an_address_dies_only_of_what_is_about_it() {
        for (stage, code, text, about) in [
            (Stage::Recipient, 550, "5.1.1 no such user", "address"),
            (
                Stage::Recipient,
                550,
                "5.1.1 <x@y.example>: Recipient address rejected: User unknown in virtual mailbox table",
                "address",
            ),
            (Stage::Recipient, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound; not found", "address"),
            (Stage::Body, 550, "5.1.1 The email account that you tried to reach does not exist", "address"),
            (Stage::Data, 554, "5.1.1 unknown", "address"),
            (Stage::Recipient, 550, "No such user here", "address"),
            (Stage::Recipient, 553, "sorry, that mailbox doesn't exist", "address"),
            (Stage::Recipient, 550, "Mailbox not found", "address"),
            (Stage::Recipient, 550, "listed at a blocklist", "us"),
            (Stage::Recipient, 550, "SPF check failed", "us"),
            (Stage::Recipient, 550, "5.7.1 SPF check failed", "us"),
            (Stage::Recipient, 550, "5.1.1 rejected: your IP is listed at zen.spamhaus.example", "us"),
            (Stage::Recipient, 550, "5.1.8 sender domain does not exist", "us"),
            (Stage::Recipient, 553, "sender address rejected: domain does not exist", "us"),
            (Stage::Recipient, 554, "5.7.1 Relay access denied", "us"),
            (Stage::Recipient, 550, "relay not permitted", "us"),
            (Stage::Body, 550, "5.7.26 unauthenticated mail fails DMARC", "us"),
            (Stage::Recipient, 530, "5.7.0 must issue STARTTLS", "us"),
            (Stage::Sender, 550, "5.1.1 whatever", "us"),
            (Stage::Recipient, 550, "over quota", "later"),
            (Stage::Recipient, 552, "5.2.2 mailbox full", "later"),
            (Stage::Body, 552, "5.2.2 over quota", "later"),
            (Stage::Recipient, 550, "5.4.1 no answer from host", "later"),
            (Stage::Recipient, 550, "5.2.1 mailbox disabled", "later"),
            (Stage::Recipient, 550, "no", "later"),
            (Stage::Recipient, 450, "4.1.1 unverified address: unknown user", "later"),
            (Stage::Body, 554, "5.6.0 not these words", "words"),
            (Stage::Body, 552, "5.3.4 message too big", "words"),
            (Stage::Body, 554, "rejected", "words"),
            (Stage::Body, 554, "5.7.1 message contains a virus", "words"),
        ] {
            assert_eq!(judged(stage, code, text), about, "{} {code} {text}", stage.words());
        }
    }
}
