//! The targets of a review: what was said of each last time beside what is said of it now, one choice for all of them first.

use maud::{Markup, html};

use super::{form::ReviewContext, page::ReviewFields};
use crate::{
    domain::{
        count::times,
        strategy::Way,
        target::{Progress, Score},
    },
    store::{
        plans::{PlanView, Target},
        reviews,
    },
    web::{
        form::fields::{number_input, radios, select, text_input},
        plan::teacher_views::beside::of_target,
        ui::lines::lines,
    },
};

/// All of them.
pub(super) fn section(plan: &PlanView, fields: &ReviewFields<'_>, known: &ReviewContext) -> Markup {
    let targets = &plan.content.targets;
    html! {
        h2 { "Targets" }
        @if targets.is_empty() { p.empty data-block="none" tabindex="-1" { "This plan has no targets." } }
        @else {
            div.points data-block="all" tabindex="-1" role="group" aria-describedby="about" aria-label="All targets" {
                (fields.show(
                    "same_for_all",
                    "The same for all targets",
                    "Then say below where one is different.",
                    |f| radios(f, &choices("Each as it is below")),
                ))
            }
        }
        @for (n, one) in targets.iter().enumerate() { (target(n, one, fields, known)) }
    }
}

fn choices(first: &'static str) -> Vec<(&'static str, &'static str)> {
    std::iter::once(("", first)).chain(Progress::ALL.iter().map(|p| (p.as_code(), p.words()))).collect()
}

fn target(n: usize, target: &Target, fields: &ReviewFields<'_>, known: &ReviewContext) -> Markup {
    let name = |field: &str| format!("target-{n}-{field}");
    let measure = if target.measure.is_empty() { "What it reads now" } else { target.measure.as_str() };
    html! {
        fieldset.review-target.points data-block="target" tabindex="-1" {
            legend { (n + 1) ". " (target.wording) }
            @if let Some(id) = target.id { input type="hidden" name=(name("id")) value=(id); }
            div.side-by-side {
                div.last-time { (last_time(target, known)) (of_target(target.id, &known.inputs)) }
                div {
                    (fields.show(&name("actual"), measure, &expected(target), |f| number_input(f, "", &target.unit)))
                    (fields.show(&name("progress"), "How far it was reached", "", |f| radios(f, &choices("As its reading says, or as all"))))
                    div.side {
                        (fields.show(&name("note"), "Note", "", |f| text_input(f, "text", "off")))
                        (fields.show(
                            &name("carry"),
                            "And then",
                            "",
                            |f| select(f, &[("", "Goes on, unless it was met"), ("yes", "Goes on"), ("no", "Is finished")]),
                        ))
                        (fields.show(&name("aim"), "New aim", "If it was met and goes on.", |f| number_input(f, "", &target.unit)))
                    }
                }
            }
        }
    }
}

/// "Asked again in the same way: started at 4, expected now 12, challenge 16."
fn expected(target: &Target) -> String {
    let aim = &target.aim;
    let far = aim.challenge.map(|far| format!(", challenge {far}")).unwrap_or_default();
    format!("Asked again, in the same way. Started at {}, expected now {}{far}.", aim.baseline, aim.predicted)
}

fn last_time(target: &Target, known: &ReviewContext) -> Markup {
    let before = known.history.first().and_then(|l| l.results.iter().find(|r| is_before(r, target)));
    let unit = |score: Score| score.of(&target.unit);
    html! {
        @match before {
            Some(before) => {
                p { strong { "Last time: " } (before.progress.words()) }
                @if let Some(actual) = before.actual { p { "From " (before.aim.baseline) " to " (unit(actual)) ", expected " (before.aim.predicted) "." } }
                @if !before.note.is_empty() { p { "“" (before.note) "”" } }
            }
            None => p { "New in this cycle: from " (target.aim.baseline) " to " (unit(target.aim.predicted)) "." }
        }
        @if target.carried > 0 { p.muted { "Carried forward " (times(target.carried)) "." } }
        @let adults = target.told(Way::Do);
        @if !adults.is_empty() { p.muted { "Adults: " (lines(&adults)) } }
    }
}

/// Whether a result of the last review is this target's, carried forward.
fn is_before(result: &reviews::Result, target: &Target) -> bool {
    (result.carried_to.is_some() && result.carried_to == target.id) || result.wording == target.wording
}
