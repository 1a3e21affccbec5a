//! Between the form and the hours that somebody keeps free.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::{
    domain::{
        conversation::{LONGEST_MINUTES, Mode},
        free_time::{ClosedDays, FreeTime, FreeTimeProblem, LONGEST_PAUSE, SHORTEST_MINUTES, USUAL_MINUTES},
        notice::giveaway,
        people::Name,
        time::LongDay,
    },
    web::form::{days::date, fields::FormErrors, typed::Typed},
};

/// Every week on a weekday, or on one day only: what is sent, and what people read.
pub(super) const WHEN: &[(&str, &str)] = &[
    ("1", "Every Monday"),
    ("2", "Every Tuesday"),
    ("3", "Every Wednesday"),
    ("4", "Every Thursday"),
    ("5", "Every Friday"),
    (ONE_DAY, "On one day only"),
];
const ONE_DAY: &str = "day";

/// The form before anything is typed: after lessons, from today on.
pub(super) fn blank(today: NaiveDate) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in [
        ("when", "1".to_owned()),
        ("from", "15:30".to_owned()),
        ("until", "17:00".to_owned()),
        ("minutes", USUAL_MINUTES.to_string()),
        ("pause", "5".to_owned()),
        ("mode", Mode::School.as_code().to_owned()),
        ("first_on", today.to_string()),
    ] {
        typed.set(name, value);
    }
    typed
}

/// Reads hours that are to be kept free, beside those that are.
pub(super) fn read(typed: &Typed, others: &[&FreeTime], today: NaiveDate) -> Result<FreeTime, FormErrors> {
    let mut errors = FormErrors::default();
    let days = days(typed, today, &mut errors);
    let hours = hours(typed, &mut errors);
    let minutes = number(typed, "minutes", "Minutes", (SHORTEST_MINUTES, LONGEST_MINUTES), &mut errors);
    let pause = number(typed, "pause", "The break", (0, LONGEST_PAUSE), &mut errors);
    let mode = Mode::from_code(typed.get("mode"));
    if mode.is_none() {
        errors.add("mode", "Choose how you meet");
    }
    if let Some(word) = giveaway(typed.get("place"), &Name::default()) {
        errors.add("place", format!("Leave out “{word}”: this line stands in e-mails, which others may see"));
    }
    let new = days.zip(hours).zip(minutes.zip(pause)).zip(mode);
    let new = new.map(|((((weekday, first_on, last_on), (from, until)), (minutes, pause)), mode)| FreeTime {
        weekday,
        from,
        until,
        minutes,
        pause,
        mode,
        place: typed.get("place").to_owned(),
        first_on,
        last_on,
    });
    if let Some(Err(why)) = new.as_ref().map(|new| new.check(others.iter().copied())) {
        let field = if matches!(why, FreeTimeProblem::TooShort(_)) { "minutes" } else { "until" };
        errors.add(field, why.to_string());
    }
    new.filter(|_| errors.is_empty()).ok_or(errors)
}

/// The day of the week, the first day and the last.
fn days(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<(u32, NaiveDate, Option<NaiveDate>)> {
    let one_day = typed.get("when") == ONE_DAY;
    let weekday = typed.get("when").parse::<u32>().ok().filter(|n| (1..=5).contains(n));
    if weekday.is_none() && !one_day {
        errors.add("when", "Choose a day of the week, or one day only");
    }
    let first = date(typed.get("first_on"));
    let last = if one_day { first } else { date(typed.get("last_on")) };
    match (first, last) {
        (None, _) => errors.add("first_on", "Enter the first day, like 2026-12-01"),
        (Some(day), _) if one_day && day < today => errors.add("first_on", format!("{} has gone by", LongDay(day))),
        (Some(day), _) if one_day && matches!(day.weekday(), Weekday::Sat | Weekday::Sun) => {
            errors.add("first_on", format!("{} is at a weekend: meetings are held on school days", LongDay(day)));
        }
        (Some(_), None) if !typed.get("last_on").is_empty() => {
            errors.add("last_on", "Enter the last day, like 2026-12-18, or leave it empty");
        }
        (Some(first), Some(last)) if last < first => errors.add("last_on", "The last day is before the first"),
        (Some(_), Some(last)) if last < today => errors.add("last_on", format!("{} has gone by", LongDay(last))),
        (Some(first), last) => {
            let weekday = if one_day { Some(first.weekday().number_from_monday()) } else { weekday };
            return weekday.map(|weekday| (weekday, first, last));
        }
    }
    None
}

fn hours(typed: &Typed, errors: &mut FormErrors) -> Option<(NaiveTime, NaiveTime)> {
    let mut time = |name: &'static str, example: &str| {
        let found = NaiveTime::parse_from_str(typed.get(name), "%H:%M").ok();
        if found.is_none() {
            errors.add(name, format!("Enter a time, like {example}"));
        }
        found
    };
    let (from, until) = (time("from", "15:30"), time("until", "17:00"));
    from.zip(until)
}

fn number(
    typed: &Typed,
    name: &'static str,
    what: &str,
    (least, most): (i64, i64),
    errors: &mut FormErrors,
) -> Option<i64> {
    let found = typed.get(name).parse::<i64>().ok().filter(|n| (least..=most).contains(n));
    if found.is_none() {
        errors.add(name, format!("{what} must be a number from {least} to {most}"));
    }
    found
}

/// Reads days on which nobody is met.
pub(super) fn closed(typed: &Typed, today: NaiveDate) -> Result<ClosedDays, FormErrors> {
    let mut errors = FormErrors::default();
    let first = date(typed.get("closed_from"));
    let last = if typed.get("closed_until").is_empty() { first } else { date(typed.get("closed_until")) };
    match (first, last) {
        (None, _) => errors.add("closed_from", "Enter the first day, like 2026-12-01"),
        (_, None) => errors.add("closed_until", "Enter the last day, like 2026-12-04, or leave it empty"),
        (Some(first), Some(last)) if last < first => errors.add("closed_until", "The last day is before the first"),
        (_, Some(last)) if last < today => errors.add("closed_from", format!("{} has gone by", LongDay(last))),
        (Some(first_on), Some(last_on)) => return Ok(ClosedDays { first_on, last_on }),
    }
    Err(errors)
}
