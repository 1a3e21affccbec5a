//! The demo: be anybody with one click, and read the messages that went to a folder. Nothing of this exists where there is no demo.

use std::path::Path;

use axum::{
    Form, Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    App,
    error::{Error, Result},
    sign_in::cookie,
    ui::layout::plain_page,
};
use crate::{
    domain::people::Role,
    store::{accounts, audit::Entry, schools, sessions},
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/demo/sign-in", get(people).post(be)).route("/demo/mail", get(mail))
}

async fn people(State(app): State<App>) -> Result<Markup> {
    app.demo.as_ref().ok_or(Error::NotFound)?;
    let mut conn = app.store.read().await?;
    let school = schools::only(&mut conn).await?.ok_or(Error::NotFound)?;
    let everybody = accounts::everybody(&mut conn, school, app.clock.now()).await?;
    let body = html! {
        h1 { "Who would you like to be?" }
        p.lead { "One click signs you in. Try the SENCO first, then a class teacher." }
        @for role in Role::ALL {
            @let of_role: Vec<_> = everybody.iter().filter(|(_, _, code)| code == role.as_code()).collect();
            @if !of_role.is_empty() {
                h2 { (role.words()) }
                ul.people {
                    @for (id, name, _) in of_role {
                        li {
                            form method="post" action="/demo/sign-in" {
                                input type="hidden" name="staff" value=(id);
                                button.second type="submit" { (name.title) " " (name.full()) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(plain_page(&app, "Choose somebody", body))
}

#[derive(Deserialize)]
struct Be {
    staff: String,
}

async fn be(State(app): State<App>, jar: CookieJar, Form(form): Form<Be>) -> Result<Response> {
    app.demo.as_ref().ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let school = schools::only(&mut conn).await?.ok_or(Error::NotFound)?;
    let everybody = accounts::everybody(&mut conn, school, now).await?;
    drop(conn);
    let (id, ..) = everybody.into_iter().find(|(id, ..)| id.to_string() == form.staff).ok_or(Error::NotFound)?;
    let mut tx = app.store.begin(crate::store::Actor::Staff(id), school, now).await?;
    accounts::ensure(&mut tx, id).await?;
    let token = sessions::begin(&mut tx, id).await?;
    tx.audit(Entry { verb: "signed in", thing: "session", thing_id: None, pupil: None, detail: "demo" }).await?;
    tx.commit().await?;
    Ok((jar.add(cookie(token)), Redirect::to("/")).into_response())
}

#[derive(Deserialize)]
struct One {
    #[serde(default)]
    file: String,
}

async fn mail(State(app): State<App>, Query(one): Query<One>) -> Result<Markup> {
    let folder = app.demo.as_ref().ok_or(Error::NotFound)?;
    let mut files = files(folder).await?;
    if !one.file.is_empty() {
        // Only a name that is in the list: no path leads anywhere else.
        let file = files.iter().find(|f| **f == one.file).ok_or(Error::NotFound)?;
        let raw = tokio::fs::read(folder.join(file)).await.map_err(anyhow::Error::from)?;
        return Ok(letter(&app, &String::from_utf8_lossy(&raw)));
    }
    files.truncate(200);
    let mut rows = Vec::new();
    for file in files {
        let raw = tokio::fs::read(folder.join(&file)).await.unwrap_or_default();
        let text = String::from_utf8_lossy(&raw).into_owned();
        let (to, subject) = (header(&text, "To"), header(&text, "Subject"));
        rows.push(vec![
            html! { a href=(format!("/demo/mail?file={}", super::session::encoded(&file))) { (subject) } },
            html! { (to) },
            html! { (header(&text, "Date")) },
        ]);
    }
    let body = html! {
        h1 { "Messages of the demo" }
        p { "In the demo every message lands here instead of in somebody's mailbox." }
        (super::ui::table::table("Newest first", &["Subject", "To", "Date"], &rows, "No message has been sent yet."))
        p { a href="/" { "Back to Thrice" } }
    };
    Ok(plain_page(&app, "Messages of the demo", body))
}

/// The messages in the folder, newest first.
async fn files(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return Ok(Vec::new()) };
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".eml") {
            let changed = entry.metadata().await?.modified()?;
            found.push((changed, name));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found.into_iter().map(|(_, name)| name).collect())
}

/// A header's value, with folded lines joined.
fn header(message: &str, name: &str) -> String {
    let head = message.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
    let start = format!("{name}: ");
    head.lines().find_map(|l| l.strip_prefix(start.as_str())).unwrap_or("–").to_owned()
}

/// The plain part of a message, decoded as far as reading needs.
fn plain(message: &str) -> String {
    let parts = message.split("Content-Type: text/plain");
    let part = parts.last().unwrap_or(message);
    let (head, rest) = part.split_once("\r\n\r\n").unwrap_or(("", part));
    let text = rest.split("\r\n--").next().unwrap_or(rest);
    if head.contains("quoted-printable") { unquoted(text) } else { text.to_owned() }
}

fn unquoted(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'=').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn letter(app: &App, message: &str) -> Markup {
    let text = plain(message);
    let subject = header(message, "Subject");
    let links: Vec<String> = text
        .split_whitespace()
        .filter_map(|word| word.strip_prefix(app.post.public_url.as_str()))
        .filter(|path| path.starts_with("/i/"))
        .map(str::to_owned)
        .collect();
    let body = html! {
        h1 { (subject) }
        p { "To " (header(message, "To")) }
        pre { (text) }
        @for link in links { p { a.primary href=(link) { "Follow the link as this parent" } } }
        p { a href="/demo/mail" { "All messages" } }
    };
    plain_page(app, &subject, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_printable_part_is_read() {
        let message = "Subject: A\r\n B\r\nTo: x@y.org\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9 =\r\nopen\r\n--b--";
        assert_eq!(header(message, "Subject"), "A B");
        assert_eq!(plain(message), "Café open");
    }
}
