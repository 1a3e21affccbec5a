//! What is shown of the board and in which order: all of it in the address, and none of it a child's name.

use serde::Deserialize;

use super::Line;
use crate::{
    domain::{
        calendar::Season,
        need::{Area, Need},
        plan::PlanKind,
        standing::State as CellState,
    },
    store::{layers::LayersToday, register::BoardRow},
    web::{
        form::{asked::readable, fields::FormErrors},
        frame::session::encoded,
        ui::strip::class,
    },
};

/// The states by which a board is filtered and grouped, as code and in words.
pub(super) const STATES: [(&str, &str); 6] = [
    ("overdue", "Late"),
    ("due", "Due soon"),
    ("booked", "Booked"),
    ("planned", "Planned"),
    ("done", "Done"),
    ("none", "Not needed"),
];

/// Asks for those who are on no layer of support.
pub(super) const NO_LAYER: &str = "-";

/// The address, taken apart. Empty means any.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    pub(super) season: String,
    #[serde(default)]
    pub(super) class: String,
    #[serde(default)]
    pub(super) need: String,
    #[serde(default)]
    pub(super) lead: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) status: String,
    /// A layer of support by its name, or [`NO_LAYER`].
    #[serde(default)]
    pub(super) layer: String,
    #[serde(default)]
    pub(super) sort: String,
    #[serde(default)]
    pub(super) ticked: String,
}

impl Filter {
    /// Whether a line is shown.
    pub(super) fn fits(&self, (row, stands): &Line, season: Season, layers: &LayersToday) -> bool {
        let is = |wanted: &str, found: &str| wanted.is_empty() || wanted == found;
        let lead = row.lead.as_ref().map_or_else(|| "none".to_owned(), |(id, _)| id.to_string());
        is(&self.class, &row.class)
            && is(&self.lead, &lead)
            && is(&self.kind, row.kind.as_code())
            && match (self.layer.as_str(), layers.names(row.pupil)) {
                ("", _) => true,
                (NO_LAYER, names) => names.is_empty(),
                (layer, names) => names.iter().any(|name| name == layer),
            }
            && match self.status.as_str() {
                "missing" => !row.missing.is_empty(),
                status => is(status, class(&stands.cells[season.index()].state)),
            }
            && Area::from_code(&self.need).is_none_or(|area| has(row, area))
    }

    /// What of the address says nothing. A class or a lead that is not on the board finds nobody, which the board says.
    pub(super) fn unread(&self) -> FormErrors {
        let (mut errors, code) = (FormErrors::default(), |all: &[&str], given: &str| all.contains(&given));
        let statuses: Vec<&str> = STATES.iter().map(|(code, _)| *code).chain(["missing"]).collect();
        let columns = ["name", "class", "lead", "year"];
        let sorts = code(&columns, self.column().0) || Season::from_code(self.column().0).is_some();
        let parts = [
            ("season", &self.season, "a term", Season::from_code(&self.season).is_some()),
            ("status", &self.status, "a status", code(&statuses, &self.status)),
            ("need", &self.need, "an area of need", Area::from_code(&self.need).is_some()),
            ("kind", &self.kind, "a kind of plan", PlanKind::from_code(&self.kind).is_some()),
            ("sort", &self.sort, "an order", sorts),
        ];
        for (field, given, what, reads) in parts {
            readable(&mut errors, field, given, what, reads);
        }
        errors
    }

    /// The same question without what cannot be read.
    pub(super) fn without(mut self, unread: &FormErrors) -> Self {
        for (field, _) in unread {
            match field.as_ref() {
                "season" => self.season.clear(),
                "status" => self.status.clear(),
                "need" => self.need.clear(),
                "kind" => self.kind.clear(),
                _ => self.sort.clear(),
            }
        }
        self
    }

    /// Brings the lines into order: what is most urgent first, unless a column is asked for; then from the end where it has a minus.
    pub(super) fn sort(&self, lines: &mut [&Line], season: Season) {
        let name = |r: &BoardRow| (r.name.surname.clone(), r.name.forename.clone());
        let lead = |r: &BoardRow| r.lead.as_ref().map(|(_, name)| (name.surname.clone(), name.forename.clone()));
        let (column, back) = self.column();
        lines.sort_by(|(a, x), (b, y)| {
            let order = match (column, Season::from_code(column)) {
                ("name", _) => name(a).cmp(&name(b)),
                ("class", _) => a.class.cmp(&b.class),
                ("lead", _) => lead(a).cmp(&lead(b)),
                ("year", _) => y.light.cmp(&x.light),
                (_, Some(term)) => urgency(&x.cells[term.index()].state).cmp(&urgency(&y.cells[term.index()].state)),
                _ => urgency(&x.cells[season.index()].state).cmp(&urgency(&y.cells[season.index()].state)),
            };
            let order = if back { order.reverse() } else { order };
            order.then_with(|| name(a).cmp(&name(b)))
        });
    }

    /// The column it is sorted by, and whether from the end.
    pub(super) fn column(&self) -> (&str, bool) {
        self.sort.strip_prefix('-').map_or((&self.sort, false), |column| (column, true))
    }

    /// "ascending" or "descending" where the board is sorted by this column.
    pub(super) fn sorted_by(&self, column: &str) -> Option<&'static str> {
        let (by, back) = self.column();
        (by == column).then_some(if back { "descending" } else { "ascending" })
    }

    /// The address of the same board with one part of it changed.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        let parts = [
            ("season", &self.season),
            ("class", &self.class),
            ("need", &self.need),
            ("lead", &self.lead),
            ("kind", &self.kind),
            ("layer", &self.layer),
            ("status", &self.status),
            ("sort", &self.sort),
            ("ticked", &self.ticked),
        ];
        let parts = parts.map(|(part, kept)| (part, if part == name { value } else { kept.as_str() }));
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let given: Vec<String> = given.map(|(part, value)| format!("{part}={}", encoded(value))).collect();
        if given.is_empty() { "/round".to_owned() } else { format!("/round?{}", given.join("&")) }
    }

    /// The address of this board.
    pub(super) fn address(&self) -> String {
        self.with("", "")
    }

    /// The address that sorts by a column, or turns its order round.
    pub(super) fn by(&self, column: &str) -> String {
        let turned = format!("-{column}");
        self.with("sort", if self.sorted_by(column) == Some("ascending") { &turned } else { column })
    }

    /// Whether anything is left out.
    pub(super) fn is_narrow(&self) -> bool {
        [&self.class, &self.need, &self.lead, &self.kind, &self.status, &self.layer].iter().any(|part| !part.is_empty())
    }
}

fn has(row: &BoardRow, area: Area) -> bool {
    row.needs.iter().filter_map(|code| Need::from_code(code)).any(|need| need.areas().contains(&area))
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
