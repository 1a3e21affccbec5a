//! The one-page profile: what everybody who works with a pupil should know first, in the pupil's own words where they have them. What was
//! true in September may be wrong in January, so it holds for one term and is then to be confirmed.
//!
//! The headings are those of the person-centred one-page profile: what people appreciate about me, what is important to me, how best to
//! support me.

use chrono::NaiveDate;

use super::{
    calendar::{AcademicYear, Calendar, Season},
    voice::{PupilHow, WrittenBy},
};

/// The most characters of one part: five of them stand on one side of A4 in letters that can be read from a desk.
pub const MOST: usize = 500;

/// What it says.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Profile {
    /// What people like about me.
    pub liked: String,
    /// What matters to me.
    pub matters: String,
    /// How best to support me.
    pub support: String,
    /// Please do.
    pub please_do: String,
    /// Please don't.
    pub please_dont: String,
}

impl Profile {
    /// Its parts in order: the name of the field, the heading as the pupil says it, and the words.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &'static str, &str); 5] {
        [
            ("liked", "What people like about me", self.liked.as_str()),
            ("matters", "What matters to me", self.matters.as_str()),
            ("support", "How best to support me", self.support.as_str()),
            ("please_do", "Please do", self.please_do.as_str()),
            ("please_dont", "Please don’t", self.please_dont.as_str()),
        ]
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, _, words)| words.is_empty())
    }
}

/// How the words came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gathered {
    /// In which way.
    pub how: PupilHow,
    /// Whose words they are.
    pub by: WrittenBy,
    /// Who asked, wrote for them or observed; may be empty.
    pub with_whom: String,
}

/// Whether it can be relied on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Until the end of this day.
    Until(NaiveDate),
    /// To be confirmed: it held until this day.
    ToConfirm(NaiveDate),
}

impl Holds {
    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_to_confirm(self) -> bool {
        matches!(self, Self::ToConfirm(_))
    }
}

/// Whether a profile holds today that was written or confirmed last on a day: to the end of that day's term, and where the day lies in the
/// holidays, to the end of the term that follows.
#[must_use]
pub fn holds(calendar: &Calendar, said_on: NaiveDate, today: NaiveDate) -> Holds {
    let this = AcademicYear::containing(said_on);
    let ends = [this, this.next()].into_iter().flat_map(|year| Season::ALL.iter().map(move |one| (year, *one)));
    let ends = ends.map(|(year, season)| calendar.term(year, season).ends_on);
    let until = ends.filter(|end| *end >= said_on).min().unwrap_or(this.ends_on());
    if today <= until { Holds::Until(until) } else { Holds::ToConfirm(until) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Facts, Term};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        let term = |season, from, to| Term { season, starts_on: day(from), half_term: None, ends_on: day(to) };
        let terms = [
            term(Season::Autumn, "2026-09-02", "2026-12-18"),
            term(Season::Spring, "2027-01-05", "2027-03-25"),
            term(Season::Summer, "2027-04-12", "2027-07-21"),
        ];
        let year = AcademicYear::new(2026);
        Calendar::new(Facts { terms: terms.into_iter().map(|term| (year, term)).collect(), ..Facts::default() })
    }

    #[test]
    fn it_holds_to_the_end_of_the_term_in_which_somebody_stood_by_it() {
        for (said, today, holds_until, is_to_confirm) in [
            ("2026-09-10", "2026-11-18", "2026-12-18", false),
            ("2026-09-10", "2026-12-18", "2026-12-18", false),
            ("2026-09-10", "2026-12-19", "2026-12-18", true),
            ("2026-12-18", "2027-01-05", "2026-12-18", true),
            ("2026-12-19", "2027-01-05", "2027-03-25", false),
            ("2027-03-20", "2027-03-26", "2027-03-25", true),
            ("2027-07-21", "2027-07-22", "2027-07-21", true),
        ] {
            let wanted = if is_to_confirm { Holds::ToConfirm } else { Holds::Until }(day(holds_until));
            assert_eq!(holds(&calendar(), day(said), day(today)), wanted, "{said}, {today}");
        }
    }

    #[test]
    fn what_is_said_in_the_summer_holidays_holds_to_christmas() {
        let Holds::Until(until) = holds(&calendar(), day("2027-07-28"), day("2027-09-20")) else { panic!("it holds") };
        assert!(until > day("2027-12-01") && until < day("2028-01-01"), "{until}");
    }

    #[test]
    fn a_profile_that_says_nothing_is_none() {
        assert!(Profile::default().is_empty());
        assert!(!Profile { support: "Show me first".to_owned(), ..Profile::default() }.is_empty());
    }
}
