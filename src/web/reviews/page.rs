//! The screen of a review.

use maud::{Markup, html};

use super::form::Known;
use crate::{
    domain::{plan::PlanKind, review::Decision, target::Progress, time::LongDay},
    store::{
        plans::{PlanView, Target},
        reviews,
    },
    web::{
        plans::Typed,
        ui::form::{
            Field, FormErrors, button, checkboxes, date_input, error_summary, number_input, radios, select, text_input,
            textarea,
        },
    },
};

const HOW: &str = "Talking, drawing, symbols, watching … and who asked.";

/// What the browser shows as its title.
pub(super) fn title(plan: &PlanView, wrong: bool) -> String {
    format!("{}Record {}’s review", if wrong { "Error: " } else { "" }, plan.pupil_name.full())
}

/// The screen.
pub(super) fn page(plan: &PlanView, typed: &Typed, known: &Known, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let progress = choices("Each as it is below");
    let decisions: Vec<_> = Decision::ALL.iter().map(|d| (d.as_code(), d.words())).collect();
    html! {
        p.no-print { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        h1 { "Record " (plan.pupil_name.full()) "’s review" }
        p.lead {
            (plan.kind.words()) ". "
            @if plan.content.review_on < known.now.today() { "It was due on " } @else { "It is due on " }
            (LongDay(plan.content.review_on)) "."
        }
        (error_summary(errors))
        (last_time(known))
        form method="post" action=(format!("/plans/{}/review", plan.id)) novalidate {
            input type="hidden" name="cycle" value=(typed.get("cycle"));
            (date_input(&field("held_on", "Day it was held", "")))
            (meeting(typed, known, errors))
            @if plan.kind == PlanKind::EhcDelivery {
                (checkboxes(&field("ehc_annual", "EHC plan", ""), &[("yes", "This was the annual review")], &[typed.get("ehc_annual")]))
            }
            h2 { "Targets" }
            @if plan.content.targets.is_empty() { p.empty { "This plan has no targets." } }
            @else { (select(&field("same_for_all", "The same for all targets", "A choice made for one target goes before this one."), &progress)) }
            @for (n, one) in plan.content.targets.iter().enumerate() { (target(n, one, typed, known, errors)) }
            h2 { "What people said" }
            (textarea(&field("pupil_view", "The pupil, in their own words", ""), 3))
            (text_input(&field("pupil_view_how", "How the pupil’s view was gathered", HOW), "text", "off"))
            (textarea(&field("parent_view", "The parents, in their own words", ""), 3))
            (text_input(&field("parent_view_how", "How the parents’ view was gathered", "At the meeting, by phone, in writing …"), "text", "off"))
            h2 { "What follows" }
            (textarea(&field("summary", "What the review found", "What worked, what did not, and what changes."), 4))
            (radios(&field("decision", "What was decided", ""), &decisions))
            (date_input(&field("next_on", "Next review", "A school day. Not needed if the plan ends.")))
            p.actions { (button("Save the review")) }
        }
    }
}

fn choices(first: &'static str) -> Vec<(&'static str, &'static str)> {
    std::iter::once(("", first)).chain(Progress::ALL.iter().map(|p| (p.as_code(), p.words()))).collect()
}

fn last_time(known: &Known) -> Markup {
    html! {
        @if let Some(last) = &known.last {
            section.last-time aria-labelledby="last-time" {
                h2 #last-time { "Last time, " (LongDay(last.held_on)) }
                p { "Decided: " (last.decision.words()) "." }
                @if !last.summary.is_empty() { p { (last.summary) } }
                @if !last.pupil_view.is_empty() { p { "The pupil said: “" (last.pupil_view) "”" } }
                @if !last.parent_view.is_empty() { p { "The parents said: “" (last.parent_view) "”" } }
            }
        } @else {
            p { "This is the plan’s first review." }
        }
    }
}

fn meeting(typed: &Typed, known: &Known, errors: &FormErrors) -> Markup {
    let labels: Vec<(String, String)> = known
        .meetings
        .iter()
        .map(|(id, day, met)| {
            let who = if *met { "a parent took part" } else { "no parent took part" };
            (id.to_string(), format!("{} ({who})", LongDay(*day)))
        })
        .collect();
    let mut options = vec![("", "No: the review was held without a meeting")];
    options.extend(labels.iter().map(|(id, label)| (id.as_str(), label.as_str())));
    let field = Field {
        name: "conversation",
        label: "Was it held at a meeting with the parents?",
        hint: "Then one event counts as both. Record the meeting first, if it is not in the list.",
        value: typed.get("conversation"),
        errors,
    };
    select(&field, &options)
}

fn target(n: usize, target: &Target, typed: &Typed, known: &Known, errors: &FormErrors) -> Markup {
    let names = ["actual", "progress", "note", "carry"].map(|f| format!("target-{n}-{f}"));
    let [actual, progress, note, carry] = &names;
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let unit = |score| format!("{score} {}", target.unit).trim().to_owned();
    let before = known.last.as_ref().and_then(|l| l.results.iter().find(|r| is_before(r, target)));
    html! {
        fieldset.row {
            legend { (n + 1) ". " (target.wording) }
            p {
                "Started at " (unit(target.aim.baseline)) ", expected now " strong { (unit(target.aim.predicted)) }
                @if let Some(far) = target.aim.challenge { ", challenge " (unit(far)) }
                ". " (target.measure) "."
            }
            @if let Some(before) = before {
                p.hint {
                    "Last time: " (before.progress.words())
                    @if let Some(actual) = before.actual { ", " (unit(actual)) }
                    @if !before.note.is_empty() { ". " (before.note) }
                }
            }
            (number_input(&field(actual, "What it reads now", ""), "", &target.unit))
            (select(&field(progress, "How far it was reached", ""), &choices("Work it out from the reading")))
            (text_input(&field(note, "Note", ""), "text", "off"))
            (select(&field(carry, "And then", ""), &[("", "Goes on, unless it was met"), ("yes", "Goes on"), ("no", "Is finished")]))
        }
    }
}

/// Whether a result of the last review is this target's, carried forward.
fn is_before(result: &reviews::Result, target: &Target) -> bool {
    (result.carried_to.is_some() && result.carried_to == target.id) || result.wording == target.wording
}

/// Somebody else recorded it first: what this person typed, to copy from.
pub(super) fn already(plan: &PlanView, typed: &Typed) -> Markup {
    let mut names: Vec<(String, String)> =
        [("pupil_view", "The pupil"), ("parent_view", "The parents"), ("summary", "What the review found")]
            .map(|(name, label)| (name.to_owned(), label.to_owned()))
            .into();
    for n in 0..typed.rows("target") {
        names.push((format!("target-{n}-actual"), format!("Target {}: what it reads now", n + 1)));
        names.push((format!("target-{n}-note"), format!("Target {}: note", n + 1)));
    }
    html! {
        h1 { "This review is recorded already" }
        p.lead { "Somebody else saved it while you were writing. What you wrote is not saved; here it is, to copy from." }
        dl.summary {
            @for (name, label) in &names {
                @if !typed.get(name).is_empty() { div { dt { (label) } dd { (typed.get(name)) } } }
            }
        }
        p { a href=(format!("/plans/{}", plan.id)) { "See the plan and its reviews" } }
    }
}
