//! How the library looks, and the form of one statement.

use maud::{Markup, html};

use super::{StatementQuery, Statements};
use crate::{
    domain::{
        count::counted,
        need::Area,
        need_statement::{Key, Says},
    },
    web::{
        form::{
            fields::{Field, FormErrors, error_summary, select, text_input, textarea},
            nameless::no_name,
            typed::Typed,
        },
        frame::page::Page,
        ui::{button::button, post_form::post_form},
    },
};

pub(super) const TITLE: &str = "Need statements";

fn said(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("The statement is in the library."),
        "changed" => Some("The statement is worded anew. Records in which it stands keep what they say."),
        "withdrawn" => Some("The statement is out of the library. Records in which it stands keep it."),
        _ => None,
    }
}

pub(super) fn list(all: &Statements, asked: &StatementQuery, errors: &FormErrors) -> Markup {
    let mut areas = vec![("", "All areas of need")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        h1 { (TITLE) }
        @if let Some(said) = said(&asked.done) { div.banner.banner-good role="status" { p { strong { (said) } } } }
        p.lead { "What is seen in class, in plain words, to choose from where a need’s evidence is written." }
        p { "Never a diagnosis: what anybody in the room could see or count." }
        p.actions.no-print { a.second href="/settings/need-statements/new" { "Add a statement" } }
        form.panel.no-print method="get" action="/settings/need-statements" role="search" aria-label="Search the need statements" {
            div.side {
                (text_input(&Field { name: "words", label: "Words", hint: "", value: &asked.words, errors }, "search", "off"))
                (select(&Field { name: "area", label: "Area of need", hint: "", value: &asked.area, errors }, &areas))
            }
            button.second type="submit" { "Search" }
        }
        h2 { (counted(all.len(), "statement", "statements")) }
        @if all.is_empty() { p.empty { "No statement has these words. Try fewer of them, or all areas of need." } }
        @for area in Area::ALL {
            @let here: Vec<&(Key, Says)> = all.iter().filter(|(_, says)| says.area == *area).collect();
            @if !here.is_empty() {
                section {
                    h3 { (area.words()) }
                    ul.bare { @for (key, says) in here { li { (statement(*key, says)) } } }
                }
            }
        }
    }
}

fn statement(key: Key, says: &Says) -> Markup {
    html! {
        div.target {
            p { (says.wording) @if matches!(key, Key::Own(_)) { " " span.muted { "· the school’s own" } } }
            div.actions.no-print {
                a.second href=(format!("/settings/need-statements/{key}/edit")) { "Change" span.hidden { ": " (says.wording) } }
                (post_form(format!("/settings/need-statements/{key}/withdrawal")).of(html! {
                    button.second type="submit" { "Take it out" span.hidden { ": " (says.wording) } }
                }))
            }
        }
    }
}

/// The form. `key` is the statement that is worded anew.
pub(super) fn form(key: Option<Key>, typed: &Typed, errors: &FormErrors) -> Page {
    let title = if key.is_some() { "Change a need statement" } else { "Add a need statement" };
    let home = "/settings/need-statements";
    let action = key.map_or_else(|| home.to_owned(), |key| format!("{home}/{key}/edit"));
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let mut areas = vec![("", "Choose")];
    areas.extend(Area::ALL.iter().map(|area| (area.as_code(), area.words())));
    let body = html! {
        p.no-print { a href=(home) { "Back to the need statements" } }
        (error_summary(errors))
        h1 { (title) }
        (post_form(action).class("panel").of(html! {
            (textarea(&field("wording", "What is seen", "One sentence. No name, and no diagnosis."), 2))
            (select(&field("area", "Area of need", ""), &areas))
            (no_name(typed, errors))
            p.actions { (button("Save the statement")) }
        }))
    };
    Page::new(title, body).wrong(errors)
}
