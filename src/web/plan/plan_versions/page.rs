//! The versions of a plan, newest first, and what two of them say differently.

use maud::{Markup, html};

use crate::{
    domain::{
        conversation::Agreement,
        count::counted,
        plan_version::{Stands, changes, stands},
        time::LongDay,
    },
    store::plans::{
        PlanView,
        versions::{Answered, KeptVersion},
    },
    web::{
        form::fields::{Field, FormErrors, second_button, select},
        pupil::head::entered,
        ui::tag::{Tone, tag},
    },
};

pub(super) fn page(
    plan: &PlanView,
    all: &[KeptVersion],
    answers: &[Answered],
    two: (Option<i64>, Option<i64>),
) -> Markup {
    html! {
        p.no-print { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        h1 { "Versions of " (plan.pupil_name.forename) "’s plan" }
        p.lead { "What was agreed never changes. What is to change is drafted beside it, and the class works with it once it is agreed." }
        @if all.is_empty() { p.empty { "No version has been agreed yet." } }
        @if all.len() > 1 { (compared(plan, all, two)) }
        @for one in all.iter().rev() { (version(plan, one, answers)) }
    }
}

fn version(plan: &PlanView, one: &KeptVersion, answers: &[Answered]) -> Markup {
    let (tone, words) = match stands(&one.version, &plan.versions) {
        Stands::Draft => (Tone::Soon, "Draft".to_owned()),
        Stands::InForce(on) => (Tone::Good, format!("In force since {}", LongDay(on))),
        Stands::Superseded(on) => (Tone::Quiet, format!("Until {}", LongDay(on))),
        Stands::Discarded => (Tone::Quiet, "Discarded".to_owned()),
    };
    let said = one.kept.said();
    html! {
        section.panel aria-labelledby=(format!("version-{}", one.version.number)) {
            h2 id=(format!("version-{}", one.version.number)) { "Version " (one.version.number) " " (tag(tone, &words)) }
            p.muted {
                "Begun: " (entered(Some(one.opened.0), one.opened.1.as_ref()))
                @if let Some(on) = one.version.agreed_on {
                    ". Agreed on " (LongDay(on)) @if let Some(by) = &one.agreed_by { ", written down by " (by.formal()) }
                }
            }
            @for answer in answers.iter().filter(|answer| answer.version == one.version.id) { (answered(plan, answer)) }
            details {
                summary { "What it says: " (many(said.targets.len(), "target")) ", " (many(said.lines.len(), "line")) " of support" }
                ul {
                    @for target in &said.targets {
                        li { (target.wording) ": from " (target.baseline) " to " (target.predicted.of(&target.unit)) }
                    }
                    @for line in &said.lines { li { (line.name) ": " (line.how_much) } }
                }
            }
        }
    }
}

fn many(number: usize, what: &str) -> String {
    counted(number, what, &format!("{what}s"))
}

fn answered(plan: &PlanView, one: &Answered) -> Markup {
    let who = one.adult.as_ref().map_or_else(|| plan.pupil_name.forename.clone(), crate::domain::people::Name::formal);
    html! {
        p {
            strong { (who) } ": " (one.answer.words())
            @if one.answer != Agreement::NotReached { ", " (one.how.words()) } ", " (LongDay(one.on))
            @if !one.words.is_empty() { ". “" (one.words) "”" }
        }
    }
}

/// Two versions side by side in words: those that are asked for, else the two newest.
fn compared(plan: &PlanView, all: &[KeptVersion], two: (Option<i64>, Option<i64>)) -> Markup {
    let find = |number: Option<i64>| all.iter().find(|one| Some(one.version.number) == number);
    let (from, to) = (find(two.0).unwrap_or(&all[all.len() - 2]), find(two.1).unwrap_or(&all[all.len() - 1]));
    let (older, newer) = if from.version.number <= to.version.number { (from, to) } else { (to, from) };
    let told = changes(&older.kept.said(), &newer.kept.said());
    let numbers: Vec<(String, String)> =
        all.iter().map(|one| (one.version.number.to_string(), format!("Version {}", one.version.number))).collect();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(n, words)| (n.as_str(), words.as_str())).collect();
    let (errors, from, to) =
        (FormErrors::default(), older.version.number.to_string(), newer.version.number.to_string());
    let field = |name, label, value| Field { name, label, hint: "", value, errors: &errors };
    html! {
        section aria-labelledby="compared" {
            h2 #compared { "What version " (newer.version.number) " says that version " (older.version.number) " did not" }
            @if told.is_empty() { p { "Both say the same." } }
            @else { ul { @for sentence in &told { li { (sentence) } } } }
            @if all.len() > 2 {
                form.no-print method="get" action=(format!("/plans/{}/versions", plan.id)) {
                    div.side {
                        (select(&field("from", "The older", &from), &numbers))
                        (select(&field("to", "The newer", &to), &numbers))
                    }
                    (second_button("Compare these two"))
                }
            }
        }
    }
}
