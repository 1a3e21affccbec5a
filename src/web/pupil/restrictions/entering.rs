//! Entering a restriction that somebody has just learned of, from a pupil's page: it holds from the same second, for each child of that
//! adult for whom it is said to.

use axum::{
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    decided::{self, Otherwise},
    known,
};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        ids::{AdultId, PupilId},
        restriction::OrderKind,
    },
    store::{
        Tx, plans,
        restrictions::{self, Link, NewRestriction, UnderWay, Word},
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// Which contact.
#[derive(Debug, Deserialize)]
pub(super) struct RestrictionQuery {
    contact: i64,
}

/// Of whom it is asked: the contact of this pupil, and of each sibling, with what is under way between the two.
struct LinksAsked {
    links: Vec<(Link, UnderWay)>,
}

impl LinksAsked {
    /// The contact of the pupil whose page it is.
    fn first(&self) -> &Link {
        &self.links[0].0
    }

    fn siblings(&self) -> &[(Link, UnderWay)] {
        &self.links[1..]
    }
}

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Query(asked): Query<RestrictionQuery>,
) -> Result<Response> {
    let asked = load(&app, &person, pupil, asked.contact).await?;
    let mut typed = Typed::default();
    typed.set("does", "no_contact");
    let seen: Vec<_> = asked.links.iter().map(|(link, _)| (None, link.pupil)).collect();
    app.viewed_all(&person, Subject::Restriction, &seen).await?;
    app.answer(&person, Page::new(TITLE, page(&asked, &typed, &FormErrors::default()))).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(pupil): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let contact = typed.get("contact").parse().map_err(|_| Error::NotFound)?;
    let asked = load(&app, &person, pupil, contact).await?;
    let mut errors = FormErrors::default();
    let also = also(&typed, &asked, &mut errors);
    let read = read(&typed, &mut errors, true, app.clock.now().today());
    let Some(read) = read.filter(|_| errors.is_empty()) else {
        let body = page(&asked, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    read.enter(&mut tx, asked.first()).await?;
    for sibling in also {
        read.enter(&mut tx, sibling).await?;
    }
    tx.commit().await?;
    // Where a meeting has to be moved, that comes next.
    let first = asked.links.iter().find_map(|(_, under_way)| under_way.meetings.first());
    let to =
        first.map_or_else(|| format!("/pupils/{}", asked.first().pupil), |one| format!("/conversations/{}", one.id));
    Ok(Redirect::to(&to).into_response())
}

/// The siblings for whom it holds too. Each has to be answered for by name.
fn also<'a>(typed: &Typed, asked: &'a LinksAsked, errors: &mut FormErrors) -> Vec<&'a Link> {
    let mut holds = Vec::new();
    for (sibling, _) in asked.siblings() {
        let field = field_of(sibling);
        match typed.get(&field) {
            "yes" => holds.push(sibling),
            "no" => {}
            _ => errors.add(field, format!("Say whether it holds for {}, too", sibling.pupil_name.full())),
        }
    }
    holds
}

fn field_of(sibling: &Link) -> String {
    format!("also-{}", sibling.pupil)
}

/// The part of a form in which a restriction is entered: what it is, what is known, whose word it is, and what holds from now on.
pub(in crate::web) fn fields(typed: &Typed, errors: &FormErrors, decides: bool) -> Markup {
    let orders: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(OrderKind::ALL.iter().map(|k| (k.as_code(), k.words()))).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (select(&field("order", "What kind of order", ""), &orders))
        (textarea(&field("note", "What you know", "What it forbids, and what you have seen of it."), 3))
        (text_input(&field("said_by", "Who said so", "A person, or the court"), "text", "off"))
        (date_input(&field("said_on", "When", "The day they said so, or the day of the order")))
        (date_input(&field("from_on", "First day", "If it is not the day above")))
        @if decides { (decided::fields(typed, errors, Otherwise::NotSure)) }
    }
}

/// What was typed, once it is whole.
pub(in crate::web) struct Read(NewRestriction);

