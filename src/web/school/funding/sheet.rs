//! A school's funding as tables for a spreadsheet: one row a pupil, and one a stream.

use super::{
    FundedPupil, FundedStream, SchoolFunding,
    reckoned::{SPENT, spent},
};
use crate::{
    domain::{costing::Pence, funding::EntryKind},
    exchange::spreadsheet::{Sheet, SheetCell},
};

/// What comes of each pupil; what is spent follows, and the lines without a rate.
const CAME: &[&str] = &[
    "Pupil",
    "What does not agree",
    "Expected",
    "On the schedule",
    "Received",
    "Taken back",
    "Received less expected",
];
const STREAMS: &[&str] = &["Stream", "The school has", "Planned from it", "Given so far", "Not planned yet"];

/// One row a pupil.
pub(super) fn pupils(seen: &SchoolFunding) -> Sheet {
    let row = |one: &FundedPupil| {
        let sums = &one.sums;
        let found: Vec<String> = sums.disagreements().into_iter().map(|one| one.words()).collect();
        let money = [
            sums.sum(EntryKind::Expected),
            sums.sum(EntryKind::Scheduled),
            sums.received(),
            sums.sum(EntryKind::TakenBack),
            sums.difference(),
        ];
        let mut cells = vec![SheetCell::text(one.name.full()), SheetCell::text(found.join(" "))];
        let money = money.into_iter().chain(spent(&one.spending, sums.received()));
        cells.extend(money.map(SheetCell::Money));
        cells.push(SheetCell::number(one.spending.without_rate));
        cells
    };
    let heads: Vec<&str> = CAME.iter().copied().chain(SPENT).chain(["Lines without a rate"]).collect();
    sheet("Funding", &heads, seen.pupils.iter().map(row).collect())
}

/// One row a stream.
pub(super) fn streams(seen: &SchoolFunding) -> Sheet {
    let row = |one: &FundedStream| {
        let left = Pence(one.has.0 - one.total.planned.0);
        let mut cells = vec![SheetCell::text(one.funding.words())];
        cells.extend([one.has, one.total.planned, one.total.delivered, left].map(SheetCell::Money));
        cells
    };
    sheet("Streams", STREAMS, seen.streams.iter().map(row).collect())
}

/// A sheet with these headings.
pub(super) fn sheet(name: &str, heads: &[&str], rows: Vec<Vec<SheetCell>>) -> Sheet {
    Sheet { name: name.to_owned(), heads: heads.iter().map(|head| (*head).to_owned()).collect(), rows }
}
