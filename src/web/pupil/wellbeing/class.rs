//! The wellbeing of a class: who of those with a plan has had none filled in this term. A list to work from, and no reminder.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        count::counted,
        ids::{ClassId, PupilId},
        time::LongDay,
        wellbeing::{TermOf, is_of_this_term},
    },
    store::{
        pupils::page::{Listed, Whose, supported},
        wellbeing,
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The pupils of a class whose targets the reader sees. A class of which they see nobody does not exist for them.
pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, &person, today).await?;
    let class = register.facts().classes.get(&ClassId(id)).ok_or(Error::NotFound)?.name.clone();
    let mut pupils = supported(&mut conn, &register, &person.viewer, Whose::Class(&class), today).await?;
    pupils.retain(|(one, plans)| !plans.is_empty() && person.viewer.may(one.relation, Thing::Targets, Verb::See));
    if pupils.is_empty() && !person.may(Thing::Targets, Verb::See) {
        return Err(Error::NotFound);
    }
    let ids: Vec<PupilId> = pupils.iter().map(|(one, _)| one.id).collect();
    let last = wellbeing::last_of(&mut conn, &ids).await?;
    drop(conn);
    let is_there = |pupil: &PupilId| is_of_this_term(register.calendar(), last.get(pupil).copied(), today);
    let (there, missing): (Vec<&Listed>, Vec<&Listed>) =
        pupils.iter().map(|(one, _)| one).partition(|one| is_there(&one.id));
    let seen: Vec<_> = ids.iter().map(|pupil| (None, *pupil)).collect();
    app.viewed_all(&person, Subject::Wellbeing, &seen).await?;
    let body = body(&class, TermOf::containing(register.calendar(), today), (&missing, &there), &last);
    app.answer(&person, Page::new(format!("Wellbeing · {class}"), body)).await
}

fn body(
    class: &str,
    term: TermOf,
    (missing, there): (&[&Listed], &[&Listed]),
    last: &BTreeMap<PupilId, NaiveDate>,
) -> Markup {
    let row = |one: &&Listed| {
        vec![
            html! { a href=(format!("/pupils/{}/wellbeing", one.id)) { (one.name.full()) } },
            html! {
                @match last.get(&one.id) {
                    Some(day) => (LongDay(*day)),
                    None => "Never",
                }
            },
        ]
    };
    let rows = |all: &[&Listed]| all.iter().map(row).collect::<Vec<_>>();
    let heads = ["Pupil", "Last filled in"];
    html! {
        h1 { "Wellbeing of " (class) }
        p.lead { "Pupils with a plan, " (term) }
        section aria-labelledby="missing" {
            h2 #missing { "Not yet this term" @if !missing.is_empty() { " " (tag(Tone::Quiet, &counted(missing.len(), "pupil", "pupils"))) } }
            (table("Nobody has filled it in for them", &heads, &rows(missing), "Everybody with a plan has one this term."))
        }
        @if !there.is_empty() {
            section aria-labelledby="there" {
                h2 #there { "Filled in this term" }
                (table("By the pupil or by an adult", &heads, &rows(there), ""))
            }
        }
    }
}
