//! The SEN register of a school on one day: who is on it, with what the census asks; and what the census would send back.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{census::Indicator, need::Need, sen_status::SenCode};

coded! {
    /// What the census sends back, or a person should look at before it is sent (DfE school census guide, SEN module).
    CensusQuery {
        /// SEN support or an EHC plan, and no type of need is entered.
        NoNeed = "no_need", "No type of need is entered";
        /// “No specialist assessment” is for pupils on SEN support who wait for one: never with an EHC plan.
        NsaWithPlan = "nsa_with_plan", "“No specialist assessment” cannot stand beside an EHC plan";
        /// The census takes two types of need: the first and the second by rank.
        MoreThanTwo = "more_than_two", "The census takes the first two types of need and leaves the others";
        /// A place in the unit and in resourced provision at once.
        TwoPlaces = "two_places", "A reserved place is in the SEN unit or in resourced provision, not in both";
        /// Without SEN, and a reserved place or a need is entered.
        NotOnRegister = "not_on_register", "Without SEN, and a need or a reserved place is entered";
    }
}

/// What the census asks of one pupil on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CensusLine {
    /// Their status.
    pub status: SenCode,
    /// Their needs, first by rank.
    pub needs: Vec<Need>,
    /// What is true of them.
    pub indicators: Vec<Indicator>,
}

impl CensusLine {
    /// What would come back.
    #[must_use]
    pub fn queries(&self) -> Vec<CensusQuery> {
        let has = |one: Indicator| self.indicators.contains(&one);
        let (unit, resourced) = (has(Indicator::SenUnit), has(Indicator::ResourcedProvision));
        let on_register = self.status != SenCode::None;
        let found = [
            (CensusQuery::NoNeed, on_register && self.needs.is_empty()),
            (CensusQuery::NsaWithPlan, self.status == SenCode::Ehcp && self.needs.contains(&Need::Nsa)),
            (CensusQuery::MoreThanTwo, on_register && self.needs.len() > 2),
            (CensusQuery::TwoPlaces, unit && resourced),
            (CensusQuery::NotOnRegister, !on_register && (unit || resourced || !self.needs.is_empty())),
        ];
        found.into_iter().filter(|(_, is_so)| *is_so).map(|(query, _)| query).collect()
    }
}

/// The next census day from a day on: the third Thursday of January and of May, and the first Thursday of October (DfE school census).
#[must_use]
pub fn next_census(from: NaiveDate) -> NaiveDate {
    let thursday = |year, month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Thu, nth);
    let of_year = |year| [thursday(year, 1, 3), thursday(year, 5, 3), thursday(year, 10, 1)];
    let days = of_year(from.year()).into_iter().chain(of_year(from.year() + 1)).flatten();
    days.into_iter().find(|day| *day >= from).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_census_sends_back_is_said_before_it_is_sent() {
        use CensusQuery::{MoreThanTwo, NoNeed, NotOnRegister, NsaWithPlan, TwoPlaces};
        use Indicator::{ResourcedProvision, SenUnit, TopUp};
        for (status, needs, indicators, found) in [
            (SenCode::Support, vec![Need::Slcn], vec![TopUp], vec![]),
            (SenCode::Support, vec![], vec![], vec![NoNeed]),
            (SenCode::Support, vec![Need::Nsa], vec![SenUnit], vec![]),
            (SenCode::Ehcp, vec![Need::Nsa], vec![], vec![NsaWithPlan]),
            (SenCode::Ehcp, vec![Need::Asd, Need::Slcn, Need::Semh], vec![], vec![MoreThanTwo]),
            (SenCode::Support, vec![Need::Hi], vec![SenUnit, ResourcedProvision], vec![TwoPlaces]),
            (SenCode::None, vec![], vec![TopUp], vec![]),
            (SenCode::None, vec![Need::Hi], vec![], vec![NotOnRegister]),
            (SenCode::None, vec![], vec![SenUnit], vec![NotOnRegister]),
        ] {
            let line = CensusLine { status, needs: needs.clone(), indicators: indicators.clone() };
            assert_eq!(line.queries(), found, "{status:?} {needs:?} {indicators:?}");
        }
    }

    #[test]
    fn census_days_are_thursdays_of_january_may_and_october() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, next) in [
            ("2026-09-01", "2026-10-01"),
            ("2026-10-02", "2027-01-21"),
            ("2027-01-21", "2027-01-21"),
            ("2027-01-22", "2027-05-20"),
            ("2027-12-31", "2028-01-20"),
        ] {
            assert_eq!(next_census(day(from)), day(next), "{from}");
        }
    }
}
