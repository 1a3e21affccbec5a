//! The round board: every pupil who has a right to reviews, with the three terms of the year. Filters and order are in the address.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    App,
    error::Result,
    session::Person,
    ui::{
        form::{Field, FormErrors, select},
        layout,
        strip::{class, light, symbol, words},
    },
};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Season},
        standing::{Light, Standing, State as CellState, standing},
    },
    store::{
        calendar, schools,
        standing::{BoardRow, board},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/round", get(show))
}

/// A line of the board with where it stands.
pub(super) type Line = (BoardRow, Standing);

/// Every line of the viewer's school on a day, and the season whose round is on or next.
pub(super) async fn lines(app: &App, person: &Person) -> Result<(Vec<Line>, Season)> {
    let today = app.clock.now().today();
    let mut conn = app.store.read().await?;
    let school = person.viewer.school;
    let rules = schools::rules(&mut conn, school, today).await?;
    let calendar = calendar::load(&mut conn, school).await?;
    let rows = board(&mut conn, school, &rules, today).await?;
    let soon = rules.get("due_soon.school_days");
    let stood = rows.into_iter().map(|row| {
        let standing = standing(&calendar, &row.facts, soon, today);
        (row, standing)
    });
    Ok((stood.collect(), calendar.season_of(today).1))
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    season: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    sort: String,
}

/// How urgent a cell is: lower comes first.
fn urgency(state: &CellState) -> (u8, i64) {
    match state {
        CellState::Overdue(days) => (0, -days),
        CellState::DueSoon(days) => (1, *days),
        CellState::Booked(_) => (2, 0),
        CellState::Planned => (3, 0),
        CellState::Done { .. } => (4, 0),
        CellState::NotNeeded(_) => (5, 0),
    }
}

async fn show(State(app): State<App>, person: Person, Query(filter): Query<Filter>) -> Result<Markup> {
    person.must(Thing::Board, Verb::See)?;
    let (mut all, now) = lines(&app, &person).await?;
    let season = Season::from_code(&filter.season).unwrap_or(now);
    let mut classes: Vec<String> = all.iter().map(|(r, _)| r.class.clone()).filter(|c| !c.is_empty()).collect();
    classes.sort();
    classes.dedup();
    all.retain(|(row, stands)| {
        (filter.class.is_empty() || row.class == filter.class)
            && (filter.status.is_empty() || class(&stands.cells[season.index()].state) == filter.status)
    });
    all.sort_by(|(a, x), (b, y)| {
        let name = |r: &BoardRow| (r.name.surname.clone(), r.name.forename.clone());
        let urgent = |s: &Standing| urgency(&s.cells[season.index()].state);
        match filter.sort.as_str() {
            "name" => name(a).cmp(&name(b)),
            "class" => (&a.class, name(a)).cmp(&(&b.class, name(b))),
            _ => (urgent(x), name(a)).cmp(&(urgent(y), name(b))),
        }
    });
    let year = AcademicYear::containing(app.clock.now().today());
    let title = format!("{} {} review round", season.title(), year);
    let body = html! {
        h1 { (title) }
        (filters(&filter, season, &classes))
        @if all.is_empty() {
            p.empty { "No pupil fits. " a href="/round" { "Show everybody" } }
        } @else {
            (table(&all, season, year))
            @if person.may(Thing::Review, Verb::Change) {
                form.no-print method="get" action="/reviews/queue" {
                    @if !filter.class.is_empty() { input type="hidden" name="class" value=(filter.class); }
                    button.second type="submit" { "Record reviews in a row" }
                }
            }
        }
        (legend())
        @if person.may(Thing::Board, Verb::Change) {
            p.actions.no-print { a.second href="/year" { "Plan the year" } }
        }
    };
    Ok(layout::page(&layout::chrome(&app, &person).await?, &title, body))
}

fn filters(filter: &Filter, season: Season, classes: &[String]) -> Markup {
    let none = FormErrors::default();
    let field = |name, label, value| Field { name, label, hint: "", value, errors: &none };
    let seasons: Vec<_> = Season::ALL.iter().map(|s| (s.as_code(), s.title())).collect();
    let mut of_class = vec![("", "All classes")];
    of_class.extend(classes.iter().map(|c| (c.as_str(), c.as_str())));
    let statuses = [
        ("", "Any"),
        ("overdue", "Late"),
        ("due", "Due soon"),
        ("booked", "Booked"),
        ("planned", "Planned"),
        ("done", "Done"),
        ("none", "Not needed"),
    ];
    let sorts = [("", "Most urgent first"), ("name", "Name"), ("class", "Class")];
    html! {
        form.filters.no-print method="get" action="/round" {
            (select(&field("season", "Term", season.as_code()), &seasons))
            (select(&field("class", "Class", &filter.class), &of_class))
            (select(&field("status", "Status", &filter.status), &statuses))
            (select(&field("sort", "Order", &filter.sort), &sorts))
            button.second type="submit" { "Apply" }
        }
    }
}

fn table(lines: &[Line], season: Season, year: AcademicYear) -> Markup {
    html! {
        table.cards.board {
            caption { (lines.len()) @if lines.len() == 1 { " pupil in " } @else { " pupils in " } (year) }
            thead {
                tr {
                    th scope="col" { "Pupil" }
                    th scope="col" { "Class" }
                    @for one in Season::ALL { th scope="col" .now[*one == season] { (one.title()) } }
                    th scope="col" { "Year" }
                    th scope="col" { "Led by" }
                }
            }
            tbody {
                @for (row, stands) in lines {
                    tr {
                        th scope="row" { a href=(format!("/pupils/{}", row.pupil)) { (row.name.short()) } }
                        td data-label="Class" { @if row.class.is_empty() { "none" } @else { (row.class) } }
                        @for cell in &stands.cells {
                            td data-label=(cell.season.title()) .now[cell.season == season] {
                                a.cell href=(place(row)) {
                                    (symbol(&cell.state))
                                    span { span.hidden { (row.name.short()) ", " (cell.season.words()) ": " } (words(cell)) }
                                }
                            }
                        }
                        td data-label="Year" { (light(stands.light)) }
                        td data-label="Led by" { @if let Some((_, lead)) = &row.lead { (lead.formal()) } @else { "no plan yet" } }
                    }
                }
            }
        }
    }
}

/// Where a cell leads: the plan, or the pupil where there is none yet.
pub(super) fn place(row: &BoardRow) -> String {
    row.plan.map_or_else(|| format!("/pupils/{}", row.pupil), |plan| format!("/plans/{plan}"))
}

fn legend() -> Markup {
    html! {
        p.muted {
            "Late and due are counted in school days. A review is due on the day agreed for it, or else when the term's window closes. "
            (light(Light::OnTrack)) " means that every closed window has its review."
        }
    }
}
