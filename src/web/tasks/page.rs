//! The list of what is to do, the most urgent first.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::Shown;
use crate::{
    domain::{ids::TaskId, notice::HeldBack, time::Day},
    web::ui::{
        form,
        tag::{Tone, tag},
    },
};

pub(super) fn page(shown: &[Shown], changes: bool, meetings: bool, wrong: Option<TaskId>, today: NaiveDate) -> Markup {
    html! {
        @if let Some(id) = wrong {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "There is a problem" }
                ul { li { a href=(format!("#note-{id}")) { (NOTE_MISSING) } } }
            }
        }
        h1 { "Tasks" }
        p.lead {
            @match shown.len() { 0 => "Nothing is to do.", 1 => "1 thing is to do.", n => { (n) " things are to do." } }
        }
        ul.rows { @for one in shown { li.row { (task(one, changes, meetings, wrong == Some(one.task.id), today)) } } }
    }
}

/// What is said when somebody ticks a task off without a word.
const NOTE_MISSING: &str = "Write down what came of it";

fn task(one: &Shown, changes: bool, meetings: bool, wrong: bool, today: NaiveDate) -> Markup {
    let task = &one.task;
    let note = format!("note-{}", task.id);
    html! {
        div {
            h2 { (kind(&task.kind)) @if !task.adult_name.is_empty() { ": " (task.adult_name) } }
            @match &one.blocked {
                // Who said "wrong person" is exactly whom this task is about, so the number helps; a bar forbids it.
                Some(why) if *why != HeldBack::WrongPerson => { p { (tag(Tone::Late, "Do not contact")) " " (why.words()) } }
                _ => { @if !task.phone.is_empty() { p { "Phone: " strong { (task.phone) } } } }
            }
            @if !task.pupil_name.is_empty() { p { "About " (task.pupil_name) } }
            p { (task.detail) }
            p { "By " (Day(task.due_on)) @if task.due_on < today { " " (tag(Tone::Late, "Late")) } }
            @if task.kind == "print_letter" && one.blocked.is_none() {
                p { a.button.secondary href=(format!("/tasks/{}/letter", task.id)) { "Open the letter" span.hidden { " to " (task.adult_name) } } }
            }
            @if let (true, Some(meeting)) = (meetings, task.conversation) {
                p { a href=(format!("/conversations/{meeting}")) { "Open the meeting" span.hidden { ": " (task.adult_name) } } }
            }
            @if let (true, None, Some(meeting), Some(invitation)) = (changes && task.kind == "phone_parent", &one.blocked, task.conversation, task.invitation) {
                p { a.button href=(format!("/conversations/{meeting}/answers/{invitation}")) { "Write down what they say" span.hidden { ": " (task.adult_name) } } }
            }
            @if changes {
                form method="post" action=(format!("/tasks/{}/done", task.id)) {
                    div.field.field-wrong[wrong] {
                        label for=(note) { "What came of it" }
                        @if wrong { p.field-error { span.hidden { "Error: " } (NOTE_MISSING) } }
                        input type="text" id=(note) name="note" autocomplete="off";
                    }
                    (form::second_button("Mark as done"))
                }
            }
        }
    }
}

/// What is to be done, in words.
pub(in crate::web) fn kind(code: &str) -> &'static str {
    match code {
        "phone_parent" => "Phone",
        "fix_address" => "Ask for a working e-mail address",
        "print_letter" => "Print a letter",
        "book_interpreter" => "Book an interpreter",
        "access_needs" => "Arrange what is needed to take part",
        "other_times" => "Offer other times",
        "wrong_person" => "Not the person we meant",
        "check_restriction" => "Check a restriction",
        "paper_copy" => "Send a paper copy",
        "offer_again" => "Offer the meeting again",
        _ => "To do",
    }
}
