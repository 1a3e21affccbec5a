//! The school's year: academic years, terms with a half term, closures and bank holidays, and school-day arithmetic both ways.
//!
//! A **school day** is a weekday in term that is no half term, closure or bank holiday. A year whose terms nobody has entered yet is
//! assumed to run as most do, so that reminders never stop for want of a date; [`Calendar::knows`] tells the difference.

mod assumed;
mod terms;
mod window;
mod year;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

pub use terms::{Term, TermProblem, check_year};
pub use window::{Window, WindowProblem};
pub use year::{AcademicYear, Season};

/// Why a school is closed on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Closed {
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday, by its name.
    BankHoliday(String),
    /// Staff training, with its note.
    Inset(String),
    /// Any other closure, with its note.
    Closure(String),
    /// The half term of this season's term.
    HalfTerm(Season),
    /// Between terms.
    Holiday,
}

impl Closed {
    /// The reason in words, as a date picker or a moved reminder shows it.
    #[must_use]
    pub fn words(&self) -> String {
        let noted = |kind: &str, note: &str| if note.is_empty() { kind.to_owned() } else { format!("{kind} ({note})") };
        match self {
            Self::Weekend => "weekend".to_owned(),
            Self::BankHoliday(name) => noted("bank holiday", name),
            Self::Inset(note) => noted("INSET day", note),
            Self::Closure(note) => noted("school closed", note),
            Self::HalfTerm(season) => format!("{} half term", season.words()),
            Self::Holiday => "school holidays".to_owned(),
        }
    }
}

/// What kind of closure a school has entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosureKind {
    /// Staff training.
    Inset,
    /// Anything else: snow, polling day, an occasional day.
    Other,
}

/// Everything a calendar is made of, as the school entered it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Terms by year.
    pub terms: Vec<(AcademicYear, Term)>,
    /// Closures by day.
    pub closures: Vec<(NaiveDate, ClosureKind, String)>,
    /// Bank holidays by day.
    pub bank_holidays: Vec<(NaiveDate, String)>,
    /// Windows that the school set, by year and season.
    pub windows: Vec<(AcademicYear, Season, Window)>,
    /// School days in a window that nobody set. 0 means the default of 20.
    pub window_days: u32,
}

/// A school's calendar. Counting school days takes the same short time however far apart the days are.
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    years: BTreeMap<AcademicYear, Vec<Term>>,
    closures: BTreeMap<NaiveDate, (ClosureKind, String)>,
    bank_holidays: BTreeMap<NaiveDate, String>,
    windows: BTreeMap<(AcademicYear, Season), Window>,
    window_days: u32,
    origin: NaiveDate,
    /// `running[i]` is how many school days there are from `origin` up to and including day `i`.
    running: Vec<i32>,
}

impl Calendar {
    /// A calendar of these facts. Terms that cannot be (see [`check_year`]) are left out: the year counts as not entered.
    #[must_use]
    pub fn new(facts: Facts) -> Self {
        let mut years: BTreeMap<AcademicYear, Vec<Term>> = BTreeMap::new();
        for (year, term) in facts.terms {
            years.entry(year).or_default().push(term);
        }
        years.retain(|year, terms| {
            terms.sort_by_key(|t| t.starts_on);
            check_year(*year, terms).is_ok()
        });
        let named: BTreeSet<i32> =
            years.keys().map(|y| y.starting()).chain(facts.bank_holidays.iter().map(|(d, _)| d.year())).collect();
        let (first, last) = (named.first().copied().unwrap_or(2026) - 1, named.last().copied().unwrap_or(2026) + 2);
        let mut calendar = Self {
            years,
            closures: facts.closures.into_iter().map(|(day, kind, note)| (day, (kind, note))).collect(),
            bank_holidays: facts.bank_holidays.into_iter().collect(),
            windows: facts.windows.into_iter().map(|(year, season, window)| ((year, season), window)).collect(),
            window_days: if facts.window_days == 0 { 20 } else { facts.window_days },
            origin: AcademicYear::new(first).starts_on(),
            running: Vec::new(),
        };
        calendar.count_up(AcademicYear::new(last).ends_on());
        calendar
    }

    /// Year by year, so that a year's terms are worked out once and not for each of its days.
    fn count_up(&mut self, until: NaiveDate) {
        let (mut total, mut day) = (0, self.origin);
        while day <= until {
            let year = AcademicYear::containing(day);
            let (terms, last) = (self.terms(year), year.ends_on().min(until));
            for day in day.iter_days().take_while(|d| *d <= last) {
                total += i32::from(self.why_closed_anyway(day).or_else(|| outside(&terms, day)).is_none());
                self.running.push(total);
            }
            day = last + chrono::Days::new(1);
        }
    }

