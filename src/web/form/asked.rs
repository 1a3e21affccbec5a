//! What a list is asked for in its address. A part that cannot be read is said beside its field, as in any other form, and the list is not
//! narrowed by it: nobody takes all of a list for the part that they asked for.

use chrono::NaiveDate;

use super::{days::date, fields::FormErrors};

/// The most of a part that is repeated, in characters.
const SAID: usize = 40;

/// Adds an error where a part of the address was given and says nothing. `what` is what it should have been: "a term".
pub(in crate::web) fn readable(errors: &mut FormErrors, field: &'static str, given: &str, what: &str, reads: bool) {
    if !given.is_empty() && !reads {
        let said: String = given.chars().take(SAID).collect();
        errors.add(field, format!("“{said}” is not {what}, so it leaves nothing out of what is shown"));
    }
}

/// The day that the address asks for, if it asks for one.
pub(in crate::web) fn day(errors: &mut FormErrors, field: &'static str, given: &str) -> Option<NaiveDate> {
    let day = date(given);
    readable(errors, field, given, "a day that there is", day.is_some());
    day
}

/// The page that the address asks for, counted from 1.
pub(in crate::web) fn page(errors: &mut FormErrors, given: &str) -> i64 {
    let page = given.parse::<i64>().ok().filter(|page| (1..=100_000).contains(page));
    readable(errors, "page", given, "the number of a page", page.is_some());
    page.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_said_once_and_not_at_length() {
        let mut errors = FormErrors::default();
        readable(&mut errors, "status", "zzz", "a status", false);
        readable(&mut errors, "kind", "", "a kind of plan", false);
        assert_eq!(day(&mut errors, "day", "2026-02-31"), None);
        assert_eq!(day(&mut errors, "day", "2026-02-28"), NaiveDate::from_ymd_opt(2026, 2, 28));
        assert_eq!((page(&mut errors, ""), page(&mut errors, "3"), page(&mut errors, &"9".repeat(900))), (1, 3, 1));
        let said: Vec<_> = (&errors).into_iter().map(|(_, sentence)| sentence.as_str()).collect();
        assert_eq!(
            said[..2],
            [
                "“zzz” is not a status, so it leaves nothing out of what is shown",
                "“2026-02-31” is not a day that there is, so it leaves nothing out of what is shown",
            ]
        );
        assert!(said.len() == 3 && said[2].chars().count() < 120, "{said:?}");
    }
}
