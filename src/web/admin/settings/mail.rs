//! How mail is configured, and a message to oneself that tries it out: past the outbox, through the real mail server, with what it said.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        time::{ClockTime, LongDay, Moment},
    },
    mail::{self, Outcome, Way, smtp::Tls},
    store::{
        health,
        mail_tests::{self, MailTest},
        schools,
    },
    web::{
        App,
        admin::steps,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            post_form::post_form,
            summary_list::summary_list,
            tag::{Tone, tag},
        },
    },
};

/// How long somebody waits at most for the mail server's answer.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut conn = app.store.read().await?;
    let card = schools::get(&mut conn, person.viewer.school).await?;
    let health = health::look(&mut conn).await?;
    let test = mail_tests::newest(&mut conn, person.viewer.school).await?;
    drop(conn);
    let way = app.mail.way()?;
    let trouble = health.trouble(app.clock.now());
    let waiting = html! { (health.waiting) @if let Some(why) = trouble { p.muted { "Not being sent: " (why) "." } } };
    let body = html! {
        (steps::way_back(&app, &person, "/settings", "Back to the settings").await?)
        h1 { "E-mail" }
        (summary_list(&[
            ("Messages leave", words(&way)),
            ("Sender’s address", html! { (app.post.from) }),
            ("Replies go to", html! { @if card.email.is_empty() { "Nowhere yet: enter the school’s mailbox in the settings" } @else { (card.email) } }),
            ("Links lead to", html! { (app.post.public_url) }),
            ("Waiting in the outbox", waiting),
        ]))
        (how(&way))
        section.panel aria-labelledby="test" {
            h2 #test { "Try it out" }
            @match &person.email {
                Some(_) if way == Way::Off => p { "Nothing can be sent yet." },
                Some(address) => {
                    p { "A short message to " strong { (address) } ", past the outbox. It takes up to " (PATIENCE.as_secs()) " seconds." }
                    (post_form("/settings/mail/test").of(html! { (button("Send me a test message")) }))
                },
                None => p { "Your account has no e-mail address that could be written to." },
            }
            @if let Some(test) = &test { (said(test, &person, &way)) }
        }
    };
    app.answer(&person, Page::new("E-mail", body)).await
}

pub(super) async fn test(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let to = person.email.clone().ok_or(Error::NotFound)?;
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    let sender = mail::Sender { name: school, address: app.post.from.clone(), host: app.post.host() };
    let parcel = mail::compose_test(&sender, &to, app.clock.now())?;
    let mut transport = app.mail.open()?;
    let sent = tokio::time::timeout(PATIENCE, transport.send(&parcel)).await;
    if sent.is_ok() {
        transport.close().await;
    }
    let (outcome, reply) = match sent {
        Ok(Outcome::Accepted(reply)) => ("accepted", reply),
        Ok(Outcome::Retry(reply)) => ("later", reply),
        Ok(Outcome::RecipientRefused(reply)) => ("recipient", reply),
        Ok(Outcome::ConfigRefused(reply)) => ("us", reply),
        Ok(Outcome::ContentRefused(reply)) => ("words", reply),
        Err(_) => ("silent", String::new()),
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    mail_tests::record(&mut tx, outcome, &reply).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/mail#test").into_response())
}

fn words(way: &Way) -> Markup {
    html! {
        @match way {
            Way::Off => { (tag(Tone::Late, "Not yet")) " No mail server is set. Messages are written and wait in the outbox." },
            Way::Folder(path) => { (tag(Tone::Quiet, "Into a folder")) " Each is kept as a file in " code { (path.display()) } ". Nobody gets any." },
            Way::Server { place, tls, user } => {
                "Through " code { (place) } ", "
                @match tls { Tls::None => "not encrypted", Tls::Implicit => "encrypted (TLS)", Tls::StartTls => "encrypted (STARTTLS)" }
                @match user { Some(user) => { ", signed in as " code { (user) } }, None => ", without signing in" }
                "."
            },
        }
    }
}

/// How it is changed: where the program runs, since it holds a password.
fn how(way: &Way) -> Markup {
    html! {
        details open[*way == Way::Off] {
            summary { "Change how messages leave" }
            p {
                "The mail server’s password is kept where Thrice runs, and not in its database. "
                "Whoever looks after that machine sets one of these and starts Thrice again:"
            }
            pre { code {
                "# a mail server: ask your provider for host, user and password\n"
                "THRICE_SMTP_URL='smtp://user:password@mail.example.org:587?tls=required'\n"
                "THRICE_MAIL_FROM=office@example.org\n\n"
                "# or files in a folder, to look at while you try things out\n"
                "THRICE_SMTP_URL=folder:data/mail"
            } }
            p { "With neither, messages wait in the outbox, and go once there is a mail server. What has become useless by then does not go." }
        }
    }
}

/// What the mail server said to the newest test, in plain words and in its own.
fn said(test: &MailTest, person: &Person, way: &Way) -> Markup {
    let is_folder = matches!(way, Way::Folder(_));
    let when = |at: Moment| html! { (LongDay(at.today())) " at " (ClockTime(at.local().time())) };
    let (tone, word, plain) = match test.outcome.as_str() {
        "accepted" if is_folder => (
            Tone::Good,
            "Written",
            "It is a file in that folder now. Nobody gets a message until a mail server is set.",
        ),
        "accepted" => (
            Tone::Good,
            "Accepted",
            "The mail server has taken the message. Look in the mailbox, and among its junk mail, within a few minutes.",
        ),
        "recipient" => {
            (Tone::Late, "Address refused", "The mail server does not take mail for your address. Is it spelt right?")
        }
        "us" => (
            Tone::Late,
            "We are refused",
            "The mail server does not take mail from us: the user, the password or the sender’s address is not right, or it wants an encrypted connection.",
        ),
        "words" => {
            (Tone::Late, "Message refused", "The mail server does not take this message. Its own words say why.")
        }
        "silent" => (
            Tone::Late,
            "No answer",
            "The mail server did not answer in time. Are its name and port right, and does a firewall let us out?",
        ),
        _ => (
            Tone::Late,
            "Not now",
            "It could not be sent now, and may work later: the mail server was not to be reached, or was busy. Are its name and port right?",
        ),
    };
    html! {
        h3 { "The last test" }
        p { (tag(tone, word)) " " (when(test.at)) @if test.by == person.viewer.staff { ", to you" } "." }
        p { (plain) }
        @if !test.reply.is_empty() && !is_folder { p { "What it said: " code { (test.reply) } } }
        @if test.outcome == "accepted" && !is_folder {
            details {
                summary { "It did not arrive?" }
                ul {
                    li { "Look among junk mail and in quarantine." }
                    li { "The sender’s domain must let this mail server send for it (SPF, DKIM, DMARC): ask whoever keeps the domain." }
                    li { "Use a sender’s address at the school’s own domain, never one of a free mail service." }
                }
            }
        }
    }
}
