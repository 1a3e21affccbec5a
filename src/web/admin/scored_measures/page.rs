//! How the list looks, and the form of one measure.

use maud::{Markup, html};

use super::{Measures, field};
use crate::{
    domain::{
        ids::ScoredMeasureId,
        scored_measure::{MOST_CUT_OFFS, ScoredMeasure, Side},
        target::Direction,
    },
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, number_input, radios, select, text_input},
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) const TITLE: &str = "Scored measures";

fn said(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("The measure is in the list."),
        "changed" => Some("The measure is changed. Scores that were given before keep what they meant."),
        "withdrawn" => Some("The measure is out of the list. Scores that were given on it stay."),
        _ => None,
    }
}

/// What may be kept of a test that somebody has bought.
fn licences() -> Markup {
    html! {
        p {
            "Tests and questionnaires have owners. Keep here only what a score is on: a name, a range, and cut-offs in the school’s own words. "
            strong { "No questions, answer sheets or tables of norms of a licensed test" } ": of a pupil, only the date, who assessed, and the score."
        }
    }
}

pub(super) fn list(all: &Measures, done: &str) -> Markup {
    let rows: Vec<Vec<Markup>> = all.iter().map(|(id, measure)| row(*id, measure)).collect();
    html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        h1 { (TITLE) }
        @if let Some(said) = said(done) { div.banner.banner-good role="status" { p { strong { (said) } } } }
        p.lead { "What the school’s assessments are scored on." }
        (licences())
        p.actions.no-print { a.second href="/settings/measures/new" { "Add a measure" } }
        (table(
            "In use",
            &["Measure", "Scores", "Better", "What scores mean", "Change"],
            &rows,
            "None yet. Without one, an assessment is a judgement in words.",
        ))
    }
}

fn row(id: ScoredMeasureId, measure: &ScoredMeasure) -> Vec<Markup> {
    let better = match measure.direction {
        Direction::Higher => "Higher",
        Direction::Lower => "Lower",
    };
    vec![
        html! { (measure.name) },
        html! { (measure.lowest) " to " (measure.highest) },
        html! { (better) },
        html! {
            @if measure.cut_offs.is_empty() { "No cut-offs" }
            @else { ul.bare { @for one in &measure.cut_offs { li { (one.side.words()) " " (one.at) ": " (one.words) } } } }
        },
        html! {
            div.actions.no-print {
                a.second href=(format!("/settings/measures/{id}/edit")) { "Change" span.hidden { " " (measure.name) } }
                (post_form(format!("/settings/measures/{id}/withdrawal")).of(html! {
                    button.second type="submit" { "Take it out" span.hidden { ": " (measure.name) } }
                }))
            }
        },
    ]
}

/// The form. `id` is the measure that is worded anew.
pub(super) fn form(id: Option<ScoredMeasureId>, typed: &Typed, errors: &FormErrors) -> Page {
    let title = if id.is_some() { "Change a scored measure" } else { "Add a scored measure" };
    let action = id.map_or_else(|| "/settings/measures".to_owned(), |id| format!("/settings/measures/{id}/edit"));
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let directions: Vec<_> = Direction::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let body = html! {
        p.no-print { a href="/settings/measures" { "Back to the measures" } }
        (error_summary(errors))
        h1 { (title) }
        (licences())
        @if id.is_some() { p { "Scores that were given before keep the range and the words that they had. With another range a new line of scores begins." } }
        (post_form(action).class("panel").of(html! {
            (text_input(&field("name", "What the school calls it", "For example: standardised reading score, spring test"), "text", "off"))
            (number_input(&field("lowest", "Lowest score", ""), "", ""))
            (number_input(&field("highest", "Highest score", ""), "", ""))
            (radios(&field("direction", "Which way is better?", ""), &directions))
            fieldset.row {
                legend { "What scores mean" }
                p.hint { "May be left empty. In the school’s own words, like: below 85: below average." }
                @for row in 0..MOST_CUT_OFFS { (cut_off(row, typed, errors)) }
            }
            p.actions { (button("Save the measure")) }
        }))
    };
    Page::new(title, body).wrong(errors)
}

fn cut_off(row: usize, typed: &Typed, errors: &FormErrors) -> Markup {
    let [side, at, words] = ["side", "at", "words"].map(|what| field(row, what));
    let sides: Vec<_> = Side::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let number = row + 1;
    html! {
        div.side.cut-off role="group" aria-label=(format!("Cut-off {number}")) {
            (select(&Field { name: &side, label: &format!("Side {number}"), hint: "", value: typed.get(&side), errors }, &sides))
            (number_input(&Field { name: &at, label: &format!("Score {number}"), hint: "", value: typed.get(&at), errors }, "", ""))
            (text_input(&Field { name: &words, label: &format!("Means {number}"), hint: "", value: typed.get(&words), errors }, "text", "off"))
        }
    }
}
