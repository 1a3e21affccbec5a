//! How the first page of the SENCO and the head looks.

use chrono::Timelike;
use maud::{Markup, html};

use super::{TodayPage, missing, next, turn};
use crate::{
    domain::{
        count::counted,
        ids::{ConversationId, PupilId},
        people::{Name, Role},
        standing::{Standing, State as CellState},
        task::TaskKind,
        time::{Day, LongDay, Moment},
    },
    store::{
        register::{BoardRow, Early, Line},
        tasks::OpenTask,
    },
    web::{
        meeting::{actions, arranging},
        plan::annual_reviews::wanted_steps,
        pupil::{linked_plans, restrictions},
        school::{
            concerns::on_today,
            incidents, open_pages,
            rounds::{place, pupils},
            self_evaluations,
            tasks::{other_times, times, to_answer},
            year::without_day,
        },
        ui::strip::{class, words},
    },
};

/// Rows that each list shows at once; the others fold away, so that a late week does not bury what comes below.
pub(super) const AT_ONCE: usize = 8;

pub(super) fn page(seen: &TodayPage) -> Markup {
    let late = seen.of_state(CellState::is_late);
    let counted = seen.attention();
    let soon = seen.of_state(|s| matches!(s, CellState::DueSoon(_)));
    let (booked_late, booked): (Vec<_>, Vec<_>) = seen
        .of_state(|s| matches!(s, CellState::Booked(_)))
        .into_iter()
        .partition(|(line, n)| line.1.cells[*n].is_booked_late());
    let verb = |verb: &'static str| if seen.changes { verb } else { "Look" };
    let (missing, due) = (counted.missing as usize, counted.late as usize);
    let (passed, to_publish) = (seen.passed(), seen.to_publish());
    let things = missing
        + due
        + soon.len()
        + booked_late.len()
        + seen.annual.0.len()
        + seen.tasks.len()
        + seen.mine.concerns.len()
        + seen.mine.ending.len()
        + seen.mine.untold.len()
        + seen.mine.to_look_at.len()
        + seen.turn.things()
        + passed.len()
        + to_publish.len();
    html! {
        p.day { (LongDay(seen.now.today())) }
        h1 { (greeting(seen)) " " @match (things, seen.changes) {
            (0, true) => "Nothing needs you today.",
            (1, true) => "1 thing needs you.",
            (n, true) => { (n) " things need you." }
            // Whoever only looks is not called to do what others do.
            (0, false) => "Nothing is late or due soon.",
            (n, false) => { (n) " late" @if missing > 0 { ", to complete" } " or due soon." }
        } }
        (tiles(seen, due, soon.len(), booked.len() + booked_late.len()))
        @if things == 0 { (praise(seen)) }
        (incidents::on_today(&seen.mine.untold))
        (turn::section(seen))
        (open_pages::to_do(&to_publish))
        (missing::section(seen, missing))
        (in_a_row(seen, &[&late[..], &soon[..]].concat()))
        (undated(seen))
        (next::section(&seen.upcoming, seen.now))
        (arranging::passed(&passed, seen.exempts))
        (list("late", "Late", &late, seen, verb("Record the review")))
        (list("soon", "Due soon, with nothing booked", &soon, seen, verb("Offer a meeting")))
        (list("booked-late", "Booked for after the day it is due", &booked_late, seen, "Open"))
        (wanted_steps(&seen.annual, seen.exempts))
        (early(&seen.early))
        (on_today(&seen.mine.concerns, seen.now.today()))
        (restrictions::ending(&seen.mine.ending))
        (linked_plans::to_look_at(&seen.mine.to_look_at))
        @if !seen.tasks.is_empty() { (to_do(&seen.tasks, seen.exempts, seen.now)) }
        (actions::open(&seen.mine.agreed, seen.now))
        (self_evaluations::taken_on(&seen.mine.taken_on, seen.now.today()))
        (profiles(&seen.mine.profiles))
        (list("booked", "Booked", &booked, seen, "Open"))
    }
}

