//! What is bought for a line: once, for each session, or for a year or several over which it is spread.

use super::{Pence, exact::Exact};

/// Weeks of a school year of 190 days (Education (School Day and School Year) (England) Regulations 1999).
pub const WEEKS_OF_SCHOOL: u32 = 38;

coded! {
    /// What an amount buys.
    BoughtBy {
        /// All that the line needs.
        Once = "once", "All of it";
        /// One session: a therapist's visit.
        Session = "session", "Each session";
        /// A year, or as many years as the thing lasts: the line bears its weeks of them.
        Years = "years", "The years that it lasts";
    }
}

/// What is bought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bought {
    /// For what `by` says.
    pub pence: Pence,
    /// What the amount buys.
    pub by: BoughtBy,
    /// School years over which it is spread; 1 unless it is bought for years.
    pub years: u32,
}

/// Nothing.
impl Default for Bought {
    fn default() -> Self {
        Self::once(Pence(0))
    }
}

impl Bought {
    /// All that the line needs.
    #[must_use]
    pub fn once(pence: Pence) -> Self {
        Self { pence, by: BoughtBy::Once, years: 1 }
    }

    /// What a line of so many sessions in so many weeks bears of it.
    pub(super) fn cost(self, sessions: u32, weeks: u32) -> Exact {
        let pence = i128::from(self.pence.0);
        match self.by {
            BoughtBy::Once => Exact::new(pence, 1),
            BoughtBy::Session => Exact::new(pence * i128::from(sessions), 1),
            BoughtBy::Years => {
                let all = i128::from(WEEKS_OF_SCHOOL) * i128::from(self.years.max(1));
                Exact::new(pence * i128::from(weeks).min(all), all)
            }
        }
    }

    /// "£15.00 resources", "£40.00 × 36 sessions", "£900.00 × 12 of 114 weeks of school (3 years)"; nothing where nothing is bought.
    pub(super) fn working(self, sessions: u32, weeks: u32) -> Option<String> {
        let all = WEEKS_OF_SCHOOL * self.years.max(1);
        let words = match self.by {
            BoughtBy::Once => format!("{} resources", self.pence),
            BoughtBy::Session => format!("{} × {}", self.pence, super::counted(sessions, "session", "sessions")),
            BoughtBy::Years => format!(
                "{} × {} of {all} weeks of school ({})",
                self.pence,
                weeks.min(all),
                super::counted(self.years.max(1), "year", "years")
            ),
        };
        (self.pence > Pence(0)).then_some(words)
    }
}
