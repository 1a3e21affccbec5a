//! The days that stand in a line of prose.

use chrono::NaiveDate;

use super::super::value::date;
use crate::domain::calendar::AcademicYear;

/// A day as it is written: the month may follow with the next one ("15 – 19 February"), the year may be left out.
#[derive(Clone, Copy)]
struct Written {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

/// The days of a line in their order. What the line leaves out comes from the day after it, and from the school year.
pub(super) fn days(line: &str, school_year: AcademicYear) -> Vec<NaiveDate> {
    let mut found = written(line);
    for at in (0..found.len()).rev() {
        if let Some(next) = found.get(at + 1).copied()
            && found[at].month.is_none()
        {
            (found[at].month, found[at].year) = (next.month, next.year);
        }
    }
    found.into_iter().filter_map(|w| on(w, school_year)).collect()
}

fn on(written: Written, school_year: AcademicYear) -> Option<NaiveDate> {
    let month = written.month?;
    let begins = school_year.starting();
    let year = written.year.unwrap_or(if month >= 9 { begins } else { begins + 1 });
    NaiveDate::from_ymd_opt(year, month, written.day)
}

fn written(line: &str) -> Vec<Written> {
    let words: Vec<String> = line
        .split(|c: char| c.is_whitespace() || ",;()–—:".contains(c))
        .map(|w| w.trim_matches(['.', '-']).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let (day, used) = at_word(&words, at);
        found.extend(day);
        at += used;
    }
    found
}

/// The day that begins at a word, and how many words it takes.
fn at_word(words: &[String], at: usize) -> (Option<Written>, usize) {
    let word = words[at].as_str();
    if let Some(day) = date::date(word).filter(|_| word.contains(['/', '-', '.'])) {
        use chrono::Datelike;
        return (Some(Written { day: day.day(), month: Some(day.month()), year: Some(day.year()) }), 1);
    }
    let Some(day) = date::day_number(word) else { return (None, 1) };
    let mut used = 1;
    if words.get(at + used).is_some_and(|w| w == "of") {
        used += 1;
    }
    let month = words.get(at + used).and_then(|w| date::month(w));
    if month.is_none() {
        // "15 – 19 February", "1st and 2nd September": the month stands after the last of them.
        let follows = words[at + 1..].iter().find(|w| !["and", "to", "-", "&", "until"].contains(&w.as_str()));
        let is_one_of_several = follows.is_some_and(|w| date::day_number(w).is_some() || date::is_weekday(w));
        return (is_one_of_several.then_some(Written { day, month: None, year: None }), 1);
    }
    used += 1;
    let year = words.get(at + used).and_then(|w| w.parse::<i32>().ok()).filter(|y| (2000..2100).contains(y));
    (Some(Written { day, month, year }), used + usize::from(year.is_some()))
}
