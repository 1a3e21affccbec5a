//! What one line of a letter is about.

use chrono::NaiveDate;

use super::days::days;
use crate::domain::calendar::{AcademicYear, ClosureKind, Season};

/// What a line is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Saying {
    /// The whole of a term: its first and last day.
    Whole,
    /// Its first day.
    Starts,
    /// Its last day.
    Ends,
    /// Its half term.
    HalfTerm,
    /// Days on which the school is closed to pupils.
    Closed(ClosureKind),
    /// Holidays between terms, bank holidays: they follow from the rest.
    Nothing,
    /// Something else.
    Other,
}

/// A line as it is understood.
pub(super) struct Told {
    pub(super) season: Option<Season>,
    pub(super) saying: Saying,
    pub(super) days: Vec<NaiveDate>,
    /// Whether its two days are the ends of a span.
    pub(super) is_range: bool,
}

pub(super) fn read(line: &str, year: AcademicYear) -> Told {
    let words = line.to_lowercase().replace('-', " ");
    let saying = saying(&words);
    let has = |word: &str| words.contains(word);
    let season = match () {
        () if has("holiday") => None,
        () if has("autumn") => Some(Season::Autumn),
        () if has("spring") => Some(Season::Spring),
        () if has("summer") => Some(Season::Summer),
        () => None,
    };
    let is_range = has(" to ") || has(" until ") || line.contains(['–', '—']) || line.contains(" - ");
    let days = days(line, year);
    let saying = if saying == Saying::Other && is_range && days.len() == 2 { Saying::Whole } else { saying };
    Told { season, saying, days, is_range }
}

fn saying(words: &str) -> Saying {
    let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
    match () {
        () if has(&[
            "bank holiday",
            "christmas holiday",
            "easter holiday",
            "summer holiday",
            "christmas break",
            "easter break",
        ]) =>
        {
            Saying::Nothing
        }
        () if has(&["inset", "training day", "staff training", "non pupil day"]) => Saying::Closed(ClosureKind::Inset),
        () if has(&["half term", "halfterm", "mid term"]) => Saying::HalfTerm,
        () if has(&["school closed", "closed for", "closure"]) => Saying::Closed(ClosureKind::Other),
        () if has(&["begin", "start", "open", "return", "first day", "commence", "back to school"])
            && !has(&[" to ", " end", "–"]) =>
        {
            Saying::Starts
        }
        () if has(&["ends", "end of term", "last day", "break up", "breaks up", "finish", "closes", "term end"]) => {
            Saying::Ends
        }
        () if has(&["holiday"]) => Saying::Nothing,
        () => Saying::Other,
    }
}

/// The school year of a text: as it is named ("2026/27", "2026-2027"), else that of the first day or season with a year.
pub(super) fn year_of(text: &str) -> Option<AcademicYear> {
    let named = text.split(|c: char| !(c.is_ascii_digit() || "/-–".contains(c))).find_map(spanned);
    named.or_else(|| text.lines().find_map(of_season)).or_else(|| text.lines().find_map(of_day))
}

/// "2026/27", "2026-2027".
fn spanned(word: &str) -> Option<AcademicYear> {
    let (first, second) = word.split_once(['/', '-', '–'])?;
    let begins: i32 = first.parse().ok().filter(|y| (2000..2100).contains(y))?;
    let next = (begins + 1).to_string();
    (second == next || second == &next[2..]).then(|| AcademicYear::parse(&format!("{begins}/{}", &next[2..])))?
}

/// "Autumn term 2026", "Spring 2027".
fn of_season(line: &str) -> Option<AcademicYear> {
    let words = line.to_lowercase();
    let year = words
        .split(|c: char| !c.is_ascii_digit())
        .find_map(|w| w.parse::<i32>().ok().filter(|y| (2000..2100).contains(y)))?;
    let starting = match () {
        () if words.contains("autumn") => year,
        () if words.contains("spring") || words.contains("summer") => year - 1,
        () => return None,
    };
    NaiveDate::from_ymd_opt(starting, 9, 1).map(AcademicYear::containing)
}

/// The school year of a day that is written with its year.
fn of_day(line: &str) -> Option<AcademicYear> {
    let has_year = line.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4);
    let any = AcademicYear::containing(NaiveDate::from_ymd_opt(2000, 9, 1)?);
    days(line, any).first().filter(|_| has_year).map(|day| AcademicYear::containing(*day))
}
