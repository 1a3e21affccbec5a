//! Academic years and their three seasons.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

/// An academic year: 1 September to 31 August. Shown as "2026/27".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AcademicYear(pub(super) i32);

impl AcademicYear {
    /// The year that starts on 1 September of this calendar year; years outside 1900-2200 are drawn into it.
    #[must_use]
    pub fn new(starting: i32) -> Self {
        Self(starting.clamp(1900, 2200))
    }

    /// The year a day lies in.
    #[must_use]
    pub fn containing(day: NaiveDate) -> Self {
        Self::new(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// Reads "2026/27", "2026/2027", "2026-27" or "2026".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(2, ['/', '-']);
        let first: i32 = parts.next()?.trim().parse().ok().filter(|y| (1900..=2200).contains(y))?;
        let Some(second) = parts.next().map(str::trim) else { return Some(Self(first)) };
        let follows =
            second.parse::<i32>().is_ok_and(|s| s == first + 1 || (second.len() == 2 && s == (first + 1) % 100));
        follows.then_some(Self(first))
    }

    /// The calendar year in which it starts.
    #[must_use]
    pub fn starting(self) -> i32 {
        self.0
    }

    /// 1 September.
    #[must_use]
    pub fn starts_on(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 9, 1).unwrap_or(NaiveDate::MIN)
    }

    /// 31 August.
    #[must_use]
    pub fn ends_on(self) -> NaiveDate {
        self.next().starts_on() - Days::new(1)
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::containing(day) == self
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

coded! {
    /// One of the year's three terms, each with its review round.
    Season {
        /// September to Christmas.
        Autumn = "autumn", "autumn";
        /// January to Easter.
        Spring = "spring", "spring";
        /// Easter to July.
        Summer = "summer", "summer";
    }
}

impl Season {
    /// 0, 1 or 2.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// "Autumn", to begin a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Autumn => "Autumn",
            Self::Spring => "Spring",
            Self::Summer => "Summer",
        }
    }
}
