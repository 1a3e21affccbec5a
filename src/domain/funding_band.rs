//! What an authority's funding bands bring a year. Authorities name and price their bands freely and change them each spring, so that a band
//! is dated like a rate: a new amount never rewrites what was expected before.

use chrono::NaiveDate;

use super::costing::Pence;

/// More than this for one pupil in a year is pence typed as pounds.
const MOST_A_YEAR: Pence = Pence(15_000_000);

/// What a band of an authority brings from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundingBand {
    /// Whose band it is.
    pub authority: String,
    /// What the authority calls it.
    pub name: String,
    /// For a whole year, beyond what the school funds itself.
    pub a_year: Pence,
    /// The first day on which it holds.
    pub from: NaiveDate,
}

impl FundingBand {
    /// Whether it is this one, whatever it brings.
    #[must_use]
    pub fn is(&self, authority: &str, name: &str) -> bool {
        self.authority == authority && self.name == name
    }
}

/// Why an amount for one pupil cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountProblem {
    /// Nothing.
    #[error("must be more than nothing")]
    Nothing,
    /// More than £150,000.
    #[error("is more than £150,000 for one pupil, which is too much to be true")]
    TooMuch,
}

/// An amount that one pupil can bring.
///
/// # Errors
/// The rule that it breaks.
pub fn for_one_pupil(pence: Pence) -> Result<Pence, AmountProblem> {
    match pence {
        Pence(..=0) => Err(AmountProblem::Nothing),
        pence if pence > MOST_A_YEAR => Err(AmountProblem::TooMuch),
        pence => Ok(pence),
    }
}

/// What a band brings a year on a day: the newest amount whose day has come.
#[must_use]
pub fn band_on(bands: &[FundingBand], authority: &str, name: &str, day: NaiveDate) -> Option<Pence> {
    let come = bands.iter().filter(|band| band.is(authority, name) && band.from <= day);
    come.max_by_key(|band| band.from).map(|band| band.a_year)
}

/// Each band once, by authority and name.
#[must_use]
pub fn each_band(bands: &[FundingBand]) -> Vec<(&str, &str)> {
    let mut all: Vec<_> = bands.iter().map(|band| (band.authority.as_str(), band.name.as_str())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    fn band(authority: &str, name: &str, pence: i64, from: NaiveDate) -> FundingBand {
        FundingBand { authority: authority.to_owned(), name: name.to_owned(), a_year: Pence(pence), from }
    }

    #[test]
    fn a_band_brings_the_newest_amount_of_its_own_authority() {
        let bands = [
            band("Oakshire", "3", 400_000, day(2025, 4)),
            band("Oakshire", "3", 410_000, day(2026, 4)),
            band("Elmshire", "3", 900_000, day(2026, 4)),
        ];
        for (on, pence) in [(day(2025, 3), None), (day(2026, 3), Some(400_000)), (day(2026, 4), Some(410_000))] {
            assert_eq!(band_on(&bands, "Oakshire", "3", on), pence.map(Pence), "{on}");
        }
        assert_eq!(each_band(&bands), [("Elmshire", "3"), ("Oakshire", "3")]);
    }

    #[test]
    fn an_amount_is_more_than_nothing_and_no_school_s_whole_budget() {
        for (pence, problem) in [
            (0, Some(AmountProblem::Nothing)),
            (1, None),
            (15_000_000, None),
            (15_000_001, Some(AmountProblem::TooMuch)),
        ] {
            assert_eq!(for_one_pupil(Pence(pence)).err(), problem, "{pence}");
        }
    }
}
