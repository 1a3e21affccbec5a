//! A parent's own card: how they are reached, and what they need to take part. Asked once; every invitation uses it.

mod adding;
mod ending;
mod needs;
mod postal;

use std::fmt::Write as _;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use maud::html;
use sha2::{Digest, Sha256};

use super::head;
use crate::{
    domain::{
        access::Thing,
        adult_needs::{Format, Suits},
        audit::Subject,
        ids::AdultId,
        people::EmailAddress,
        time::LongDay,
    },
    store::{
        adult_needs::{self, Card, HeldAdultNeed, Told},
        postal as stored,
        pupils::head::Head,
        restrictions,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, number_input, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::button::button,
    },
};

pub(in crate::web) use needs::{format_words, formats, put_suits, suits_field, suits_of};

use needs::history;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/contacts", post(adding::create))
        .route("/pupils/{id}/contacts/new", get(adding::new))
        .route("/pupils/{id}/contacts/{adult}", get(edit).post(save))
        .route("/pupils/{id}/contacts/{adult}/end", get(ending::ask).post(ending::end))
}

const TITLE: &str = "A parent or carer";
const RESPONSIBILITY: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")];
/// More than this in one field is not meant.
const MOST: usize = 500;

async fn edit(State(app): State<App>, person: Person, Path((id, adult)): Path<(i64, i64)>) -> Result<Response> {
    let (head, held, earlier) = load(&app, &person, id, adult).await?;
    app.viewed(&person, Subject::Contact, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &held, &earlier, &typed_of(&held), &errors)).await
}

