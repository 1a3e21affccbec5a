//! Finding a pupil, and a pupil's page.

pub(super) mod head;
mod page;

pub(super) use page::target;

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    App,
    error::{Error, Result},
    session::Person,
    ui::{layout, table::table},
};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        ids::PupilId,
        people::Role,
        standing::standing,
    },
    store::{
        calendar,
        pupil_page::{self, Listed},
        schools,
        standing::facts_of,
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/pupils", get(search)).route("/pupils/{id}", get(show))
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn search(State(app): State<App>, person: Person, Query(search): Query<Search>) -> Result<Markup> {
    if matches!(person.viewer.role, Role::Governor | Role::Admin) {
        return Err(Error::Forbidden);
    }
    let all = pupil_page::list(&mut *app.store.read().await?, &person.viewer, app.clock.now().today()).await?;
    let found = best(&all, &search.q);
    let rows: Vec<Vec<Markup>> = found
        .iter()
        .map(|p| {
            vec![
                html! { a href=(format!("/pupils/{}", p.id)) { (p.name.full()) } },
                html! { @if p.class.is_empty() { "none" } @else { (p.class) } },
                html! { (p.status.map_or("–", |s| s.words())) },
            ]
        })
        .collect();
    let caption = match rows.len() {
        1 => "1 pupil".to_owned(),
        n => format!("{n} pupils"),
    };
    let empty = "Nobody of that name in the classes you see. Try fewer letters, or the class.";
    let body = html! {
        h1 { "Find a pupil" }
        form.search method="get" action="/pupils" role="search" {
            label for="q" { "Name or class" }
            span.search-row {
                input type="search" id="q" name="q" value=(search.q) autocomplete="off" data-search;
                button.primary type="submit" { "Find" }
            }
        }
        (table(&caption, &["Name", "Class", "SEN status"], &rows, empty))
    };
    Ok(layout::page(&layout::chrome(&app, &person).await?, "Find a pupil", body))
}

/// The pupils that every typed word fits: the beginning of a name or class, or a name with one slip in it.
fn best<'a>(all: &'a [Listed], typed: &str) -> Vec<&'a Listed> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let fits = |pupil: &&Listed, near: bool| {
        let names = format!("{} {} {}", pupil.name.forename, pupil.name.surname, pupil.class).to_lowercase();
        words.iter().all(|word| {
            names.split([' ', '-']).any(|part| {
                part.starts_with(word.as_str()) || (near && word.len() > 3 && strsim::osa_distance(part, word) <= 1)
            })
        })
    };
    let exact: Vec<&Listed> = all.iter().filter(|p| fits(p, false)).collect();
    if exact.is_empty() { all.iter().filter(|p| fits(p, true)).collect() } else { exact }
}

#[derive(Deserialize)]
struct After {
    saved: Option<String>,
}

async fn show(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(after): Query<After>,
) -> Result<Markup> {
    let (pupil, now) = (PupilId(id), app.clock.now());
    let today = now.today();
    let (viewer, school) = (&person.viewer, person.viewer.school);
    let head = head::open(&app, &person, id, Thing::Pupil).await?;
    let mut conn = app.store.read().await?;
    let found = pupil_page::load(&mut conn, viewer, &head, today).await?;
    let sees_record = head.may(Thing::SenRecord, Verb::See);
    let strip = if sees_record {
        let rules = schools::rules(&mut conn, school, today).await?;
        let calendar = calendar::load(&mut conn, school).await?;
        let row = facts_of(&mut conn, school, pupil, &rules, AcademicYear::containing(today), today).await?;
        row.map(|r| standing(&calendar, &r.facts, rules.get("due_soon.school_days"), today))
    } else {
        None
    };
    drop(conn);
    app.store.viewed(person.actor(), school, now, "pupil", pupil).await?;
    let body = html! {
        @if after.saved.as_deref() == Some("review") {
            div.banner.banner-good role="status" { p { strong { "The review is saved. " } "Its year is counted below, and the next one has its date." } }
        }
        (head::bar(&head, head::Tab::Overview))
        (page::body(&person, &head, &found, strip.as_ref(), today))
    };
    Ok(layout::page(&layout::chrome(&app, &person).await?, &head.name.short(), body))
}
