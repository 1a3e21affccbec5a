//! Financial years, stretches of days, and what of an amount falls into a year.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::costing::{Pence, shared_by_days};

/// Days from a first to a last one, both in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; never before the first.
    pub until: NaiveDate,
}

impl Period {
    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from((self.until - self.from).num_days() + 1).unwrap_or(0)
    }

    /// The days that lie in this one and in another.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), until: self.until.min(other.until) };
        (both.from <= both.until).then_some(both)
    }

    /// Each of its days.
    pub fn each_day(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.until)
    }
}

/// A financial year: from 1 April, as maintained schools keep their accounts, or from 1 September, as academies do. Shown as "2026/27".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FundingYear(NaiveDate);

impl FundingYear {
    /// The year that begins in this calendar year; years outside 1900-2200 are drawn into it.
    #[must_use]
    pub fn new(starting: i32, from_april: bool) -> Self {
        let month = if from_april { 4 } else { 9 };
        Self(NaiveDate::from_ymd_opt(starting.clamp(1900, 2200), month, 1).unwrap_or(NaiveDate::MIN))
    }

    /// The year in which a day lies.
    #[must_use]
    pub fn containing(day: NaiveDate, from_april: bool) -> Self {
        let this = Self::new(day.year(), from_april);
        if this.0 <= day { this } else { Self::new(day.year() - 1, from_april) }
    }

    /// The calendar year in which it begins.
    #[must_use]
    pub fn starting(self) -> i32 {
        self.0.year()
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + Months::new(12))
    }

    /// The year before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - Months::new(12))
    }

    /// All of its days: 365, or 366.
    #[must_use]
    pub fn period(self) -> Period {
        Period { from: self.0, until: self.next().0 - Days::new(1) }
    }
}

impl fmt::Display for FundingYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.starting(), (self.starting() + 1) % 100)
    }
}

/// What of an amount for some days falls into a year, by days. Of all years together it is the amount, to the penny.
#[must_use]
pub fn in_year(pence: Pence, period: Period, year: FundingYear) -> Pence {
    let mut first = year;
    while first.period().from > period.from {
        first = first.previous();
    }
    while first.period().until < period.from {
        first = first.next();
    }
    let years = std::iter::successors(Some(first), |one| Some(one.next()));
    let days = |one: FundingYear| one.period().and(period).map_or(0, Period::days);
    let shares: Vec<_> =
        years.take_while(|one| one.period().from <= period.until).map(|one| (one, days(one))).collect();
    let parts = shared_by_days(pence, &shares.iter().map(|(_, days)| *days).collect::<Vec<_>>());
    shares.iter().zip(parts).find(|((one, _), _)| *one == year).map_or(Pence(0), |(_, part)| part)
}
