//! What somebody's time costs, as authorities and schools give it: an hour, a minute, or an hour a week for a year of so many weeks; with
//! on-costs in the figure or beside it.

use std::fmt;

use chrono::NaiveDate;

use super::{Pence, exact::Exact};

coded! {
    /// What a price is for.
    RatePer {
        /// One hour.
        Hour = "hour", "An hour";
        /// One minute, as some authorities cost provision.
        Minute = "minute", "A minute";
        /// One hour each week for a whole year, as others do.
        WeeklyHour = "weekly_hour", "An hour a week for a year";
    }
}

/// What the time of one person costs. Exact: it is rounded with the line, never before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Price {
    /// For what `per` says.
    pub pence: Pence,
    /// Which stretch of time.
    pub per: RatePer,
    /// Weeks of the year that a weekly hour is paid for, in tenths: 380, 390 or 455. 0 for the others.
    pub weeks: u32,
    /// On-costs (national insurance, pension) that come on top, in tenths of a percent: 303 is 30.3%. 0 where they are in the figure.
    pub on_costs: u32,
}

/// Why a price cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PriceProblem {
    /// Nothing.
    #[error("must be more than nothing")]
    Nothing,
    /// More than £500 an hour: pence typed as pounds.
    #[error("is more than £500 an hour, which is too much to be true")]
    TooMuch,
    /// A year of fewer than 30 or more than 52 weeks.
    #[error("is for a year of 30 to 52 weeks, like 38, 39 or 45.5")]
    Weeks,
    /// On-costs above 100%.
    #[error("has on-costs of at most 100%")]
    OnCosts,
}

/// More than this for an hour is pence typed as pounds.
const MOST_AN_HOUR: Pence = Pence(50_000);

impl Price {
    /// A price for an hour with everything in it.
    #[must_use]
    pub fn an_hour(pence: Pence) -> Self {
        Self { pence, per: RatePer::Hour, weeks: 0, on_costs: 0 }
    }

    /// Nobody's time.
    #[must_use]
    pub fn nothing() -> Self {
        Self::an_hour(Pence(0))
    }

    /// Checks it.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(self) -> Result<Self, PriceProblem> {
        match () {
            () if self.pence <= Pence(0) => Err(PriceProblem::Nothing),
            () if self.per == RatePer::WeeklyHour && !(300..=520).contains(&self.weeks) => Err(PriceProblem::Weeks),
            () if self.on_costs > 1000 => Err(PriceProblem::OnCosts),
            () if self.of_minutes(60) > MOST_AN_HOUR => Err(PriceProblem::TooMuch),
            () => Ok(self),
        }
    }

    /// Of one minute.
    pub(super) fn of_a_minute(self) -> Exact {
        let minutes_in_tenths = match self.per {
            RatePer::Hour => 600,
            RatePer::Minute => 10,
            RatePer::WeeklyHour => 60 * i128::from(self.weeks),
        };
        Exact::new(i128::from(self.pence.0) * (1000 + i128::from(self.on_costs)), 100 * minutes_in_tenths)
    }

    /// Of so many minutes, rounded once.
    #[must_use]
    pub fn of_minutes(self, minutes: u32) -> Pence {
        self.of_a_minute().times(i128::from(minutes)).rounded()
    }

    /// Of minutes at several prices, all together rounded once.
    #[must_use]
    pub fn of_all(parts: &[(Self, u32)]) -> Pence {
        // Prices are few, minutes are many: those at one price are put together so that the fraction stays small.
        let mut sums: Vec<(Self, i128)> = Vec::new();
        for (price, minutes) in parts {
            match sums.iter_mut().find(|(known, _)| known == price) {
                Some((_, sum)) => *sum += i128::from(*minutes),
                None => sums.push((*price, i128::from(*minutes))),
            }
        }
        sums.into_iter()
            .fold(Exact::new(0, 1), |all, (price, minutes)| all.and(price.of_a_minute().times(minutes)))
            .rounded()
    }
}

/// Tenths as people write them: 455 is "45.5", 380 is "38".
fn tenths(n: u32) -> String {
    if n.is_multiple_of(10) { (n / 10).to_string() } else { format!("{}.{}", n / 10, n % 10) }
}

/// "£17.20 an hour", "£653.60 a weekly hour ÷ 38 weeks", "£13.20 an hour + 30.3%".
impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per {
            RatePer::Hour => write!(f, "{} an hour", self.pence)?,
            RatePer::Minute => write!(f, "{} a minute", self.pence)?,
            RatePer::WeeklyHour => write!(f, "{} for an hour a week ÷ {} weeks", self.pence, tenths(self.weeks))?,
        }
        if self.on_costs > 0 { write!(f, " + {}% on-costs", tenths(self.on_costs)) } else { Ok(()) }
    }
}

/// What somebody's time costs from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rate {
    /// The role and grade as the school names it: "Teaching assistant, grade 3".
    pub role: String,
    /// For the time of one person.
    pub price: Price,
    /// First day on which it holds.
    pub from: NaiveDate,
}

/// The price of a role on a day: the newest whose day has come.
#[must_use]
pub fn rate_on(rates: &[Rate], role: &str, day: NaiveDate) -> Option<Price> {
    rates.iter().filter(|r| r.role == role && r.from <= day).max_by_key(|r| r.from).map(|r| r.price)
}
