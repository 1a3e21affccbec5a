//! How the card looks, and the form in which its words are written.

use maud::{Markup, html};

use super::field;
use crate::{
    domain::{
        access::{Thing, Verb},
        my_target::{Drawing, way},
    },
    store::{my_targets::OnCard, pupils::head::Head},
    web::{
        form::{
            fields::{Field, FormErrors, drawn_radios, text_input},
            typed::Typed,
        },
        frame::page::Page,
        pupil::head,
        ui::{button::button, drawing::drawing, print::print},
    },
};

/// The card: what the pupil reads, and around it on the screen what the adult needs.
pub(super) fn card(head: &Head, all: &[OnCard]) -> Markup {
    let own = format!("/pupils/{}", head.id);
    html! {
        p.no-print { a href=(own) { "Back to " (head.name.forename) } }
        div.my-card {
            h1 { "My targets" }
            p.my-name { (head.name.forename) }
            @if all.is_empty() { p.empty { "No target is set yet." } }
            @else { ol.my-targets { @for one in all { li { (target(one)) } } } }
        }
        @if !all.is_empty() {
            @if head.may(Thing::Voice, Verb::Change) {
                p.actions.no-print { a.second href=(format!("{own}/my-targets/edit")) { "Write it in " (head.name.forename) "’s words" } }
            }
            (print("on A4"))
        }
    }
}

fn target(one: &OnCard) -> Markup {
    let words = if one.says.wording.is_empty() { &one.planned } else { &one.says.wording };
    html! {
        (drawing(one.says.drawing))
        div {
            p.my-words { (words) }
            p { (way(&one.aim, &one.unit)) }
            @if !one.says.helps.is_empty() { p { strong { "What helps me: " } (one.says.helps) } }
        }
    }
}

/// The form: the plan's words above a child's.
pub(super) fn form(head: &Head, all: &[OnCard], typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        p { "Short words that " (head.name.forename) " reads, or has read out. Without any, the card has the words of the plan." }
        @for (n, one) in all.iter().enumerate() {
            fieldset.row.my-card-row {
                legend { "Target " (n + 1) }
                p { (one.planned) }
                @for (what, label) in [("wording", "In a child’s words"), ("helps", "What helps me")] {
                    @let name = field(one.target, what);
                    (text_input(&Field { name: &name, label, hint: "", value: typed.get(&name), errors }, "text", "off"))
                }
                (drawings(&field(one.target, "drawing"), typed, errors))
            }
        }
        p.actions { (button("Save the card")) }
    };
    head::form(head, "/my-targets", "My targets", errors, "/my-targets", &fields)
}

fn drawings(name: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let chosen = Drawing::from_code(typed.get(name)).unwrap_or(Drawing::Star);
    let shown = |one: &Drawing| (one.as_code(), html! { (drawing(*one)) span { (one.words()) } });
    let options: Vec<_> = Drawing::ALL.iter().map(shown).collect();
    drawn_radios(&Field { name, label: "Drawing", hint: "", value: chosen.as_code(), errors }, &options)
}
