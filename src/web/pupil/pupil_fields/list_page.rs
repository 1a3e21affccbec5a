//! How the list of the school's own fields looks, and the form of one of them.

use maud::{Markup, html};

use crate::{
    domain::pupil_field::{Audience, FieldKind},
    store::pupil_fields::FilledField,
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, number_input, radios, text_input, textarea},
            order::mover,
            typed::Typed,
        },
        frame::page::{Nav, Page},
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) const TITLE: &str = "The school’s own pupil fields";
const HOME: &str = "/settings/pupil-fields";

fn said(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("The field is in the list."),
        "changed" => Some("The field is changed. What was filled in stays as it is."),
        "withdrawn" => Some("The field is out of the list. What was filled in stays on the pupils’ records."),
        "moved" => Some("The order is changed."),
        _ => None,
    }
}

pub(super) fn list(all: &[FilledField], changes: bool, done: &str) -> Markup {
    let order = all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>().join(",");
    let rows: Vec<Vec<Markup>> =
        all.iter().enumerate().map(|(n, one)| row(one, (n, all.len()), &order, changes)).collect();
    let heads: &[&str] = if changes {
        &["Field", "What is filled in", "Who sees it", "Change"]
    } else {
        &["Field", "What is filled in", "Who sees it"]
    };
    html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        h1 { (TITLE) }
        @if let Some(said) = said(done) { div.banner.banner-good role="status" { p { strong { (said) } } } }
        p.lead { "What your school wants to know of a pupil that has no place of its own. It is filled in on the pupil’s page, and stands in no message." }
        @if changes { p.actions.no-print { a.second href=(format!("{HOME}/new")) { "Add a field" } } }
        (table("In use, in the order of the form", heads, &rows, "None yet."))
    }
}

fn row(one: &FilledField, (n, of): (usize, usize), order: &str, changes: bool) -> Vec<Markup> {
    let field = &one.field;
    let mut cells = vec![
        html! { (field.name) @if !field.help.is_empty() { br; span.muted { (field.help) } } },
        html! {
            (field.kind.words())
            @let range = field.range_words();
            @if !range.is_empty() { br; (range) } @else if !field.unit.is_empty() { br; "In " (field.unit) }
            @if !field.choices.is_empty() { ul.bare { @for one in &field.choices { li { (one) } } } }
        },
        html! { (field.audience.words()) },
    ];
    if changes {
        cells.push(html! {
            div.actions.no-print {
                a.second href=(format!("{HOME}/{}/edit", one.id)) { "Change" span.hidden { " " (field.name) } }
                @if of > 1 { (mover(format!("{HOME}/order"), order, (one.id.0, &field.name), (n, of))) }
                (post_form(format!("{HOME}/{}/withdrawal", one.id)).of(html! {
                    button.second type="submit" { "Take it out" span.hidden { ": " (field.name) } }
                }))
            }
        });
    }
    cells
}

/// The form. `held` is the field that is changed.
pub(super) fn form(held: Option<&FilledField>, typed: &Typed, errors: &FormErrors) -> Page {
    let title = if held.is_some() { "Change a pupil field" } else { "Add a pupil field" };
    let action = held.map_or_else(|| HOME.to_owned(), |one| format!("{HOME}/{}/edit", one.id));
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = FieldKind::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let audiences: Vec<_> = Audience::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let takes = |kind| held.is_none_or(|one| one.field.kind == kind);
    let body = html! {
        p.no-print { a href=(HOME) { "Back to the fields" } }
        (error_summary(errors))
        h1 { (title) }
        p { "Ask only for what somebody needs to know. Parents and pupils may ask to see whatever is filled in." }
        (post_form(action).class("panel").of(html! {
            input type="hidden" name="seen" value=(typed.get("seen"));
            (text_input(&field("name", "What the school calls it", "For example: travels by, locker, swimming certificate"), "text", "off"))
            (text_input(&field("help", "A line of help for whoever fills it in", "May be left empty."), "text", "off"))
            @match held {
                Some(one) => {
                    p { strong { "What is filled in: " } (one.field.kind.words()) "." }
                    p.hint { "This stays, so that what was filled in can be read. For another kind, take this field out and add another one." }
                },
                None => (radios(&field("kind", "What is filled in", "It cannot be changed afterwards."), &kinds)),
            }
            @if takes(FieldKind::Number) {
                (text_input(&field("unit", "Unit of a number", "Like cm or minutes. May be left empty."), "text", "off"))
                (number_input(&field("lowest", "Lowest number", "May be left empty."), "", ""))
                (number_input(&field("highest", "Highest number", "May be left empty."), "", ""))
            }
            @if takes(FieldKind::Choice) {
                (textarea(&field("choices", "Choices of a list", "Each on a line of its own."), 4))
            }
            (radios(&field("audience", "Who sees it", "Only the SENCO fills it in."), &audiences))
            p.actions { (button("Save the field")) }
        }))
    };
    Page::new(title, body).at(Nav::Settings).wrong(errors)
}
