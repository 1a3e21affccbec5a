//! Who is asked for a report and invited, as what, and what became of it.

use maud::{Markup, html};

use super::page::Entered;
use crate::{
    domain::{
        annual_review::{Party, PartyDeed},
        time::ShortDay,
    },
    store::annual_reviews::{AnnualReview, Asked, Came},
    web::{
        form::fields::{date_input, select, text_input},
        ui::{button::button, table::table},
    },
};

pub(super) fn section(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let mut rows: Vec<Vec<Markup>> = review.asked.iter().map(|one| row(one, review)).collect();
    let by_record = review.came.iter().filter(|came| review.asked.iter().all(|one| !is_same(one, came)));
    rows.extend(by_record.map(|came| vec![html! { (came.party.words()) }, html! { (came.name) }, said(came, review)]));
    let missing = missing(entered, review);
    html! {
        section aria-labelledby="people" {
            h2 #people { "Who is asked and invited" }
            (table("Each with what became of it", &["As", "Who", "So far"], &rows, "Nobody is entered yet."))
            @if !missing.is_empty() {
                p {
                    strong { "Must be invited, and is not entered: " } (missing.join(", "))
                    " (SEND Regulations 2014 reg 20(2); Code of Practice 9.176)."
                }
            }
            @if entered.seen.changes() && review.facts.decision.is_none() {
                (add(entered))
                @if !review.asked.is_empty() { (did(entered, &review.asked)) }
            }
        }
    }
}

/// Whether the meeting's record speaks of somebody who is asked: by the same name, or at its beginning.
pub(super) fn is_same(one: &Asked, came: &Came) -> bool {
    let (asked, came) = (one.name.to_lowercase(), came.name.to_lowercase());
    came.starts_with(&asked) || asked.starts_with(&came)
}

/// What the meeting's own record says of somebody.
fn said(came: &Came, review: &AnnualReview) -> Markup {
    html! { (came.deed.words()) @if let Some(held) = review.facts.held_on { ", " (ShortDay(held)) } }
}

fn row(one: &Asked, review: &AnnualReview) -> Vec<Markup> {
    let came = review.came.iter().find(|came| is_same(one, came));
    vec![
        html! { (one.party.words()) },
        html! { (one.name) @if !one.reach.is_empty() { br; span.muted { (one.reach) } } },
        html! {
            @if one.deeds.is_empty() && came.is_none() { span.muted { "Nothing yet" } }
            ul.bare {
                @for (deed, on) in &one.deeds { li { (deed.words()) ", " (ShortDay(*on)) } }
                @if let Some(came) = came { li { (said(came, review)) } }
            }
        },
    ]
}

/// Whom the law names and nobody has entered. Parents are invited from the meeting's own page.
fn missing(entered: &Entered<'_>, review: &AnnualReview) -> Vec<&'static str> {
    let entered_as = |party: &Party| review.asked.iter().any(|one| one.party == *party);
    let by_law = Party::must_be_invited(&entered.seen.child.nc_year).into_iter();
    by_law.filter(|party| party.is_asked_by_letter() && !entered_as(party)).map(Party::words).collect()
}

fn add(entered: &Entered<'_>) -> Markup {
    let parties: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(Party::ALL.iter().map(|p| (p.as_code(), p.words()))).collect();
    entered.folded(
        "ask",
        "Add somebody",
        &html! {
            (select(&entered.field("party", "As what", ""), &parties))
            (text_input(&entered.field("name", "Who", "Their name, or their office"), "text", "off"))
            (text_input(&entered.field("reach", "How to reach them (may be left empty)", "Thrice does not write to them"), "text", "off"))
            (button("Add them"))
        },
    )
}

fn did(entered: &Entered<'_>, asked: &[Asked]) -> Markup {
    let ids: Vec<(String, String)> =
        asked.iter().map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.party.words()))).collect();
    let who: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(ids.iter().map(|(id, words)| (id.as_str(), words.as_str()))).collect();
    let deeds: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(PartyDeed::ALL.iter().map(|d| (d.as_code(), d.words()))).collect();
    entered.folded(
        "did",
        "Write down what happened",
        &html! {
            (select(&entered.field("who", "Who", ""), &who))
            (select(&entered.field("deed", "What", ""), &deeds))
            (date_input(&entered.field("deed_on", "On which day", "")))
            (button("Write it down"))
        },
    )
}
