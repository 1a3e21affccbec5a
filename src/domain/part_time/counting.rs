//! What is not attended by a timetable: counted day by day, on school days only.

use chrono::NaiveDate;

use super::{Days, End, Pattern};
use crate::domain::calendar::Calendar;

/// A timetable as far as its days are counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timetable {
    /// Its days as planned.
    pub days: Days,
    /// Minutes of a full week, breaks included.
    pub full_week: u32,
    /// The week from each of these days on, the earliest first: the first week, then the steps on the way back to full time.
    pub steps: Vec<(NaiveDate, Pattern)>,
    /// Its last day as it came, and how it ended, once it has.
    pub ended: Option<(NaiveDate, End)>,
}

/// What is not attended over some days. A session is half a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NotAttended {
    /// School days counted.
    pub school_days: u32,
    /// Sessions not attended, of two each school day.
    pub sessions: u32,
    /// Minutes not attended: of each school day a fifth of the full week less what is attended, rounded once over all days.
    pub minutes: u32,
}

impl Timetable {
    /// The days on which it runs, or ran; none where it never began. It stops on its last day, whether or not anybody has ended it.
    #[must_use]
    pub fn runs(&self) -> Option<Days> {
        let until = match self.ended {
            Some((_, End::NeverBegan)) => return None,
            Some((on, _)) => on.min(self.days.until),
            None => self.days.until,
        };
        (self.days.from <= until).then_some(Days { from: self.days.from, until })
    }

    /// The week that holds on a day: of the last step that has come, or the first one.
    #[must_use]
    pub fn week_on(&self, day: NaiveDate) -> Option<&Pattern> {
        let come = self.steps.iter().rev().find(|(from, _)| *from <= day);
        come.or(self.steps.first()).map(|(_, week)| week)
    }

    /// What is not attended from its first day up to and including a day. Weekends, holidays, INSET days and closures do not count.
    #[must_use]
    pub fn not_attended(&self, calendar: &Calendar, up_to: NaiveDate) -> NotAttended {
        let Some(runs) = self.runs() else { return NotAttended::default() };
        let (mut found, mut fifths) = (NotAttended::default(), 0);
        let days = runs.from.iter_days().take_while(|day| *day <= runs.until.min(up_to));
        for day in days.filter(|day| calendar.is_school_day(*day)) {
            let there = self.week_on(day).and_then(|week| week.on(day));
            found.school_days += 1;
            found.sessions += 2 - there.map_or(0, |there| there.part.sessions());
            fifths += self.full_week.saturating_sub(5 * there.map_or(0, |there| there.minutes()));
        }
        found.minutes = (fifths + 2) / 5;
        found
    }

    /// Whether it lasts longer than so many school weeks of five school days each: a short while is meant.
    #[must_use]
    pub fn is_long(&self, calendar: &Calendar, weeks: i64) -> bool {
        calendar.school_days_in(self.days.from, self.days.until) > weeks * 5
    }
}
