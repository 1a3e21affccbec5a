//! Reviews on time.

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow,
    gathering::{note, pupils, table},
    heads,
};
use crate::domain::{
    compliance::{Kept, Tally},
    count::noun,
};

const COLUMNS: &[&str] =
    &["Pupils", "Due", "On time", "Late", "Not held", "Not due yet", "Not needed", "On time of due"];

/// What became of the reviews of pupils with a right to three a year.
#[must_use]
pub fn reviews(all: &[Counted<Kept>], by: ReportBy, groups: &PupilValues) -> Report {
    let tally: Tally = all.iter().map(|one| one.is).collect();
    let lead = match tally.percent() {
        None => "No review was due.".to_owned(),
        Some(share) => format!(
            "{} of {} {} held on time ({share}%).",
            tally.on_time,
            tally.due(),
            noun(tally.due(), "review that was due was", "reviews that were due were")
        ),
    };
    let mut of = table(("Reviews of the school year", heads(by.words(), COLUMNS)), all, (by, groups), row);
    of.segments = ["On time", "Late", "Not held"].map(str::to_owned).to_vec();
    let counted = "Held on time is held by the day agreed for it, and before the round closed. A review counts for the class in which the \
                   pupil was when it was due.";
    Report { lead, tables: vec![of], notes: std::iter::once(counted.to_owned()).chain(note(by)).collect() }
}

fn row(words: String, of: &[&Counted<Kept>]) -> ReportRow {
    let tally: Tally = of.iter().map(|one| one.is).collect();
    let counts = [tally.due(), tally.on_time, tally.late, tally.never, tally.open, tally.not_needed];
    let mut cells = vec![ReportCell::Words(words), ReportCell::many(pupils(of))];
    cells.extend(counts.map(ReportCell::Count));
    cells.push(ReportCell::Share(tally.on_time, tally.due()));
    ReportRow { cells, bar: vec![tally.on_time, tally.late, tally.never] }
}
