//! Days as people and machines write them. Day before month: this is England.

use chrono::{Days, NaiveDate};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Day numbers of spreadsheets that can be meant: 1954 to 2064.
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=60_000;

/// Reads "13/10/2022" with any separator and with two digits of the year, ISO (with or without a time), "13th October 2022", "Thu 13 Oct
/// 22", "October 13, 2022", "20221013", and the day numbers of spreadsheets ("44847").
pub(in crate::exchange) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = text.split_once(['T', ' ']).filter(|(_, rest)| rest.contains(':')).map_or(text, |(day, _)| day);
    let read = unbroken(day).or_else(|| of_three(&parts(day)));
    read.filter(|d| (1900..=2200).contains(&chrono::Datelike::year(d)))
}

/// Why a text is no date, truly: a month that does not exist is another mistake than a word.
pub(in crate::exchange) fn why_not(text: &str) -> String {
    let parts = parts(text);
    let number = |at: usize| parts.get(at).and_then(|p| p.parse::<u32>().ok());
    let swapped = match parts.as_slice() {
        [day, month, year] => of_three(&[month.clone(), day.clone(), year.clone()]),
        _ => None,
    };
    match (number(0), number(1), number(2)) {
        (Some(_), Some(month), Some(_)) if month > 12 && swapped.is_some() => {
            format!("\"{text}\" has no month {month}: the day stands before the month")
        }
        (Some(_), _, Some(_)) if parts.len() == 3 => format!("\"{text}\" is not a date that exists (day/month/year)"),
        _ => format!("\"{text}\" is not a date (day/month/year)"),
    }
}

/// The number of a month that a word names.
pub(in crate::exchange) fn month(word: &str) -> Option<u32> {
    is_short_for(word, &MONTHS).and_then(|at| u32::try_from(at + 1).ok())
}

/// Whether a word is a day of the week.
pub(in crate::exchange) fn is_weekday(word: &str) -> bool {
    is_short_for(word, &WEEKDAYS).is_some()
}

/// The day of a month that a word is: "2", "2nd".
pub(in crate::exchange) fn day_number(word: &str) -> Option<u32> {
    let [one] = <[String; 1]>::try_from(parts(word)).ok()?;
    number(&one, 2).filter(|day| (1..=31).contains(day))
}

/// A date that is one number.
fn unbroken(text: &str) -> Option<NaiveDate> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        5 => {
            let days = digits.parse().ok().filter(|n| SERIALS.contains(n))?;
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
        }
        8 => ["%Y%m%d", "%d%m%Y"].iter().find_map(|form| {
            NaiveDate::parse_from_str(digits, form).ok().filter(|d| (1900..=2200).contains(&chrono::Datelike::year(d)))
        }),
        _ => None,
    }
}

/// The words and numbers of a date, without weekdays and without what makes a number the third.
fn parts(text: &str) -> Vec<String> {
    let words = text.split([' ', '/', '-', '.', ',', '\\']).map(str::to_lowercase).filter(|w| !w.is_empty());
    let says_nothing = |w: &String| w == "of" || w == "the" || is_short_for(w, &WEEKDAYS).is_some();
    let unnumbered = |w: String| {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| w.strip_suffix(end));
        bare.filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned).unwrap_or(w)
    };
    words.filter(|w| !says_nothing(w)).map(unnumbered).collect()
}

/// Which of some names a word of three letters or more begins.
fn is_short_for(word: &str, names: &[&str]) -> Option<usize> {
    (word.len() >= 3).then(|| names.iter().position(|name| name.starts_with(word)))?
}

fn of_three(parts: &[String]) -> Option<NaiveDate> {
    let [one, two, three] = parts else { return None };
    let month =
        |text: &str| is_short_for(text, &MONTHS).map_or_else(|| number(text, 2), |at| u32::try_from(at + 1).ok());
    let named = is_short_for(one, &MONTHS).is_some();
    let (day, month, year) = match () {
        () if one.len() == 4 => (number(three, 2)?, month(two)?, year(one)?),
        () if named => (number(two, 2)?, month(one)?, year(three)?),
        () => (number(one, 2)?, month(two)?, year(three)?),
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

fn number(text: &str, most: usize) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit()))
}

/// A year of four digits, or of two: nobody at a school was born or begins in the other century.
fn year(text: &str) -> Option<i32> {
    let year = i32::try_from(number(text, 4)?).ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_england_and_its_spreadsheets_write_them() {
        for text in [
            "13/10/2022",
            "2022-10-13",
            "13 Oct 2022",
            "13 October 2022",
            "13-10-2022",
            "13/10/2022 00:00",
            "2022-10-13T00:00:00",
            "13/10/22",
            "13.10.22",
            "13-Oct-22",
            "13th October 2022",
            "13th Oct. 2022",
            "Thursday 13 October 2022",
            "Thu, 13 October 2022",
            "October 13, 2022",
            "Oct 13th 2022",
            "20221013",
            "13102022",
            "44847",
            "44847.0",
            "2022/10/13",
            "2022.10.13",
            "the 13th of October 2022",
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some("2022-10-13"), "{text}");
        }
        assert_eq!(date("3/4/2020").map(|d| d.to_string()).as_deref(), Some("2020-04-03"));
        assert_eq!(date("3rd May 2018").map(|d| d.to_string()).as_deref(), Some("2018-05-03"));
        assert_eq!(date("1 Sept 99").map(|d| d.to_string()).as_deref(), Some("1999-09-01"));
        for bad in [
            "",
            "31/02/2020",
            "10/13/2022",
            "29/02/2023",
            "yesterday",
            "2022-13-10",
            "12345",
            "99999",
            "1/2",
            "4A",
            "13 Oct 202",
            "13/10/022",
            "Yes",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_said_of_a_wrong_date_is_true() {
        for (text, why) in [
            ("31/02/2020", "is not a date that exists"),
            ("10/13/2022", "has no month 13"),
            ("someday", "is not a date (day/month/year)"),
            ("40/40/2022", "is not a date that exists"),
        ] {
            assert!(why_not(text).contains(why), "{text}: {}", why_not(text));
        }
    }
}
