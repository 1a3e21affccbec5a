//! A teacher's view before a review: when it is wanted, by when, and how a target goes as they see it.

use chrono::NaiveDate;

use super::{
    calendar::Calendar,
    ids::StaffId,
    rules::{self, Rules},
    standing::{Cell, Rhythm, State},
    time::Moment,
};

coded! {
    /// How a target goes in somebody's lessons.
    Going {
        /// It is not seen yet.
        NotYet = "not_yet", "Not yet";
        /// Now and then, or with help.
        Sometimes = "sometimes", "Sometimes, or with help";
        /// Most of the time.
        Mostly = "mostly", "Most of the time";
        /// More than was expected.
        Beyond = "beyond", "More than expected";
        /// Their lessons do not show it.
        NotSeen = "not_seen", "My lessons do not show it";
    }
}

/// One teacher who was asked about an open cycle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    /// Who.
    pub staff: StaffId,
    /// From when it stands.
    pub at: Moment,
    /// By when an answer is asked for.
    pub by: NaiveDate,
}

/// What is known of the teachers' views on one plan's open cycle.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Who was asked by a person.
    pub asked: Vec<Request>,
    /// Who has given theirs, and when.
    pub given: Vec<(StaffId, Moment)>,
}

/// A view that is wanted of somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The day on which it became news to them.
    pub since: NaiveDate,
    /// The day by which it is wanted.
    pub by: NaiveDate,
}

impl Facts {
    /// What is wanted of a teacher of the pupil on a day: nothing once they have given it. Who is asked by a person hears of it on the
    /// next school day; some school days before the review everybody is asked who has not been. Either way once.
    #[must_use]
    pub fn wanted(
        &self,
        staff: StaffId,
        calendar: &Calendar,
        rules: &Rules,
        (cells, rhythm): (&[Cell], &Rhythm),
        day: NaiveDate,
    ) -> Option<Wanted> {
        if self.given.iter().any(|(who, _)| *who == staff) {
            return None;
        }
        let usual = cells.iter().find_map(|cell| of_cell(calendar, rules, cell, rhythm, day));
        let asked = self.asked.iter().find(|one| one.staff == staff && one.at.today() <= day);
        match (asked, usual) {
            (Some(asked), usual) => {
                let since = calendar.plus_school_days(asked.at.today(), 1);
                Some(Wanted { since: usual.map_or(since, |u| u.since.min(since)), by: asked.by })
            }
            (None, usual) => usual,
        }
    }
}

/// A teacher's view, asked for some school days before a review that is still to be held: before the day of its meeting or the agreed one,
/// and before its window closes where one binds it.
fn of_cell(calendar: &Calendar, rules: &Rules, cell: &Cell, rhythm: &Rhythm, day: NaiveDate) -> Option<Wanted> {
    let agreed = match *rhythm {
        Rhythm::Terms => cell.due_on.min(cell.window.closes_on),
        _ => cell.due_on,
    };
    let by = match cell.state {
        State::Booked(on) => agreed.min(on),
        State::DueSoon(_) | State::Planned => agreed,
        _ => return None,
    };
    // A meeting that moves by a day is no new question: only one long before the agreed day asks earlier.
    let ahead = |of| calendar.plus_school_days(of, -rules.get(rules::TEACHER_VIEWS));
    let since = if by <= ahead(agreed) { ahead(by) } else { ahead(agreed) };
    (since <= day && day <= by).then_some(Wanted { since, by })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;
    use crate::domain::calendar::{AcademicYear, Season};

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    /// What is wanted of teacher 4 on a day, in a school with the usual terms.
    fn wanted(facts: &Facts, state: State, on: NaiveDate) -> Option<Wanted> {
        let calendar = Calendar::new(crate::domain::calendar::Facts::default());
        let window = calendar.window(AcademicYear::new(2026), Season::Autumn);
        let cell = Cell { season: Season::Autumn, window, due_on: window.closes_on, state };
        facts.wanted(StaffId(4), &calendar, &Rules::default(), (&[cell], &Rhythm::Terms), on)
    }

    #[test]
    fn everybody_is_asked_before_the_window_closes_while_the_review_is_to_come() {
        let closes = Calendar::new(crate::domain::calendar::Facts::default())
            .window(AcademicYear::new(2026), Season::Autumn)
            .closes_on;
        let none = Facts::default();
        assert_eq!(wanted(&none, State::Planned, day(9, 14)), None);
        let asked = wanted(&none, State::DueSoon(3), closes).unwrap();
        assert!(asked.by == closes && asked.since < closes);
        assert_eq!(wanted(&none, State::Overdue(1), closes), None);
        assert_eq!(wanted(&none, State::Planned, closes + chrono::Days::new(1)), None);
        let given = Facts { given: vec![(StaffId(4), Moment::at(day(9, 20), NaiveTime::MIN))], ..Facts::default() };
        assert_eq!(wanted(&given, State::DueSoon(3), closes), None, "given");
        let others = Facts { given: vec![(StaffId(5), Moment::at(day(9, 20), NaiveTime::MIN))], ..Facts::default() };
        assert_eq!(wanted(&others, State::DueSoon(3), closes), Some(asked), "somebody else's is not theirs");
    }

    #[test]
    fn who_is_asked_by_a_person_hears_of_it_on_the_next_school_day_and_not_again_by_the_calendar() {
        let (friday, by) = (day(9, 18), day(9, 25));
        let request = Request { staff: StaffId(4), at: Moment::at(friday, NaiveTime::MIN), by };
        let facts = Facts { asked: vec![request], ..Facts::default() };
        assert_eq!(wanted(&facts, State::Planned, day(9, 17)), None, "not before");
        let news = Some(Wanted { since: day(9, 21), by });
        for state in [State::Planned, State::Overdue(2)] {
            assert_eq!(wanted(&facts, state, friday), news, "asked whatever the state is");
        }
        assert_eq!(wanted(&facts, State::Planned, day(11, 30)), news, "the calendar brings nothing new");
        let other = Facts { asked: vec![Request { staff: StaffId(5), ..request }], ..Facts::default() };
        assert_eq!(wanted(&other, State::Planned, friday), None);
    }
}
