//! The list of plans that others keep, the form for one more, and the line above the targets.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::LinkedPlanId,
        linked_plan::{LinkedKind, LinkedPlan},
        time::{Day, LongDay},
    },
    store::{linked_plans::LateLook, pupils::head::Head},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, text_input},
            typed::Typed,
        },
        frame::page::Page,
        ui::{
            button::button,
            post_form::post_form,
            safe_url::SafeUrl,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Plans kept elsewhere";

/// The plans that were to be looked at again by a day that has gone by, for the first page.
pub(in crate::web) fn to_look_at(late: &[LateLook]) -> Markup {
    html! {
        @if !late.is_empty() {
            section aria-labelledby="linked-plans-late" {
                h2 #linked-plans-late { (TITLE) ", to be looked at again (" (late.len()) ")" }
                ul.rows { @for one in late { li.row {
                    span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } }
                    span.row-what { strong { (one.plan.title()) } " Since " (Day(one.plan.review_on)) ": " (one.plan.kind.longest().1) }
                    a.second href=(format!("/pupils/{}/linked-plans", one.pupil)) { "Look" span.hidden { ": " (one.plan.title()) ", " (one.name.short()) } }
                } } }
            }
        }
    }
}

/// The page of a pupil.
pub(super) fn page(head: &Head, held: &super::Held, today: NaiveDate, typed: &Typed, errors: &FormErrors) -> Page {
    let changes = head.may(Thing::Targets, Verb::Change);
    let rows: Vec<Vec<Markup>> = held.iter().rev().map(|(id, one)| row(head, *id, one, today)).collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead {
            (head.name.full()) ". Thrice holds nothing of what these plans say: only that there is one, where it lies, and when it is looked at again. "
            "Everybody who works with " (head.name.forename) " reads that above the targets."
        }
        (table("Plans that others write and keep", &["Plan", "Where it lies", "Since", "Looked at again", "Until"], &rows, "None is entered."))
        @if changes { h2.no-print { "Enter another" } (form(head, typed, errors)) }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn row(head: &Head, id: LinkedPlanId, one: &LinkedPlan, today: NaiveDate) -> Vec<Markup> {
    let own = format!("/pupils/{}/linked-plans/{id}", head.id);
    let changes = head.may(Thing::Targets, Verb::Change) && one.until.is_none();
    vec![
        html! { strong { (one.title()) } },
        html! { (place(one)) @if !one.holder.is_empty() { br; span.muted { "Kept by " (one.holder) } } },
        html! { (LongDay(one.from)) },
        html! {
            (LongDay(one.review_on))
            @if one.is_late(today) { " " (tag(Tone::Late, "Late")) }
            @if changes { br; a.no-print href=(format!("{own}/reviewed")) { "It was looked at" span.hidden { ": " (one.title()) } } }
        },
        html! {
            @match one.until {
                Some(until) => (LongDay(until)),
                None if changes => (post_form(format!("{own}/end")).class("no-print").of(html! {
                    button.second type="submit" { "Ends today" span.hidden { ": " (one.title()) } }
                })),
                None => "It goes on",
            }
        },
    ]
}

fn place(one: &LinkedPlan) -> Markup {
    html! {
        @match SafeUrl::web(&one.link) {
            Some(link) => a href=(link.as_str()) rel="noreferrer" { (one.place) },
            None => (one.place),
        }
    }
}

/// The form for when one was looked at.
pub(super) fn looked_at(
    head: &Head,
    (id, one): (LinkedPlanId, &LinkedPlan),
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let own = format!("/pupils/{}/linked-plans", head.id);
    let body = html! {
        p.no-print { a href=(own) { "Back to the plans kept elsewhere" } }
        (error_summary(errors))
        h1 { (one.title()) " of " (head.name.full()) }
        p { "It was to be looked at by " (LongDay(one.review_on)) ", " (one.kind.longest().1) "." }
        (post_form(format!("{own}/{id}/reviewed")).class("panel").of(html! {
            (date_input(&Field { name: "review_on", label: "It was looked at: when again?", hint: "", value: typed.get("review_on"), errors }))
            (button("Save"))
        }))
    };
    Page::new(format!("{} · {}", one.title(), head.name.short()), body).wrong(errors)
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = LinkedKind::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    html! {
        (post_form(format!("/pupils/{}/linked-plans", head.id)).class("panel no-print").of(html! {
            (radios(&field("kind", "Which plan it is", ""), &kinds))
            (text_input(&field("name", "What it is called", "Only where it is another plan: early help plan, bereavement plan."), "text", "off"))
            (text_input(&field("place", "Where it lies", "Medical room, red folder. Write nothing of what it says."), "text", "off"))
            (text_input(&field("link", "Its web address", "May be left empty. Whoever opens it needs their own way in there."), "url", "off"))
            (text_input(&field("holder", "Who keeps it", "The school nurse. May be left empty."), "text", "off"))
            (date_input(&field("from_on", "Since", "")))
            (date_input(&field("review_on", "When it is looked at again", "A healthcare plan at least once a year, a PEP each term.")))
            (button("Save"))
        }))
    }
}
