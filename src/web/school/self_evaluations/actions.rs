//! What somebody took on because of a self-evaluation: on its page, on the owner's own first page, and the page on which it is done.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{FrameworkSeen, address};
use crate::{
    domain::{
        access::{Thing, Verb},
        time::LongDay,
    },
    store::{
        bank,
        self_evaluations::actions::{self, Action, Asked},
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, error_summary, text_input},
            nameless::{nameless, no_name},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// What is to be done, and what was done, for whoever sees the self-evaluation; with what each belongs to where that is `told`.
pub(super) fn list(all: &[&Action], seen: &FrameworkSeen, told: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { (one.words) @if told { p.muted { (one.wording) } } },
                html! { (one.owner.1.formal()) },
                html! { (LongDay(one.due_on)) },
                html! {
                    (state(one, seen.now.today()))
                    @if one.done.is_none() && seen.may.change {
                        " " a.no-print href=(format!("/self-evaluation/actions/{}", one.id)) { "Say what came of it" span.hidden { ": " (one.words) } }
                    }
                },
            ]
        })
        .collect();
    html! {
        section aria-labelledby="actions" {
            h2 #actions { "Actions" }
            (table("What is to be done", &["What", "Who", "By when", "Done?"], &rows, "Nothing is taken on yet."))
        }
    }
}

fn state(one: &Action, today: NaiveDate) -> Markup {
    html! {
        @match &one.done {
            Some((on, note)) => { (tag(Tone::Good, "Done")) " " (LongDay(*on)) @if !note.is_empty() { ": " (note) } }
            None if one.is_late(today) => (tag(Tone::Late, "Late")),
            None => "Open",
        }
    }
}

/// What a member of staff took on and has not done, for their own first page.
pub(in crate::web) fn taken_on(all: &[Action], today: NaiveDate) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-labelledby="self-evaluation" {
                h2 #self-evaluation { "Yours from the self-evaluation (" (all.len()) ")" }
                ul.rows {
                    @for one in all {
                        li.row.row-overdue[one.is_late(today)] {
                            span.row-what {
                                strong { (one.words) } " by " (LongDay(one.due_on))
                                @if one.is_late(today) { " " (tag(Tone::Late, "Late")) }
                            }
                            a.second href=(format!("/self-evaluation/actions/{}", one.id)) { "Say what came of it" span.hidden { ": " (one.words) } }
                        }
                    }
                }
            }
        }
    }
}

/// An action that is still open, of which this person can say that it is done: whoever writes in the self-evaluation, and whose it is.
async fn mine(app: &App, person: &Person, id: i64) -> Result<Action> {
    let asked = Asked { id: Some(id), ..Asked::default() };
    let found = actions::actions(&mut *app.store.read().await?, person.viewer.school, asked).await?;
    let own = |one: &Action| one.owner.0 == person.viewer.staff;
    let may = |one: &Action| person.may(Thing::SelfEvaluation, Verb::Change) || own(one);
    found.into_iter().find(|one| one.done.is_none() && may(one)).ok_or(Error::NotFound)
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let one = mine(&app, &person, id).await?;
    let mut typed = Typed::default();
    typed.set("done_on", app.clock.now().today().to_string());
    app.answer(&person, page(&one, back(&person, &one), &typed, &FormErrors::default())).await
}

/// Where it stands, for this person.
fn back(person: &Person, one: &Action) -> String {
    if person.may(Thing::SelfEvaluation, Verb::See) { address(&one.framework) } else { "/".to_owned() }
}

pub(super) async fn finish(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (one, typed, now) = (mine(&app, &person, id).await?, Typed(fields), app.clock.now());
    let names = bank::names(&mut *app.store.read().await?, person.viewer.school).await?;
    let mut errors = FormErrors::default();
    let done_on = day_gone(&typed, "done_on", "the day on which it was done", now.today(), &mut errors);
    nameless(&typed, "note", &names, &mut errors);
    let (Some(done_on), true) = (done_on, errors.is_empty()) else {
        return app.answer(&person, page(&one, back(&person, &one), &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !actions::finish(&mut tx, &one, done_on, &cut(typed.get("note"))).await? {
        return Err(Error::Conflict("Somebody else has said so a moment ago.".to_owned()));
    }
    tx.commit().await?;
    Ok(Redirect::to(&back(&person, &one)).into_response())
}

fn page(one: &Action, back: String, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let body = html! {
        p.no-print { a href=(back) { "Back" } }
        (error_summary(errors))
        h1 { (one.words) }
        p.lead { "For " (one.owner.1.formal()) ", by " (LongDay(one.due_on)) ". It belongs to: " (one.wording) }
        (post_form(format!("/self-evaluation/actions/{}", one.id)).class("panel no-print").of(html! {
            (date_input(&field("done_on", "When was it done?", "")))
            (text_input(&field("note", "What came of it", "May be left empty. No child’s name."), "text", "off"))
            (no_name(typed, errors))
            p.actions { (button("It is done")) }
        }))
    };
    Page::new("What came of it", body).wrong(errors)
}
