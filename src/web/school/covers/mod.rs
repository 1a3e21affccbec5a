//! A sheet for whoever covers a class on one day: whom to look after, what to do and what not, in first names; and a link to leave a note
//! until the evening, behind which nothing of anybody stands.

mod notes;
pub(in crate::web) mod sheet;

use std::collections::BTreeSet;

use axum::{
    Router,
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use maud::html;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        cover::{SHOWN_DAYS, check_day},
        ids::{ClassId, PupilId},
        people::Role,
    },
    store::{
        adjustments, covers,
        groups::{self, Which},
        profiles,
        pupils::page::{Whose, supported},
        register::{BoardOf, Register},
        schools,
    },
    web::{
        App,
        form::{
            asked,
            days::date,
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::{Person, encoded},
        },
    },
};

use sheet::{CoverSheet, outings};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/cover", get(show).post(with_link)).route("/c/{token}", get(notes::ask).post(notes::leave))
}

/// Which class, and when.
#[derive(Deserialize)]
struct CoverQuery {
    #[serde(default)]
    class: String,
    #[serde(default)]
    day: String,
    /// The token of the link that was made a moment ago.
    #[serde(default)]
    link: String,
}

/// The classes whose sheet somebody may print: every class with a plan, or those of their own pupils.
async fn classes(app: &App, person: &Person, register: &Register) -> Result<Vec<String>> {
    let today = app.clock.now().today();
    let found: BTreeSet<String> = match person.may(Thing::Plan, Verb::See) {
        true => {
            let board = register.board_to(&person.viewer, (Thing::Plan, Verb::See), BoardOf::on(today));
            board.iter().map(|(row, _)| row.class.clone()).collect()
        }
        false => {
            let mut conn = app.store.read().await?;
            let own = supported(&mut conn, register, &person.viewer, Whose::Mine, today).await?;
            own.into_iter().map(|(pupil, _)| pupil.class).collect()
        }
    };
    Ok(found.into_iter().filter(|class| !class.is_empty()).collect())
}

/// Whoever sees every plan, and whoever works with pupils of their own.
fn opens(person: &Person) -> Result<()> {
    let sees = person.may(Thing::Plan, Verb::See) || person.viewer.has_own_pupils();
    if sees { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<CoverQuery>) -> Result<Response> {
    answer(&app, &person, &asked).await
}

/// Makes a link, and leads to the sheet with it. Its token is kept nowhere, so that this is the page to print.
async fn with_link(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    opens(&person)?;
    let typed = Typed(fields);
    let (class, day) = (typed.get("class"), typed.get("day"));
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, &person, today).await?;
    drop(conn);
    if !classes(&app, &person, &register).await?.iter().any(|one| one == class) {
        return Err(Error::NotFound);
    }
    let id = register.facts().classes.iter().find(|(_, one)| one.name == class).map(|(id, _)| *id);
    let fits = date(day).filter(|day| check_day(*day, today, register.calendar()).is_ok());
    let (Some(id), Some(on)) = (id, fits) else {
        let asked = CoverQuery { class: class.to_owned(), day: day.to_owned(), link: String::new() };
        return answer(&app, &person, &asked).await;
    };
    let token = make(&app, &person, id, on).await?;
    Ok(Redirect::to(&format!("/cover?class={}&day={on}&link={token}", encoded(class))).into_response())
}

async fn make(app: &App, person: &Person, class: ClassId, day: NaiveDate) -> Result<String> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let token = covers::make_link(&mut tx, class, day).await?;
    tx.commit().await?;
    Ok(token)
}

async fn answer(app: &App, person: &Person, asked: &CoverQuery) -> Result<Response> {
    let (class, day) = (asked.class.as_str(), asked.day.as_str());
    opens(person)?;
    let (now, school) = (app.clock.now(), person.viewer.school);
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, now.today()).await?;
    drop(conn);
    let classes = classes(app, person, &register).await?;
    let mut unread = FormErrors::default();
    asked::readable(
        &mut unread,
        "class",
        class,
        "a class of yours with a plan",
        classes.iter().any(|one| one == class),
    );
    // Without a day it is the next on which there is school; without a class either, nothing was asked yet.
    let on = if day.is_empty() { Some(register.calendar().on_or_after(now.today())) } else { date(day) };
    match on.filter(|_| !class.is_empty() || !day.is_empty()).map(|on| check_day(on, now.today(), register.calendar()))
    {
        None if on.is_none() => unread.add("day", "Enter a real date, like 2026-12-02"),
        None => {}
        Some(Err(why)) => unread.add("day", why.to_string()),
        Some(Ok(())) => {}
    }
    let (Some(on), false, true) = (on, class.is_empty(), unread.is_empty()) else {
        let body = html! { (error_summary(&unread)) (sheet::choose(&classes, class, day, &unread)) };
        return app.answer(person, Page::new(sheet::TITLE, body).wrong(&unread)).await;
    };
    let mut conn = app.store.read().await?;
    let pupils = supported(&mut conn, &register, &person.viewer, Whose::Class(class), now.today()).await?;
    let ids: Vec<PupilId> = pupils.iter().map(|(pupil, _)| pupil.id).collect();
    let groups = groups::of_school(&mut conn, school, Which::All).await?;
    let mut notes = covers::notes_since(&mut conn, school, now.today() - SHOWN_DAYS).await?;
    notes.retain(|note| note.class == class);
    let helps = |(_, one): &(_, &crate::store::register::Member)| one.role == Role::Senco && one.works_here(on);
    let is_made = covers::is_link(&mut conn, school, &asked.link, on).await?;
    let shown = CoverSheet {
        class,
        day: on,
        adjustments: adjustments::current(&mut conn, &ids, on).await?,
        profiles: profiles::newest(&mut conn, &ids).await?,
        outings: outings(&groups, &ids, on),
        help: register.facts().staff.iter().filter(helps).map(|(_, one)| one.name.formal()).collect(),
        school: schools::get(&mut conn, school).await?,
        link: is_made.then(|| format!("{}/c/{}", app.post.public_url, asked.link)),
        notes,
        pupils: &pupils,
        now,
    };
    drop(conn);
    let seen: Vec<_> = ids.iter().map(|pupil| (None, *pupil)).collect();
    app.viewed_all(person, Subject::ClassSheet, &seen).await?;
    let body = html! { (sheet::choose(&classes, class, &on.to_string(), &unread)) (sheet::page(&shown)) };
    app.answer(person, Page::new(sheet::TITLE, body)).await
}
