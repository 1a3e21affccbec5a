//! The log of complaints, one of them whole, and their forms.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{ComplaintLog, Dated};
use crate::{
    domain::{complaint::ComplaintOutcome, time::LongDay},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::page::Page,
        pupil::head::entered,
        ui::{
            answer_clock::answer_clock, button::button, lines::lines, post_form::post_form, report_nav::ways,
            summary_list::summary_list, table::table,
        },
    },
};

const TITLE: &str = "Complaints";

pub(super) fn log(log: &ComplaintLog, changes: bool, typed: &Typed, errors: &FormErrors) -> Page {
    let rows: Vec<Vec<Markup>> = log.all.iter().map(row).collect();
    let body = html! {
        (ways("/complaints", true))
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Read by the SENCO and the head. The time limit is the school’s own, in school days: it stands in the settings." }
        (table("The newest first", &["Came on", "From", "About", "To be answered by", "Outcome"], &rows, "No complaint is recorded."))
        @if changes { h2.no-print { "Record a complaint" } (form(log, typed, errors)) }
    };
    Page::new(TITLE, body).wrong(errors)
}

fn row((one, due, stands): &Dated) -> Vec<Markup> {
    vec![
        html! { a href=(format!("/complaints/{}", one.id)) { (LongDay(one.what.received_on)) span.hidden { ", from " (one.what.complainant) } } },
        html! { (one.what.complainant) @if let Some(name) = &one.pupil_name { br; span.muted { "About the support of " (name.full()) } } },
        html! { (lines(&one.what.about)) },
        html! { (LongDay(*due)) br; (answer_clock(*stands)) },
        html! { @match one.answer() { Some(answer) => (answer.outcome.words()), None => "Open" } },
    ]
}

fn form(log: &ComplaintLog, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named: Vec<(String, String)> =
        log.pupils.iter().map(|one| (one.id.to_string(), format!("{} {}", one.name.full(), one.class))).collect();
    let mut pupils = vec![("", "No one pupil")];
    pupils.extend(named.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        (post_form("/complaints").class("panel no-print").of(html! {
            (date_input(&field("received_on", "Came on", "")))
            (text_input(&field("complainant", "Who complains", ""), "text", "off"))
            (select(&field("pupil", "About whose support", ""), &pupils))
            (textarea(&field("about", "What about", "In their words, so far as you have them."), 4))
            (button("Save the complaint"))
        }))
    }
}

pub(super) fn one((one, due, stands): &Dated, answers: bool, typed: &Typed, errors: &FormErrors) -> Page {
    let facts = [
        ("Came on", html! { (LongDay(one.what.received_on)) }),
        ("To be answered by", html! { (LongDay(*due)) " " (answer_clock(*stands)) }),
        (
            "About the support of",
            html! { @match &one.pupil_name { Some(name) => (name.full()), None => "No one pupil" } },
        ),
        ("What about", html! { (lines(&one.what.about)) }),
        ("Entered", entered(Some(one.entered), Some(&one.by))),
    ];
    let given: Vec<Vec<Markup>> = one
        .answers
        .iter()
        .rev()
        .map(|answer| {
            vec![html! { (LongDay(answer.on)) }, html! { (answer.outcome.words()) }, html! { (lines(&answer.words)) }]
        })
        .collect();
    let body = html! {
        p.no-print { a href="/complaints" { "Back to the complaints" } }
        (error_summary(errors))
        h1 { "Complaint of " (one.what.complainant) }
        (summary_list(&facts))
        (table("Answers, the one that counts first", &["Answered on", "Outcome", "In words"], &given, "Not answered yet."))
        @if answers {
            h2.no-print { @if one.answers.is_empty() { "Record the answer" } @else { "Answer it anew" } }
            (answering(&format!("/complaints/{}", one.id), one.what.received_on, typed, errors))
        }
    };
    Page::new("Complaint", body).wrong(errors)
}

fn answering(action: &str, received: NaiveDate, typed: &Typed, errors: &FormErrors) -> Markup {
    let since = format!("From {} on.", LongDay(received));
    let outcomes: Vec<_> = ComplaintOutcome::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    html! {
        (post_form(action).class("panel no-print").of(html! {
            (date_input(&Field { name: "answered_on", label: "Answered on", hint: &since, value: typed.get("answered_on"), errors }))
            (radios(&Field { name: "outcome", label: "Outcome", hint: "", value: typed.get("outcome"), errors }, &outcomes))
            (textarea(&Field { name: "words", label: "What was answered, and what changes", hint: "", value: typed.get("words"), errors }, 3))
            (button("Save the answer"))
        }))
    }
}
