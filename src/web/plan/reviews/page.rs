//! The screen of a review: all of it at once, so that thirty of them are an afternoon's work.

use maud::{Markup, html};

use super::{ReviewPage, drafts, form::ReviewContext, meanwhile, queue::Place, since, targets, voices};
use crate::{
    domain::{plan::PlanKind, review::Decision, time::LongDay},
    store::plans::PlanView,
    web::{
        form::{
            draft::{also_writing, auto_save},
            fields::{Field, FormErrors, checkboxes, date_input, error_summary, radios, select, text_input, textarea},
            merge::OPENED,
            typed::Typed,
        },
        frame::assets,
        plan::teacher_views::beside as teachers,
        pupil::wellbeing,
        ui::{post_form::post_form, prompts::prompt_box},
    },
};

/// What the browser shows as its title.
pub(super) fn title(plan: &PlanView) -> String {
    format!("Record {}’s review", plan.pupil_name.full())
}

/// The fields of one form, made where they are needed.
pub(super) struct ReviewFields<'a> {
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a FormErrors,
}

impl ReviewFields<'_> {
    pub(super) fn show(&self, name: &str, label: &str, hint: &str, show: impl Fn(&Field<'_>) -> Markup) -> Markup {
        show(&Field { name, label, hint, value: self.typed.get(name), errors: self.errors })
    }

    /// A field of the whole form, by the name that drafts know it by.
    fn own(&self, name: &str, hint: &str, show: impl Fn(&Field<'_>) -> Markup) -> Markup {
        self.show(name, drafts::called(name), hint, show)
    }
}

/// The screen.
pub(super) fn page(
    plan: &PlanView,
    typed: &Typed,
    known: &ReviewContext,
    errors: &FormErrors,
    shown: &ReviewPage,
) -> Markup {
    let fields = ReviewFields { typed, errors };
    let place = shown.place.as_ref();
    let draft = format!("/plans/{}/review/draft", plan.id);
    html! {
        p.no-print { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        @if place.is_some_and(Place::has_just_saved) {
            div.banner.banner-good role="status" { p { strong { "The review before is saved. " } } }
        }
        (head(plan, known, place))
        (prompt_box(&known.prompts))
        review-form {
            // After a failed save the keyboard stands at what is wrong: the keys go on from there.
            (error_summary(errors))
            @if let Some(lost) = &shown.lost { (meanwhile::notice(lost)) }
            @if let Some(last) = known.history.first().filter(|_| shown.left_behind) { (meanwhile::left_behind(plan, last)) }
            (also_writing(&shown.kept.others))
            (post_form(format!("/plans/{}/review", plan.id)).of(html! {
                // Enter in a field does what the button at the end does.
                button.hidden type="submit" tabindex="-1" aria-hidden="true" { "Save the review" }
                input type="hidden" name="cycle" value=(typed.get("cycle"));
                input type="hidden" name="version" value=(plan.version);
                input type="hidden" name=(OPENED) value=(typed.get(OPENED));
                @if let Some(place) = place { input type="hidden" name="queue" value=(place.text()); }
                div.side {
                    (fields.own("held_on", "", date_input))
                    (meeting(&fields, known))
                }
                @if plan.kind == PlanKind::EhcDelivery {
                    (fields.own("ehc_annual", "", |f| checkboxes(f, &[("yes", "This was the annual review")], &[f.value])))
                }
                (targets::section(plan, &fields, known))
                (since::provision(plan, known))
                (teachers::section(plan, &known.inputs, known.writer))
                (wellbeing::folded(&known.wellbeing))
                (voices::section(plan, &fields, known))
                (what_follows(&fields))
                (auto_save(&draft, shown.kept.version, shown.kept.saved))
                p.actions {
                    button.primary type="submit" data-save { @if place.is_some() { "Save & next" } @else { "Save the review" } }
                    @if let Some(place) = place { a.second href=(place.skip()) { "Skip" } }
                    span.muted.keys-only hidden { kbd { "Ctrl" } " + " kbd { "Enter" } " saves" }
                }
            }))
            (keys())
        }
        script src=(assets::url("review.js")) defer {}
    }
}

fn head(plan: &PlanView, known: &ReviewContext, place: Option<&Place>) -> Markup {
    let beside = &known.beside;
    html! {
        div #about {
            @if let Some(place) = place { p.day { "Review " (place.number()) " of " (place.count()) } }
            h1 { "Record " (plan.pupil_name.full()) "’s review" }
            p.lead {
                (plan.kind.words())
                @if !beside.class.is_empty() { " · " (beside.class) }
                @if !beside.nc_year.is_empty() { " · Year " (beside.nc_year) }
                @if plan.content.review_on < known.now.today() { " · was due on " } @else { " · due on " }
                (LongDay(plan.content.review_on))
            }
        }
        @match known.history.first() {
            Some(last) => p {
                strong { "Last time" } ", " (LongDay(last.held_on)) ": " (last.decision.words().to_lowercase())
                @if !last.reason.is_empty() { " (" (last.reason) ")" } ". " (last.summary)
            },
            None => p { "This is the plan’s first review." },
        }
        (since::section(plan, known))
    }
}

fn meeting(fields: &ReviewFields<'_>, known: &ReviewContext) -> Markup {
    let labels: Vec<(String, String)> = known
        .beside
        .meetings
        .iter()
        .map(|m| {
            let who = if m.met { "a parent took part" } else { "no parent took part" };
            (m.id.to_string(), format!("{} ({who})", LongDay(m.held_on)))
        })
        .collect();
    let mut options = vec![("", "No: the review was held without a meeting")];
    options.extend(labels.iter().map(|(id, label)| (id.as_str(), label.as_str())));
    let hint = if labels.is_empty() {
        "No meeting is recorded since the last review."
    } else {
        "Then one event counts as both."
    };
    fields.own("conversation", hint, |f| select(f, &options))
}

fn what_follows(fields: &ReviewFields<'_>) -> Markup {
    let decisions: Vec<_> = Decision::ALL.iter().map(|d| (d.as_code(), d.words())).collect();
    let reason = "Needed when support steps up or down, or the plan ends.";
    html! {
        h2 { "What follows" }
        (fields.own("summary", "What worked, what did not, and what changes.", |f| textarea(f, 3)))
        div.points data-block="decision" tabindex="-1" role="group" aria-label="Decision" {
            (fields.own("decision", "", |f| radios(f, &decisions)))
        }
        (fields.own("decision_reason", reason, |f| text_input(f, "text", "off")))
        (fields.own("next_on", "A school day. Not needed if the plan ends.", date_input))
    }
}

/// The list of keys: the script shows it, since without it there are none.
fn keys() -> Markup {
    html! {
        details.keys.keys-only hidden {
            summary { "Keys" }
            p { "They work while the keyboard is in this form and not in a field that is written in. " kbd { "Esc" } " leaves such a field." }
            dl.summary {
                @for (key, does) in [
                    ("1 to 6", "How far the target was reached, or all of them, or what was decided"),
                    ("j, k", "The next part of the form, the part before"),
                    ("n", "The note of this target"),
                    ("m", "What the measure of this target reads now"),
                    ("d", "What was decided"),
                    ("Ctrl + Enter", "Save"),
                    ("?", "This list"),
                ] { div { dt { kbd { (key) } } dd { (does) } } }
            }
        }
    }
}
