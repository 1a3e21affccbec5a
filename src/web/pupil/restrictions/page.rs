//! The list, those to be checked first, and one of them with the form in which it is decided about.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    decided::{self, Otherwise},
    known::{self, warning},
};
use crate::{
    domain::{
        restriction::{Effect, OrderKind},
        roll::RestrictionKind,
        time::LongDay,
    },
    store::{
        conversations::knowing::KnownTime,
        restrictions::{Decision, Ending, Link, Listed, UnderWay},
    },
    web::{
        form::{
            fields::{self, Field, FormErrors},
            typed::Typed,
        },
        ui::{
            button::button,
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// What the list is seen with.
pub(super) struct RestrictionsPage<'a> {
    /// What anybody knows of meetings to come.
    pub(super) known: &'a [KnownTime],
    /// Whether the reader decides.
    pub(super) decides: bool,
    /// Today.
    pub(super) today: NaiveDate,
}

/// What they know, where nobody has said that they may.
fn knows(one: &Listed, known: &[KnownTime]) -> Markup {
    let theirs = known.iter().filter(|time| (time.adult, time.pupil) == (one.adult, one.pupil));
    warning(&theirs.collect::<Vec<_>>())
}

pub(super) fn list(listed: &[Listed], seen: &RestrictionsPage<'_>) -> Markup {
    let open = listed.iter().filter(|one| one.decisions.is_empty()).count();
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
                (facts(one, seen.today))
                @if one.decision().is_none_or(|decision| decision.bars(seen.today)) { (knows(one, seen.known)) }
                @if seen.decides {
                    p.no-print {
                        a.button.second[!one.decisions.is_empty()] href=(format!("/restrictions/{}", one.id)) {
                            @if one.decisions.is_empty() { "Decide" } @else { "Decide anew" }
                            span.hidden { ": " (one.adult_name.formal()) ", " (one.pupil_name.full()) }
                        }
                    }
                }
            }
        }
    }
}

/// One restriction and the form in which it is decided about, with what was typed.
pub(super) fn one(one: &Listed, under_way: &UnderWay, typed: &Typed, errors: &FormErrors, today: NaiveDate) -> Markup {
    let link = Link::of(one);
    let note = Field { name: "note", label: "Why", hint: "In a sentence", value: typed.get("note"), errors };
    html! {
        p.no-print { a href="/restrictions" { "Back to all restrictions" } }
        (fields::error_summary(errors))
        h1 { "Decide about a restriction" }
        (facts(one, today))
        (known::under_way(&link, under_way))
        (post_form(format!("/restrictions/{}/decision", one.id)).class("panel").of(html! {
            (decided::fields(typed, errors, Otherwise::MayContact))
            (fields::textarea(&note, 3))
            (button("Save the decision"))
        }))
    }
}

fn facts(one: &Listed, today: NaiveDate) -> Markup {
    html! {
        h2 { (one.adult_name.formal()) ", " (one.relationship) " of " a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.full()) } }
        p {
            (kind(one)) @if let Some(from) = one.from { ", from " (LongDay(from)) } ", entered " (LongDay(one.entered.today())) ". "
            @match one.decision() {
                None => (tag(Tone::Late, "To be checked: everything is held back")),
                Some(decision) => (does(decision, today)),
            }
        }
        blockquote { p { (one.note) } }
        @if !one.said_by.is_empty() {
            p.muted { "Word of: " (one.said_by) @if let Some(day) = one.said_on { ", " (LongDay(day)) } }
        }
        @if let Some((last, before)) = one.decisions.split_last() {
            (decided(last))
            @if !before.is_empty() {
                details {
                    summary { "What was decided before" span.hidden { ": " (one.adult_name.formal()) } }
                    @for decision in before.iter().rev() { p { (words(decision)) } (decided(decision)) }
                }
            }
        }
    }
}

/// What a decision does today, in tags.
fn does(decision: &Decision, today: NaiveDate) -> Markup {
    html! {
        @if decision.is_over(today) { (tag(Tone::Quiet, "Over: it does nothing any more")) }
        @else if decision.effects.is_empty() { (tag(Tone::Good, "May be contacted")) }
        @else { @for effect in &decision.effects { (effect_tag(*effect)) " " } }
        @if let Some(last) = decision.until {
            @if decision.is_over(today) { " Its last day was " (LongDay(last)) "." }
            @else if decision.ends_soon(today) { " " (tag(Tone::Soon, "Ends soon")) " Its last day is " (LongDay(last)) ": was it renewed?" }
            @else { " Its last day is " (LongDay(last)) "." }
        }
    }
}

fn words(decision: &Decision) -> String {
    let effects: Vec<&str> = decision.effects.iter().map(|effect| effect.short()).collect();
    let said = if effects.is_empty() { "May be contacted".to_owned() } else { effects.join(", ") };
    decision.until.map_or_else(|| said.clone(), |last| format!("{said}, until {}", LongDay(last)))
}

/// Who checked it, when, what they saw and why they decided so.
fn decided(decision: &Decision) -> Markup {
    html! {
        p.muted {
            "Checked and decided " (LongDay(decision.at.today())) " by " (decision.by.formal()) ": " (decision.note)
            @if !decision.seen.is_empty() { ". Seen: " (decision.seen) }
        }
    }
}

/// The mark of an effect beside a name.
pub(in crate::web) fn effect_tag(effect: Effect) -> Markup {
    tag(if effect == Effect::NoContact { Tone::Late } else { Tone::Soon }, effect.short())
}

/// What stands in place of how somebody is reached whose address is hidden.
pub(in crate::web) const HIDDEN: &str = "Hidden: ask whoever keeps the contacts";

fn kind(one: &Listed) -> &'static str {
    let imported = || RestrictionKind::from_code(&one.kind).unwrap_or(RestrictionKind::Other).words();
    one.order.map_or_else(imported, OrderKind::words)
}

/// On the first page: those that come to their last day, each with the question whether it was renewed.
pub(in crate::web) fn ending(all: &[Ending]) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-labelledby="restrictions-end" {
                h2 #restrictions-end { "Restrictions that end (" (all.len()) ")" }
                ul.rows { @for one in all { li.row {
                    span.row-who { (one.adult_name.formal()) " " span.muted { (one.pupil_name.full()) } }
                    span.row-what { "Last day " (LongDay(one.last)) ": was it renewed?" }
                    a.second href=(format!("/restrictions/{}", one.id)) { "Decide" span.hidden { ": " (one.adult_name.formal()) } }
                } } }
            }
        }
    }
}
