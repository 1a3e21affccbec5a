//! What is entered of a pupil's funding, and when it cannot be so.

use chrono::{Datelike, NaiveDate};

use super::{
    super::{
        costing::Pence,
        funding_band::{AmountProblem, FundingBand, band_on, for_one_pupil},
        time::LongDay,
    },
    Period,
};

coded! {
    /// What an entry says.
    EntryKind {
        /// What the school reckons with: a band, or an amount a year.
        Expected = "expected", "Expected";
        /// What the authority's own list of payments has.
        Scheduled = "scheduled", "On the authority’s schedule";
        /// What came.
        Received = "received", "Received";
        /// What the authority took back.
        TakenBack = "taken_back", "Taken back by the authority";
    }
}

impl EntryKind {
    /// Whether money moved, on a day of its own.
    #[must_use]
    pub fn is_payment(self) -> bool {
        matches!(self, Self::Received | Self::TakenBack)
    }
}

/// How much.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FundingAmount {
    /// For a year where it is expected; otherwise for all days of the entry.
    Pence(Pence),
    /// What this band brings on each day.
    Band {
        /// Whose band.
        authority: String,
        /// Its name.
        name: String,
    },
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundingEntry {
    /// What it says.
    pub kind: EntryKind,
    /// How much.
    pub amount: FundingAmount,
    /// The first day that it is for.
    pub from: NaiveDate,
    /// The last day that it is for; only what is expected may go on.
    pub until: Option<NaiveDate>,
    /// The day on which money moved, where it did.
    pub received_on: Option<NaiveDate>,
    /// Whether it makes good for days before it came.
    pub backdated: bool,
    /// Where the figure comes from; may be empty.
    pub note: String,
}

/// Why an entry cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EntryProblem {
    /// What is wrong with its amount.
    #[error("The amount {0}")]
    Amount(#[from] AmountProblem),
    /// A band where money was paid.
    #[error("Only what is expected has a band: for what the authority pays, enter the amount")]
    BandPaid,
    /// A band without an amount on the first day.
    #[error("This band has no amount on {}: enter it among the funding bands, or a later first day", LongDay(*.0))]
    NoBand(NaiveDate),
    /// A year that is a slip of the pen.
    #[error("The days must lie between 2000 and 2100")]
    Years,
    /// No last day.
    #[error("Enter the last day that it is for: only what is expected may go on")]
    NoEnd,
    /// The last day is before the first.
    #[error("It cannot end before it begins")]
    EndsFirst,
    /// No day on which it was received.
    #[error("Enter the day on which the money came or went")]
    NotReceived,
    /// Backdated, and yet for days to come.
    #[error("What is backdated is for days before it came: its first day is later")]
    NotBackdated,
}

impl FundingEntry {
    /// The days that it is for, as far as they are known.
    #[must_use]
    pub fn period(&self, last: NaiveDate) -> Period {
        Period { from: self.from, until: self.until.unwrap_or(last.max(self.from)) }
    }

    /// Checks it.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(self, bands: &[FundingBand]) -> Result<Self, EntryProblem> {
        let is_far = |day: NaiveDate| !(2000..2100).contains(&day.year());
        match &self.amount {
            FundingAmount::Pence(pence) => for_one_pupil(*pence)?,
            FundingAmount::Band { .. } if self.kind != EntryKind::Expected => return Err(EntryProblem::BandPaid),
            FundingAmount::Band { authority, name } => {
                band_on(bands, authority, name, self.from).ok_or(EntryProblem::NoBand(self.from))?
            }
        };
        match (self.until, self.received_on) {
            (Some(until), _) if until < self.from => Err(EntryProblem::EndsFirst),
            (until, _) if is_far(self.from) || until.is_some_and(is_far) => Err(EntryProblem::Years),
            (None, _) if self.kind != EntryKind::Expected => Err(EntryProblem::NoEnd),
            (_, None) if self.kind.is_payment() => Err(EntryProblem::NotReceived),
            (_, Some(on)) if self.backdated && self.from > on => Err(EntryProblem::NotBackdated),
            _ => Ok(self),
        }
    }
}
