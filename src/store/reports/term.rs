//! What governors are told of a term beside its reviews: what came of targets, what parents said, and what was given of what was planned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{results, with_sen};
use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        delivery::Delivery,
        figures::Line,
        ids::PupilId,
        report::ReportBy,
        satisfaction::Satisfaction,
        target::Progress,
    },
    store::{
        conversations::satisfaction::of_school,
        groups::{self, Which},
        register::Register,
        sessions,
    },
};

/// Counts of a term, by line. A line of fewer pupils than the threshold is not among them: a target, a parent or a session is no pupil, and
/// many of them may be one child's.
pub type TermCounts = BTreeMap<Line, Vec<u32>>;

/// What is counted, with whose it is: the cells of each line.
#[derive(Default)]
struct Counting(BTreeMap<Line, (BTreeSet<PupilId>, Vec<u32>)>);

impl Counting {
    fn add(&mut self, line: Line, pupil: PupilId, cell: usize, many: u32) {
        let (whose, counts) = self.0.entry(line).or_insert_with(|| (BTreeSet::new(), vec![0; line.cells().len()]));
        if let Some(count) = counts.get_mut(cell).filter(|_| many > 0) {
            whose.insert(pupil);
            *count += many;
        }
    }
}

/// Counts them for the pupils with SEN on a day, up to that day.
///
/// # Errors
/// When the database refuses.
pub async fn term_counts(
    conn: &mut SqliteConnection,
    register: &Register,
    (year, season): (AcademicYear, Season),
    (on, threshold): (NaiveDate, u32),
) -> anyhow::Result<TermCounts> {
    let (calendar, school) = (register.calendar(), register.school());
    let (from, until) = calendar.reach(year, season);
    let days = (from, until.min(on));
    let there: BTreeSet<PupilId> = with_sen(register, on).map(|child| child.id).collect();
    let mut found = Counting::default();
    let place = u32::try_from(season.index()).unwrap_or_default();
    for one in results(conn, register, on).await?.into_iter().filter(|one| there.contains(&one.pupil)) {
        let is_then = one.own.get(&ReportBy::Term).is_some_and(|terms| terms.iter().any(|(term, _)| *term == place));
        if let Some(cell) = of_target(one.is).filter(|_| is_then) {
            found.add(Line::Targets, one.pupil, cell, 1);
        }
    }
    for one in of_school(conn, school, days).await?.into_iter().filter(|one| there.contains(&one.pupil)) {
        found.add(Line::Said, one.pupil, of_parent(&one.said), 1);
    }
    let groups = groups::of_school(conn, school, Which::All).await?;
    let notes = sessions::notes(conn, school, None, days).await?;
    for pupil in there {
        let all = sessions::by_provision(&groups, &notes, pupil, calendar, days);
        let came = all.values().fold(Delivery::default(), |sum, one| sum.and(one));
        found.add(Line::Given, pupil, 0, came.delivered);
        found.add(Line::Given, pupil, 1, came.planned.saturating_sub(came.delivered));
    }
    let enough = |whose: &BTreeSet<PupilId>| u32::try_from(whose.len()).is_ok_and(|many| many >= threshold);
    let told = found.0.into_iter().filter(|(_, (whose, _))| enough(whose));
    Ok(told.map(|(line, (_, counts))| (line, counts)).collect())
}

/// Where the support was not given, nothing is said about the target.
fn of_target(progress: Progress) -> Option<usize> {
    match progress {
        Progress::Exceeded | Progress::Met => Some(0),
        Progress::Partly => Some(1),
        Progress::NoChange | Progress::Declined => Some(2),
        Progress::NotDelivered => None,
    }
}

fn of_parent(said: &Satisfaction) -> usize {
    match said.is_positive() {
        Some(true) => 0,
        Some(false) => 1,
        None => 2,
    }
}
