//! Money that an authority pays for a pupil beyond what the school funds itself: what is expected, what stands on the authority's schedule,
//! what came, and where these do not agree; and that schedule as a file beside what is held. With what the pupil's provision costs beside it
//! (accountability for high needs funding).
//!
//! Everything is counted by the calendar days of a financial year: what is expected only for days on which the pupil is on roll, so that
//! whoever joins or leaves within the year is neither forgotten nor paid for twice. Each amount is rounded once, and the parts of a payment
//! that is for days of two years are together that payment.

mod entry;
mod reckoning;
mod schedule;
mod spending;
#[cfg(test)]
mod tests;
mod year;

pub use entry::{EntryKind, EntryProblem, FundingAmount, FundingEntry};
pub use reckoning::{Disagreement, Reckoning, Share, reckon};
pub use schedule::{Compared, PaidPupil, RowFate, RowProblem, SchedulePayment, compare};
pub use spending::{Spending, at_threshold, spending};
pub use year::{FundingYear, Period, in_year};
