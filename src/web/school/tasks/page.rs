//! The list of what is to do: gathered by kind, the most urgent first, each with the way to do it right there.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{ShownTask, Wrong, addresses::is_address, is_letter};
use crate::{
    domain::{
        calendar::Calendar,
        count::school_days,
        notice::HeldBack,
        task::TaskKind,
        time::{Day, Moment},
    },
    store::{self_evaluations::actions::Action, tasks::OpenTask},
    web::{
        form::fields::{self, FormErrors},
        school::self_evaluations::taken_on,
        ui::button::button,
        ui::{
            phone::phone,
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// What the page shows, and to whom.
pub(super) struct TasksPage<'a> {
    pub(super) shown: &'a [ShownTask],
    /// What the office took on in the self-evaluation.
    pub(super) taken_on: &'a [Action],
    /// May tick tasks off.
    pub(super) changes: bool,
    /// May change addresses.
    pub(super) contacts: bool,
    /// May see meetings.
    pub(super) meetings: bool,
    pub(super) wrong: Option<&'a Wrong>,
    pub(super) calendar: &'a Calendar,
    pub(super) today: NaiveDate,
    pub(super) now: Moment,
}

pub(super) fn page(seen: &TasksPage<'_>) -> Markup {
    let of = |kind: TaskKind| seen.shown.iter().filter(|one| one.task.kind == kind).collect::<Vec<_>>();
    html! {
        @if let Some(wrong) = seen.wrong { (fields::error_summary(&errors(wrong))) }
        h1 { "Tasks" }
        p.lead {
            @match seen.shown.len() + seen.taken_on.len() { 0 => "There is nothing to do.", 1 => "1 thing to do.", n => { (n) " things to do." } }
        }
        @for kind in TaskKind::ALL { (section(*kind, &of(*kind), seen)) }
        (taken_on(seen.taken_on, seen.today))
    }
}

fn section(kind: TaskKind, shown: &[&ShownTask], seen: &TasksPage<'_>) -> Markup {
    let code = kind.as_code();
    let letters = shown.iter().filter(|one| is_letter(one)).count();
    let addresses = shown.iter().filter(|one| seen.changes && seen.contacts && is_address(one)).count();
    html! {
        @if !shown.is_empty() {
            section aria-labelledby=(code) {
                h2 id=(code) { (kind.title()) " (" (shown.len()) ")" }
                @if letters > 1 { p.actions { a.button href="/tasks/letters" { "Print all " (letters) " letters" } } }
                @if addresses > 1 { p.actions { a.button href="/tasks/addresses" { "Answer all " (addresses) " on one page" } } }
                ul.rows { @for one in shown { li.row { (task(one, seen)) } } }
            }
        }
    }
}

/// The name of a field of one task: the number keeps the ids of a page apart.
fn id(field: &str, task: &OpenTask) -> String {
    format!("{field}-{}", task.id)
}

fn errors(wrong: &Wrong) -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add(format!("{}-{}", wrong.field, wrong.task), wrong.sentence);
    errors
}

fn task(one: &ShownTask, seen: &TasksPage<'_>) -> Markup {
    let task = &one.task;
    html! {
        div {
            h3 { (task.kind.words()) @if !task.adult_name.is_empty() { ": " (task.adult_name) } }
            @match &one.blocked {
                // Who said "wrong person" is exactly whom this task is about, so the number helps; a bar forbids it.
                Some(why) if *why != HeldBack::WrongPerson => { p { (tag(Tone::Late, "Do not contact")) " " (why.words()) } }
                _ => {
                    @if !task.phone.is_empty() {
                        p {
                            "Phone: "
                            strong { (phone(&task.phone)) }
                            @if !task.when_to_ring.is_empty() { ". Good times: " (task.when_to_ring) }
                        }
                    }
                }
            }
            @if !task.pupil_name.is_empty() { p { "About " (task.pupil_name) } }
            @if !task.detail.is_empty() { p { (task.detail) } }
            (super::times(task, seen.now))
            p { (due(seen, task.due_on)) " " span.muted { (Day(task.due_on)) } }
            @if is_letter(one) {
                p { a.button.secondary href=(format!("/tasks/{}/letter", task.id)) { "Open the letter" span.hidden { " to " (task.adult_name) } } }
            }
            @if let (true, TaskKind::MeetingAsked, Some(plan)) = (seen.changes && seen.meetings, task.kind, task.plan) {
                p { a.button href=(format!("/plans/{plan}/conversations/new")) { "Offer a meeting" span.hidden { " to " (task.adult_name) } } }
            }
            @if let (true, Some(to)) = (seen.changes && seen.meetings, super::other_times(task)) {
                p { a.button href=(to) { "Offer other times" span.hidden { " to " (task.adult_name) } } }
            }
            @if let (true, Some(meeting)) = (seen.meetings, task.conversation) {
                p { a href=(format!("/conversations/{meeting}")) { "Open the meeting" span.hidden { ": " (task.adult_name) } } }
            }
            @let to_ring = seen.changes && task.kind == TaskKind::PhoneParent && one.blocked.is_none();
            @if let (true, Some(meeting), Some(invitation)) = (to_ring, task.conversation, task.invitation) {
                p {
                    a.button href=(format!("/conversations/{meeting}/answers/{invitation}")) {
                        "Write down what they say" span.hidden { ": " (task.adult_name) }
                    }
                }
            }
            @if seen.changes { (doing(one, seen)) }
        }
    }
}

/// "in 3 school days", "today", or how late.
fn due(seen: &TasksPage<'_>, on: NaiveDate) -> Markup {
    html! {
        @if on < seen.today { (tag(Tone::Late, &format!("{} late", school_days(seen.calendar.school_days_between(on, seen.today).max(1))))) }
        @else if on == seen.today { (tag(Tone::Soon, "Today")) }
        @else { "In " (school_days(seen.calendar.school_days_between(seen.today, on).max(1))) }
    }
}

/// The forms of one task: what belongs to its kind, and the plain one under it.
fn doing(one: &ShownTask, seen: &TasksPage<'_>) -> Markup {
    let task = &one.task;
    let wrong = seen.wrong.filter(|w| w.task == task.id);
    let may = one.blocked.is_none();
    html! {
        @match task.kind {
            TaskKind::FixAddress if may && seen.contacts && task.adult.is_some() => {
                (post_form(format!("/tasks/{}/address", task.id)).of(html! {
                    div.side {
                        (input(task, wrong, "email", "New e-mail address", "email"))
                        (input(task, wrong, "phone", "New phone number", "tel"))
                    }
                    details open[wrong.is_some_and(|w| w.field == "postal" || w.typed.iter().any(|(name, v)| name.starts_with("post") && !v.is_empty()))] {
                        summary { "A postal address" span.hidden { ": " (task.adult_name) } }
                        (input(task, wrong, "postal", "New postal address, one line each", "lines"))
                        (input(task, wrong, "postcode", "Postcode", "text"))
                    }
                    (button("Save and mark as done"))
                }))
                (plain(task, wrong, true))
            }
            TaskKind::BookInterpreter if may => {
                (post_form(format!("/tasks/{}/interpreter", task.id)).of(html! {
                    div.side {
                        (input(task, wrong, "who", "Who interprets, or which service", "text"))
                        (input(task, wrong, "on", "Booked for", "date"))
                    }
                    (button("Save the booking"))
                }))
                (plain(task, wrong, true))
            }
            // Ticking this one off would leave the parent without an answer.
            TaskKind::NotHappening => (answer_it(task)),
            // Ticking this one off would leave the restriction as it is: it is decided where it stands.
            TaskKind::CheckRestriction => p { a.button href="/restrictions" { "Decide" span.hidden { ": " (task.adult_name) } } },
            _ => (plain(task, wrong, false)),
        }
    }
}

/// The way to where a parent is answered.
fn answer_it(task: &OpenTask) -> Markup {
    html! { @if let Some(to) = super::to_answer(task) { p { a.button href=(to) { "Answer" span.hidden { " " (task.adult_name) ": " (task.detail) } } } } }
}

/// A field whose id bears the task's number and whose name does not. `kind` is the input's type, or "lines".
fn input(task: &OpenTask, wrong: Option<&Wrong>, name: &'static str, label: &str, kind: &str) -> Markup {
    let id = id(name, task);
    let typed = wrong.and_then(|w| w.typed.iter().find(|(of, _)| *of == name)).map_or("", |(_, v)| v.as_str());
    let sentence = wrong.filter(|w| w.field == name).map(|w| w.sentence);
    let error = format!("{id}-error");
    html! {
        div.field.field-wrong[sentence.is_some()] {
            label for=(id) { (label) }
            @if let Some(sentence) = sentence { p.field-error id=(error) { span.hidden { "Error: " } (sentence) } }
            @if kind == "lines" {
                textarea id=(id) name=(name) rows="4" autocomplete="off" aria-invalid=[sentence.map(|_| "true")]
                    aria-describedby=[sentence.map(|_| &error)] {
                    (typed)
                }
            } @else {
                input type=(kind) id=(id) name=(name) value=(typed) autocomplete="off"
                    aria-invalid=[sentence.map(|_| "true")] aria-describedby=[sentence.map(|_| &error)];
            }
        }
    }
}

/// Ticking it off with a word; folded away where there is a better way to do it.
fn plain(task: &OpenTask, wrong: Option<&Wrong>, folded: bool) -> Markup {
    let is_wrong = wrong.is_some_and(|w| w.field == "note");
    let form = html! {
        (post_form(format!("/tasks/{}/done", task.id)).of(html! {
            (input(task, wrong, "note", "What came of it", "text"))
            (fields::second_button("Mark as done"))
        }))
    };
    html! {
        @if folded { details open[is_wrong] { summary { "Done in another way" span.hidden { ": " (task.adult_name) } } (form) } } @else { (form) }
    }
}
