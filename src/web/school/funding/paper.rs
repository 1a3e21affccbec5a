//! A school's funding as a document: the main fact, what came for each pupil, what it is spent on, and the streams.

use chrono::NaiveDate;

use super::{
    FundedPupil, SchoolFunding,
    page::sentence,
    reckoned::{SPENT, spent},
    sheet,
};
use crate::{
    documents::{Document, Layout, Part},
    domain::funding::EntryKind,
    exchange::spreadsheet::SheetCell,
    web::frame::download::as_table,
};

const CAME: &[&str] =
    &["Pupil", "What does not agree", "Expected", "On the schedule", "Received", "Received less expected"];
pub(super) fn document(seen: &SchoolFunding, school: String, on: NaiveDate) -> Document {
    let came = seen.pupils.iter().filter(|one| !one.sums.shares.is_empty()).map(came).collect();
    let heads: Vec<&str> = std::iter::once("Pupil").chain(SPENT).collect();
    let each = seen.pupils.iter().map(spent_on).collect();
    let threshold = format!(
        "The school funds up to {} of additional support for one pupil in a year itself: a threshold of what it funds, never a pupil’s own money. \
         What is expected counts the calendar days on roll. A line of provision counts in the financial year in which its cycle is reviewed.",
        seen.threshold
    );
    let parts = vec![
        Part::Lead(sentence(seen)),
        as_table(&sheet::sheet("For each pupil", CAME, came)),
        as_table(&sheet::sheet("What it is spent on", &heads, each)),
        as_table(&sheet::streams(seen)),
        Part::Note(threshold),
    ];
    let title = format!("Funding {}", seen.year);
    Document { title, school, about: String::new(), on, layout: Layout::Across, parts }
}

fn came(one: &FundedPupil) -> Vec<SheetCell> {
    let sums = &one.sums;
    let found: Vec<String> = sums.disagreements().into_iter().map(|one| one.words()).collect();
    let found = if found.is_empty() { "Agrees".to_owned() } else { found.join(" ") };
    let money = [sums.sum(EntryKind::Expected), sums.sum(EntryKind::Scheduled), sums.received(), sums.difference()];
    let words = [SheetCell::text(one.name.full()), SheetCell::text(found)];
    words.into_iter().chain(money.map(SheetCell::Money)).collect()
}

fn spent_on(one: &FundedPupil) -> Vec<SheetCell> {
    let money = spent(&one.spending, one.sums.received());
    std::iter::once(SheetCell::text(one.name.full())).chain(money.map(SheetCell::Money)).collect()
}
