//! The map as a table for a spreadsheet: one row a line.

use std::borrow::Cow;

use super::SeenMap;
use crate::{
    domain::provision_map::{MapBy, MapLine, total},
    exchange::spreadsheet::{Sheet, SheetCell},
};

const COUNTS: &[&str] = &[
    "How much",
    "Sessions planned",
    "Minutes planned",
    "Sessions given",
    "Sessions lost",
    "Minutes given",
    "Targets reviewed",
    "What came of them",
];
const MONEY: &[&str] = &["Planned", "Given so far", "Lost", "Working"];

pub(super) fn sheet(seen: &SeenMap, found: &[Cow<'_, MapLine>]) -> Sheet {
    let mut heads = vec!["Pupil"];
    heads.extend(MapBy::ALL.iter().map(|by| by.words()));
    heads.extend(COUNTS);
    if seen.costs {
        heads.extend(MONEY);
    }
    let rows = found.iter().map(|line| row(seen, line)).collect();
    Sheet { name: "Provision".to_owned(), heads: heads.into_iter().map(str::to_owned).collect(), rows }
}

/// The lines as a page of paper holds them.
pub(super) fn short(seen: &SeenMap, found: &[Cow<'_, MapLine>]) -> Sheet {
    let mut heads = vec!["Pupil", "Class", "Provision", "How much", "Given by", "Came of it"];
    if seen.costs {
        heads.push("Cost");
    }
    let row = |line: &Cow<'_, MapLine>| {
        let came = if line.came.is_empty() { String::new() } else { line.came.words() };
        let mut cells = vec![
            SheetCell::text(seen.name(line.pupil).map(|name| name.full()).unwrap_or_default()),
            SheetCell::text(line.value(MapBy::Class).1),
            SheetCell::text(line.value(MapBy::Provision).1),
            SheetCell::text(line.how_much.as_str()),
            SheetCell::text(line.value(MapBy::Staff).1),
            SheetCell::text(came),
        ];
        if seen.costs {
            cells.push(SheetCell::text(line.working()));
        }
        cells
    };
    let heads = heads.into_iter().map(str::to_owned).collect();
    Sheet { name: "Lines".to_owned(), heads, rows: found.iter().map(row).collect() }
}

fn row(seen: &SeenMap, line: &MapLine) -> Vec<SheetCell> {
    let mut cells = vec![SheetCell::text(seen.name(line.pupil).map(|name| name.full()).unwrap_or_default())];
    cells.extend(MapBy::ALL.iter().map(|by| SheetCell::text(line.value(*by).1)));
    let results: Vec<&str> = line.results.iter().map(|one| one.words()).collect();
    cells.extend([
        SheetCell::text(line.how_much.as_str()),
        SheetCell::number(line.sessions),
        SheetCell::number(line.minutes),
        SheetCell::number(line.came.given()),
        SheetCell::number(line.came.lost()),
        SheetCell::number(line.came.minutes),
        SheetCell::number(line.results.len()),
        SheetCell::text(results.join(", ")),
    ]);
    if seen.costs {
        let of = total([line]);
        cells.extend([of.planned, of.delivered, of.lost].map(SheetCell::Money));
        cells.push(SheetCell::text(line.working()));
    }
    cells
}
