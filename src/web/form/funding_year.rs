//! The financial year that a page about money is asked for in its address.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    asked::readable,
    fields::{Field, FormErrors, select},
};
use crate::domain::{
    funding::FundingYear,
    rules::{FUNDING_FROM_APRIL, Rules},
};

/// The earliest year that can be asked for.
const EARLIEST: i32 = 2000;

/// The year that is shown, and the last that can be: the one after this, for which authorities send their schedules ahead.
pub(in crate::web) fn funding_year(
    given: &str,
    rules: &Rules,
    today: NaiveDate,
    errors: &mut FormErrors,
) -> (FundingYear, FundingYear) {
    let from_april = rules.get(FUNDING_FROM_APRIL) == 1;
    let this = FundingYear::containing(today, from_april);
    let last = this.next();
    let asked = given.parse().ok().filter(|year| (EARLIEST..=last.starting()).contains(year));
    readable(errors, "year", given, "a financial year up to the next one", asked.is_some());
    (asked.map_or(this, |starting| FundingYear::new(starting, from_april)), last)
}

/// How many years before the last one are offered; earlier ones can be asked for in the address.
const OFFERED: usize = 6;

/// The question for the year, on the page at this path.
pub(in crate::web) fn year_question(
    path: &str,
    (shown, last): (FundingYear, FundingYear),
    errors: &FormErrors,
) -> Markup {
    let mut years: Vec<FundingYear> =
        std::iter::successors(Some(last), |year| Some(year.previous())).take(OFFERED).collect();
    if !years.contains(&shown) {
        years.push(shown);
    }
    let words: Vec<_> = years.iter().map(|year| (year.starting().to_string(), year.to_string())).collect();
    let options: Vec<_> = words.iter().map(|(code, words)| (code.as_str(), words.as_str())).collect();
    let value = shown.starting().to_string();
    html! {
        form.filters.no-print method="get" action=(path) {
            (select(&Field { name: "year", label: "Financial year", hint: "", value: &value, errors }, &options))
            button.second type="submit" { "Show" }
        }
    }
}
