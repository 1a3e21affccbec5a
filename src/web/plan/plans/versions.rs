//! Where a plan stands between draft and agreement, on its page.

use maud::{Markup, html};

use super::around::PlanSurroundings;
use crate::{
    domain::time::LongDay,
    store::plans::PlanView,
    web::{
        form::fields::second_button,
        ui::{
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// The section: which version the class works with, what is new in it, and what is drafted.
pub(super) fn section(plan: &PlanView, around: &PlanSurroundings) -> Markup {
    let writes = plan.may_write() && plan.is_open();
    html! {
        section.versions aria-label="Version and agreement" {
            @match plan.in_force() {
                Some(now) => p {
                    (tag(Tone::Good, "Agreed")) " Version " (now.number)
                    @if let Some(on) = now.agreed_on { ", in force since " (LongDay(on)) } ". "
                    span.no-print {
                        a href=(format!("/plans/{}/versions", plan.id)) { "All versions" }
                        @if writes && plan.draft().is_none() { " · " a href=(format!("/plans/{}/agreement", plan.id)) { "Add what somebody says to it" } }
                    }
                },
                None if plan.is_written() => p {
                    (tag(Tone::Soon, "Not agreed yet")) " "
                    @if writes { a.no-print href=(format!("/plans/{}/agreement", plan.id)) { "Agree it with the parents and the pupil" } }
                },
                None => {}
            }
            @if !around.changed.is_empty() {
                details open { summary { "What is new in this version" } ul { @for one in &around.changed { li { (one) } } } }
            }
            @if let (true, Some(draft)) = (writes, plan.draft()) { (drafted(plan, draft.number, &around.drafted)) }
        }
    }
}

fn drafted(plan: &PlanView, number: i64, changes: &[String]) -> Markup {
    html! {
        div.panel.no-print {
            p { (tag(Tone::Soon, &format!("Draft of version {number}"))) " The class does not see it until it is agreed." }
            @if changes.is_empty() { p.muted { "It says what was carried forward at the review." } }
            @else { ul { @for one in changes { li { (one) } } } }
            p.actions {
                a.button href=(format!("/plans/{}/agreement", plan.id)) { "Agree version " (number) } " "
                a href=(format!("/plans/{}/edit", plan.id)) { "Go on writing" }
            }
            (post_form(format!("/plans/{}/versions/discard", plan.id)).of(html! { (second_button("Discard this draft")) }))
        }
    }
}
