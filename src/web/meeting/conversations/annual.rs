//! A meeting that is an EHC plan's annual review: what its own page says of it, and whom its offer proposes to ask.

use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::form::MeetingChoices;
use crate::{
    domain::{
        access::{Thing, Verb},
        annual_review::Party,
        plan::PlanKind,
        rules::Rules,
        time::LongDay,
    },
    store::{
        Tx,
        annual_reviews::{self, AnnualReview, PlanReviews},
        conversations::{Conversation, Ground, NewOffer},
        relation::relation,
        schools,
    },
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes},
            typed::Typed,
        },
        frame::{error::Result, session::Person},
    },
};

/// The annual review that a meeting is, to whoever may see the record: the one it was held for, else the one under way.
pub(super) async fn of_meeting(
    conn: &mut SqliteConnection,
    person: &Person,
    meeting: &Conversation,
    today: NaiveDate,
) -> Result<Option<AnnualReview>> {
    let relation = relation(&mut *conn, &person.viewer, meeting.pupil, today).await?;
    if !meeting.ehc_annual || !person.viewer.may(relation, Thing::SenRecord, Verb::See) {
        return Ok(None);
    }
    let rules = schools::rules(&mut *conn, meeting.school, today).await?;
    let mut all = annual_reviews::of_plan(conn, meeting.plan, &rules, today).await?.all;
    let held_on = meeting.record.as_ref().filter(|_| meeting.met()).map(|record| record.held_on);
    let its = all.iter().position(|review| held_on.is_some() && review.facts.held_on == held_on);
    Ok((!all.is_empty()).then(|| all.swap_remove(its.unwrap_or(0))))
}

/// What the meeting's page says of it, with the way to its steps.
pub(super) fn section(meeting: &Conversation, review: &AnnualReview) -> Markup {
    let path = format!("/plans/{}/annual-review", meeting.plan);
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts.today());
    html! {
        section.panel aria-labelledby="annual" {
            h2 #annual { "EHC plan: annual review" }
            @match (review.facts.held_on, review.facts.limit) {
                (Some(held), _) => p { "Held on " (LongDay(held)) ". The report goes out within two weeks, and the authority decides within four." },
                (None, Some(limit)) => {
                    p { "The last day for this meeting is " strong { (LongDay(limit.latest_meeting)) } ": " (limit.words()) " (" (limit.source()) ")." }
                    @if booked.is_some_and(|on| limit.latest_meeting < on) { p { strong { "It is booked for after that day." } } }
                },
                (None, None) => {},
            }
            p.no-print {
                a href=(path) { "The annual review" } " · "
                a href=(format!("{path}#steps")) { "Its steps" } " · "
                a href=(format!("{path}#people")) { "Who is asked and invited" }
            }
        }
    }
}

/// Whom the law names beside parents and school, and nobody has entered with the review under way.
pub(super) fn to_ask(person: &Person, reviews: &PlanReviews) -> Vec<Party> {
    let Some(review) = reviews.under_way().filter(|review| review.facts.decision.is_none()) else { return Vec::new() };
    if !person.may(Thing::SenRecord, Verb::Change) {
        return Vec::new();
    }
    let mut by_law = Party::must_be_invited(&reviews.around.child.nc_year);
    by_law.retain(|party| party.is_asked_by_letter() && review.asked.iter().all(|one| one.party != *party));
    by_law
}

/// The ticks for them on the offer's form.
pub(super) fn asking(choices: &MeetingChoices, typed: &Typed, errors: &FormErrors) -> Markup {
    let options: Vec<(&str, &str)> = choices.parties.iter().map(|party| (party.as_code(), party.words())).collect();
    let ticked: Vec<&str> =
        choices.parties.iter().filter(|party| is_ticked(typed, **party)).map(|party| party.as_code()).collect();
    let field = Field {
        name: "party",
        label: "For the annual review: who else is asked to come, and for a report?",
        hint: "They are entered with the annual review. Thrice does not write to them: ask them yourself, two weeks before the meeting at the \
               latest (SEND Regulations 2014 reg 20(2) and (3)).",
        value: "",
        errors,
    };
    html! { @if !options.is_empty() { (checkboxes(&field, &options, &ticked)) } }
}

fn is_ticked(typed: &Typed, party: Party) -> bool {
    typed.0.iter().any(|(name, value)| name == "party" && value == party.as_code())
}

/// Enters those who are ticked with the review under way.
pub(super) async fn ask(tx: &mut Tx, new: &NewOffer, choices: &MeetingChoices, typed: &Typed) -> Result<()> {
    for party in choices.parties.iter().filter(|party| new.ehc_annual && is_ticked(typed, **party)) {
        let review = annual_reviews::under_way(tx, new.plan, new.pupil).await?;
        annual_reviews::add_party(tx, review, new.pupil, *party, party.office(), "").await?;
    }
    Ok(())
}

/// The annual reviews of the plan that a meeting is offered on, where it is for an EHC plan.
pub(super) async fn of_ground(
    conn: &mut SqliteConnection,
    ground: &Ground,
    rules: &Rules,
    today: NaiveDate,
) -> Result<Option<PlanReviews>> {
    match ground.kind {
        Some(PlanKind::EhcDelivery) => Ok(Some(annual_reviews::of_plan(conn, ground.plan, rules, today).await?)),
        _ => Ok(None),
    }
}
