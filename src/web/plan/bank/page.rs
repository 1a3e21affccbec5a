//! How the bank looks: the search, each target with how it has gone, and what can be done with it.

use maud::{Markup, html};

use super::BankQuery;
use crate::{
    domain::{bank::Offered, count::counted, ids::BankEntryId, need::Area, target::Direction},
    web::{
        form::fields::{Field, FormErrors, select, text_input},
        ui::{
            lines::lines,
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// What was done a moment ago, by the word of the address.
pub(super) fn said(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("The target is in the bank."),
        "changed" => Some("The target is worded anew."),
        "withdrawn" => Some("The target is out of the bank. Plans that have it keep it."),
        _ => None,
    }
}

/// Where its targets come from.
pub(in crate::web) fn what_it_is() -> Markup {
    html! {
        p {
            "Targets that stand in the plans of at least two pupils, without names, and those that the SENCO has put in. "
            "Of at least three reviews it says how many were met; the targets that were met most often stand first."
        }
    }
}

/// The search. It asks and changes nothing.
pub(in crate::web) fn search(to: &str, asked: &BankQuery, errors: &FormErrors) -> Markup {
    let mut areas = vec![("", "All areas of need")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    html! {
        form.panel.no-print method="get" action=(to) role="search" aria-label="Search the target bank" {
            div.side {
                (text_input(&Field { name: "words", label: "Words", hint: "", value: &asked.words, errors }, "search", "off"))
                (select(&Field { name: "area", label: "Area of need", hint: "", value: &asked.area, errors }, &areas))
            }
            button.second type="submit" { "Search" }
        }
    }
}

/// The targets that were found, each with what can be done with it.
pub(in crate::web) fn list(
    all: &[Offered<BankEntryId>],
    asked: &BankQuery,
    acts: impl Fn(&Offered<BankEntryId>) -> Markup,
) -> Markup {
    let is_narrowed = !asked.words.trim().is_empty() || !asked.area.is_empty();
    html! {
        h2 { (counted(all.len(), "target", "targets")) }
        @if all.is_empty() && is_narrowed { p.empty { "No target has these words. Try fewer of them, or all areas of need." } }
        @if all.is_empty() && !is_narrowed {
            p.empty { "The bank is empty as long as no target stands in the plans of two pupils and nobody has put one in." }
        }
        @for one in all { (target(one, &acts(one))) }
    }
}

fn target(one: &Offered<BankEntryId>, acts: &Markup) -> Markup {
    let words = &one.words;
    html! {
        article.target {
            h3 { (words.wording) }
            p {
                (tag(if one.success.is_enough() { Tone::Good } else { Tone::Quiet }, &one.success.words()))
                " " span.muted {
                    (words.area.words())
                    @if one.pupils > 0 { " · in the plans of " (counted(one.pupils, "pupil", "pupils")) }
                    @if one.entry.is_some() { " · put in by hand" }
                }
            }
            p {
                "How it is measured: " (words.measure)
                @if !words.unit.is_empty() { " (" (words.unit) ")" }
                @if words.direction == Direction::Lower { ". " (words.direction.words()) }
                "."
            }
            @if !words.strategy.is_empty() { dl.summary { div { dt { "What adults do" } dd { (lines(&words.strategy)) } } } }
            (acts)
        }
    }
}

/// What the SENCO can do with it.
pub(super) fn keeping(one: &Offered<BankEntryId>, keeps: bool) -> Markup {
    html! {
        @if let Some(entry) = one.entry.filter(|_| keeps) {
            div.actions.no-print {
                a.second href=(format!("/bank/{entry}/edit")) { "Change" span.hidden { ": " (one.words.wording) } }
                (post_form(format!("/bank/{entry}/withdrawal")).of(html! {
                    button.second type="submit" { "Take it out" span.hidden { ": " (one.words.wording) } }
                }))
            }
        }
    }
}
