//! The letter to the authority about what is overdue with it: dates and rules, ready to print and to sign.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{Seen, load};
use crate::{
    domain::{
        access::{Thing, Verb},
        annual_review::{Due, StepState, steps},
        audit::Subject,
        time::LongDay,
    },
    store::annual_reviews::AnnualReview,
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id).await?;
    if !seen.plan.may(Thing::SenRecord, Verb::Change) {
        return Err(Error::Forbidden);
    }
    app.viewed(&person, Subject::AnnualReview, seen.plan.pupil).await?;
    let late: Vec<(&AnnualReview, Due)> = seen.reviews.iter().flat_map(|review| late(review, &seen)).collect();
    app.answer(&person, Page::new("Letter to the authority", body(&seen, &person, &late))).await
}

fn late<'a>(review: &'a AnnualReview, seen: &Seen) -> Vec<(&'a AnnualReview, Due)> {
    let all = steps(&review.facts, seen.today).into_iter().filter(Due::is_late_with_authority);
    all.map(|due| (review, due)).collect()
}

fn body(seen: &Seen, person: &Person, late: &[(&AnnualReview, Due)]) -> Markup {
    let back = format!("/plans/{}/annual-review", seen.plan.id);
    html! {
        p.no-print { a href=(back) { "Back to the annual review" } }
        @if late.is_empty() {
            h1 { "Nothing is overdue with the authority" }
            p { "There is no letter to write today." }
        } @else {
            article.letter {
                p.day { (LongDay(seen.today)) }
                p { "To the SEN team of the local authority" }
                h1 { "Annual review of the EHC plan of " (seen.plan.pupil_name.full()) }
                @for (review, due) in late {
                    p {
                        @if let Some(held) = review.facts.held_on { "The review meeting was held on " (LongDay(held)) ". " }
                        @if let Some((_, on)) = review.report.as_ref().and_then(|r| r.sent.as_ref()) { "Our report went to you on " (LongDay(*on)) ". " }
                        @if let Some(decided) = review.facts.decision {
                            "You decided on " (LongDay(decided.on)) ": " (decided.kind.words().to_lowercase()) ". "
                        }
                        (due.step.words()) ": this was due by " strong { (LongDay(due.by)) }
                        " (" (due.source) @if let StepState::Late(days) = due.state { "), " (days) @if days == 1 { " day" } @else { " days" } " ago." }
                    }
                }
                @let chases: Vec<_> = late.iter().flat_map(|(review, _)| &review.chases).collect();
                @if !chases.is_empty() {
                    p { "We asked you about this before:" }
                    ul { @for chase in chases { li { (LongDay(chase.on)) ": " (chase.how) } } }
                }
                p { "Please tell us, and the parents, on which day it will be done." }
                p { (person.name.formal()) }
            }
            p.no-print { "Print it from the browser’s menu, and write down on the annual review’s page that it went." }
        }
    }
}
