//! The board's table and its filters.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{Line, Wanted};
use crate::{
    domain::{
        calendar::Calendar,
        need::Need,
        standing::Cell,
        time::{Day, ShortDay},
    },
    web::ui::{strip, table},
};

/// What the page is made of.
pub(super) struct Board<'a> {
    pub(super) lines: &'a [Line],
    pub(super) total: usize,
    pub(super) classes: &'a [String],
    pub(super) wanted: &'a Wanted,
    pub(super) calendar: &'a Calendar,
    pub(super) today: NaiveDate,
}

pub(super) fn board(board: &Board<'_>) -> Markup {
    let rows: Vec<Vec<Markup>> = board.lines.iter().map(row).collect();
    html! {
        h1 { "Review round" }
        (round(board))
        (filters(board))
        p.count { (board.lines.len()) " of " (board.total) " pupils" }
        (table::table(
            "Each pupil's three reviews this year",
            &["Pupil", "Class", "Autumn", "Spring", "Summer", "Reviews", "Met parents", "Owner"],
            &rows,
            "No pupil matches. Show all pupils to start again.",
        ))
    }
}

/// Which round this is, and how far it has got.
fn round(board: &Board<'_>) -> Markup {
    let (_, season, window) = board.calendar.next_window(board.today);
    let length = board.calendar.school_days_in(window.opens_on, window.closes_on);
    let gone = board.calendar.school_days_in(window.opens_on, board.today);
    html! {
        p.lead {
            @if board.today < window.opens_on {
                "The " (season.words()) " round opens on " (Day(window.opens_on)) " and closes on " (Day(window.closes_on)) "."
            } @else {
                (season.title()) " round: day " (gone) " of " (length) ". It closes on " (Day(window.closes_on)) "."
            }
        }
    }
}

fn filters(board: &Board<'_>) -> Markup {
    let wanted = board.wanted;
    let status = [
        ("", "All"),
        ("late", "Late"),
        ("due", "Due soon"),
        ("booked", "Booked"),
        ("track", "On track"),
        ("no-plan", "No plan yet"),
    ];
    html! {
        form.filters.no-print method="get" action="/round" {
            div.field {
                label for="class" { "Class" }
                select #class name="class" {
                    option value="" { "All classes" }
                    @for class in board.classes { option value=(class) selected[*class == wanted.class] { (class) } }
                }
            }
            div.field {
                label for="need" { "Need" }
                select #need name="need" {
                    option value="" { "All needs" }
                    @for need in Need::ALL {
                        option value=(need.as_code()) selected[need.as_code() == wanted.need] { (need.words()) }
                    }
                }
            }
            div.field {
                label for="status" { "Status" }
                select #status name="status" {
                    @for (code, words) in status { option value=(code) selected[code == wanted.status] { (words) } }
                }
            }
            div.field {
                label for="sort" { "Order" }
                select #sort name="sort" {
                    option value="" { "Most urgent first" }
                    option value="name" selected[wanted.sort == "name"] { "By name" }
                }
            }
            button type="submit" { "Apply" }
            a.clear href="/round" { "Show all" }
        }
    }
}

fn row(line: &Line) -> Vec<Markup> {
    let standing = &line.standing;
    let name = format!("{} {}", line.row.name.forename, line.row.name.surname);
    let mut cells = vec![
        html! { a href=(format!("/pupils/{}", line.row.pupil)) { (name) } },
        html! { @if line.row.class.is_empty() { "none" } @else { (line.row.class) } },
    ];
    cells.extend(standing.cells.iter().map(|c| cell(line, &name, c)));
    cells.push(html! { (standing.reviews_held) " of " (standing.required) });
    cells.push(html! { (standing.meetings_held) " of " (standing.meetings_offered) " offered" });
    cells.push(match &line.row.lead {
        Some((_, lead)) => html! { (lead.formal()) },
        None => html! { a href=(format!("/pupils/{}/plans/new", line.row.pupil)) { "Make a plan" span.hidden { " for " (name) } } },
    });
    cells
}

/// One term's cell: a link whose name says whose and which, wherever it leads.
fn cell(line: &Line, name: &str, cell: &Cell) -> Markup {
    let words = strip::words(cell);
    html! {
        a class=(format!("cell cell-{}", strip::class(&cell.state))) href=(format!("/pupils/{}#{}", line.row.pupil, cell.season.as_code()))
            title=[cell.state.reason().or_else(|| Some(format!("due by {}", ShortDay(cell.due_on))))] {
            (strip::symbol(&cell.state))
            span.hidden { (name) ", " (cell.season.words()) ": " }
            span { (words) }
        }
    }
}