impl Read {
    /// Enters it.
    pub(in crate::web) async fn enter(&self, tx: &mut Tx, link: &Link) -> anyhow::Result<()> {
        restrictions::enter_by_hand(tx, link, &self.0).await
    }
}

/// Reads that part. Who may not decide leaves it to be checked.
pub(in crate::web) fn read(typed: &Typed, errors: &mut FormErrors, decides: bool, today: NaiveDate) -> Option<Read> {
    let order = OrderKind::from_code(typed.get("order"));
    if order.is_none() {
        errors.add("order", "Choose what kind of order it is, or that there is none");
    }
    let (note, by) = (typed.get("note").trim(), typed.get("said_by").trim());
    if note.is_empty() {
        errors.add("note", "Write down what you know");
    }
    if by.is_empty() {
        errors.add("said_by", "Write down who said so");
    }
    let on = date(typed.get("said_on").trim()).filter(|day| *day <= today);
    if on.is_none() {
        errors.add("said_on", "Enter the day they said so, or the day of the order: a date up to today");
    }
    let typed_from = typed.get("from_on").trim();
    let from = if typed_from.is_empty() { on } else { date(typed_from) };
    if from.is_none() && !typed_from.is_empty() {
        errors.add("from_on", "Enter the first day as a date, or leave it out");
    }
    let decided = match decides {
        true => decided::read(typed, errors, Otherwise::NotSure, (from, today)),
        false => Some(None),
    };
    let word = Word { by: by.to_owned(), on: on? };
    let new = NewRestriction { order: order?, note: note.to_owned(), word, from: from?, decided: decided? };
    errors.is_empty().then_some(Read(new))
}

/// The contact, of this pupil and of their siblings, and what is under way.
async fn load(app: &App, person: &Person, pupil: i64, adult: i64) -> Result<LinksAsked> {
    let mut conn = app.store.read().await?;
    let (school, pupil, now) = (person.viewer.school, PupilId(pupil), app.clock.now());
    plans::pupil_for(&mut conn, &person.viewer, pupil, Verb::See, now.today()).await?.ok_or(Error::NotFound)?;
    person.must(Thing::Restrictions, Verb::Change)?;
    let found = restrictions::link(&mut conn, school, pupil, AdultId(adult), now.today()).await?;
    let link = found.ok_or(Error::NotFound)?;
    let siblings = restrictions::siblings(&mut conn, school, &link, now.today()).await?;
    let mut links = Vec::with_capacity(1 + siblings.len());
    for link in std::iter::once(link).chain(siblings) {
        let under_way = restrictions::under_way(&mut conn, school, (link.adult, link.pupil), now).await?;
        links.push((link, under_way));
    }
    Ok(LinksAsked { links })
}

const TITLE: &str = "Enter a restriction";

fn page(asked: &LinksAsked, typed: &Typed, errors: &FormErrors) -> Markup {
    let link = asked.first();
    html! {
        p.no-print { a href=(format!("/pupils/{}", link.pupil)) { "Back to " (link.pupil_name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (link.adult_name.formal()) ", " (link.relationship) " of " (link.pupil_name.full()) }
        @for (link, under_way) in &asked.links { (known::under_way(link, under_way)) }
        (post_form(format!("/pupils/{}/restrictions", link.pupil)).class("panel").of(html! {
            input type="hidden" name="contact" value=(link.adult);
            (fields(typed, errors, true))
            @for (sibling, _) in asked.siblings() { (for_sibling(sibling, typed, errors)) }
            (button("Save the restriction"))
        }))
    }
}

fn for_sibling(sibling: &Link, typed: &Typed, errors: &FormErrors) -> Markup {
    let name = field_of(sibling);
    let label = format!("Does it hold for {}, too?", sibling.pupil_name.full());
    let hint = format!("{}, {}", sibling.adult_name.formal(), sibling.relationship);
    let field = Field { name: &name, label: &label, hint: &hint, value: typed.get(&name), errors };
    radios(&field, &[("yes", "Yes, for them as well"), ("no", "No, not for them")])
}
