//! The page: what is new, what parents ask, then each pupil with what to do before anything else.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::MyPupilsPage;
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::TaskId,
        plan::beside,
        task::TaskKind,
        time::{Day, Moment, ShortDay},
    },
    store::{
        plans::agreed::AgreedPlan,
        pupils::page::{Listed, OpenPlan},
        readings::Reader,
        tasks::OpenTask,
    },
    web::{
        form::fields,
        meeting::{actions, arranging},
        pupil::{adjustments::above_targets, profiles::page::folded, pupils::target},
        school::{
            concerns,
            covers::sheet::left,
            self_evaluations,
            tasks::{other_times, times, to_answer},
        },
        ui::{
            post_form::post_form,
            tag::{Tone, tag},
        },
    },
};

/// What is said when a task is ticked off without a word.
const NOTE_MISSING: &str = "Write down what came of it";

pub(super) fn page(seen: &MyPupilsPage) -> Markup {
    let today = seen.now.today();
    let records = seen.mine.0.iter().any(|(pupil, _)| seen.viewer.may(pupil.relation, Thing::Review, Verb::Change));
    html! {
        @if let Some(id) = seen.wrong {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "There is a problem" }
                ul { li { a href=(format!("#note-{id}")) { (NOTE_MISSING) } } }
            }
        }
        h1 { "My pupils" }
        (jump(seen))
        (wanted(seen))
        @if !seen.own.covered.is_empty() { (left(&seen.own.covered)) }
        @if !seen.own.asked.is_empty() { (to_do(&seen.own.asked, seen.wrong, seen.now)) }
        (arranging::passed(&seen.own.offered.iter().filter(|one| one.last < seen.now).collect::<Vec<_>>(), true))
        (arranging::led(&seen.own.led, seen.now))
        (actions::open(&seen.own.agreed, seen.now))
        (self_evaluations::taken_on(&seen.own.taken_on, today))
        (concerns::mine(&seen.own.concerns, &seen.viewer, today))
        @if seen.mine.0.is_empty() { p.praise { "None of the pupils you teach or support today is on SEN support or has an open plan." } }
        @else {
            p.actions.no-print {
                @if seen.mine.0.len() > 1 && records {
                    a.second href="/reviews/queue" { "Record reviews in a row" } " "
                    a href="/reviews/grid" { "or on one screen" }
                }
                a href="/my-pupils/sheet" { "Class sheet to print" }
                a href="/cover" { "Cover sheet for one day" }
                a href="/handover" { "Who has what in September" }
                @for (id, name) in &seen.own.classes { a href=(format!("/classes/{id}/wellbeing")) { "Wellbeing of " (name) } }
                @if records { a href="/packs" { "A sheet to print for each review" } }
            }
        }
        @for (pupil, plans) in &seen.mine.0 {
            article.plan-card id=(format!("pupil-{}", pupil.id)) {
                h2 { a href=(format!("/pupils/{}", pupil.id)) { (pupil.name.short()) } span.muted { " " (pupil.class) } }
                @if let Some(held) = seen.own.adjustments.get(&pupil.id) { (above_targets(held, today)) }
                @if let Some(note) = seen.own.handed_on.get(&pupil.id) {
                    p { strong { "From last year’s class: " } (note.words) @if let Some(by) = &note.by { span.muted { " (" (by.formal()) ")" } } }
                }
                @for plan in plans { (one(seen, pupil, plan)) }
                (folded(pupil.id, &pupil.name, seen.own.profiles.get(&pupil.id).map(|(one, holds)| (one, *holds))))
                @if plans.is_empty() {
                    p {
                        (tag(Tone::Soon, "No plan yet")) " "
                        @if let Some(status) = pupil.status { (status.words()) ". " }
                        "The SENCO starts it."
                    }
                }
            }
        }
    }
}

/// Every pupil by name, each a way to their card, and which plans are to be read: on a phone the third pupil is a long way down.
fn jump(seen: &MyPupilsPage) -> Markup {
    let to_read = |plans: &[OpenPlan]| {
        plans.iter().filter_map(|plan| seen.own.readings.get(&plan.id)).find(|reader| reader.read.is_none())
    };
    html! {
        @if seen.mine.0.len() > 1 || seen.mine.0.iter().any(|(_, plans)| to_read(plans).is_some()) {
            nav.jump.no-print aria-label="Pupils" {
                ul {
                    @for (pupil, plans) in &seen.mine.0 {
                        @match to_read(plans) {
                            Some(one) => li { a.to-read href=(format!("#plan-{}", one.plan)) { (pupil.name.short()) " " span { "To read: " (since(one)) } } },
                            None => li { a href=(format!("#pupil-{}", pupil.id)) { (pupil.name.short()) } },
                        }
                    }
                }
            }
        }
    }
}

/// Of whom the reader's view is wanted before a review, each with the way to say it.
fn wanted(seen: &MyPupilsPage) -> Markup {
    let plans = seen.mine.0.iter().flat_map(|(pupil, plans)| plans.iter().map(move |plan| (pupil, plan)));
    let wanted: Vec<_> = plans.filter_map(|(pupil, plan)| Some((pupil, plan.id, seen.views.get(&plan.id)?))).collect();
    html! {
        @if !wanted.is_empty() {
            section.panel aria-label="Your view is wanted" {
                p { strong { "Your view before the review: " }
                    @for (n, (pupil, plan, one)) in wanted.iter().enumerate() {
                        @if n > 0 { " · " }
                        a href=(format!("/plans/{plan}/input")) { (pupil.name.short()) } " " span.muted { "by " (ShortDay(one.by)) }
                    }
                }
            }
        }
    }
}

