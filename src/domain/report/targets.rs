//! What came of targets.

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow,
    gathering::{note, pupils, table},
    heads, of_all,
};
use crate::domain::{bank::Success, count::counted, target::Progress};

/// What came of the targets that were reviewed in a school year.
#[must_use]
pub fn targets(all: &[Counted<Progress>], by: ReportBy, groups: &PupilValues) -> Report {
    let every: Vec<_> = all.iter().collect();
    let met = Success::of(all.iter().map(|one| one.is));
    let lead = match met.of {
        0 => "No target has been reviewed yet.".to_owned(),
        of => format!(
            "{} targets that were reviewed were met or exceeded, of {}.",
            of_all(met.met, of),
            counted(pupils(&every), "pupil", "pupils")
        ),
    };
    let columns: Vec<&str> = ["Pupils", "Reviewed"]
        .into_iter()
        .chain(Progress::ALL.iter().map(|one| one.words()))
        .chain(["Met or exceeded"])
        .collect();
    let mut of = table(("Targets of the school year", heads(by.words(), &columns)), all, (by, groups), row);
    of.segments = Progress::ALL.iter().map(|one| one.words().to_owned()).collect();
    let share = "Where the support was not given nothing is said about the pupil: such a target is in no share. No share is shown of fewer than \
                 five.";
    Report { lead, tables: vec![of], notes: std::iter::once(share.to_owned()).chain(note(by)).collect() }
}

fn row(words: String, of: &[&Counted<Progress>]) -> ReportRow {
    let met = Success::of(of.iter().map(|one| one.is));
    let bar = spread(of.iter().map(|one| one.is));
    let mut cells = vec![ReportCell::Words(words), ReportCell::many(pupils(of)), ReportCell::many(of.len())];
    cells.extend(bar.iter().map(|n| ReportCell::Count(*n)));
    cells.push(ReportCell::Share(met.met, met.of));
    ReportRow { cells, bar }
}

/// How many of each came of these, from the best to the worst.
pub(super) fn spread(results: impl Iterator<Item = Progress> + Clone) -> Vec<u32> {
    let many = |kind: &Progress| results.clone().filter(|one| one == kind).count();
    Progress::ALL.iter().map(|kind| u32::try_from(many(kind)).unwrap_or(u32::MAX)).collect()
}
