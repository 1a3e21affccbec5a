//! The pack for a peer review: everything that was written against a framework, to be printed and taken along. It leaves the house, so that
//! it names no child, and small numbers are hidden in it whoever prints it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{FrameworkSeen, address, figures::outside, load, signed};
use crate::{
    documents::MAKES_PDF,
    domain::{
        self_evaluation::{Place, Rater, Statement},
        time::{ClockTime, LongDay},
    },
    store::self_evaluations::written::{NoteKind, Rating},
    web::{
        App,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
        ui::{
            lines::lines,
            print::print,
            tag::{Tone, tag},
        },
    },
};

pub(super) async fn show(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    let seen = load(&app, &person, &key).await?;
    let framework = seen.framework();
    let title = format!("Peer-review pack: {}", framework.title);
    let body = html! {
        p.no-print { a href=(address(&key)) { "Back to " (framework.title) } }
        h1 { (title) }
        @if !framework.about.is_empty() { p { (framework.about) } }
        (scale(&seen))
        p.muted {
            "As it stands on " (LongDay(seen.now.today())) ", " (ClockTime(seen.now.local().time())) ". Printed by " (person.name.formal())
            ". No child is named here, and figures of few pupils are not shown."
        }
        @if MAKES_PDF { p.actions.no-print { a.second href=(format!("{}/pack.pdf", address(&key))) download { "Download as PDF" } } }
        (print("on A4"))
        div.pack { @for place in framework.places() { (of_place(&seen, place)) } }
    };
    app.answer(&person, Page::new(title, body).at(Nav::Reports)).await
}

fn scale(seen: &FrameworkSeen) -> Markup {
    html! {
        dl.summary {
            @for step in &seen.framework().scale {
                div { dt { (step.words) } dd { @if step.descriptor.is_empty() { "A step of the scale" } @else { (step.descriptor) } } }
            }
        }
    }
}

fn of_place(seen: &FrameworkSeen, place: Place<'_>) -> Markup {
    match place {
        Place::Statement(one) => statement(seen, one),
        Place::Group(one) => html! { h3 { (one.title) } (written_on(seen, &one.key)) },
        Place::Section(one) => html! {
            h2 { (one.title) }
            @if !one.about.is_empty() { p { (one.about) } }
            (written_on(seen, &one.key))
        },
        Place::Header(one) => html! { h2 { (one.words) } (written_on(seen, &one.key)) },
        Place::Whole(_) => written_on(seen, place.key()),
    }
}

fn statement(seen: &FrameworkSeen, one: &Statement) -> Markup {
    let (school, second) = (seen.last(&one.key, Rater::School), seen.last(&one.key, Rater::Second));
    html! {
        article {
            p { strong { (one.key) ". " (one.words) } @if one.is_statutory { " " (tag(Tone::Sky, "Asked by law")) } }
            @match school { Some(rating) => (said(seen, "The school", rating)), None => p { "Not rated yet." } }
            @if let Some(rating) = second { (said(seen, &rating.second_rater, rating)) }
            @if let Some(words) = seen.difference(school, second) { p { (words) "." } }
            @if let Some(figure) = one.figure { (outside(seen, figure)) }
            (written_on(seen, &one.key))
        }
    }
}

fn said(seen: &FrameworkSeen, who: &str, rating: &Rating) -> Markup {
    html! {
        p {
            (who) ": " (seen.rated(rating)) " " span.muted { (signed(rating.by.as_ref(), rating.at)) }
            @if !rating.reason.is_empty() { br; (lines(&rating.reason)) }
        }
    }
}

/// Comments, evidence and actions on something.
fn written_on(seen: &FrameworkSeen, place: &str) -> Markup {
    let (comments, evidence) = (seen.notes_on(place, NoteKind::Comment), seen.notes_on(place, NoteKind::Evidence));
    let actions = seen.actions_on(place);
    html! {
        @for one in comments { p.said { (lines(&one.words)) " " span.muted { (signed(one.by.as_ref(), one.at)) } } }
        @if !evidence.is_empty() {
            p { "Evidence:" }
            ul { @for one in evidence { li { (lines(&one.words)) @if !one.link.is_empty() { " (" (one.link) ")" } } } }
        }
        @if !actions.is_empty() {
            p { "Actions:" }
            ul { @for one in actions { li {
                (one.words) ", " (one.owner.1.formal()) ", by " (LongDay(one.due_on))
                @match &one.done {
                    Some((on, note)) => { ": done on " (LongDay(*on)) @if !note.is_empty() { ". " (note) } }
                    None if one.is_late(seen.now.today()) => ": late",
                    None => ": open",
                }
            } } }
        }
    }
}
