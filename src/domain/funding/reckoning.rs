//! One pupil's funding in one financial year: each entry's share with its working, the sums, and what does not agree.

use chrono::NaiveDate;

use super::{
    super::{
        costing::{Pence, by_days},
        count::counted,
        funding_band::{FundingBand, band_on},
        standing::Span,
        time::LongDay,
    },
    EntryKind, FundingAmount, FundingEntry, FundingYear, Period, in_year,
};

/// Authorities round the months of a year each for itself: twelve of them may be a few pence off the year, which nobody has to look into.
const AGREES_WITHIN: Pence = Pence(100);

/// What one entry comes to in the year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// What the entry says.
    pub kind: EntryKind,
    /// Of it, in this year; below nothing where it was taken back.
    pub pence: Pence,
    /// The sum in words.
    pub working: String,
    /// Days of it that are over, or whose money has moved.
    pub is_due: bool,
    /// Whether it makes good for days before it came.
    pub backdated: bool,
    /// Days on roll for which its band has no amount.
    pub without_band: u32,
}

/// One pupil's year.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reckoning {
    /// What each entry that touches the year comes to, in the order in which they were given.
    pub shares: Vec<Share>,
}

/// Two sums that do not agree, or a sum that cannot be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disagreement {
    /// So much is expected, and nothing stands on the schedule.
    NotScheduled(Pence),
    /// The schedule has so much less than is expected; more, where it is below nothing.
    ScheduleDiffers(Pence),
    /// So much of what the schedule has for days that are over has not come.
    NotReceived(Pence),
    /// So much more has come than the schedule has, or than is expected where there is none.
    TooMuch(Pence),
    /// For so many days on roll a band has no amount.
    NoBand(u32),
}

impl Disagreement {
    /// As a sentence.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotScheduled(pence) => {
                format!("{pence} is expected, and nothing stands on the authority’s schedule.")
            }
            Self::ScheduleDiffers(Pence(less)) if less > 0 => {
                format!("The authority’s schedule has {} less than is expected.", Pence(less))
            }
            Self::ScheduleDiffers(Pence(more)) => {
                format!("The authority’s schedule has {} more than is expected.", Pence(-more))
            }
            Self::NotReceived(pence) => {
                format!("{pence} of what the schedule has for days that are over has not come.")
            }
            Self::TooMuch(pence) => {
                format!("{pence} more has come than is due for this year: it may be taken back, or be for other days.")
            }
            Self::NoBand(days) => {
                let days = counted(days, "day", "days");
                format!("The band has no amount for {days}: nothing is expected for them yet.")
            }
        }
    }
}

/// Reckons up one pupil's year. `roll` is when they were on roll: nothing is expected for any other day.
#[must_use]
pub fn reckon(
    entries: &[FundingEntry],
    bands: &[FundingBand],
    roll: &[Span],
    (year, today): (FundingYear, NaiveDate),
) -> Reckoning {
    let share = |entry: &FundingEntry| {
        let within = entry.period(year.period().until).and(year.period())?;
        Some(match &entry.amount {
            FundingAmount::Pence(pence) if entry.kind != EntryKind::Expected => {
                part(entry, *pence, within, year, today)
            }
            amount => expected(amount, bands, roll, within, year),
        })
    };
    Reckoning { shares: entries.iter().filter_map(share).collect() }
}

/// What of a payment, or of a row of the schedule, is for days of the year.
fn part(entry: &FundingEntry, whole: Pence, within: Period, year: FundingYear, today: NaiveDate) -> Share {
    let pence = in_year(whole, entry.period(year.period().until), year);
    let all = entry.period(within.until).days();
    let working = match within.days() {
        days if days == all => format!("{whole}, all of it for days of {year}"),
        days => format!("{whole} × {days} of {all} days = {pence}"),
    };
    Share {
        kind: entry.kind,
        pence: if entry.kind == EntryKind::TakenBack { Pence(-pence.0) } else { pence },
        working,
        is_due: entry.received_on.is_some() || within.until <= today,
        backdated: entry.backdated,
        without_band: 0,
    }
}

