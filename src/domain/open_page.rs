//! What a school publishes on a page that anybody opens without signing in. No child is in it: a pupil's full name in a text keeps it back.
//! Each has a day by which somebody has to do something about it, with where that day comes from.

use chrono::{Days, NaiveDate};

use super::bank::named;

coded! {
    /// A page that is open to everybody, once a school has switched it on.
    OpenPage {
        /// How the school spends what it has for inclusion, and why.
        InclusionStrategy = "inclusion_strategy", "Inclusion strategy";
        /// What the school offers, as families read it (Code of Practice 6.79).
        InformationReport = "information_report", "SEN information report";
    }
}

/// Calendar days before a day from which it is a thing to do: six weeks, so that a meeting of the governors lies between.
pub const AHEAD_DAYS: u64 = 42;

/// Something that has to be done about an open page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// About which.
    pub page: OpenPage,
    /// What.
    pub what: &'static str,
    /// By which calendar day.
    pub by: NaiveDate,
    /// Who says so.
    pub source: &'static str,
}

impl Wanted {
    /// Whether it is near enough to be a thing to do: so many calendar days ahead, and for as long as it is not done.
    #[must_use]
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.by.checked_sub_days(Days::new(AHEAD_DAYS)).is_none_or(|from| from <= today)
    }
}

/// A pupil's full name in what is to be published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameFound {
    /// In which part.
    pub place: String,
    /// Whose.
    pub name: String,
}

/// The parts in which a pupil's full name stands, each with the first of them.
#[must_use]
pub fn names_in(texts: &[(String, &str)], full_names: &[String]) -> Vec<NameFound> {
    let found = texts.iter().filter_map(|(place, text)| {
        let name = named(text, full_names.iter().map(String::as_str))?;
        Some(NameFound { place: place.clone(), name: name.to_owned() })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn a_day_is_a_thing_to_do_from_six_weeks_before_and_until_it_is_done() {
        let wanted =
            Wanted { page: OpenPage::InclusionStrategy, what: "Publish it", by: day(12, 31), source: "The grant" };
        assert!(!wanted.is_due(day(11, 18)) && wanted.is_due(day(11, 19)) && wanted.is_due(day(12, 31)));
        assert!(wanted.is_due(day(12, 31) + Days::new(300)), "what is late stays");
    }

    #[test]
    fn a_full_name_is_found_and_one_half_of_it_is_not() {
        let names = ["Grace Wood".to_owned(), "Amira Khan".to_owned()];
        let texts = [
            ("Intent".to_owned(), "By the grace of the wood, Amira reads."),
            ("Outcomes".to_owned(), "We asked AMIRA  khan’s class."),
        ];
        let found = names_in(&texts, &names);
        assert_eq!(found, [NameFound { place: "Outcomes".to_owned(), name: "Amira Khan".to_owned() }]);
    }
}
