//! How well a plan is written, on its page: a score, what each rule found, and the way to the field that mends it.

use maud::{Markup, html};

use crate::{
    domain::{
        ids::PlanId,
        quality::{Finding, Quality},
    },
    store::plans::PlanView,
    web::ui::tag::{Tone, tag},
};

/// The section.
pub(super) fn section(plan: &PlanView, quality: &Quality) -> Markup {
    let needed = quality.needed().count();
    let many = quality.findings.len();
    html! {
        details.panel.no-print #quality open[needed > 0] {
            summary {
                "How well it is written: " strong { (quality.score()) " of 100" }
                @if many > 0 { ". " @if many == 1 { "1 thing to look at" } @else { (many) " things to look at" } }
            }
            @if many == 0 { p { "Every rule that is asked of this plan is kept." } }
            @else {
                p.hint { "Advice by fixed rules. Only what is marked stands in the way of an agreement." }
                ul { @for finding in &quality.findings { li { (one(plan.id, plan.pupil.0, finding)) } } }
            }
        }
    }
}

fn one(plan: PlanId, pupil: i64, finding: &Finding) -> Markup {
    let to = match finding.place.field() {
        Some(field) => format!("/plans/{plan}/edit#{field}"),
        None => format!("/pupils/{pupil}/record"),
    };
    html! {
        a href=(to) { (finding.place.words()) } ": " (finding.reason) " "
        @if finding.rule.is_needed() { (tag(Tone::Late, "Needed")) " " }
        span.muted { (finding.rule.number()) ", " (finding.rule.source()) }
    }
}