/// What is expected for the days of the year on which the pupil is on roll, rounded once.
fn expected(amount: &FundingAmount, bands: &[FundingBand], roll: &[Span], within: Period, year: FundingYear) -> Share {
    let (mut steps, mut without): (Vec<(Pence, u32)>, u32) = (Vec::new(), 0);
    for day in within.each_day().filter(|day| roll.iter().any(|span| span.contains(*day))) {
        let a_year = match amount {
            FundingAmount::Pence(pence) => Some(*pence),
            FundingAmount::Band { authority, name } => band_on(bands, authority, name, day),
        };
        match (a_year, steps.last_mut()) {
            (None, _) => without += 1,
            (Some(pence), Some((last, days))) if *last == pence => *days += 1,
            (Some(pence), _) => steps.push((pence, 1)),
        }
    }
    let of = year.period().days();
    let pence = by_days(&steps, of);
    let step = |(a_year, days): &(Pence, u32)| format!("{a_year} a year × {days} of {of} days");
    let words = steps.iter().map(step).collect::<Vec<_>>().join(" + ");
    let working =
        if steps.is_empty() { "Not on roll on any of its days".to_owned() } else { format!("{words} = {pence}") };
    Share { kind: EntryKind::Expected, pence, working, is_due: false, backdated: false, without_band: without }
}

impl Reckoning {
    /// What all entries of a kind come to.
    #[must_use]
    pub fn sum(&self, kind: EntryKind) -> Pence {
        self.of(kind).map(|share| share.pence).sum()
    }

    /// What came, less what was taken back.
    #[must_use]
    pub fn received(&self) -> Pence {
        self.sum(EntryKind::Received) + self.sum(EntryKind::TakenBack)
    }

    /// What came and makes good for days before it came.
    #[must_use]
    pub fn backdated(&self) -> Pence {
        self.of(EntryKind::Received).filter(|share| share.backdated).map(|share| share.pence).sum()
    }

    /// What came, less what is expected: below nothing where some is missing.
    #[must_use]
    pub fn difference(&self) -> Pence {
        Pence(self.received().0 - self.sum(EntryKind::Expected).0)
    }

    /// The same as a sum in words.
    #[must_use]
    pub fn difference_working(&self) -> String {
        let (received, expected) = (self.received(), self.sum(EntryKind::Expected));
        format!("{received} came − {expected} expected = {}", self.difference())
    }

    /// The entries of a kind.
    pub fn of(&self, kind: EntryKind) -> impl Iterator<Item = &Share> {
        self.shares.iter().filter(move |share| share.kind == kind)
    }

    /// What does not agree, what weighs most first.
    #[must_use]
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let (expected, scheduled) = (self.sum(EntryKind::Expected), self.sum(EntryKind::Scheduled));
        let has_schedule = self.of(EntryKind::Scheduled).next().is_some();
        let due: Pence = self.of(EntryKind::Scheduled).filter(|share| share.is_due).map(|share| share.pence).sum();
        let most = if has_schedule { scheduled } else { expected };
        let (received, beyond) = (self.received(), |off: i64| off.abs() >= AGREES_WITHIN.0);
        let less = expected.0 - scheduled.0;
        let without_band: u32 = self.shares.iter().map(|share| share.without_band).sum();
        let found = [
            (due > received && beyond(due.0 - received.0))
                .then(|| Disagreement::NotReceived(Pence(due.0 - received.0))),
            (received > most && beyond(received.0 - most.0)).then(|| Disagreement::TooMuch(Pence(received.0 - most.0))),
            (has_schedule && beyond(less)).then_some(Disagreement::ScheduleDiffers(Pence(less))),
            (!has_schedule && expected > Pence(0)).then_some(Disagreement::NotScheduled(expected)),
            (without_band > 0).then_some(Disagreement::NoBand(without_band)),
        ];
        found.into_iter().flatten().collect()
    }
}

impl FundingEntry {
    /// The days that it is for, as people read them.
    #[must_use]
    pub fn days_in_words(&self) -> String {
        match self.until {
            Some(until) if until == self.from => LongDay(until).to_string(),
            Some(until) => format!("{} to {}", LongDay(self.from), LongDay(until)),
            None => format!("From {} on", LongDay(self.from)),
        }
    }
}
