//! The folder of messages: a list, one message at a time, and the links that lead to parents' pages.

use std::{collections::BTreeSet, path::Path};

use axum::{
    extract::{Query, State},
    response::Response,
};
use base64::prelude::{BASE64_STANDARD, Engine};
use chrono::DateTime;
use maud::html;
use serde::Deserialize;

use crate::{
    domain::time::{ClockTime, Moment, ShortDay},
    mail::{Read, read},
    web::{
        App,
        frame::{
            error::{Error, Result},
            layout::plain_page,
            page::Page,
            session::encoded,
        },
        ui::table::table,
    },
};

/// Messages in the list; the folder may hold more.
const MOST: usize = 300;
/// Parents to choose from.
const PARENTS: usize = 9;

#[derive(Deserialize)]
pub(super) struct One {
    #[serde(default)]
    file: String,
}

/// A message in the folder.
struct Letter {
    file: String,
    sent: Option<Moment>,
    read: Read,
}

impl Letter {
    /// The path of the link to a parent's page, if there is one in it.
    fn link(&self, public_url: &str) -> Option<String> {
        let after = self.read.text.split(public_url).skip(1).find(|rest| rest.starts_with("/i/"))?;
        let token: String = after[3..].chars().take_while(char::is_ascii_alphanumeric).collect();
        Some(format!("/i/{token}"))
    }

    /// A header as people read it.
    fn header(&self, name: &str) -> String {
        decoded(self.read.header(name))
    }

    fn when(&self) -> String {
        let at = self.sent.map(Moment::local);
        at.map_or(String::new(), |at| format!("{}, {}", ShortDay(at.date()), ClockTime(at.time())))
    }
}

pub(super) async fn show(State(app): State<App>, Query(one): Query<One>) -> Result<Response> {
    let folder = app.demo.as_ref().ok_or(Error::NotFound)?;
    let letters = letters(folder).await?;
    if !one.file.is_empty() {
        // Only a name that is in the list: no path leads anywhere else.
        let letter = letters.iter().find(|l| l.file == one.file).ok_or(Error::NotFound)?;
        return Ok(page(&app, letter));
    }
    let row = |letter: &Letter| {
        vec![
            html! { a href=(format!("/demo/mail?file={}", encoded(&letter.file))) { (letter.header("Subject")) } },
            html! { (letter.header("To")) },
            html! { (letter.when()) },
        ]
    };
    let rows: Vec<_> = letters.iter().take(MOST).map(row).collect();
    let body = html! {
        h1 { "Messages of the demo" }
        p.lead { "In the demo every message lands here instead of in somebody's mailbox." }
        (table("Newest first", &["Subject", "To", "Sent"], &rows, "No message has been sent yet."))
        p { a href="/" { "Back to Thrice" } }
    };
    Ok(plain_page(&app, Page::new("Messages of the demo", body)))
}

fn page(app: &App, letter: &Letter) -> Response {
    let subject = &letter.header("Subject");
    let body = html! {
        h1 { (subject) }
        p { "To " (letter.header("To")) " · " (letter.when()) }
        pre.letter { (letter.read.text) }
        @if let Some(link) = letter.link(&app.post.public_url) {
            p { a.primary href=(link) { "Follow the link as this parent" } }
        }
        p { a href="/demo/mail" { "All messages" } }
    };
    plain_page(app, Page::new(subject, body))
}

/// A way in for a parent.
pub(super) struct ParentDoor {
    /// Their name.
    pub(super) to: String,
    /// The message's subject.
    pub(super) subject: String,
    /// The path of their page.
    pub(super) path: String,
}

/// A few parents' links, those from messages with different subjects first.
pub(super) async fn for_parents(folder: &Path, public_url: &str) -> anyhow::Result<Vec<ParentDoor>> {
    let letters = letters(folder).await?;
    let (mut subjects, mut people) = (BTreeSet::new(), BTreeSet::new());
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for letter in &letters {
        let Some(path) = letter.link(public_url) else { continue };
        let (subject, to) = (letter.header("Subject"), name(&letter.header("To")).to_owned());
        if !people.insert(to.clone()) {
            continue;
        }
        let kind = subject.chars().take_while(|c| !c.is_ascii_digit()).collect::<String>();
        let group = if subjects.insert(kind) { &mut first } else { &mut rest };
        group.push(ParentDoor { to, subject, path });
    }
    first.extend(rest);
    first.truncate(PARENTS);
    Ok(first)
}

/// The name in an address like `"Ada Green" <ada@example.org>`.
fn name(to: &str) -> &str {
    to.split('<').next().unwrap_or(to).trim().trim_matches('"')
}

/// Encoded words (RFC 2047) undone, as far as our own messages have any: UTF-8 in base64.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?utf-8?b?") {
        out.push_str(before);
        let (word, after) = after.split_once("?=").unwrap_or((after, ""));
        let bytes = BASE64_STANDARD.decode(word).unwrap_or_default();
        out.push_str(&String::from_utf8_lossy(&bytes));
        // White space between two encoded words is not part of the text.
        rest = if after.trim_start().starts_with("=?utf-8?b?") { after.trim_start() } else { after };
    }
    out + rest
}

/// The messages in the folder, newest first.
async fn letters(folder: &Path) -> anyhow::Result<Vec<Letter>> {
    let mut found = Vec::new();
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return Ok(found) };
    while let Some(entry) = entries.next_entry().await? {
        let file = entry.file_name().to_string_lossy().into_owned();
        if file.ends_with(".eml") {
            let read = read(&tokio::fs::read(entry.path()).await?);
            let sent = DateTime::parse_from_rfc2822(read.header("Date")).ok();
            found.push(Letter { file, sent: sent.map(|at| Moment::from_unix(at.timestamp())), read });
        }
    }
    found.sort_by(|a, b| (b.sent, &b.file).cmp(&(a.sent, &a.file)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_leads_to_its_parents_page() {
        let read =
            Read { text: "Choose a time:\nhttp://127.0.0.1:1/i/ab12\n\nThe office".to_owned(), ..Read::default() };
        let letter = Letter { file: String::new(), sent: None, read };
        assert_eq!(letter.link("http://127.0.0.1:1").as_deref(), Some("/i/ab12"));
        assert_eq!(letter.link("https://elsewhere.example.org"), None);
        assert_eq!(decoded("=?utf-8?b?VGVtaSBPJ05laWxs?= <t@example.org>"), "Temi O'Neill <t@example.org>");
        assert_eq!(decoded("Ada"), "Ada");
        assert_eq!(name("\"Ada Green\" <ada@example.org>"), "Ada Green");
    }
}
