//! Every meeting with parents that was offered about a pupil, and what became of it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use crate::{
    domain::{access::Thing, time::LongDay},
    store::conversations::{self, Became, Try},
    web::{
        App,
        frame::{error::Result, session::Person},
        pupil::head::{self, Tab},
        ui::{
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Conversation).await?;
    let all = conversations::of_pupil(&mut *app.store.read().await?, head.id).await?;
    head::page(&app, &person, &head, Tab::Meetings, body(&all)).await
}

fn body(all: &[Try]) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let offered = LongDay(one.offered.today());
            vec![
                html! { a href=(format!("/conversations/{}", one.id)) { "Offered on " (offered) } },
                html! { (one.became) },
                html! { (mark(one.became)) },
            ]
        })
        .collect();
    html! {
        section aria-labelledby="meetings" {
            h2 #meetings { "Meetings with parents" }
            (table("The newest first", &["Meeting", "What became of it", "Counts as"], &rows, "No meeting has been offered yet. It is offered from the plan."))
        }
    }
}

/// What it counts as: only a meeting in which a parent took part is one.
fn mark(became: Became) -> Markup {
    match became {
        Became::Met(_) => tag(Tone::Good, "Meeting held"),
        Became::Missed(_) => tag(Tone::Soon, "Offered only"),
        Became::CalledOff => tag(Tone::Quiet, "Not held"),
        Became::Booked(_) => tag(Tone::Sky, "Booked"),
        Became::Open => tag(Tone::Quiet, "Offered"),
    }
}
