//! What parents say is not happening: the list, the form to write one down, and one with its answers.

use maud::{Markup, html};

use super::{BY_MOUTH, Told};
use crate::{
    domain::{
        access::{Thing, Verb},
        complaint::Stands,
        shortfall::Finding,
        time::LongDay,
    },
    store::{pupils::head::Head, shortfalls::Shortfall},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, select, textarea},
            typed::Typed,
        },
        frame::page::Page,
        ui::{
            answer_clock::answer_clock, button::button, lines::lines, post_form::post_form, summary_list::summary_list,
            table::table,
        },
    },
};

const TITLE: &str = "What parents say is not happening";

pub(super) fn list(told: &Told, typed: &Typed, errors: &FormErrors) -> Page {
    let head = &told.head;
    let rows: Vec<Vec<Markup>> = told.all.iter().map(|one| row(head, one)).collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead {
            (head.name.full()) ". A parent says of a line of the plan that it is not happening, behind their link or to somebody. "
            "By when they are answered is the school’s own promise, in school days: it stands in the settings."
        }
        (table("The newest first", &["Said on", "Not happening", "By", "To be answered by"], &rows, "Nothing was said."))
        @if head.may(Thing::Conversation, Verb::Change) {
            h2.no-print { "Write down what a parent says" }
            @if told.lines.is_empty() { p.no-print { "No plan is agreed of which a line could not happen." } }
            @else { (form(told, typed, errors)) }
        }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn row(head: &Head, (one, stands): &(Shortfall, Stands)) -> Vec<Markup> {
    let answered = one.answer().is_some();
    let words = if head.may(Thing::Conversation, Verb::Change) && !answered { "Answer" } else { "Read" };
    vec![
        html! { (LongDay(one.told_on)) },
        html! { (one.line) @if !one.words.is_empty() { br; "“" (one.words) "”" } },
        html! { (one.adult_name.full()) br; span.muted { (one.how.words()) } },
        html! {
            (LongDay(one.due_on)) br; (answer_clock(*stands)) br;
            a.no-print href=(format!("/pupils/{}/shortfalls/{}", head.id, one.id)) { (words) span.hidden { ": " (one.line) } }
        },
    ]
}

fn form(told: &Told, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let lines: Vec<(&str, &str)> = told.lines.iter().map(|(key, (_, words))| (key.as_str(), words.as_str())).collect();
    let named: Vec<(String, &str)> = told.adults.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let mut adults = vec![("", "Choose")];
    adults.extend(named.iter().map(|(id, name)| (id.as_str(), *name)));
    let ways: Vec<_> = BY_MOUTH.iter().map(|how| (how.as_code(), how.words())).collect();
    html! {
        (post_form(format!("/pupils/{}/shortfalls", told.head.id)).class("panel no-print").of(html! {
            (radios(&field("line", "What is not happening", ""), &lines))
            (select(&field("adult", "Who says so", ""), &adults))
            (radios(&field("how", "How they said it", ""), &ways))
            (date_input(&field("told_on", "On", "")))
            (textarea(&field("words", "In their words", "May be left empty."), 3))
            (button("Save"))
        }))
    }
}

pub(super) fn one(head: &Head, (one, stands): &(Shortfall, Stands), typed: &Typed, errors: &FormErrors) -> Page {
    let said = format!("{}, {}, {}", one.adult_name.full(), LongDay(one.told_on), one.how.words());
    let facts = [
        ("Not happening", html! { (one.line) }),
        ("In their words", html! { @if one.words.is_empty() { "Nothing more" } @else { (lines(&one.words)) } }),
        ("Said by", html! { (said) }),
        ("To be answered by", html! { (LongDay(one.due_on)) " " (answer_clock(*stands)) }),
    ];
    let answers: Vec<Vec<Markup>> = one
        .answers
        .iter()
        .rev()
        .map(|answer| {
            let by = format!("{}, {}", LongDay(answer.at.today()), answer.by.formal());
            vec![html! { (by) }, html! { (answer.finding.words()) }, html! { (lines(&answer.words)) }]
        })
        .collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/shortfalls", head.id)) { "Back to what parents say" } }
        (error_summary(errors))
        h1 { "A parent says that this is not happening" }
        (summary_list(&facts))
        (table("Answers, the one that counts first", &["Answered", "Found", "In words"], &answers, "Not answered yet."))
        @if head.may(Thing::Conversation, Verb::Change) {
            h2.no-print { @if one.answers.is_empty() { "Answer" } @else { "Answer anew" } }
            (answering(head, one, typed, errors))
        }
    };
    Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors)
}

fn answering(head: &Head, one: &Shortfall, typed: &Typed, errors: &FormErrors) -> Markup {
    let findings: Vec<_> = Finding::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let home = if one.goes_home {
        "They get a message that says only that there is an answer; they read it behind their code. Where they take no e-mail, somebody rings them."
    } else {
        "They were never invited to a meeting on this plan, so no message can lead them to it: tell them yourself."
    };
    html! {
        (post_form(format!("/pupils/{}/shortfalls/{}", head.id, one.id)).class("panel no-print").of(html! {
            (radios(&Field { name: "finding", label: "What you found", hint: "", value: typed.get("finding"), errors }, &findings))
            (textarea(&Field {
                name: "words",
                label: "Your answer",
                hint: "Plain words: the parent reads it as you write it.",
                value: typed.get("words"),
                errors,
            }, 4))
            p.hint { (home) }
            (button("Send the answer"))
        }))
    }
}
