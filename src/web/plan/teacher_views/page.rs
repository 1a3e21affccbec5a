//! How the page looks on which a teacher says how a pupil's targets go.

use maud::{Markup, html};

use crate::{
    domain::{
        strategy::Way,
        teacher_view::Going,
        time::{LongDay, ShortDay},
    },
    store::{
        plans::{PlanView, Target},
        teacher_views::Voice,
    },
    web::{
        form::{
            draft::{auto_save, clock},
            drafts::KeptDraft,
            fields::{Field, FormErrors, error_summary, radios, text_input, textarea},
            typed::Typed,
        },
        ui::{button::button, lines::lines, post_form::post_form},
    },
};

pub(super) const TITLE: &str = "Your view before a review";
pub(super) const HELPED: &str = "What helped";
pub(super) const NOT_HELPED: &str = "What did not help";
pub(super) const TO_RAISE: &str = "What should we talk about at the review?";

/// The page. `saved`: it has just been given; `over`: the review was recorded while it was written.
pub(super) fn page(
    plan: &PlanView,
    own: Option<&Voice>,
    typed: &Typed,
    errors: &FormErrors,
    kept: &KeptDraft,
    (saved, over): (bool, bool),
) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let address = format!("/plans/{}/input", plan.id);
    let asked = own.and_then(|one| one.asked);
    let given = own.and_then(|one| one.given.as_ref());
    html! {
        p.no-print { a href="/my-pupils" { "Back to my pupils" } }
        @if saved {
            div.banner.banner-good role="status" {
                p {
                    strong { "Thank you. " }
                    "It stands beside the review. You can change it here until the review is held."
                }
            }
        }
        @if over {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "The review was recorded while you were writing" }
                p { "What you wrote is below, and not sent. Send it for the next review, or take it to " (plan.lead_name.formal()) "." }
            }
        }
        h1 { "How is it going with " (plan.pupil_name.full()) "?" }
        p.lead {
            "For the review on " (LongDay(plan.content.review_on)) ", led by " (plan.lead_name.formal()) ". "
            @if let Some((_, by)) = asked { "Please answer by " strong { (ShortDay(by)) } ". " }
            "It takes three minutes; leave out what you cannot say."
        }
        @if let Some((at, _)) = given.filter(|_| !saved) { p.muted { "You gave it on " (LongDay(at.today())) " at " (clock(*at)) "." } }
        (error_summary(errors))
        (post_form(&address).of(html! {
            button.hidden type="submit" tabindex="-1" aria-hidden="true" { "Send" }
            input type="hidden" name="cycle" value=(plan.cycle.id);
            @for (n, one) in plan.content.targets.iter().enumerate() { (target(n, one, typed, errors)) }
            @if plan.content.targets.is_empty() { p.empty { "This plan has no targets." } }
            (textarea(&field("helped", HELPED, "A strategy, a place, a time of day …"), 3))
            (textarea(&field("not_helped", NOT_HELPED, ""), 3))
            (textarea(
                &field(
                    "to_raise",
                    TO_RAISE,
                    "Parents may ask to read what is written here. Child protection does not belong here: \
                     speak to the designated lead.",
                ),
                3,
            ))
            (auto_save(&format!("{address}/draft"), kept.version, kept.saved))
            p { (button("Send")) }
        }))
    }
}

fn target(n: usize, target: &Target, typed: &Typed, errors: &FormErrors) -> Markup {
    let name = |field: &str| format!("target-{n}-{field}");
    let (going, note) = (name("going"), name("note"));
    let choices: Vec<_> = Going::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    html! {
        fieldset.review-target.points {
            legend { (n + 1) ". " (target.wording) }
            @if let Some(id) = target.id { input type="hidden" name=(name("id")) value=(id); }
            @let adults = target.told(Way::Do);
            @if !adults.is_empty() { p.muted { "What adults do: " (lines(&adults)) } }
            (radios(&Field { name: &going, label: "In my lessons", hint: "", value: typed.get(&going), errors }, &choices))
            (text_input(&Field { name: &note, label: "What I saw", hint: "", value: typed.get(&note), errors }, "text", "off"))
        }
    }
}