/// "changed Tue 24 Nov", or "new since Tue 24 Nov" to somebody who has read nothing of it yet.
fn since(reader: &Reader) -> String {
    format!("{} {}", if reader.knew_it { "changed" } else { "new since" }, ShortDay(reader.changed.today()))
}

fn one(seen: &MyPupilsPage, pupil: &Listed, plan: &OpenPlan) -> Markup {
    let reader = seen.own.readings.get(&plan.id);
    let kind = if plan.kind.is_sen() { String::new() } else { format!(", {}", plan.kind.words()) };
    html! {
        div id=(format!("plan-{}", plan.id)) {
            @if let Some(beside) = beside(plan.kind, plan.ends_on, seen.now.today()) { h3 { (beside) } }
            @if let Some(unread) = reader.filter(|r| r.read.is_none()) { p { (tag(Tone::Sky, "To read")) " " (since(unread)) } }
            @if let Some(anew) = seen.own.anew.get(&plan.id) { (new_in_it(anew)) }
            @for one in &plan.targets { (target(one)) }
            @if plan.targets.is_empty() { p.empty { "No target is set yet." } }
            (given(plan))
            p.muted {
                @if plan.review_on < seen.now.today() { (tag(Tone::Late, "Late")) " Review was due on " } @else { "Review on " }
                (Day(plan.review_on)) " · "
                @match seen.own.handed.get(&plan.id) {
                    Some(on) if plan.lead_id == seen.viewer.staff => { strong { "yours to lead since " (ShortDay(*on)) } }
                    _ => { "led by " (plan.lead.formal()) }
                }
            }
            div.actions.no-print {
                @match reader {
                    Some(reader) if reader.read.is_none() => (post_form(format!("/plans/{}/readings", plan.id)).of(html! {
                        input type="hidden" name="version" value=(reader.version);
                        button.primary type="submit" { "I’ve read it" span.hidden { ": " (pupil.name.short()) (kind) } }
                    })),
                    Some(Reader { read: Some(at), .. }) => span.muted { "You read it on " (Day(at.today())) "." },
                    _ => {}
                }
                @if seen.viewer.may(pupil.relation, Thing::Review, Verb::Change) {
                    a.second href=(format!("/plans/{}/input", plan.id)) { "Say how it goes" span.hidden { " with " (pupil.name.short()) (kind) } }
                    a.second href=(format!("/plans/{}/review/new", plan.id)) { "Record the review" span.hidden { " of " (pupil.name.short()) (kind) } }
                }
                @if seen.viewer.may_write(pupil.relation, plan.lead_id == seen.viewer.staff) {
                    a href=(format!("/plans/{}/edit", plan.id)) { "Change the plan" span.hidden { " of " (pupil.name.short()) (kind) } }
                }
            }
        }
    }
}

/// What the version in force says that the one before did not.
fn new_in_it(anew: &AgreedPlan) -> Markup {
    html! {
        details.anew {
            summary { "What is new since " (ShortDay(anew.on)) }
            ul { @for sentence in &anew.changed { li { (sentence) } } }
        }
    }
}

/// What the pupil is given until the next review, and how often.
fn given(plan: &OpenPlan) -> Markup {
    html! {
        @if !plan.given.is_empty() {
            ul.given {
                @for one in &plan.given {
                    li { (one.provision) ": " (one.pattern.words()) }
                }
            }
        }
    }
}

fn to_do(tasks: &[OpenTask], wrong: Option<TaskId>, now: Moment) -> Markup {
    html! {
        section aria-labelledby="asked" {
            h2 #asked { "Parents ask" }
            ul.rows { @for task in tasks { li.row { (asked(task, wrong == Some(task.id), now)) } } }
        }
    }
}

fn asked(task: &OpenTask, wrong: bool, now: Moment) -> Markup {
    let note = format!("note-{}", task.id);
    let error = format!("{note}-error");
    html! {
        div {
            p {
                strong { (task.kind.words()) @if !task.adult_name.is_empty() { ": " (task.adult_name) } }
                @if !task.phone.is_empty() { " " (task.phone) } " " span.muted { (due(task.due_on)) }
            }
            @if let Some(pupil) = task.pupil { p { "About " a href=(format!("/pupils/{pupil}")) { (task.pupil_name) } } }
            @if !task.detail.is_empty() { p { (task.detail) } }
            (times(task, now))
            @if let Some(to) = other_times(task) {
                p { a.second href=(to) { "Offer other times" span.hidden { " to " (task.adult_name) } } }
            }
            @if let (TaskKind::MeetingAsked, Some(plan)) = (task.kind, task.plan) {
                p { a.second href=(format!("/plans/{plan}/conversations/new")) { "Offer a meeting" span.hidden { " to " (task.adult_name) } } }
            }
            @if let Some(meeting) = task.conversation {
                p { a href=(format!("/conversations/{meeting}")) { "Open the meeting" span.hidden { " with " (task.adult_name) } } }
            }
            @if let Some(to) = to_answer(task) { p { a.second href=(to) { "Answer" span.hidden { " " (task.adult_name) } } } }
            @else { details open[wrong] {
                summary { "Tick it off" span.hidden { ": " (task.kind.words()) ", " (task.adult_name) } }
                (post_form(format!("/my-pupils/tasks/{}/done", task.id)).of(html! {
                    div.field.field-wrong[wrong] {
                        label for=(note) { "What came of it" }
                        @if wrong { p.field-error id=(error) { span.hidden { "Error: " } (NOTE_MISSING) } }
                        input type="text" id=(note) name="note" autocomplete="off"
                            aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then_some(&error)];
                    }
                    (fields::second_button("Mark as done"))
                }))
            } }
        }
    }
}

fn due(on: NaiveDate) -> String {
    format!("by {}", Day(on))
}
