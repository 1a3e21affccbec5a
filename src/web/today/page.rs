//! The page itself: four numbers, the day's meetings, what needs attention.

use chrono::Timelike;
use maud::{Markup, html};

use super::Day as Facts;
use crate::{
    domain::{
        calendar::Calendar,
        conversation::Mode,
        people::Role,
        standing::{Light, Standing, State},
        time::{ClockTime, Day, Moment},
    },
    store::standing::BoardRow,
    web::{session::Person, ui::strip},
};

/// How many rows a list of Today holds before it sends people to the board.
const SHOWN: usize = 12;

pub(super) fn today(person: &Person, day: &Facts, calendar: &Calendar, now: Moment) -> Markup {
    let attention: Vec<&(BoardRow, Standing)> = urgent(day);
    let needs = attention.len() + day.tasks.len();
    let changes = person.viewer.role == Role::Senco;
    html! {
        h1 { (greeting(now)) ", " (person.name.forename) "." }
        p.lead { @if needs == 0 { (praise(day, calendar, now)) } @else { (things(needs)) } }
        (tiles(day, calendar, now))
        @if !day.booked.is_empty() { (meetings(day)) }
        @if !attention.is_empty() { (late_or_soon(&attention, changes)) }
        @if !day.tasks.is_empty() {
            section aria-labelledby="tasks" {
                h2 #tasks { "To do" }
                ul.rows {
                    @for task in day.tasks.iter().take(SHOWN) {
                        li.row {
                            div { strong { (task.adult_name) @if task.adult_name.is_empty() { (task.pupil_name) } } p.muted { (task.detail) } }
                            a.button.secondary href="/tasks" { "Open tasks" span.hidden { " for " (task.adult_name) (task.pupil_name) } }
                        }
                    }
                }
            }
        }
    }
}

/// The year in figures for governors: whole-school counts, and nothing where fewer than five pupils would show.
pub(super) fn figures(day: &Facts, calendar: &Calendar, now: Moment) -> Markup {
    let total = day.lines.len();
    let (_, season, window) = calendar.next_window(now.today());
    let done = done_in(day, season.index());
    html! {
        h1 { "Reviews at a glance" }
        @if total < 5 || (0 < done && done < 5) || (total - done > 0 && total - done < 5) {
            p.lead { "Fewer than five pupils would show in these figures, so they are not given." }
        } @else {
            p.lead { (done) " of " (total) " pupils with a plan have had their " (season.words()) " review. The round closes on " (Day(window.closes_on)) "." }
        }
    }
}

fn greeting(now: Moment) -> &'static str {
    match now.local().hour() {
        0..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}

fn things(n: usize) -> String {
    if n == 1 { "1 thing needs you today.".to_owned() } else { format!("{n} things need you today.") }
}

fn praise(day: &Facts, calendar: &Calendar, now: Moment) -> String {
    let (_, season, window) = calendar.next_window(now.today());
    let opens = if now.today() < window.opens_on { "opens" } else { "closes" };
    let on = if now.today() < window.opens_on { window.opens_on } else { window.closes_on };
    format!(
        "Nothing is late: {} plans are where they should be. The {} round {opens} on {}.",
        day.lines.len(),
        season.words(),
        Day(on)
    )
}

/// Pupils whose review is late, has no plan to stand on, or is due within the week: the longest late first.
fn urgent(day: &Facts) -> Vec<&(BoardRow, Standing)> {
    let mut found: Vec<&(BoardRow, Standing)> = day.lines.iter().filter(|(row, s)| rank(row, s).is_some()).collect();
    found.sort_by_key(|(row, s)| rank(row, s));
    found
}

fn rank(row: &BoardRow, standing: &Standing) -> Option<(u8, i64)> {
    let worst = standing.cells.iter().filter_map(|c| match c.state {
        State::Overdue(days) => Some((0, -days)),
        State::DueSoon(days) if days <= 5 => Some((2, days)),
        _ => None,
    });
    let planless = (row.plan.is_none() && standing.required > 0).then_some((1, 0));
    worst.chain(planless).min()
}

fn done_in(day: &Facts, term: usize) -> usize {
    day.lines.iter().filter(|(_, s)| matches!(s.cells[term].state, State::Done { .. })).count()
}

fn tiles(day: &Facts, calendar: &Calendar, now: Moment) -> Markup {
    let (_, season, _) = calendar.next_window(now.today());
    let late = day.lines.iter().filter(|(_, s)| s.light == Light::Late).count();
    let soon = day.lines.iter().filter(|(_, s)| s.light == Light::AtRisk).count();
    let done = done_in(day, season.index());
    html! {
        ul.tiles {
            li { a.tile href="/round?status=late" { strong { (late) } " late" } }
            li { a.tile href="/round?status=due" { strong { (soon) } " due soon, not booked" } }
            li { a.tile href="/messages" { strong { (day.unsent) } " messages that did not go" } }
            li { a.tile href="/round" { strong { (done) " of " (day.lines.len()) } " reviewed this term" } }
        }
    }
}

fn meetings(day: &Facts) -> Markup {
    html! {
        section aria-labelledby="next" {
            h2 #next { "Today's meetings" }
            ul.rows {
                @for meeting in &day.booked {
                    li.row {
                        div {
                            strong { (ClockTime(meeting.starts.local().time())) " " (meeting.pupil) }
                            p.muted {
                                (Mode::from_code(&meeting.mode).map_or("", Mode::words))
                                @if !meeting.place.is_empty() { ", " (meeting.place) }
                                @if !meeting.interpreter.is_empty() { ", interpreter: " (meeting.interpreter) }
                            }
                        }
                        a.button.secondary href=(format!("/conversations/{}", meeting.id)) { "Open meeting" span.hidden { " with " (meeting.pupil) "'s parents" } }
                    }
                }
            }
        }
    }
}

fn late_or_soon(rows: &[&(BoardRow, Standing)], changes: bool) -> Markup {
    html! {
        section aria-labelledby="attention" {
            h2 #attention { "Needs attention" }
            ul.rows {
                @for (row, standing) in rows.iter().take(SHOWN).copied() {
                    @let name = row.name.full();
                    @let cell = standing.cells.iter().find(|c| matches!(c.state, State::Overdue(_) | State::DueSoon(_)));
                    li.row {
                        div {
                            strong { a href=(format!("/pupils/{}", row.pupil)) { (name) } } " " span.muted { (row.class) }
                            @if let Some(cell) = cell {
                                p { (strip::symbol(&cell.state)) " " (cell.season.title()) " review: " (strip::words(cell)) ", by " (Day(cell.due_on)) }
                            } @else {
                                p { "On the register, and no plan yet." }
                            }
                        }
                        (verb(row, &name, changes))
                    }
                }
            }
            @if rows.len() > SHOWN {
                p { a href="/round" { "All " (rows.len()) " on the round board" } }
            }
        }
    }
}

fn verb(row: &BoardRow, name: &str, changes: bool) -> Markup {
    html! {
        @match (row.plan, changes) {
            (Some(plan), true) => { a.button href=(format!("/plans/{plan}/review/new")) { "Review now" span.hidden { ": " (name) } } }
            (None, true) => { a.button href=(format!("/pupils/{}/plans/new", row.pupil)) { "Make a plan" span.hidden { " for " (name) } } }
            _ => { a.button.secondary href=(format!("/pupils/{}", row.pupil)) { "Open" span.hidden { ": " (name) } } }
        }
    }
}
