//! Sessions that were planned and not given, and why.

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow, ReportTable,
    gathering::{note, pupils, table},
    heads,
};
use crate::domain::{
    count::noun,
    delivery::{Delivery, Lost},
    part_time::hours,
    share::percent,
};

const COLUMNS: &[&str] = &[
    "Pupils",
    "Sessions planned so far",
    "Given",
    "Lost",
    "Not noted",
    "Given of planned",
    "Given beside the plan",
    "Time given",
    "Most were lost through",
];

/// What came of the sessions of a school year: one for each line of provision.
#[must_use]
pub fn not_delivered(all: &[Counted<Delivery>], by: ReportBy, groups: &PupilValues) -> Report {
    let every: Vec<_> = all.iter().collect();
    let whole = sum(&every);
    let mut of = table(("Sessions of the school year", heads(by.words(), COLUMNS)), all, (by, groups), row);
    of.segments = ["Given", "Lost", "Not noted"].map(str::to_owned).to_vec();
    let counted = "Planned so far are the sessions on the timetable up to this day. A session that nobody noted may have been given or not.";
    Report {
        lead: lead(&whole),
        tables: vec![of, reasons(&whole)],
        notes: std::iter::once(counted.to_owned()).chain(note(by)).collect(),
    }
}

fn lead(all: &Delivery) -> String {
    let Some(share) = percent(all.delivered, all.planned) else {
        return "No session was planned on the timetable yet.".to_owned();
    };
    let most = most(all).map(|(why, n)| format!(" Most were lost through: {} ({n}).", why.short())).unwrap_or_default();
    format!(
        "{} of {} planned {} given ({share}%), {}; {} lost and {} not noted.{most}",
        all.delivered,
        all.planned,
        noun(all.planned, "session was", "sessions were"),
        hours(all.minutes),
        all.lost(),
        all.not_noted()
    )
}

/// Why most of them were lost.
fn most(all: &Delivery) -> Option<(Lost, u32)> {
    let by_many = all.reasons.iter().filter(|(_, n)| **n > 0);
    by_many.max_by_key(|(why, n)| (**n, std::cmp::Reverse(**why))).map(|(why, n)| (*why, *n))
}

fn sum(of: &[&Counted<Delivery>]) -> Delivery {
    of.iter().fold(Delivery::default(), |all, one| all.and(&one.is))
}

fn row(words: String, of: &[&Counted<Delivery>]) -> ReportRow {
    let all = sum(of);
    let bar = vec![all.delivered, all.lost(), all.not_noted()];
    let mut cells = vec![ReportCell::Words(words), ReportCell::many(pupils(of)), ReportCell::Count(all.planned)];
    cells.extend(bar.iter().map(|n| ReportCell::Count(*n)));
    cells.push(ReportCell::Share(all.delivered, all.planned));
    cells.push(ReportCell::Count(all.besides));
    cells.push(ReportCell::Minutes(all.minutes));
    cells.push(most(&all).map_or(ReportCell::None, |(why, n)| ReportCell::Words(format!("{} ({n})", why.words()))));
    ReportRow { cells, bar }
}

/// Each reason with how many sessions were lost for it.
fn reasons(all: &Delivery) -> ReportTable {
    let mut found: Vec<_> = all.reasons.iter().filter(|(_, n)| **n > 0).collect();
    found.sort_by_key(|(why, n)| (std::cmp::Reverse(**n), **why));
    let row = |(why, n): (&Lost, &u32)| ReportRow {
        cells: vec![ReportCell::words_of(why.words()), ReportCell::Count(*n), ReportCell::Share(*n, all.lost())],
        bar: vec![*n],
    };
    ReportTable {
        caption: "Why sessions were lost".to_owned(),
        heads: heads("Reason", &["Sessions lost", "Of all that were lost"]),
        rows: found.into_iter().map(row).collect(),
        segments: vec!["Lost".to_owned()],
        ..ReportTable::default()
    }
}
