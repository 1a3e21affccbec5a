//! A mail that came back, taken apart: by the part that a machine wrote (RFC 3464), else by the words for people. Nothing in it is opened, followed
//! or kept but the numbers of our own message, its recipient and the code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::domain::returned::{Action, Fate, Returned, Status};

/// A mail that came back, if it can be read.
pub type Came = Option<Returned>;

/// How much of the words for people is looked at, in bytes.
const WORDS: usize = 16 * 1024;

/// Whether the header of a mail is that of a report: it says so, or a mail system wrote it.
pub(super) fn looks_returned(header: &[u8]) -> bool {
    let parse = || MessageParser::default().parse_headers(header).map(|read| is_report(&read) || is_by_a_system(&read));
    catch_unwind(AssertUnwindSafe(parse)).ok().flatten().unwrap_or(false)
}

fn is_report(read: &Message<'_>) -> bool {
    read.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    })
}

fn is_by_a_system(read: &Message<'_>) -> bool {
    let from = read.from().and_then(Address::first).and_then(|one| one.address()).unwrap_or_default().to_lowercase();
    let who = from.split('@').next().unwrap_or_default();
    matches!(who, "mailer-daemon" | "postmaster") || read.header("X-Failed-Recipients").is_some()
}

/// Takes a mail apart. A fault in it costs this one mail.
#[must_use]
pub fn came_back(raw: &[u8]) -> Came {
    catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(raw).map(|read| of(&read)))).ok().flatten()
}

fn of(read: &Message<'_>) -> Returned {
    let mut found = Returned::default();
    for part in &read.parts {
        let kind = part.content_type();
        let is = |kind_of: &str, sub: &str| {
            kind.is_some_and(|kind| {
                kind.ctype().eq_ignore_ascii_case(kind_of)
                    && kind.subtype().is_some_and(|s| s.eq_ignore_ascii_case(sub))
            })
        };
        match &part.body {
            PartType::Message(ours) => found.message_ids.extend(ours.message_id().map(bracketed)),
            _ if is("message", "delivery-status") || is("message", "global-delivery-status") => {
                found.fates.extend(fates(&text(part)));
            }
            _ if is("text", "rfc822-headers") || is("message", "rfc822-headers") => {
                found.message_ids.extend(ids(&text(part)))
            }
            PartType::Text(words) | PartType::Html(words) => {
                let words = beginning(words);
                found.message_ids.extend(ids(words));
                found.in_words = found.in_words.or_else(|| Status::in_text(words));
            }
            _ => {}
        }
    }
    // Some name the message only as that which they answer.
    for header in [read.in_reply_to(), read.references()] {
        found.message_ids.extend(named(header));
    }
    found.message_ids.sort_unstable();
    found.message_ids.dedup();
    found
}

fn text(part: &MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).replace("\r\n", "\n")
}

