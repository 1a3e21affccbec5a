//! Messages as values: what they say, how they are written down, and the ways they leave. Nothing here reads the database or the clock.
//!
//! A message is rendered once, into bytes that are kept; sending it again after a crash sends the same bytes, with the same
//! Message-ID and Date, so that a mail system that has seen it can drop the copy. Nothing in a message names a child, a need or money:
//! what [`compose`] is given holds none of it.

mod calendar;
pub(crate) mod failpoint;
mod letter;
mod mailbox;
mod parcel;
mod place;
mod reading;
mod rendering;
mod returned;
mod route;
mod safe;
mod texts;
mod tls;

pub mod folder;
pub mod smtp;
pub mod transport;

pub use calendar::{CalendarEntry, calendar_entry, calendar_feed};
pub use mailbox::{Look, Mailbox, ReadTo};
pub use parcel::{Outcome, Parcel};
pub use reading::{Read, read};
pub use returned::{Came, came_back};
pub use route::{Route, Way};
pub use transport::Transport;

use crate::{
    domain::{
        access::Deliverable,
        addition::Addition,
        language::Language,
        notice::NoticeKind,
        people::{EmailAddress, Name},
        reminder::{BookingFacts, Planned},
        time::Moment,
        which_child::Mark,
    },
    texts::Words,
};

/// What a message says about the school, from its settings. Empty lines are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SchoolCard {
    /// Its name.
    pub name: String,
    /// The number parents may phone.
    pub phone: String,
    /// The monitored mailbox to which replies go.
    pub email: String,
    /// Its postal address, on one line.
    pub address: String,
    /// How to reach the free, impartial advice service (Code of Practice 2.17).
    pub sendiass: String,
    /// Where the Local Offer is published.
    pub local_offer: String,
    /// The way in for visitors.
    pub entrance: String,
    /// Where the school meets by video.
    pub video_link: String,
}

/// Who messages come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender {
    /// The name that recipients see: the school's.
    pub name: String,
    /// The address that the mail server lets us send from.
    pub address: EmailAddress,
    /// The host name in Message-IDs and calendar UIDs: the public one.
    pub host: String,
}

/// Who one message goes to.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// How they are greeted.
    pub name: Name,
    /// Where, and leave to write there.
    pub address: Deliverable,
    /// The school's words in the language that they read, else in English.
    pub words: Words,
    /// The language they read, where nothing is written in it.
    pub reads: Option<String>,
    /// What somebody of the school adds to this one message.
    pub addition: Addition,
}

/// Who meets the parents, as parents read it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hosts {
    /// Who leads: "Mr Shah".
    pub lead: String,
    /// Who else will be there, or nothing.
    pub also_present: String,
    /// The name of the meeting's calendar entry; empty where it has none of its own.
    pub calendar_uid: String,
}

/// A message, ready to be kept and sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Composed {
    /// Its subject in English, as staff read it in their lists.
    pub subject: String,
    /// Its Message-ID with its angle brackets: the same for the same key.
    pub message_id: String,
    /// The exact bytes that are sent, headers first, lines ended by CRLF.
    pub raw: Vec<u8>,
}

/// Writes a message: plain text with a simple HTML twin, and a calendar entry where a time is agreed, moved or called off.
/// The same arguments give the same bytes. `link` is the recipient's own way in: the answer page for a parent, Thrice for staff.
/// `date` is what the Date header says.
///
/// # Errors
/// When there is no text for this kind and recipient, or a header cannot be written.
pub fn compose(
    school: &SchoolCard,
    sender: &Sender,
    to: &Addressee,
    planned: &Planned,
    hosts: &Hosts,
    link: Option<&str>,
    date: Moment,
) -> anyhow::Result<Composed> {
    let letter = texts::letter(&texts::Facts {
        school,
        sender,
        name: &to.name,
        words: &to.words,
        reads: to.reads.as_deref(),
        addition: &to.addition,
        planned,
        hosts,
        link,
        date,
    })?;
    rendering::render(&letter, school, sender, &to.name.full(), to.address.address(), &planned.key, date)
}

/// A message as it stands on paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paper {
    /// The language that it is in.
    pub language: Language,
    /// What it is about.
    pub title: String,
    /// Its paragraphs; each is lines that stay lines.
    pub paragraphs: Vec<Vec<String>>,
}

/// Writes a message to a parent for paper, in the language of `words` alone: the words of its mail, without links and with the ways to answer
/// that paper has. `reads` is the language they read, where nothing is written in it; `with` is who meets them, and what tells the child from
/// others of theirs.
///
/// # Errors
/// When this kind has no such text: an invitation on paper names the times, and what was agreed is printed in full.
pub fn on_paper(
    school: &SchoolCard,
    (name, words, reads): (&Name, &Words, Option<&str>),
    kind: NoticeKind,
    booking: Option<&BookingFacts>,
    with: (&Hosts, Option<Mark>),
) -> anyhow::Result<Paper> {
    let letter = texts::meeting::on_paper(school, (name, words, reads), kind, booking, with)?;
    Ok(Paper { language: words.language(), title: letter.subject.clone(), paragraphs: letter.paragraphs() })
}

/// The subject that [`compose`] would write, for lists of what will be sent. Empty where there is no text for it.
#[must_use]
pub fn subject(school: &SchoolCard, sender: &Sender, planned: &Planned, date: Moment) -> String {
    let (name, hosts, words) = (Name::default(), Hosts::default(), Words::shipped(Language::English));
    let (name, words, hosts, link) = (&name, &words, &hosts, Some("https://"));
    let addition = &Addition::default();
    let facts = texts::Facts { school, sender, name, words, reads: None, addition, planned, hosts, link, date };
    texts::letter(&facts).map(|letter| safe::line(&letter.subject)).unwrap_or_default()
}

/// Writes the message with which an administrator tries out the mail server.
///
/// # Errors
/// When a header cannot be written.
pub fn compose_test(sender: &Sender, to: &EmailAddress, date: Moment) -> anyhow::Result<Parcel> {
    let letter = letter::Letter::new("Thrice can send mail")
        .text("This is a test. If you can read it, the mail server takes messages from Thrice.");
    let key = format!("test:{to}:{}", date.unix());
    let composed = rendering::render(&letter, &SchoolCard::default(), sender, "", to, &key, date)?;
    let (from, to) = (sender.address.to_string(), to.to_string());
    Ok(Parcel { from, to, message_id: composed.message_id, raw: composed.raw })
}

#[cfg(test)]
mod tests;
