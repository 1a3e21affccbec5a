//! Marks within a long board: where each state, class, letter or lead begins, so that a phone need not scroll to it.

use maud::{Markup, html};

use super::{
    Line,
    filter::{Filter, STATES},
};
use crate::{
    domain::{calendar::Season, standing::State},
    web::ui::strip::class,
};

/// Below this many lines there is nothing to jump over.
const LONG: usize = 12;

/// A run of lines that belong together in the order of the board.
pub(super) struct Group {
    /// The place of its first line.
    pub(super) first: usize,
    words: String,
    many: usize,
}

/// The runs of a board in its order; none where it is short.
pub(super) fn groups(lines: &[&Line], filter: &Filter, season: Season) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for (place, line) in lines.iter().enumerate().filter(|_| lines.len() > LONG) {
        let words = called(line, filter, season);
        match all.last_mut().filter(|group| group.words == words) {
            Some(group) => group.many += 1,
            None => all.push(Group { first: place, words, many: 1 }),
        }
    }
    if all.len() > 1 { all } else { Vec::new() }
}

/// What a line is counted under in the order of the board.
fn called((row, stands): &Line, filter: &Filter, season: Season) -> String {
    let (column, _) = filter.column();
    match (column, Season::from_code(column)) {
        ("name", _) => {
            row.name.surname.chars().next().map_or_else(|| "No surname".to_owned(), |c| c.to_uppercase().collect())
        }
        ("class", _) if row.class.is_empty() => "No class".to_owned(),
        ("class", _) => row.class.clone(),
        ("lead", _) => row.lead.as_ref().map_or_else(|| "No plan yet".to_owned(), |(_, name)| name.formal()),
        ("year", _) => stands.light.words().to_owned(),
        (_, term) => state(&stands.cells[term.unwrap_or(season).index()].state).to_owned(),
    }
}

/// What the filter calls such a state, too.
fn state(state: &State) -> &'static str {
    STATES.iter().find(|(code, _)| *code == class(state)).map_or("", |(_, words)| *words)
}

/// The mark of the group that begins at a place, if one does.
pub(super) fn mark(groups: &[Group], place: usize) -> Option<String> {
    groups.iter().position(|group| group.first == place).map(|at| format!("group-{at}"))
}

/// The way to each group.
pub(super) fn jumps(groups: &[Group]) -> Markup {
    html! {
        @if !groups.is_empty() {
            nav.jumps.no-print aria-label="Within the board" {
                ul { @for (at, group) in groups.iter().enumerate() { li { a href=(format!("#group-{at}")) { (group.words) " (" (group.many) ")" } } } }
            }
        }
    }
}
