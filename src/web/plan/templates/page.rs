//! The list of kinds, and the form of one.

use maud::{Markup, html};

use super::{asked, field};
use crate::{
    domain::{
        plan::PlanKind,
        template::{MOST_QUESTIONS, TargetField, TemplatePart},
        time::LongDay,
    },
    store::templates::HeldTemplate,
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, number_input, text_input, textarea},
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) const TITLE: &str = "Templates of plans";

pub(super) fn list(all: &[(PlanKind, Vec<HeldTemplate>)], changes: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|(kind, held)| {
            vec![
                html! { @if changes { a href=(format!("/templates/{}", kind.as_code())) { (kind.words()) } } @else { (kind.words()) } },
                html! {
                    @match held.first() {
                        Some(newest) => (version(newest)),
                        None => "As it comes with Thrice",
                    }
                },
            ]
        })
        .collect();
    html! {
        h1 { (TITLE) }
        p.lead { "What the form of each kind of plan asks, in which order and in your words, and how long a plan runs before its first review." }
        (table("Kinds of plan", &["Kind", "Template"], &rows, ""))
        p.hint {
            "A plan that was begun goes on with the version it was begun with. "
            "A healthcare plan is no plan of this kind: file it, or the way to it, among the pupil’s documents."
        }
    }
}

pub(super) fn form(kind: PlanKind, held: &[HeldTemplate], typed: &Typed, errors: &FormErrors) -> Page {
    let title = format!("Template: {}", kind.words());
    let weeks = Field {
        name: "weeks",
        label: "Weeks until the first review",
        hint: "Left empty: in the term’s review window.",
        value: typed.get("weeks"),
        errors,
    };
    let chosen: Vec<&str> = TargetField::ALL
        .iter()
        .filter(|one| typed.get(&format!("target-{}", one.as_code())) == "yes")
        .map(|one| one.as_code())
        .collect();
    let body = html! {
        p.no-print { a href="/templates" { "Back to the templates" } }
        (error_summary(errors))
        h1 { (title) }
        @if kind == PlanKind::ProposedIsp { p.banner { "Individual support plans are a proposal of 2026, and no law." } }
        (post_form(format!("/templates/{}", kind.as_code())).of(html! {
            input type="hidden" name="seen" value=(typed.get("seen"));
            @for part in ordered(typed) { (part_fields(part, typed, errors)) }
            (questions(typed, errors))
            fieldset.row {
                legend { "Of a target, beside its wording, measure and readings" }
                @for one in TargetField::ALL {
                    @let name = format!("target-{}", one.as_code());
                    div.choice {
                        input type="checkbox" id=(name) name=(name) value="yes" checked[chosen.contains(&one.as_code())];
                        label for=(name) { (one.words()) }
                    }
                }
            }
            (number_input(&weeks, "", ""))
            p.actions { (button("Save the next version")) }
        }))
        @if !held.is_empty() {
            h2 { "Versions" }
            ul { @for one in held { li { (version(one)) } } }
        }
    };
    Page::new(title, body).wrong(errors)
}

/// "Version 2, Wednesday 18 November 2026, by Mrs Anand".
fn version(one: &HeldTemplate) -> Markup {
    html! { "Version " (one.number) ", " (LongDay(one.entered.today())) @if let Some(by) = &one.by { ", by " (by.formal()) } }
}

/// The parts in the order that is typed.
fn ordered(typed: &Typed) -> Vec<TemplatePart> {
    let mut all = TemplatePart::ALL.to_vec();
    all.sort_by_key(|part| typed.get(&field(*part, "place")).parse::<usize>().unwrap_or(usize::MAX));
    all
}

/// The template's own questions: those it has, and room for two more.
fn questions(typed: &Typed, errors: &FormErrors) -> Markup {
    let asks = (0..MOST_QUESTIONS).filter(|n| !typed.get(&asked(*n, "words")).is_empty()).max().map_or(0, |n| n + 1);
    html! {
        fieldset.field {
            legend { (TemplatePart::Questions.words()) ": questions of your own" }
            p.hint { "Each is answered in words, and stands on the plan. Clear one to ask it no longer: plans that answered it keep what they say." }
            @for n in 0..MOST_QUESTIONS.min(asks + 2) {
                @let names = [asked(n, "words"), asked(n, "help")];
                @let labels = [format!("Question {}", n + 1), format!("What stands under question {}", n + 1)];
                @let one = |k: usize| Field { name: &names[k], label: &labels[k], hint: "", value: typed.get(&names[k]), errors };
                (textarea(&one(0), 1))
                (textarea(&one(1), 1))
            }
        }
    }
}

fn part_fields(part: TemplatePart, typed: &Typed, errors: &FormErrors) -> Markup {
    let names = ["place", "asked", "heading", "help"].map(|what| field(part, what));
    let one = |n: usize, label, hint| Field { name: &names[n], label, hint, value: typed.get(&names[n]), errors };
    html! {
        fieldset.row {
            legend { (part.words()) }
            (checkboxes(&one(1, "Asked", ""), &[("yes", "It is asked")], &[typed.get(&names[1])]))
            (number_input(&one(0, "Place", "1 is first."), "", ""))
            (text_input(&one(2, "Heading", "Left empty: ours."), "text", "off"))
            (text_input(&one(3, "What stands under it", "Left empty: ours."), "text", "off"))
        }
    }
}
