//! Days that somebody typed: real ones, days that have come, and days on which a review can be.

use chrono::{Months, NaiveDate};

use super::{fields::FormErrors, typed::Typed};
use crate::domain::{
    calendar::{Calendar, Closed},
    time::LongDay,
};

/// Reads the day of a review: a school day from today on and within twelve months. `unchanged` is a day that may stay as it is.
///
/// # Errors
/// A sentence that names the day and the reason.
pub(in crate::web) fn review_date(
    typed: &str,
    calendar: &Calendar,
    today: NaiveDate,
    unchanged: Option<NaiveDate>,
) -> Result<NaiveDate, String> {
    if typed.is_empty() {
        return Err("Enter the date of the next review".to_owned());
    }
    let day = date(typed).ok_or("The date of the next review must be a real date, like 2026-12-10")?;
    if unchanged == Some(day) {
        return Ok(day);
    }
    if day < today {
        return Err(format!("{} has gone by: choose a day from today on", LongDay(day)));
    }
    if today.checked_add_months(Months::new(12)).is_some_and(|limit| day > limit) {
        return Err(format!("{} is more than a year away: choose a day within twelve months", LongDay(day)));
    }
    match calendar.why_closed(day) {
        None => Ok(day),
        Some(closed) => {
            let how = match closed {
                Closed::Weekend => "at a ",
                Closed::BankHoliday(_) => "a ",
                Closed::Inset(_) => "an ",
                Closed::HalfTerm(_) | Closed::Holiday => "in the ",
                Closed::Closure(_) => "a day with ",
            };
            Err(format!("{} is {how}{}: choose a school day", LongDay(day), closed.words()))
        }
    }
}

/// Reads "2026-12-10", "10/12/2026" or "10.12.2026".
pub(in crate::web) fn date(typed: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(typed, form).ok())
}

/// Reads a day that has come: wrong days are said beside their field. `what` is its name within a sentence.
pub(in crate::web) fn day_gone(
    typed: &Typed,
    field: &'static str,
    what: &str,
    today: NaiveDate,
    errors: &mut FormErrors,
) -> Option<NaiveDate> {
    let found = date(typed.get(field));
    match found {
        None => errors.add(field, format!("Enter {what} as a date, like {today}")),
        Some(day) if day > today => {
            errors.add(field, format!("{} is still to come: enter {what}, up to today", LongDay(day)))
        }
        Some(_) => {}
    }
    found.filter(|day| *day <= today)
}