    /// Whether the school has entered all of this year's terms.
    #[must_use]
    pub fn knows(&self, year: AcademicYear) -> bool {
        self.missing(year).is_empty()
    }

    /// The three terms of a year in order: each entered, or assumed.
    #[must_use]
    pub fn terms(&self, year: AcademicYear) -> Vec<Term> {
        assumed::completed(year, self.entered(year))
    }

    /// The term of this season.
    #[must_use]
    pub fn term(&self, year: AcademicYear, season: Season) -> Term {
        self.terms(year)[season.index()]
    }

    /// Why the school is closed on a day, or `None` on a school day.
    #[must_use]
    pub fn why_closed(&self, day: NaiveDate) -> Option<Closed> {
        self.why_closed_anyway(day).or_else(|| outside(&self.terms(AcademicYear::containing(day)), day))
    }

    /// Why the school is closed on a day whatever the terms are.
    fn why_closed_anyway(&self, day: NaiveDate) -> Option<Closed> {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return Some(Closed::Weekend);
        }
        if let Some(name) = self.bank_holidays.get(&day) {
            return Some(Closed::BankHoliday(name.clone()));
        }
        let (kind, note) = self.closures.get(&day)?;
        Some(match kind {
            ClosureKind::Inset => Closed::Inset(note.clone()),
            ClosureKind::Other => Closed::Closure(note.clone()),
        })
    }

    /// Whether pupils are in school on a day.
    #[must_use]
    pub fn is_school_day(&self, day: NaiveDate) -> bool {
        match self.index(day) {
            Some(0) => self.running[0] == 1,
            Some(i) => self.running[i] > self.running[i - 1],
            None => self.why_closed(day).is_none(),
        }
    }

    /// School days after `from` up to and including `to`; negative if `to` is the earlier. "Due in n", "n days late".
    #[must_use]
    pub fn school_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.school_days_between(to, from);
        }
        if let (Some(a), Some(b)) = (self.index(from), self.index(to)) {
            return i64::from(self.running[b] - self.running[a]);
        }
        let after = from.iter_days().skip(1).take_while(|d| *d <= to);
        after.filter(|d| self.why_closed(*d).is_none()).count().try_into().unwrap_or(i64::MAX)
    }

    /// School days from `from` to `to`, both included; 0 if `to` is the earlier.
    #[must_use]
    pub fn school_days_in(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from { 0 } else { self.school_days_between(from, to) + i64::from(self.is_school_day(from)) }
    }

    /// The `n`th school day after a day (before it, if negative). With 0, the day itself if it is a school day, else the next.
    #[must_use]
    pub fn plus_school_days(&self, day: NaiveDate, n: i64) -> NaiveDate {
        if n == 0 {
            return self.on_or_after(day);
        }
        if let Some(counted) = self.counted(day, n) {
            return counted;
        }
        let step = if n > 0 { NaiveDate::succ_opt } else { NaiveDate::pred_opt };
        let (mut found, mut left) = (day, n.abs());
        while left > 0 {
            let Some(next) = step(&found) else { return found };
            found = next;
            left -= i64::from(self.is_school_day(found));
        }
        found
    }

    /// The `n`th school day after a day, or before it, where that is among the days that were counted up.
    fn counted(&self, day: NaiveDate, n: i64) -> Option<NaiveDate> {
        let here = self.index(day)?;
        let before = if n > 0 { self.running[here] } else { *self.running.get(here.checked_sub(1)?)? + 1 };
        let wanted = i64::from(before) + n;
        let found = self.running.partition_point(|running| i64::from(*running) < wanted);
        let is_counted = wanted > 0 && found < self.running.len();
        is_counted.then(|| self.origin + chrono::Days::new(found as u64))
    }

    /// This day if it is a school day, else the next one.
    #[must_use]
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().take(400).find(|d| self.is_school_day(*d)).unwrap_or(day)
    }

    /// This day if it is a school day, else the one before.
    #[must_use]
    pub fn on_or_before(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().rev().take(400).find(|d| self.is_school_day(*d)).unwrap_or(day)
    }

    /// The day on which something meant for `day` is done: `day` itself or the next school day, but never after `not_after`. Where the
    /// next school day would be too late it is the last school day before, and where that has gone by it is the day it must be.
    #[must_use]
    pub fn moved(&self, day: NaiveDate, not_after: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
        let later = self.on_or_after(day);
        let Some(limit) = not_after else { return later };
        if later <= limit {
            return later;
        }
        let earlier = self.on_or_before(day.min(limit));
        if earlier >= today { earlier } else { today.min(limit).max(earlier) }
    }

    /// Whether this is the first school day of its week: when weekly mails go.
    #[must_use]
    pub fn is_first_of_week(&self, day: NaiveDate) -> bool {
        let monday = day - chrono::Days::new(u64::from(day.weekday().num_days_from_monday()));
        self.is_school_day(day) && self.on_or_after(monday) == day
    }

    /// The window in which a term's reviews are held: what the school set, else the last school days of the term; where the term is not
    /// entered, the third of the year 1 Sep-31 Dec, 1 Jan-31 Mar, 1 Apr-31 Aug, as far as the terms that are entered leave room.
    #[must_use]
    pub fn window(&self, year: AcademicYear, season: Season) -> Window {
        if let Some(set) = self.windows.get(&(year, season)) {
            return *set;
        }
        if self.missing(year).contains(&season) {
            return assumed::third(year, season, self.entered(year));
        }
        let term = self.term(year, season);
        let closes_on = self.on_or_before(term.ends_on);
        let opens_on = self.plus_school_days(closes_on, 1 - i64::from(self.window_days)).max(term.starts_on);
        Window { opens_on: if self.window_days == 1 { closes_on } else { opens_on }, closes_on }
    }

    /// The three windows of a year, in order.
    #[must_use]
    pub fn windows(&self, year: AcademicYear) -> [(Season, Window); 3] {
        [Season::Autumn, Season::Spring, Season::Summer].map(|s| (s, self.window(year, s)))
    }

    /// The season a day belongs to: the term it lies in, and for a holiday the term before it (the summer belongs to the summer term).
    #[must_use]
    pub fn season_of(&self, day: NaiveDate) -> (AcademicYear, Season) {
        let year = AcademicYear::containing(day);
        let begun = Season::ALL.iter().rev().find(|season| self.begins_on(year, **season) <= day);
        (year, begun.copied().unwrap_or(Season::Autumn))
    }

    /// The days of a year that belong to a season: from the start of its term (of the year, for autumn; of the third of the year, where
    /// the term is not entered) to the day before the next term.
    #[must_use]
    pub fn reach(&self, year: AcademicYear, season: Season) -> (NaiveDate, NaiveDate) {
        let until = match season {
            Season::Autumn => self.begins_on(year, Season::Spring) - chrono::Days::new(1),
            Season::Spring => self.begins_on(year, Season::Summer) - chrono::Days::new(1),
            Season::Summer => year.ends_on(),
        };
        (self.begins_on(year, season), until)
    }

    /// The first day that belongs to a season.
    fn begins_on(&self, year: AcademicYear, season: Season) -> NaiveDate {
        let entered = self.entered(year);
        match entered.iter().find(|t| t.season == season) {
            _ if season == Season::Autumn => year.starts_on(),
            Some(term) => term.starts_on,
            None => assumed::third(year, season, entered).opens_on,
        }
    }

    /// The next window that is still open on this day or opens after it.
    #[must_use]
    pub fn next_window(&self, day: NaiveDate) -> (AcademicYear, Season, Window) {
        let this = AcademicYear::containing(day);
        let all = [this, this.next()].into_iter().flat_map(|y| self.windows(y).map(|(s, w)| (y, s, w)));
        let mut ahead = all.filter(|(_, _, w)| w.closes_on >= day);
        ahead.next().unwrap_or_else(|| (this, Season::Summer, self.window(this, Season::Summer)))
    }

    /// The day to suggest for the review after one held on `held`: the last school day of the next round, or of the one after it where
    /// `held` lies in the term that this round closes. Whoever keeps to it has three a year (Code of Practice 6.65).
    #[must_use]
    pub fn review_after(&self, held: NaiveDate) -> NaiveDate {
        let (year, season, window) = self.next_window(held);
        let belongs = self.season_of(held) == (year, season);
        let next = if belongs { self.next_window(window.closes_on + chrono::Days::new(1)).2 } else { window };
        self.on_or_before(next.closes_on)
    }

    fn index(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from((day - self.origin).num_days()).ok().filter(|i| *i < self.running.len())
    }
}

/// Why a day is no day of these terms.
fn outside(terms: &[Term], day: NaiveDate) -> Option<Closed> {
    match terms.iter().find(|t| t.contains(day)) {
        Some(term) if term.in_half_term(day) => Some(Closed::HalfTerm(term.season)),
        Some(_) => None,
        None => Some(Closed::Holiday),
    }
}

#[cfg(test)]
mod tests;