/// Whose one-page profile nobody has stood by this term. Whoever teaches them confirms it, so that it is no thing for the reader to do.
fn profiles(pupils: &[(PupilId, Name)]) -> Markup {
    html! {
        @if !pupils.is_empty() {
            details {
                summary { (counted(pupils.len(), "one-page profile", "one-page profiles")) " to confirm" }
                ul { @for (id, name) in pupils { li { a href=(format!("/pupils/{id}/profile")) { (name.full()) } } } }
            }
        }
    }
}

fn greeting(seen: &TodayPage) -> String {
    let words = match seen.now.local().hour() {
        0..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    };
    format!("{words}, {}.", seen.name)
}

fn tiles(seen: &TodayPage, late: usize, soon: usize, booked: usize) -> Markup {
    let (done, needed) = seen.reviewed();
    let tile = |href: &str, count: usize, words: &str| {
        html! { li { a.tile href=(href) { strong { (count) } span { (words) } } } }
    };
    html! {
        ul.tiles {
            (tile("/round?status=overdue", late, "late"))
            (tile("/round?status=due", soon, "due soon"))
            (tile("/round?status=booked", booked, "meetings booked"))
            li { a.tile href="/round" {
                strong { (done) " of " (needed) }
                span { "reviewed this " (seen.season.words()) " term, SEN support" }
                progress max=(needed.max(1)) value=(done) aria-hidden="true" {}
            } }
        }
    }
}

fn praise(seen: &TodayPage) -> Markup {
    let (season, window) = &seen.next;
    html! {
        p.praise {
            @match pupils(seen.lines.iter()) {
                0 => "No pupil has a plan yet. ",
                1 => "The one pupil with a right to reviews is on track. ",
                n => { "All " (n) " pupils are on track. " }
            }
            "The " (season.words()) " review round "
            @if window.opens_on <= seen.now.today() { "is open until " (Day(window.closes_on)) "." }
            @else { "opens on " (Day(window.opens_on)) "." }
        }
    }
}

/// What is done for many at once: the reviews of those who have a plan.
fn in_a_row(seen: &TodayPage, open: &[(&Line, usize)]) -> Markup {
    let planned = open.iter().filter(|(line, _)| line.0.plan.is_some()).count();
    html! {
        @if seen.changes && planned > 1 {
            p.actions.no-print { a.second href="/reviews/queue" { "Record reviews in a row" } " " a href="/reviews/grid" { "or on one screen" } }
        }
    }
}

/// Reviews of this year that have no day of their own, for whoever plans the year.
fn undated(seen: &TodayPage) -> Markup {
    html! {
        @if seen.exempts && seen.undated > 0 {
            p.muted.no-print {
                (without_day(seen.undated)) " "
                a href="/year" { "Plan the year" }
            }
        }
    }
}

fn list(id: &str, title: &str, rows: &[(&Line, usize)], seen: &TodayPage, verb: &'static str) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let (first, others) = rows.split_at(rows.len().min(AT_ONCE));
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) " (" (rows.len()) ")" }
            ul.rows { @for (line, n) in first { (listed(line, *n, seen, verb)) } }
            @if !others.is_empty() {
                details {
                    summary { (others.len()) " more" span.hidden { ": " (title) } }
                    ul.rows { @for (line, n) in others { (listed(line, *n, seen, verb)) } }
                }
            }
        }
    }
}

fn listed((row, stands): &Line, n: usize, seen: &TodayPage, verb: &'static str) -> Markup {
    let cell = &stands.cells[n];
    let meeting = row.plan.and_then(|plan| seen.meetings.get(&plan)).copied();
    // Where the parents have been met already, what is left is to record it.
    let held =
        verb == "Offer a meeting" && meeting.is_none() && row.plan.is_some_and(|plan| seen.held.0.contains(&plan));
    let (verb, href) = step(row, meeting, if held { "Record the review" } else { verb });
    html! {
        li class=(format!("row row-{}", class(&cell.state))) {
            span.row-who { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } " " span.muted { (row.class) } }
            span.row-what {
                @if let Some(beside) = row.beside(seen.now.today()) { (beside) ": " } @else { (cell.season.title()) " review: " }
                strong { (words(cell)) }
                @if meeting.is_some() && matches!(cell.state, CellState::DueSoon(_)) { "; a meeting is offered" }
                @if held { "; the parents have been met" }
            }
            span.row-verbs {
                a.second href=(href) {
                    (verb)
                    span.hidden {
                        " for "
                        (row.name.short())
                        ", "
                        (cell.season.words())
                        @if !row.is_sen() { ", " (row.kind.words()) }
                    }
                }
                @if seen.exempts && row.is_sen() && matches!(cell.state, CellState::Overdue(_)) {
                    " " a href=(not_needed(row, stands, n)) { "Not needed" span.hidden { ": " (row.name.short()) ", " (cell.season.words()) } }
                }
            }
        }
    }
}

