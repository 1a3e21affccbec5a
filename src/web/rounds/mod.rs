//! The review round board: every pupil's three terms on one page, and the way into each. Filter and order are in the address, so that a
//! board can be bookmarked, printed and sent to a colleague.

mod page;

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use maud::Markup;
use serde::Deserialize;

use super::{App, error::Result, session::Person, ui::layout};
use crate::{
    domain::{
        access::{Thing, Verb},
        standing::{self, Light, Standing, State as CellState},
    },
    store::{
        calendar, schools,
        standing::{self as rows, BoardRow},
    },
};

/// The routes of this resource.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/round", get(show))
}

/// What was asked for, as it stands in the address. Empty means all.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    class: String,
    #[serde(default)]
    need: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    sort: String,
}

/// One pupil with where their year stands.
pub(super) struct Line {
    row: BoardRow,
    standing: Standing,
}

async fn show(State(app): State<App>, person: Person, Query(wanted): Query<Wanted>) -> Result<Markup> {
    person.must(Thing::Board, Verb::See)?;
    let chrome = layout::chrome(&app, &person).await?;
    let (school, now) = (person.viewer.school, app.clock.now());
    let today = now.today();
    let mut conn = app.store.read().await?;
    let calendar = calendar::load(&mut conn, school).await?;
    let rules = schools::rules(&mut conn, school, today).await?;
    let found = rows::board(&mut conn, school, &rules, today).await?;
    drop(conn);
    let soon = rules.get("due_soon.school_days");
    let stand = |row: BoardRow| {
        let standing = standing::standing(&calendar, &row.facts, soon, today);
        Line { row, standing }
    };
    let all: Vec<Line> = found.into_iter().map(stand).collect();
    let classes = classes(&all);
    let total = all.len();
    let mut lines: Vec<Line> = all.into_iter().filter(|l| matches(l, &wanted)).collect();
    if wanted.sort != "name" {
        lines.sort_by_key(urgency);
    }
    let board = page::Board { lines: &lines, total, classes: &classes, wanted: &wanted, calendar: &calendar, today };
    Ok(layout::page(&chrome, "Review round", page::board(&board)))
}

fn classes(lines: &[Line]) -> Vec<String> {
    let mut names: Vec<String> = lines.iter().map(|l| l.row.class.clone()).filter(|c| !c.is_empty()).collect();
    names.sort();
    names.dedup();
    names
}

fn matches(line: &Line, wanted: &Wanted) -> bool {
    let in_class = wanted.class.is_empty() || line.row.class == wanted.class;
    let has_need = wanted.need.is_empty() || line.row.needs.contains(&wanted.need);
    let stands = match wanted.status.as_str() {
        "late" => line.standing.light == Light::Late,
        "due" => line.standing.light == Light::AtRisk,
        "booked" => line.standing.cells.iter().any(|c| matches!(c.state, CellState::Booked(_))),
        "track" => line.standing.light == Light::OnTrack,
        "no-plan" => line.row.plan.is_none(),
        _ => true,
    };
    in_class && has_need && stands
}

/// Late first, the longest late leading; then what is due soonest; then by name, as the rows came.
fn urgency(line: &Line) -> (u8, i64) {
    let worst = line.standing.cells.iter().filter_map(|c| match c.state {
        CellState::Overdue(days) => Some((0, -days)),
        CellState::DueSoon(days) => Some((1, days)),
        _ => None,
    });
    worst.min().unwrap_or((2, 0))
}
