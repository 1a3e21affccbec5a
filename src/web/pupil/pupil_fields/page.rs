//! How the school's own fields look: on the pupil's page, on their own with what stood before, and as a form.

use maud::{Markup, html};

use super::names;
use crate::{
    domain::{
        access::{Thing, Verb},
        pupil_field::{FieldKind, PupilField},
        time::LongDay,
    },
    store::{
        pupil_fields::{FilledField, HeldValue},
        pupils::head::Head,
    },
    web::{
        form::{
            fields::{Field, FormErrors, date_input, number_input, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::page::Page,
        pupil::head::{self, entered},
        ui::{button::button, lines::lines, summary_list::summary_list, table::table},
    },
};

pub(super) const TITLE: &str = "The school’s own fields";

/// What is filled in, on the pupil's page; nothing where the school has no fields that the reader sees.
pub(in crate::web) fn section(head: &Head, all: &[FilledField]) -> Markup {
    let asked: Vec<&FilledField> = all.iter().filter(|one| !one.is_withdrawn).collect();
    let facts: Vec<(&str, Markup)> = asked.iter().map(|one| (one.field.name.as_str(), current(one))).collect();
    html! {
        @if !all.is_empty() {
            section aria-labelledby="own-fields" {
                h2 #own-fields { (TITLE) }
                @if !facts.is_empty() { (summary_list(&facts)) }
                p.no-print { a href=(format!("/pupils/{}/fields", head.id)) { "Who filled them in, and what stood before" } }
            }
        }
    }
}

fn current(one: &FilledField) -> Markup {
    html! {
        @match one.current() {
            Some(held) => (lines(&one.field.shown(&held.value))),
            None => span.muted { "Not filled in" },
        }
    }
}

pub(super) fn body(head: &Head, all: &[FilledField]) -> Markup {
    let (asked, gone): (Vec<&FilledField>, Vec<&FilledField>) = all.iter().partition(|one| !one.is_withdrawn);
    let own = format!("/pupils/{}", head.id);
    let rows: Vec<Vec<Markup>> = asked
        .iter()
        .map(|one| {
            let held = one.current();
            vec![
                html! { (one.field.name) },
                current(one),
                html! { @match held { Some(held) => (entered(Some(held.entered), held.by.as_ref())), None => "–" } },
                html! { (one.field.audience.words()) },
            ]
        })
        .collect();
    let none = "The school has no fields of its own here. Whoever looks after the settings adds them.";
    html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        h1 { (TITLE) }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        (table("What is filled in", &["Field", "Value", "Filled in", "Who sees it"], &rows, none))
        @if head.may(Thing::SenRecord, Verb::Change) && !asked.is_empty() {
            p.actions.no-print { a.second href=(format!("{own}/fields/edit")) { "Fill them in or change them" } }
        }
        (before(&asked, "What stood before", false))
        (before(&gone, "Fields that are asked for no more", true))
    }
}

/// Values that have ended; of fields that are asked for no more those that stood at last, too.
fn before(fields: &[&FilledField], heading: &str, is_all: bool) -> Markup {
    let ended = |one: &FilledField| -> Vec<HeldValue> {
        one.values.iter().filter(|held| is_all || held.ended.is_some()).cloned().collect()
    };
    let found: Vec<(&PupilField, Vec<HeldValue>)> = fields.iter().map(|one| (&one.field, ended(one))).collect();
    let many: usize = found.iter().map(|(_, values)| values.len()).sum();
    html! {
        @if many > 0 {
            details {
                summary { (heading) " (" (many) ")" }
                @for (field, values) in found.iter().filter(|(_, values)| !values.is_empty()) {
                    h3 { (field.name) }
                    ul { @for held in values { li { (past(field, held)) } } }
                }
            }
        }
    }
}

/// "12 cm, from Monday 2 November 2026, by Mrs Anand, to Wednesday 18 November 2026".
fn past(field: &PupilField, held: &HeldValue) -> Markup {
    html! {
        (lines(&field.shown(&held.value)))
        span.muted {
            ", from " (LongDay(held.entered.today()))
            @if let Some(by) = &held.by { ", by " (by.formal()) }
            @if let Some(ended) = held.ended { ", to " (LongDay(ended.today())) }
        }
    }
}

/// The form. `theirs` is what somebody else has filled in meanwhile.
pub(super) fn form(
    head: &Head,
    all: &[FilledField],
    typed: &Typed,
    errors: &FormErrors,
    theirs: &[&FilledField],
) -> Page {
    let fields = html! {
        @if !theirs.is_empty() {
            div.banner.banner-late role="alert" {
                p { strong { "Not saved. " } "Somebody else has filled in some of this meanwhile." }
                p { "Theirs stands here, yours below: save again, and yours counts." }
                ul { @for one in theirs { li { (one.field.name) ": " (current(one)) } } }
            }
        }
        @if all.is_empty() { p.empty { "The school has no fields of its own." } }
        @for one in all {
            @let (field, seen) = names(one);
            input type="hidden" name=(seen) value=(typed.get(&seen));
            (input(one, &field, typed.get(&field), errors))
        }
        @if !all.is_empty() {
            p.hint { "A field that is left empty is not filled in. What stood before stays on record." }
            (button("Save"))
        }
    };
    head::form(head, "/fields", TITLE, errors, "/fields", &fields)
}

/// A field by its kind. A choice that is no longer offered can stay.
fn input(one: &FilledField, name: &str, value: &str, errors: &FormErrors) -> Markup {
    let asked = &one.field;
    let range = asked.range_words();
    let hint = [asked.help.as_str(), range.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let hint = hint.join(". ");
    let field = Field { name, label: &asked.name, hint: &hint, value, errors };
    match asked.kind {
        FieldKind::Line => text_input(&field, "text", "off"),
        FieldKind::Text => textarea(&field, 3),
        FieldKind::YesNo => radios(&field, &[("", "Not filled in"), ("yes", "Yes"), ("no", "No")]),
        FieldKind::Number => number_input(&field, "", &asked.unit),
        FieldKind::Date => date_input(&field),
        FieldKind::Choice => {
            let mut options = vec![("", "Not filled in")];
            options.extend(asked.choices.iter().map(|one| (one.as_str(), one.as_str())));
            if !options.iter().any(|(one, _)| *one == value) {
                options.push((value, value));
            }
            select(&field, &options)
        }
    }
}
