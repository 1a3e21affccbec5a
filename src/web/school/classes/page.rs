//! The classes, the form in which pupils are moved, and what would follow.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{TITLE, of_class, years};
use crate::{
    domain::{
        count::counted,
        people::{Name, Role},
        roll::{Held, PupilStep, Steps, folded},
    },
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, text_input},
            typed::Typed,
        },
        frame::session::encoded,
        ui::{button::button, post_form::post_form, table::table},
    },
};

pub(super) fn list(held: &Held) -> Markup {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for pupil in held.pupils.iter().filter(|pupil| pupil.on_roll_from.is_some()) {
        *classes.entry(pupil.facts.class.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let row = |(class, many): (&str, usize)| {
        let teachers = teachers(held, class);
        vec![
            html! { @if class.is_empty() { strong { "In no class" } } @else { (class) } },
            html! { (counted(many, "pupil", "pupils")) },
            html! { @if teachers.is_empty() { @if !class.is_empty() { strong { "Nobody" } } } @else { (teachers.join(", ")) } },
            html! { a href=(address(class)) { "Move pupils" span.hidden { " of " (class) } } },
        ]
    };
    let rows: Vec<Vec<Markup>> = classes.into_iter().map(row).collect();
    html! {
        p.no-print { a href="/year" { "Back to the year" } }
        h1 { "Classes" }
        p.lead { "Moving pupils hands their plans and meetings to the teacher of the new class, in the same act." }
        p {
            "For the whole school at once, " a href="/import" { "import pupils and staff" } ": the same happens there. "
            "Who teaches a class is set with " a href="/people" { "people" } "."
        }
        (table("Pupils and teachers of each class", &["Class", "Pupils", "Teachers", "Move"], &rows, "No pupil is on roll."))
    }
}

fn address(class: &str) -> String {
    format!("/classes/move?from={}", encoded(class))
}

/// The names of those who teach a class.
fn teachers(held: &Held, class: &str) -> Vec<String> {
    let has = |classes: &Option<Vec<String>>| classes.iter().flatten().any(|one| folded(one) == folded(class));
    let here = held.staff.iter().filter(|one| one.works_here && one.facts.role == Some(Role::Teacher));
    here.filter(|one| has(&one.facts.classes)).map(|one| one.facts.name.formal()).collect()
}

pub(super) fn form(held: &Held, typed: &Typed, errors: &FormErrors) -> Markup {
    let from = typed.get("from");
    let pupils = of_class(held, from);
    let options: Vec<(String, String)> =
        pupils.iter().map(|p| (p.id.to_string(), name(&p.facts.forename, &p.facts.surname))).collect();
    let options: Vec<(&str, &str)> = options.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let chosen: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "pupil").map(|(_, id)| id.as_str()).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let of_years = years(&pupils).into_iter().collect::<Vec<_>>().join(", ");
    let up = format!("They also move up a year group (now {of_years})");
    html! {
        p.no-print { a href="/classes" { "Back to the classes" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { @if from.is_empty() { "Pupils in no class" } @else { "From " (from) } }
        (post_form("/classes/move").class("panel").of(html! {
            input type="hidden" name="from" value=(from);
            (text_input(&field("to", "To which class", "As the school writes it. One that is new is made."), "text", "off"))
            @if !of_years.is_empty() { (checkboxes(&field("up", "Year group", ""), &[("yes", &up)], &[typed.get("up")])) }
            (checkboxes(&field("pupil", "Who moves", "From today on."), &options, &chosen))
            (button("Show what follows"))
        }))
    }
}

fn name(forename: &str, surname: &str) -> String {
    Name { title: String::new(), forename: forename.to_owned(), surname: surname.to_owned() }.full()
}

/// What would follow, to be said yes to.
pub(super) fn sure(held: &Held, typed: &Typed, steps: &Steps) -> Markup {
    let pupil = |id| held.pupils.iter().find(|p| p.id == id).map(|p| name(&p.facts.forename, &p.facts.surname));
    let staff = |id| held.staff.iter().find(|s| s.id == id).map(|s| s.facts.name.formal());
    let handed: Vec<Vec<Markup>> = steps
        .handovers
        .iter()
        .map(|one| {
            vec![
                html! { (pupil(one.pupil).unwrap_or_default()) },
                html! { (one.kind.words()) },
                html! { (staff(one.from).unwrap_or_default()) },
                html! { (one.to_name.formal()) },
            ]
        })
        .collect();
    let to = typed.get("to");
    html! {
        h1 { (TITLE) }
        p.lead { (counted(steps.pupils.len(), "pupil moves", "pupils move")) " to " (to) " from today on." }
        ul { @for step in &steps.pupils { @if let PupilStep::Change(was, _) = step { li { (name(&was.facts.forename, &was.facts.surname)) } } } }
        @if teachers(held, to).is_empty() {
            div.banner role="note" { p { strong { (to) " has no teacher. " } "Plans go to the SENCO until somebody is given the class." } }
        }
        h2 { "Plans that go to other teachers (" (handed.len()) ")" }
        (table("With their meetings to come; both are told", &["Pupil", "Plan", "From", "To"], &handed, "None: whoever leads them still sees these pupils."))
        (post_form("/classes/move").of(html! {
            @for (name, value) in typed.0.iter().filter(|(name, _)| ["from", "to", "up", "pupil"].contains(&name.as_str())) {
                input type="hidden" name=(name) value=(value);
            }
            input type="hidden" name="sure" value="yes";
            p.actions { (button("Move them")) a.second href="/classes" { "Leave everything as it is" } }
        }))
    }
}
