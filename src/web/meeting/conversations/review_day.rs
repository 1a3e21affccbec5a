//! A meeting on another day than the plan's review: said, with the way to bring the two together.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::change;
use crate::{
    domain::{
        access::{Thing, Verb},
        time::LongDay,
    },
    store::{calendar, conversations::Conversation, relation::relation, year_plan},
    web::{
        App,
        form::fields::second_button,
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/conversations/{id}/review-day", post(agree))
}

/// Agrees the plan's review for the day on which the meeting is booked.
async fn agree(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let (mut tx, meeting) = change(&app, &person, id).await?;
    let (today, school) = (tx.now.today(), tx.school()?);
    let relation = relation(tx.conn(), &person.viewer, meeting.pupil, today).await?;
    if !person.viewer.may(relation, Thing::Plan, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts.today());
    let (Some(on), Some(_)) = (booked, year_plan::agreed_day(tx.conn(), meeting.plan).await?) else {
        return Err(Error::Conflict("No time is agreed for this meeting, or the plan is closed.".to_owned()));
    };
    let term = calendar::load(tx.conn(), school).await?.season_of(on);
    let change = year_plan::Change { plan: meeting.plan, pupil: meeting.pupil, term, agreed: true, on: Some(on) };
    year_plan::put(&mut tx, &change).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}")).into_response())
}

/// What stands on the meeting's page, where the days differ.
pub(super) fn note(meeting: &Conversation, review_on: Option<NaiveDate>, may: bool) -> Markup {
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts.today());
    let first = meeting.slots.iter().map(|slot| slot.starts.today()).min();
    let Some(review_on) = review_on.filter(|_| meeting.is_open()) else { return Markup::default() };
    html! {
        @match (booked, first) {
            (Some(on), _) if on != review_on => {
                div.banner.no-print {
                    p { "This meeting is on " (LongDay(on)) ", and the plan’s review is agreed for " strong { (LongDay(review_on)) } "." }
                    @if may {
                        (post_form(format!("/conversations/{}/review-day", meeting.id)).of(html! {
                            p { (second_button(&format!("Agree the review for {}", LongDay(on)))) }
                        }))
                        p { "Or change the time of the meeting below." }
                    } @else { p { "Change the time of the meeting below, or ask the SENCO to agree the review for that day." } }
                }
            },
            (None, Some(first)) if first > review_on => p.banner.no-print {
                "These times are all after the day agreed for the plan’s review, " strong { (LongDay(review_on)) } "."
            },
            _ => {}
        }
    }
}
