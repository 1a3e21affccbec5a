//! The list, those to be checked first, and the form of one.

use maud::{Markup, html};

use super::{EndingFields, known::warning};
use crate::{
    domain::{roll::RestrictionKind, time::LongDay},
    store::{conversations::knowing::KnownTime, restrictions::Listed},
    web::{
        form::fields::{self, Field, FormErrors},
        ui::tag::{Tone, tag},
        ui::{button::button, post_form::post_form},
    },
};

/// What a person can decide: code and words.
const OUTCOMES: &[(&str, &str)] = &[
    ("barred", "No contact: nothing is sent to them or shown to them about this pupil"),
    ("may_contact", "May be contacted about this pupil"),
];

/// Whether a meeting is one that this adult knows of, about this pupil.
pub(super) fn is_about(one: &Listed, known: &KnownTime) -> bool {
    (known.adult, known.pupil) == (one.adult, one.pupil)
}

/// What they know, where nobody has said that they may.
fn knows(one: &Listed, known: &[KnownTime]) -> Markup {
    warning(&known.iter().filter(|time| is_about(one, time)).collect::<Vec<_>>())
}

pub(super) fn list(listed: &[Listed], known: &[KnownTime], decides: bool) -> Markup {
    let open = listed.iter().filter(|one| one.decision.is_none()).count();
    html! {
        h1 { "Restrictions" }
        p.lead {
            @match open {
                0 => "Every restriction has been checked.",
                1 => "1 restriction is to be checked. Until you decide, nothing goes to this adult about this pupil.",
                n => { (n) " restrictions are to be checked. Until you decide, nothing goes to these adults about these pupils." }
            }
        }
        @for one in listed {
            section.restriction aria-label=(format!("{} and {}", one.adult_name.formal(), one.pupil_name.full())) {
                (facts(one))
                @if one.decision.as_ref().is_none_or(|decision| decision.barred) { (knows(one, known)) }
                @if decides {
                    details open[one.decision.is_none()] {
                        summary { @if one.decision.is_none() { "Decide" } @else { "Decide anew" } span.hidden { ": " (one.adult_name.formal()) } }
                        (form(one, &EndingFields::default(), &FormErrors::default(), &format!("-{}", one.id)))
                    }
                }
            }
        }
    }
}

/// One restriction whose form was not complete, with what was typed.
pub(super) fn one(one: &Listed, known: &[KnownTime], typed: &EndingFields, errors: &FormErrors) -> Markup {
    html! {
        (fields::error_summary(errors))
        h1 { "Decide about a restriction" }
        (facts(one))
        (knows(one, known))
        (form(one, typed, errors, ""))
        p { a href="/restrictions" { "Back to all restrictions" } }
    }
}

fn facts(one: &Listed) -> Markup {
    html! {
        h2 { (one.adult_name.formal()) ", " (one.relationship) " of " a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.full()) } }
        p {
            (kind(&one.kind)) ", entered " (LongDay(one.entered.today())) ". "
            @match &one.decision {
                None => (tag(Tone::Late, "To be checked")),
                Some(decision) if decision.barred => (tag(Tone::Late, "No contact")),
                Some(_) => (tag(Tone::Good, "May be contacted")),
            }
        }
        blockquote { p { (one.note) } }
        @if !one.said_by.is_empty() {
            p.muted { "Word of: " (one.said_by) @if let Some(day) = one.said_on { ", " (LongDay(day)) } }
        }
        @if let Some(decision) = &one.decision {
            p.muted { "Decided " (LongDay(decision.at.today())) " by " (decision.by.formal()) ": " (decision.note) }
        }
    }
}

/// `suffix` keeps the ids of several forms on one page apart; the names of the fields are the same in all.
fn form(one: &Listed, typed: &EndingFields, errors: &FormErrors, suffix: &str) -> Markup {
    let wrong = |name| errors.get(name);
    let (outcome, note) = (format!("outcome{suffix}"), format!("note{suffix}"));
    html! {
        (post_form(format!("/restrictions/{}/decision", one.id)).of(html! {
            @let described = wrong("outcome").map(|_| format!("{outcome}-error"));
            fieldset.field.field-wrong[described.is_some()] id=(outcome) tabindex="-1" aria-describedby=[&described] {
                legend { "What did you decide?" }
                @if let Some(error) = wrong("outcome") { p.field-error id=[&described] { span.hidden { "Error: " } (error) } }
                @for (code, words) in OUTCOMES {
                    div.choice {
                        input type="radio" id=(format!("{outcome}-{code}")) name="outcome" value=(code) checked[typed.outcome == *code];
                        label for=(format!("{outcome}-{code}")) { (words) }
                    }
                }
            }
            @if suffix.is_empty() {
                (fields::textarea(&Field { name: "note", label: NOTE, hint: "", value: &typed.note, errors }, 3))
            } @else {
                div.field { label for=(note) { (NOTE) } textarea id=(note) name="note" rows="3" {} }
            }
            (button("Save the decision"))
        }))
    }
}

/// The label of the note.
const NOTE: &str = "Why, and what you have seen (the order, its date, whom you asked)";

fn kind(code: &str) -> &'static str {
    RestrictionKind::from_code(code).unwrap_or(RestrictionKind::Other).words()
}
