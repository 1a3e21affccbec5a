//! Complaints: when one came, about what, by when it is answered, and how it was. The time limit is the school's own, in school days.

use chrono::NaiveDate;

use super::calendar::Calendar;

coded! {
    /// What came of a complaint.
    ComplaintOutcome {
        /// It was right.
        Upheld = "upheld", "Upheld";
        /// Some of it was.
        InPart = "in_part", "Upheld in part";
        /// It was not.
        NotUpheld = "not_upheld", "Not upheld";
        /// A talk put it right, without a decision.
        Settled = "settled", "Settled informally";
        /// Whoever complained took it back.
        Withdrawn = "withdrawn", "Withdrawn by whoever complained";
    }
}

/// Where a complaint stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// Answered; whether by the day it was due.
    Answered {
        /// By that day.
        in_time: bool,
    },
    /// Open, and not late.
    Open {
        /// School days left; 0: it is the day.
        left: i64,
    },
    /// Open, and the day has gone by.
    Late {
        /// School days since; 0 where only days without school have passed.
        by: i64,
    },
}

/// The day by which a complaint is answered: so many school days after it came.
#[must_use]
pub fn due_on(calendar: &Calendar, received: NaiveDate, school_days: i64) -> NaiveDate {
    calendar.plus_school_days(received, school_days)
}

/// Where a complaint stands on a day.
#[must_use]
pub fn stands(calendar: &Calendar, due: NaiveDate, answered: Option<NaiveDate>, today: NaiveDate) -> Stands {
    match answered {
        Some(day) => Stands::Answered { in_time: day <= due },
        None if today <= due => Stands::Open { left: calendar.school_days_between(today, due) },
        None => Stands::Late { by: calendar.school_days_between(due, today) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Facts;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    #[test]
    fn the_limit_is_counted_in_school_days_and_its_day_is_in_time() {
        let calendar = Calendar::new(Facts::default());
        let due = due_on(&calendar, day(11, 6), 5);
        assert_eq!(due, day(11, 13), "the weekend does not count");
        assert_eq!(stands(&calendar, due, None, day(11, 13)), Stands::Open { left: 0 });
        assert_eq!(stands(&calendar, due, None, day(11, 16)), Stands::Late { by: 1 });
        assert_eq!(stands(&calendar, due, Some(day(11, 13)), day(12, 1)), Stands::Answered { in_time: true });
        assert_eq!(stands(&calendar, due, Some(day(11, 14)), day(12, 1)), Stands::Answered { in_time: false });
    }
}