fn beginning(words: &str) -> &str {
    let mut end = words.len().min(WORDS);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

fn bracketed(id: &str) -> String {
    format!("<{}>", id.trim().trim_matches(['<', '>']))
}

fn named(header: &HeaderValue<'_>) -> Vec<String> {
    match header {
        HeaderValue::Text(id) => vec![bracketed(id)],
        HeaderValue::TextList(all) => all.iter().map(|id| bracketed(id)).collect(),
        _ => Vec::new(),
    }
}

/// The values of "Message-ID:" lines in a text.
fn ids(text: &str) -> Vec<String> {
    let value = |line: &str| {
        let (name, rest) = line.trim_start_matches(['>', ' ']).split_once(':')?;
        let id = rest.trim().strip_prefix('<')?.split_once('>')?.0;
        (name.trim().eq_ignore_ascii_case("message-id") && !id.is_empty()).then(|| bracketed(id))
    };
    text.lines().filter_map(value).collect()
}

/// What is said of each recipient: groups of lines, parted by empty ones; the first group is about the message.
fn fates(text: &str) -> Vec<Fate> {
    let unfolded = text.replace("\n ", " ").replace("\n\t", " ");
    unfolded.split("\n\n").filter_map(fate).collect()
}

fn fate(group: &str) -> Option<Fate> {
    let mut found = Fate::default();
    for (name, value) in group.lines().filter_map(|line| line.split_once(':')) {
        match name.trim().to_ascii_lowercase().as_str() {
            "original-recipient" | "final-recipient" => found.recipients.extend(recipient(value)),
            "action" => found.action = Action::from_code(&value.trim().to_ascii_lowercase()),
            // What stands behind the code is a comment.
            "status" => found.status = value.split_whitespace().next().and_then(|code| code.parse().ok()),
            _ => {}
        }
    }
    (!found.recipients.is_empty()).then_some(found)
}

/// "rfc822; somebody@example.org" without its kind.
fn recipient(value: &str) -> Option<String> {
    let address = value.split_once(';').map_or(value, |(_, address)| address);
    let address = address.trim().trim_matches(['<', '>', '"']);
    address.contains('@').then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::returned::{Verdict, judge};

    const OURS: &str = "<0123456789abcdef@meet.example.org>";

    fn report(status: &str, action: &str) -> String {
        format!(
            "From: Mail System <MAILER-DAEMON@mx.example.org>\r\nTo: thrice@oak.example.org\r\nSubject: Undelivered\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry: http://evil.example.org/\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Original-Recipient: rfc822;sana@family.example.org\r\nFinal-Recipient: RFC822;\r\n <sana@family.example.org>\r\n\
             Action: {action}\r\nStatus: {status} (bad)\r\nDiagnostic-Code: smtp; 550 {status} User unknown\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {OURS}\r\nSubject: Hello\r\n\r\nText\r\n--b--\r\n"
        )
    }

    #[test]
    fn a_report_names_our_message_its_recipient_and_what_was_done() {
        let raw = report("5.1.1", "failed");
        assert!(looks_returned(raw.as_bytes()));
        let read = came_back(raw.as_bytes()).unwrap();
        assert_eq!(read.message_ids, [OURS]);
        assert_eq!(judge(&read, "sana@family.example.org"), Verdict::DeadAddress, "{read:?}");
        assert_eq!(judge(&read, "bilal@family.example.org"), Verdict::Nothing);
        let delayed = came_back(report("4.4.1", "delayed").as_bytes()).unwrap();
        assert_eq!(judge(&delayed, "sana@family.example.org"), Verdict::ForNow);
    }

    #[test]
    fn headers_alone_and_words_for_people_are_read_as_well() {
        let headers = report("5.1.1", "failed").replace("message/rfc822", "text/rfc822-headers");
        assert_eq!(came_back(headers.as_bytes()).unwrap().message_ids, [OURS]);
        let plain = format!(
            "From: MAILER-DAEMON@oak.example.org\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program.\r\n\
             <sana@family.example.org>:\r\n550 5.1.1 User unknown\r\n\r\n--- Below this line is a copy of the message.\r\n\
             Message-ID: {OURS}\r\n"
        );
        assert!(looks_returned(plain.as_bytes()));
        let read = came_back(plain.as_bytes()).unwrap();
        assert_eq!(read.message_ids, [OURS]);
        assert_eq!(judge(&read, "sana@family.example.org"), Verdict::DeadAddress);
    }

    #[test]
    fn what_somebody_wrote_is_no_report() {
        for mail in [
            "From: Sana <sana@family.example.org>\r\nSubject: Re: 550 5.1.1\r\n\r\n550 5.1.1",
            "From: postmaster.jones@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
            "",
        ] {
            assert!(!looks_returned(mail.as_bytes()), "{mail}");
        }
    }

    proptest! {
        #[test]
        fn no_mail_makes_us_stumble(raw in prop::collection::vec(any::<u8>(), 0..600), at in 0usize..900) {
            let _ = (looks_returned(&raw), came_back(&raw));
            let mut broken = report("5.1.1", "failed").into_bytes();
            let at = at.min(broken.len());
            broken.splice(at..at, raw);
            let _ = (looks_returned(&broken), came_back(&broken));
        }
    }
}
