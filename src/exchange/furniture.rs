//! What stands in an export beside its rows because somebody may print it: the headings once more, pages, totals, who made it and when.

use super::{
    heading::{Column as C, Headings, Kind},
    value,
};
use crate::domain::{pupil::Upn, roll::folded};

/// Words that such a row begins with.
const BEGINS: [&str; 14] = [
    "page",
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "count",
    "numberof",
    "printed",
    "report",
    "reportprinted",
    "endof",
    "generated",
    "produced",
    "rundate",
];

/// Whether a row of a file is none of its rows.
pub(super) fn is_furniture(cells: &[String], titles: &[String], headings: &Headings) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|c| !c.is_empty()).collect();
    // A line of a person's own words about days is none: it is told that it was not understood.
    let is_alone = filled.len() <= 1 && matches!(headings.kind, Kind::Pupils | Kind::Guardians | Kind::Staff);
    is_the_heading(cells, titles) || (!tells_of_somebody(cells, headings) && (is_alone || begins(&filled)))
}

fn is_the_heading(cells: &[String], titles: &[String]) -> bool {
    let same = |(cell, title): (&String, &String)| folded(cell) == folded(title);
    cells.len() == titles.len() && cells.iter().zip(titles).all(same)
}

fn begins(filled: &[&String]) -> bool {
    let first = filled.first().map(|cell| folded(cell)).unwrap_or_default();
    let word = first.trim_end_matches(|c: char| c.is_ascii_digit());
    BEGINS.contains(&word)
        || ["page", "total", "numberof", "report", "printed", "endof"].iter().any(|b| first.starts_with(b))
}

/// Whether a row says of whom or when: what no title and no total does.
fn tells_of_somebody(cells: &[String], headings: &Headings) -> bool {
    let get = |column: C| headings.at.get(&column).and_then(|at| cells.get(*at)).map_or("", String::as_str);
    let dated =
        [C::Born, C::Starts, C::Date, C::Ends].into_iter().any(|column| value::date::date(get(column)).is_some());
    dated || Upn::parse(get(C::Upn)).is_ok() || get(C::Email).contains('@')
}
