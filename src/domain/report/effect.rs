//! What provision costs, beside what came of the targets that it served: with how many, and how they are spread. It ranks nothing of which fewer
//! than five targets were reviewed, and it does not say that the one came of the other.

use std::cmp::Reverse;

use super::{
    Counted, FEWEST, PupilValues, Report, ReportBy, ReportCell, ReportRow, ReportTable, TOO_FEW,
    gathering::{gathered, pupils},
    heads,
    targets::spread,
};
use crate::domain::{
    bank::Success,
    costing::Pence,
    count::noun,
    provision_map::{MapLine, total},
    target::Progress,
};

/// One row before it has its rank.
struct Weighed {
    words: String,
    met: Success,
    /// What was given costs for each target that was met; nothing where there are too few, or none was.
    each: Option<i64>,
    cells: Vec<ReportCell>,
    bar: Vec<u32>,
}

/// The provision of a school year: one for each line of a plan.
#[must_use]
pub fn effect(all: &[Counted<MapLine>], by: ReportBy, groups: &PupilValues) -> Report {
    let mut rows: Vec<Weighed> = gathered(all, by, groups).into_iter().map(|(words, of)| weighed(words, &of)).collect();
    // By the share that was met, then by what it costs; whatever cannot be ranked stands behind, by its words.
    rows.sort_by_key(|one| {
        (one.met.of < FEWEST, Reverse(share(one.met)), one.each.unwrap_or(i64::MAX), one.words.clone())
    });
    let ranked = rows.iter().filter(|one| one.met.of >= FEWEST).count();
    let lead = format!(
        "{ranked} of {} {} five or more reviewed targets behind {}: only those are ranked.",
        rows.len(),
        noun(rows.len(), "line has", "lines have"),
        noun(rows.len(), "it", "them")
    );
    let lead = if rows.is_empty() { "No provision is planned for this school year yet.".to_owned() } else { lead };
    let columns: Vec<&str> = ["Rank", "Pupils", "Targets reviewed", "Met or exceeded"]
        .into_iter()
        .chain(Progress::ALL.iter().map(|one| one.words()))
        .chain(["Planned", "Given so far", "Given for a pupil, least to most", "For each target met"])
        .collect();
    let of = ReportTable {
        caption: "Provision and what came of it".to_owned(),
        heads: heads(by.words(), &columns),
        rows: rows.into_iter().enumerate().map(|(n, one)| placed(n + 1, one)).collect(),
        segments: Progress::ALL.iter().map(|one| one.words().to_owned()).collect(),
        ..ReportTable::default()
    };
    let counted = "A target counts with every provision that served it. Where the support was not given nothing is said about the target. Given so far is \
                   that part of the hours that was given, with what was bought. Pupils who find it harder are often given more: a high cost beside \
                   a low share is a question, and no judgement.";
    Report { lead, tables: vec![of], notes: vec![counted.to_owned()] }
}

/// In millionths; 0 where there is none.
fn share(met: Success) -> u64 {
    (u64::from(met.met) * 1_000_000).checked_div(u64::from(met.of)).unwrap_or_default()
}

fn placed(rank: usize, one: Weighed) -> ReportRow {
    let rank = if one.met.of < FEWEST { ReportCell::words_of(TOO_FEW) } else { ReportCell::many(rank) };
    let cells = [ReportCell::Words(one.words), rank].into_iter().chain(one.cells).collect();
    ReportRow { cells, bar: one.bar }
}

fn weighed(words: String, of: &[&Counted<MapLine>]) -> Weighed {
    let lines = || of.iter().map(|one| &one.is);
    let sum = total(lines());
    let results = lines().flat_map(|line| line.results.iter().copied());
    let (met, bar) = (Success::of(results.clone()), spread(results));
    let enough = met.of >= FEWEST && met.met > 0;
    let each = enough.then(|| (sum.delivered.0 + i64::from(met.met) / 2) / i64::from(met.met));
    let mut cells = vec![ReportCell::many(pupils(of)), ReportCell::Count(met.of), ReportCell::Share(met.met, met.of)];
    cells.extend(bar.iter().map(|n| ReportCell::Count(*n)));
    cells.extend([sum.planned, sum.delivered].map(|pence| ReportCell::Pence(pence.0)));
    cells.push(least_to_most(of));
    cells.push(each.map_or(ReportCell::None, ReportCell::Pence));
    Weighed { words, met, each, cells, bar }
}

/// What was given costs for the pupil for whom it is least, and for whom it is most.
fn least_to_most(of: &[&Counted<MapLine>]) -> ReportCell {
    let mut by_pupil: std::collections::BTreeMap<_, Vec<&MapLine>> = std::collections::BTreeMap::new();
    for one in of {
        by_pupil.entry(one.pupil).or_default().push(&one.is);
    }
    let costs: Vec<Pence> = by_pupil.into_values().map(|lines| total(lines).delivered).collect();
    match (costs.iter().min(), costs.iter().max()) {
        (Some(least), Some(most)) if least == most => ReportCell::words_of(least.to_string()),
        (Some(least), Some(most)) => ReportCell::Words(format!("{least} to {most}")),
        _ => ReportCell::None,
    }
}