async fn save(
    State(app): State<App>,
    person: Person,
    Path((id, adult)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (head, held, earlier) = load(&app, &person, id, adult).await?;
    let mut typed = Typed(fields);
    if typed.get("seen") != fingerprint(&held) {
        typed.set("seen", fingerprint(&held));
        return conflict(&app, &person, &head, &held, &typed).await;
    }
    let (card, asked_on) = match read(&typed, app.clock.now().today()) {
        Ok(read) => read,
        Err(errors) => {
            return app.answer(&person, form(&head, &held, &earlier, &typed, &errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    // Asked again inside the act, so that of two who save at once one is told.
    let (school, today) = (person.viewer.school, tx.now.today());
    let now = adult_needs::of(tx.conn(), school, head.id, held.adult, today).await?.ok_or(Error::NotFound)?;
    if now != held {
        drop(tx);
        typed.set("seen", fingerprint(&now));
        return conflict(&app, &person, &head, &now, &typed).await;
    }
    adult_needs::save(&mut tx, head.id, &held, &card, asked_on).await?;
    restrictions::watch_all_of(&mut tx, held.adult).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{}#contacts", head.id)).into_response())
}

async fn load(app: &App, person: &Person, id: i64, adult: i64) -> Result<(Head, HeldAdultNeed, Earlier)> {
    let head = head::open_to_change(app, person, id, Thing::Contacts).await?;
    let (school, today) = (person.viewer.school, app.clock.now().today());
    let mut conn = app.store.read().await?;
    let held = adult_needs::of(&mut conn, school, head.id, AdultId(adult), today).await?;
    let held = held.ok_or(Error::NotFound)?;
    let told = adult_needs::told(&mut conn, held.adult).await?;
    let addresses = stored::before(&mut conn, held.adult).await?;
    Ok((head, held, Earlier { told, addresses }))
}

/// What was known of somebody before.
#[derive(Default)]
struct Earlier {
    told: Vec<Told>,
    addresses: Vec<stored::Before>,
}

/// What somebody saved meanwhile, above what this person typed. Saving again is their decision.
async fn conflict(app: &App, person: &Person, head: &Head, held: &HeldAdultNeed, typed: &Typed) -> Result<Response> {
    let theirs = typed_of(held);
    let news = html! {
        div.banner.banner-late role="alert" {
            p {
                strong { "Not saved. " }
                "Somebody else has changed this card meanwhile. Where they wrote otherwise than you, it stands here:"
            }
        }
        ul { @for (name, label) in LABELS.iter().filter(|(name, _)| theirs.get(name).lines().ne(typed.get(name).lines())) {
            li { (label) ": " @if theirs.get(name).is_empty() { "nothing" } @else { (theirs.get(name)) } }
            @if suits_of(&theirs) != suits_of(typed) {
                li {
                    "Times that suit: "
                    @if suits_of(&theirs).is_empty() { "nothing" } @else { (suits_of(&theirs).words()) }
                }
            }
        } }
    };
    let page = form(head, held, &Earlier::default(), typed, &FormErrors::default()).under(&news);
    app.answer(person, page.status(StatusCode::CONFLICT)).await
}

const LABELS: &[(&str, &str)] = &[
    ("title", "Title"),
    ("forename", "First name"),
    ("surname", "Family name"),
    ("relationship", "Who they are"),
    ("email", "E-mail address"),
    ("phone", "Phone"),
    ("postal", "Postal address"),
    ("postcode", "Postcode"),
    ("language", "Language spoken"),
    ("written", "Language written"),
    ("interpreter", "Interpreter"),
    ("format", "Format"),
    ("needs", "Needs"),
    ("hours", "Hours"),
    ("responsibility", "Parental responsibility"),
    ("priority", "Priority"),
];

fn typed_of(held: &HeldAdultNeed) -> Typed {
    let card = &held.card;
    let mut typed = Typed::default();
    for (name, value) in [
        ("title", &card.title),
        ("forename", &card.forename),
        ("surname", &card.surname),
        ("relationship", &card.relationship),
        ("email", &card.email),
        ("phone", &card.phone),
        ("language", &card.language),
        ("written", &card.written_language),
        ("interpreter", &card.interpreter),
        ("format", &card.format),
        ("needs", &card.access_needs),
        ("hours", &card.hours),
        ("responsibility", &card.responsibility),
    ] {
        typed.set(name, value.clone());
    }
    postal::put(&mut typed, &card.postal);
    put_suits(&mut typed, &Suits::parse(&card.suits));
    typed.set("priority", card.priority.to_string());
    typed.set("asked_on", held.asked_on.map_or_else(String::new, |day| day.to_string()));
    typed.set("seen", fingerprint(held));
    typed
}

/// Tells one state of a card from another, without the form carrying its contents twice.
fn fingerprint(held: &HeldAdultNeed) -> String {
    let digest = Sha256::digest(format!("{:?}{:?}", held.card, held.asked_on));
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn read(typed: &Typed, today: NaiveDate) -> std::result::Result<(Card, Option<NaiveDate>), FormErrors> {
    let mut errors = FormErrors::default();
    adding::too_long(typed, &mut errors);
    for name in ["forename", "surname", "relationship"] {
        if typed.get(name).is_empty() {
            errors.add(name, "Do not leave this empty");
        }
    }
    let email = typed.get("email");
    if !email.is_empty() && EmailAddress::parse(email).is_err() {
        errors.add("email", "The e-mail address must look like name@example.org");
    }
    let postal = postal::read(typed, &mut errors);
    if Format::from_code(typed.get("format")).is_none() {
        errors.add("format", "Choose a format");
    }
    if !RESPONSIBILITY.iter().any(|(code, _)| *code == typed.get("responsibility")) {
        errors.add("responsibility", "Say whether they have parental responsibility");
    }
    let priority = typed.get("priority").parse::<i64>().ok().filter(|n| (1..=20).contains(n));
    if priority.is_none() {
        errors.add("priority", "The place in the list must be a whole number from 1 to 20");
    }
    let asked_on = date(typed.get("asked_on"));
    if asked_on.is_some_and(|day| day > today) || (asked_on.is_none() && !typed.get("asked_on").is_empty()) {
        errors.add("asked_on", "The day on which they were asked must be a date up to today");
    }
    let text = |name| typed.get(name).to_owned();
    match priority {
        Some(priority) if errors.is_empty() => {
            let card = Card {
                title: text("title"),
                forename: text("forename"),
                surname: text("surname"),
                relationship: text("relationship"),
                email: text("email"),
                phone: text("phone"),
                postal,
                language: text("language"),
                written_language: text("written"),
                interpreter: text("interpreter"),
                format: text("format"),
                access_needs: text("needs"),
                hours: text("hours"),
                suits: suits_of(typed).as_text(),
                responsibility: text("responsibility"),
                priority,
            };
            Ok((card, asked_on))
        }
        _ => Err(errors),
    }
}

fn form(head: &Head, held: &HeldAdultNeed, earlier: &Earlier, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        h2 { bdi { (held.name.formal()) } ", " (held.relationship) }
        p { @match held.asked_on {
            Some(day) => { "They were asked what they need on " (LongDay(day)) "." },
            None => "They have not been asked yet what they need to take part.",
        } }
        (adding::names(typed, errors))
        (text_input(&field("email", "E-mail address", "Messages that wait for an old address are written anew to this one."), "email", "off"))
        (text_input(&field("phone", "Phone", ""), "tel", "off"))
        (postal::fields(typed, errors))
        (text_input(&field("language", "Language spoken at home", ""), "text", "off"))
        (text_input(&field("written", "Language to write in, if it is another", ""), "text", "off"))
        (text_input(&field("interpreter", "Interpreter: which language", "Leave it empty where none is needed. It is free for them."), "text", "off"))
        (select(
            &field(
                "format",
                "How they want what we send",
                "It decides how everything that we send goes: by letter or by phone instead of mail, or besides.",
            ),
            &formats(),
        ))
        (textarea(&field("needs", "What else they need to take part", "Step-free access, somebody with them … in their words."), 2))
        (suits_field(&field("suits", "Which times suit them?", "Tick all that do; nothing ticked means any. Such times are offered first."), typed))
        (text_input(&field("hours", "When they can be rung, in their words", "For example: not while they are at work, from 8 to 4"), "text", "off"))
        (date_input(&field("asked_on", "Asked on", "When they were asked about all this last.")))
        (radios(&field("responsibility", "Parental responsibility", ""), RESPONSIBILITY))
        (number_input(&field("priority", "Place in the list", "1 is contacted first. Every parent is invited all the same."), "", ""))
        input type="hidden" name="seen" value=(typed.get("seen"));
        (button("Save"))
        p { a href=(format!("/pupils/{}/contacts/{}/end", head.id, held.adult)) { "No longer a contact of this pupil" } }
        (history(&earlier.told))
        (postal::history(&earlier.addresses))
    };
    head::form(head, "", TITLE, errors, &format!("/contacts/{}", held.adult), &fields)
}
