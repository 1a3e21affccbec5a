//! Finding a pupil: every pupil this person may see, or those whom a few typed letters mean. What is typed is sent as a form and stands
//! in no address, so that no name is kept in a history or a log.

use axum::{
    Form, Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        find::distance,
        people::Role,
    },
    store::pupils::{self, page::Listed},
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{post_form::post_form, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils", get(all).post(search))
}

#[derive(Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

async fn all(State(app): State<App>, person: Person) -> Result<Response> {
    let found = load(&app, &person).await?;
    app.answer(&person, page(&person, &found.iter().collect::<Vec<_>>(), "")).await
}

async fn search(State(app): State<App>, person: Person, Form(typed): Form<SearchQuery>) -> Result<Response> {
    let all = load(&app, &person).await?;
    let found = nearest(&all, &typed.q);
    if let [(0, one)] = found[..]
        && !typed.q.trim().is_empty()
    {
        return Ok(Redirect::to(&format!("/pupils/{}", one.id)).into_response());
    }
    let found: Vec<&Listed> = found.into_iter().map(|(_, one)| one).collect();
    app.answer(&person, page(&person, &found, &typed.q)).await
}

async fn load(app: &App, person: &Person) -> Result<Vec<Listed>> {
    if matches!(person.viewer.role, Role::Governor | Role::Admin) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let register = app.register(&mut *app.store.read().await?, person, today).await?;
    Ok(pupils::page::list(&register, &person.viewer, today))
}

/// Those whom every typed word fits, the nearest first. Where somebody fits without a slip, only those do.
fn nearest<'a>(all: &'a [Listed], typed: &str) -> Vec<(usize, &'a Listed)> {
    let far = |one: &Listed| distance(typed, &[&one.name.forename, &one.name.surname], &one.class);
    let mut found: Vec<(usize, &Listed)> = all.iter().filter_map(|one| Some((far(one)?, one))).collect();
    if found.iter().any(|(far, _)| *far == 0) {
        found.retain(|(far, _)| *far == 0);
    }
    found.sort_by_key(|(far, _)| *far);
    found
}

fn page(person: &Person, found: &[&Listed], typed: &str) -> Page {
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
    let caption = counted(rows.len(), "pupil", "pupils");
    let empty = match typed.trim() {
        "" => "There is no pupil in the classes you see yet.",
        _ => "Nobody of that name in the classes you see. Try fewer letters, or the class.",
    };
    let body = html! {
        h1 { "Find a pupil" }
        (post_form("/pupils").class("search").searches("Find a pupil").of(html! {
            label for="q" { "Name or class" }
            p.hint #q-hint { "The first letters are enough, and a slip does not matter. Press / on any page to come here." }
            span.search-row {
                input type="search" id="q" name="q" value=(typed) autocomplete="off" aria-describedby="q-hint" data-search;
                button.primary type="submit" { "Find" }
            }
        }))
        (table(&caption, &["Name", "Class", "SEN status"], &rows, empty))
        @if person.may(Thing::Board, Verb::See) {
            p.actions.no-print {
                a href="/leavers" { "Leavers" }
                @if person.may(Thing::Pupil, Verb::Change) { a.second href="/pupils/new" { "Add a pupil" } }
            }
        }
    };
    Page::new("Find a pupil", body).at(Nav::FindPupil)
}
