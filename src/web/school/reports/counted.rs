//! What the reports count, for figures that stand elsewhere: the same reviews, and the same judgement of each.

use chrono::NaiveDate;

use super::{
    reviews::{ReviewsQuery, lines},
    year_of,
};
use crate::{
    domain::{
        compliance::{Kept, parent_took_part},
        ids::PupilId,
    },
    store::register::{BoardOf, Register},
};

/// A review that was due, or was held before it was.
pub(in crate::web) struct DueReview {
    /// Whose.
    pub(in crate::web) pupil: PupilId,
    /// What became of it.
    pub(in crate::web) kept: Kept,
    /// A parent took part in a meeting of its term.
    pub(in crate::web) with_parent: bool,
}

/// The reviews of the year of a day that were due by then, of pupils with a right to three a year.
pub(in crate::web) fn due_reviews(register: &Register, on: NaiveDate) -> Vec<DueReview> {
    let all = register.lines(BoardOf::with_closed(on));
    let year = year_of(register, all.iter(), on);
    let due = lines(&year, &ReviewsQuery::default()).into_iter();
    let due = due.filter(|line| matches!(line.kept, Kept::OnTime | Kept::Late | Kept::Never));
    due.map(|line| DueReview {
        pupil: line.row.pupil,
        kept: line.kept,
        with_parent: parent_took_part(&year.calendar, &line.row.facts, year.year, line.cell.season),
    })
    .collect()
}

/// The pupils with a right to reviews in the year of its last day, and whether each had all that the year needed, and as many meetings with a
/// parent.
pub(in crate::web) fn whole_years(register: &Register, last: NaiveDate) -> Vec<(PupilId, bool)> {
    let all = register.lines(BoardOf::with_closed(last));
    let needed = all.iter().filter(|(row, stands)| row.is_sen() && stands.required > 0);
    let had_all = |required, covered, met| covered >= required && met >= required;
    needed.map(|(row, s)| (row.pupil, had_all(s.required, s.terms_covered, s.meetings_held))).collect()
}
