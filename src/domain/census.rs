//! What the school census asks of a pupil with SEN beside status and needs.

use chrono::NaiveDate;

coded! {
    /// What is true of a pupil on census day, or is not (DfE school census guide, SEN module).
    Indicator {
        /// The authority pays more than the school's own funding for this pupil, whether or not there is an EHC plan.
        TopUp = "top_up", "Top-up funding is received";
        /// A place reserved for pupils with SEN, taught mainly in a unit of the school.
        SenUnit = "sen_unit", "Has a place in the SEN unit";
        /// A place reserved for pupils with SEN, taught mainly in ordinary classes.
        ResourcedProvision = "resourced_provision", "Has a place in resourced provision";
    }
}

impl Indicator {
    /// The one that cannot be true at the same time: a reserved place is of one kind or the other.
    #[must_use]
    pub fn excludes(self) -> Option<Self> {
        match self {
            Self::TopUp => None,
            Self::SenUnit => Some(Self::ResourcedProvision),
            Self::ResourcedProvision => Some(Self::SenUnit),
        }
    }
}

/// From when until when something is true; without an end it goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// What.
    pub indicator: Indicator,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Held {
    /// Whether it is true on a day.
    #[must_use]
    pub fn is_true_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Why something cannot become true on a day, beside what is held: it is already, or it excludes what is.
///
/// # Errors
/// What stands in the way.
pub fn begin(held: &[Held], indicator: Indicator, from: NaiveDate) -> Result<(), Indicator> {
    let overlaps = |one: &&Held| one.until.is_none_or(|until| from <= until);
    let clashes = |one: &&Held| one.indicator == indicator || Some(one.indicator) == indicator.excludes();
    held.iter().filter(overlaps).find(clashes).map_or(Ok(()), |one| Err(one.indicator))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn the_last_day_still_counts() {
        let place = Held { indicator: Indicator::SenUnit, from: day(1, 5), until: Some(day(5, 21)) };
        for (on, is_true) in [(day(1, 4), false), (day(1, 5), true), (day(5, 21), true), (day(5, 22), false)] {
            assert_eq!(place.is_true_on(on), is_true, "{on}");
        }
        assert!(Held { until: None, ..place }.is_true_on(day(12, 31)));
    }

    #[test]
    fn a_reserved_place_is_of_one_kind_at_a_time_and_top_up_goes_with_either() {
        use Indicator::{ResourcedProvision, SenUnit, TopUp};
        let unit = Held { indicator: SenUnit, from: day(1, 5), until: Some(day(5, 21)) };
        assert_eq!(begin(&[unit], ResourcedProvision, day(5, 21)), Err(SenUnit));
        assert_eq!(begin(&[unit], SenUnit, day(3, 1)), Err(SenUnit));
        assert_eq!(begin(&[unit], ResourcedProvision, day(5, 22)), Ok(()));
        assert_eq!(begin(&[unit], TopUp, day(3, 1)), Ok(()));
        assert_eq!(begin(&[Held { until: None, ..unit }], ResourcedProvision, day(12, 1)), Err(SenUnit));
    }
}
