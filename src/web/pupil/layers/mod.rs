//! The school's ladder of support by its own names, and on which of its layers a pupil is: a fact beside the SEN status, never one of it.

mod ladder;

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        layer::{OnLayer, begin},
        time::LongDay,
    },
    store::{
        layers::{self, HeldLayer},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, error_summary, select, text_input},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/layers", get(ladder::show).post(ladder::add))
        .route("/layers/ready", post(ladder::take_ready))
        .route("/layers/{id}/withdrawal", post(ladder::withdraw))
        .route("/pupils/{id}/layers", get(show).post(enter))
        .route("/pupils/{id}/layers/{layer}/end", post(end))
}

/// What the page of a pupil's layers is made from.
struct OfPupil {
    head: Head,
    held: Vec<(i64, OnLayer)>,
    choices: Vec<HeldLayer>,
}

async fn load(app: &App, head: Head) -> Result<OfPupil> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let choices = layers::of_school(&mut conn, head.viewer().school, today).await?;
    Ok(OfPupil { held: layers::of_pupil(&mut conn, head.id).await?, head, choices })
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, head::open(&app, &person, id, Thing::SenRecord).await?).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::PupilLayer, seen.head.id).await?;
    app.answer(&person, page(&seen, &typed, &FormErrors::default())).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, head::open_to_change(&app, &person, id, Thing::SenRecord).await?).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let layer = seen.choices.iter().find(|one| one.id.to_string() == typed.get("layer")).map(|one| one.id);
    if layer.is_none() {
        errors.add("layer", "Choose a layer of your school");
    }
    let from = day_gone(&typed, "from_on", "the first day", now.today(), &mut errors);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let held: Vec<_> = layers::of_pupil(tx.conn(), seen.head.id).await?.into_iter().map(|(_, on)| on).collect();
    if let Some(Err(why)) = layer.zip(from).map(|(layer, from)| begin(&held, layer, from, now.today())) {
        errors.add("layer", why.to_string());
    }
    let (Some(layer), Some(from), true) = (layer, from, errors.is_empty()) else {
        drop(tx);
        return app.answer(&person, page(&seen, &typed, &errors)).await;
    };
    layers::begin(&mut tx, seen.head.id, layer, from, &cut(typed.get("why"))).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{id}/layers")).into_response())
}

async fn end(State(app): State<App>, person: Person, Path((id, on)): Path<(i64, i64)>) -> Result<Response> {
    let seen = load(&app, head::open_to_change(&app, &person, id, Thing::SenRecord).await?).await?;
    if !seen.held.iter().any(|(row, _)| *row == on) {
        return Err(Error::NotFound);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = tx.now.today();
    if !layers::end(&mut tx, seen.head.id, on, today).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/pupils/{id}/layers")).into_response())
}

const TITLE: &str = "Ladder of support";

fn page(seen: &OfPupil, typed: &Typed, errors: &FormErrors) -> Page {
    let (head, changes) = (&seen.head, seen.head.may(Thing::SenRecord, Verb::Change));
    let rows: Vec<Vec<Markup>> = seen
        .held
        .iter()
        .map(|(id, on)| {
            vec![
                html! { strong { (on.name) } },
                html! { (on.why) },
                html! { (LongDay(on.from)) },
                html! {
                    @match on.until {
                        Some(until) => (LongDay(until)),
                        None if changes => (post_form(format!("/pupils/{}/layers/{id}/end", head.id)).class("no-print").of(html! {
                            button.second type="submit" { "Ends today" span.hidden { ": " (on.name) } }
                        })),
                        None => "It goes on",
                    }
                },
            ]
        })
        .collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/record", head.id)) { "Back to " (head.name.forename) "’s SEN record" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (head.name.full()) ". The school’s own layers: where support comes from now. They are no SEN status, and no step to be climbed." }
        (table("On which layers, the newest first", &["Layer", "Why", "Since", "Until"], &rows, "On none."))
        @if changes { h2.no-print { "Put on a layer" } (form(seen, typed, errors)) }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn form(seen: &OfPupil, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let ids: Vec<String> = seen.choices.iter().map(|one| one.id.to_string()).collect();
    let mut options = vec![("", "Choose")];
    options.extend(ids.iter().zip(&seen.choices).map(|(id, one)| (id.as_str(), one.name.as_str())));
    html! {
        @if seen.choices.is_empty() {
            p.no-print { "Your school has named no layers yet. " a href="/layers" { "Name them" } }
        } @else {
            (post_form(format!("/pupils/{}/layers", seen.head.id)).class("panel no-print").of(html! {
                (select(&field("layer", "Layer", ""), &options))
                (text_input(&field("why", "Why", "May be left empty."), "text", "off"))
                (date_input(&field("from_on", "Since", "")))
                (button("Save"))
            }))
        }
    }
}
