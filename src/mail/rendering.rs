//! From a letter to the bytes that are sent. Everything that could differ between two renderings is given or derived from the key.

use std::time::{Duration, SystemTime};

use anyhow::Context;
use lettre::{
    Address, Message,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

use super::{Composed, SchoolCard, Sender, letter::Letter, safe};
use crate::domain::{people::EmailAddress, time::Moment};

pub(super) fn render(
    letter: &Letter,
    school: &SchoolCard,
    sender: &Sender,
    name: &str,
    address: &EmailAddress,
    key: &str,
    date: Moment,
) -> anyhow::Result<Composed> {
    let digest = hex(&Sha256::digest(key.as_bytes())[..16]);
    let message_id = format!("<{digest}@{}>", safe::line(&sender.host));
    let mut builder = Message::builder()
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(date.unix()).unwrap_or(0)))
        .message_id(Some(message_id.clone()))
        .from(mailbox(&sender.name, sender.address.as_str())?)
        .to(mailbox(name, address.as_str())?)
        .subject(safe::line(&letter.subject))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"));
    if let Ok(reply_to) = EmailAddress::parse(&school.email) {
        builder = builder.reply_to(mailbox(&school.name, reply_to.as_str())?);
    }
    let words = MultiPart::alternative()
        .boundary(format!("words-{digest}"))
        .singlepart(part(ContentType::TEXT_PLAIN, letter.plain(), None))
        .singlepart(part(ContentType::TEXT_HTML, letter.html(), None));
    let message = match &letter.calendar {
        None => builder.multipart(words)?,
        Some((method, entry)) => {
            let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))?;
            let calendar = part(kind, entry.clone(), Some(ContentDisposition::attachment("meeting.ics")));
            builder.multipart(
                MultiPart::mixed().boundary(format!("parts-{digest}")).multipart(words).singlepart(calendar),
            )?
        }
    };
    let subject = safe::line(letter.english_subject());
    Ok(Composed { subject, message_id, raw: message.formatted() })
}

/// One part, readable as it stands where the library takes it so; else quoted, which every text can be.
fn part(kind: ContentType, text: String, disposition: Option<ContentDisposition>) -> SinglePart {
    let quoted = || Body::new_with_encoding(text.clone(), ContentTransferEncoding::QuotedPrintable);
    let body = Body::new_with_encoding(text.clone(), ContentTransferEncoding::SevenBit).or_else(|_| quoted());
    let body = body.unwrap_or_else(|_| Body::new(text.clone()));
    let builder = SinglePart::builder().header(kind);
    match disposition {
        Some(disposition) => builder.header(disposition).body(body),
        None => builder.body(body),
    }
}

fn mailbox(name: &str, address: &str) -> anyhow::Result<Mailbox> {
    let address: Address = address.parse().context("not an address that mail servers take")?;
    let name = safe::line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
