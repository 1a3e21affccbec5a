//! The fields of a week: for each day what is attended, and from when to when.

use chrono::{NaiveTime, Timelike};
use maud::{Markup, html};

use crate::{
    domain::part_time::{AtSchool, Part, Pattern, WEEKDAYS},
    web::form::{
        fields::{Field, FormErrors, select, text_input},
        typed::Typed,
    },
};

/// How the fields of each day begin.
const DAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

/// Fills the fields with a week that is known.
pub(super) fn fill(typed: &mut Typed, week: &Pattern) {
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    for (name, day) in DAYS.iter().zip(week.0) {
        let Some(day) = day else { continue };
        typed.set(&format!("{name}-part"), day.part.as_code());
        typed.set(&format!("{name}-begins"), time(day.begins));
        typed.set(&format!("{name}-ends"), time(day.ends));
    }
}

pub(super) fn fields(typed: &Typed, errors: &FormErrors) -> Markup {
    let parts: Vec<(&str, &str)> = std::iter::once(("", "Not in school"))
        .chain(Part::ALL.iter().map(|part| (part.as_code(), part.words())))
        .collect();
    html! {
        p.hint { "Times as the pupil comes and goes: breaks and lunch in school count, as in the school’s own week." }
        div.school-week {
            @for (name, words) in DAYS.iter().zip(WEEKDAYS) {
                @let (part, begins, ends) = (format!("{name}-part"), format!("{name}-begins"), format!("{name}-ends"));
                fieldset.weekday {
                    legend { (words) }
                    (select(&Field { name: &part, label: "In school", hint: "", value: typed.get(&part), errors }, &parts))
                    (text_input(&Field { name: &begins, label: "Comes at", hint: "", value: typed.get(&begins), errors }, "time", "off"))
                    (text_input(&Field { name: &ends, label: "Goes at", hint: "", value: typed.get(&ends), errors }, "time", "off"))
                }
            }
        }
    }
}

/// Reads the fields; what is wrong stands beside them.
pub(super) fn read(typed: &Typed, errors: &mut FormErrors) -> Option<Pattern> {
    let mut week = Pattern::default();
    let mut whole = true;
    for ((name, words), day) in DAYS.iter().zip(WEEKDAYS).zip(&mut week.0) {
        match day_of(typed, name, words, errors) {
            Ok(found) => *day = found,
            Err(()) => whole = false,
        }
    }
    if whole && week.sessions() == 0 {
        errors.add("mon-part", "Choose at least one half day in school: without any it is no part-time timetable");
        return None;
    }
    whole.then_some(week)
}

/// One day, empty where it is not attended.
fn day_of(typed: &Typed, name: &str, words: &str, errors: &mut FormErrors) -> Result<Option<AtSchool>, ()> {
    let field = |end: &str| format!("{name}-{end}");
    let (begins, ends) = (typed.get(&field("begins")), typed.get(&field("ends")));
    let Some(part) = Part::from_code(typed.get(&field("part"))) else {
        if begins.is_empty() && ends.is_empty() {
            return Ok(None);
        }
        errors.add(field("part"), format!("Choose what is attended on {words}, or empty its times"));
        return Err(());
    };
    let (Some(begins), Some(ends)) = (minutes(begins), minutes(ends)) else {
        for (end, found, what) in [("begins", minutes(begins), "comes"), ("ends", minutes(ends), "goes")] {
            if found.is_none() {
                errors.add(field(end), format!("Enter when the pupil {what} on {words}, like 09:00"));
            }
        }
        return Err(());
    };
    if ends <= begins {
        errors.add(field("ends"), format!("On {words} the pupil goes after coming: look at the times again"));
        return Err(());
    }
    Ok(Some(AtSchool { part, begins, ends }))
}

/// A time of day in minutes after midnight.
fn minutes(typed: &str) -> Option<u32> {
    let time = NaiveTime::parse_from_str(typed, "%H:%M").ok()?;
    Some(time.hour() * 60 + time.minute())
}