/// Where somebody says that a term's review is not needed.
fn not_needed(row: &BoardRow, stands: &Standing, n: usize) -> String {
    let term = format!("{}-{}", stands.year.starting(), stands.cells[n].season.as_code());
    format!("/pupils/{}/exemptions?term={term}", row.pupil)
}

/// What to do about a line, and where.
fn step(row: &BoardRow, meeting: Option<ConversationId>, verb: &'static str) -> (&'static str, String) {
    match (verb, row.plan, meeting) {
        (_, None, _) if verb != "Look" => ("Start a plan", format!("/pupils/{}/plans/new", row.pupil)),
        ("Record the review", Some(plan), _) => (verb, format!("/plans/{plan}/review/new")),
        ("Offer a meeting" | "Open", Some(_), Some(meeting)) => {
            ("Open the meeting", format!("/conversations/{meeting}"))
        }
        ("Offer a meeting", Some(plan), None) => (verb, format!("/plans/{plan}/conversations/new")),
        _ => (verb, place(row)),
    }
}

/// Plans that should be looked at before their day: folded away, since nothing of it is late.
fn early(found: &[Early]) -> Markup {
    html! {
        @if !found.is_empty() {
            section aria-labelledby="early" {
                h2 #early { "Worth an early look (" (found.len()) ")" }
                details open[found.len() <= AT_ONCE] {
                    summary { "Plans in which something has changed" }
                    ul.rows {
                        @for one in found {
                            li.row {
                                span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } }
                                span.row-what {
                                    @for prompt in &one.prompts { strong { (prompt.short()) ". " } (prompt.words()) " " }
                                }
                                a.second href=(format!("/plans/{}", one.plan)) { "Look" span.hidden { " at the plan of " (one.name.short()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn to_do(tasks: &[OpenTask], changes: bool, now: Moment) -> Markup {
    let place = |task: &OpenTask| match (task.kind, task.conversation) {
        (TaskKind::OtherTimes | TaskKind::OfferAgain, Some(id)) => {
            other_times(task).filter(|_| changes).unwrap_or_else(|| format!("/conversations/{id}"))
        }
        (TaskKind::MeetingAsked, _) => match (task.plan, task.pupil) {
            (Some(plan), _) if changes => format!("/plans/{plan}/conversations/new"),
            (_, Some(pupil)) => format!("/pupils/{pupil}/meetings"),
            (_, None) => "/tasks".to_owned(),
        },
        (TaskKind::NotHappening, _) => to_answer(task).unwrap_or_else(|| "/tasks".to_owned()),
        (TaskKind::CheckRestriction, _) => "/restrictions".to_owned(),
        (_, Some(id)) => format!("/conversations/{id}"),
        _ => "/tasks".to_owned(),
    };
    html! {
        section aria-labelledby="tasks" {
            h2 #tasks { "To do (" (tasks.len()) ")" }
            ul.rows {
                @for task in tasks {
                    li.row {
                        span.row-who { (task.pupil_name) }
                        span.row-what {
                            strong { (task.kind.words()) @if !task.adult_name.is_empty() { ": " (task.adult_name) } }
                            " " (task.detail)
                            @if let (Role::Teacher, Some(lead)) = (task.for_role, &task.lead) { " Led by " (lead.formal()) "." }
                            (times(task, now)) " " span.muted { "By " (Day(task.due_on)) }
                        }
                        a.second href=(place(task)) { "Do it" span.hidden { ": " (task.kind.words()) " " (task.pupil_name) } }
                    }
                }
            }
        }
    }
}
