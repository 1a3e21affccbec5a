//! The form of an agreement.

use maud::{Markup, html};

use super::agreement::ToAgree;
use crate::{
    domain::{conversation::Agreement, plan_version::AnswerHow},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, select, textarea},
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form},
    },
};

pub(super) fn page(what: &ToAgree, typed: &Typed, errors: &FormErrors) -> Page {
    let plan = &what.plan;
    let title = match what.is_new {
        true => format!("Agree {}’s plan", plan.pupil_name.full()),
        false => format!("What they say to {}’s plan", plan.pupil_name.full()),
    };
    let body = html! {
        p.no-print { a href=(format!("/plans/{}", plan.id)) { "Back to the plan" } }
        (error_summary(errors))
        h1 { (title) }
        p.lead {
            "Version " (what.number) ". "
            @if what.is_new { "Once it is agreed the class works with it, and it never changes: a change makes the next version." }
            @else { "It is in force. What somebody says later is added; what was said before stays." }
        }
        @if !what.changes.is_empty() {
            h2 { "What is new since the version in force" }
            ul { @for sentence in &what.changes { li { (sentence) } } }
        }
        (in_the_way(what))
        (post_form(format!("/plans/{}/agreement", plan.id)).class("panel").of(fields(what, typed, errors)))
    };
    Page::new(title, body).wrong(errors)
}

/// What the plan must say first, each with the way to it.
fn in_the_way(what: &ToAgree) -> Markup {
    let needed: Vec<_> = what.quality.needed().filter(|_| what.is_new).collect();
    html! {
        @if !needed.is_empty() {
            div.banner.banner-late #needed tabindex="-1" {
                p { strong { "Before it can be agreed" } ", the plan has to say how each target is measured, and how often and by whom support is given." }
                ul {
                    @for finding in needed {
                        li {
                            @let field = finding.place.field().unwrap_or_default();
                            a href=(format!("/plans/{}/edit#{field}", what.plan.id)) { (finding.place.words()) } ": " (finding.reason)
                        }
                    }
                }
            }
        }
        @else if what.is_new {
            p { "How well it is written: " strong { (what.quality.score()) " of 100" } ". "
                a href=(format!("/plans/{}#quality", what.plan.id)) { "See what could be better" } }
        }
    }
}

fn fields(what: &ToAgree, typed: &Typed, errors: &FormErrors) -> Markup {
    let hint = "Nobody’s silence is agreement. Whoever could not be asked is “not reached”, and can answer later.";
    let day = Field { name: "agreed_on", label: "Agreed on", hint: "", value: typed.get("agreed_on"), errors };
    html! {
        input type="hidden" name="lock" value=(typed.get("lock"));
        p.hint { (hint) }
        (date_input(&day))
        @for (id, called) in &what.contacts { (one(&id.to_string(), called, typed, errors)) }
        (one("pupil", &what.plan.pupil_name.forename, typed, errors))
        @if what.is_new { (button(&format!("Agree version {}", what.number))) } @else { (button("Save what they say")) }
    }
}

/// What one of them says.
fn one(key: &str, called: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let names = [format!("answer-{key}"), format!("how-{key}"), format!("words-{key}")];
    let field = |n: usize, label| Field { name: &names[n], label, hint: "", value: typed.get(&names[n]), errors };
    let answers: Vec<_> = Agreement::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let mut hows = vec![("", "Choose")];
    hows.extend(AnswerHow::ALL.iter().map(|one| (one.as_code(), one.words())));
    html! {
        fieldset.row {
            legend { (called) }
            (radios(&field(0, "What they say"), &answers))
            (select(&field(1, "How"), &hows))
            (textarea(&field(2, "In their words"), 2))
        }
    }
}
