//! The fields of a group: what it gives, and rows of members, adults and times, each with its days.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Timelike};
use maud::{Markup, html};

use crate::{
    domain::{
        delivery::WeeklyTime,
        ids::{PupilId, StaffId},
        part_time::WEEKDAYS,
        people::Name,
        standing::Span,
        time::LongDay,
    },
    store::groups::Content,
    web::form::{
        days::date,
        fields::{Field, FormErrors, date_input, number_input, second_button, select, text_input},
        typed::Typed,
    },
};

/// The longest name, and the longest place, in letters.
const LONGEST: usize = 100;

/// What the form offers.
pub(super) struct GroupOffers {
    /// The catalogue.
    pub(super) provisions: Vec<String>,
    /// Pupils on SEN support or with a plan, and those who are in the group.
    pub(super) pupils: Vec<(PupilId, String)>,
    /// Who may give it.
    pub(super) adults: Vec<(StaffId, Name)>,
    pub(super) today: NaiveDate,
}

/// Fills the fields with a group.
pub(super) fn fill(typed: &mut Typed, group: &Content) {
    typed.set("name", group.name.clone());
    typed.set("provision", group.provision.clone());
    for (n, (pupil, span)) in group.members.iter().enumerate() {
        typed.set(&format!("member-{n}-pupil"), pupil.to_string());
        fill_days(typed, &format!("member-{n}"), *span);
    }
    for (n, (staff, span)) in group.adults.iter().enumerate() {
        typed.set(&format!("adult-{n}-staff"), staff.to_string());
        fill_days(typed, &format!("adult-{n}"), *span);
    }
    for (n, (time, place)) in group.times.iter().enumerate() {
        let row = format!("time-{n}");
        typed.set(&format!("{row}-weekday"), time.weekday.to_string());
        typed.set(&format!("{row}-begins"), format!("{:02}:{:02}", time.begins / 60, time.begins % 60));
        typed.set(&format!("{row}-minutes"), time.minutes.to_string());
        typed.set(&format!("{row}-place"), place.clone());
        fill_days(typed, &row, time.span);
    }
}

fn fill_days(typed: &mut Typed, row: &str, span: Span) {
    typed.set(&format!("{row}-from"), span.from.to_string());
    typed.set(&format!("{row}-until"), span.until.map(|day| day.to_string()).unwrap_or_default());
}

/// Reads a group; what is wrong stands beside its field.
pub(super) fn read(typed: &Typed, offers: &GroupOffers, errors: &mut FormErrors) -> Option<Content> {
    let short = |name: &'static str, missing: &str, errors: &mut FormErrors| match typed.get(name).chars().count() {
        0 => errors.add(name, missing),
        n if n > LONGEST => errors.add(name, format!("Write at most {LONGEST} letters")),
        _ => {}
    };
    short("name", "Enter what the group is called", errors);
    short("provision", "Enter what is given", errors);
    let known = |id: &PupilId| offers.pupils.iter().any(|(one, _)| one == id);
    let members = people(typed, "member", "pupil", offers.today, errors, |id| Some(PupilId(id)).filter(known));
    let works = |id: &StaffId| offers.adults.iter().any(|(one, _)| one == id);
    let adults = people(typed, "adult", "staff", offers.today, errors, |id| Some(StaffId(id)).filter(works));
    if members.is_empty() {
        errors.add("member-0-pupil", "Choose at least one pupil");
    }
    let times = times(typed, offers.today, errors);
    let content = Content {
        name: typed.get("name").to_owned(),
        provision: typed.get("provision").to_owned(),
        members,
        adults,
        times,
    };
    errors.is_empty().then_some(content)
}

/// Rows of people, each once at a time.
fn people<Who: Copy + PartialEq>(
    typed: &Typed,
    kind: &str,
    field: &str,
    today: NaiveDate,
    errors: &mut FormErrors,
    known: impl Fn(i64) -> Option<Who>,
) -> Vec<(Who, Span)> {
    let mut all: Vec<(Who, Span)> = Vec::new();
    for n in 0..typed.rows(kind) {
        let (row, own) = (format!("{kind}-{n}"), format!("{kind}-{n}-{field}"));
        if typed.get(&own).is_empty() {
            continue;
        }
        let who = typed.get(&own).parse().ok().and_then(&known);
        if who.is_none() {
            errors.add(own.clone(), "Choose somebody from the list");
        }
        let Some((who, span)) = who.zip(span(typed, &row, today, errors)) else { continue };
        let overlaps = |other: &Span| crate::domain::delivery::in_both(*other, span).is_some();
        if all.iter().any(|(one, other)| *one == who && overlaps(other)) {
            errors.add(own, "Is in the list already, for the same days");
        }
        all.push((who, span));
    }
    all
}

/// The days of a row: from today on, where nothing else is said.
fn span(typed: &Typed, row: &str, today: NaiveDate, errors: &mut FormErrors) -> Option<Span> {
    let (from, until) = (format!("{row}-from"), format!("{row}-until"));
    let day = |name: &str| match typed.get(name) {
        "" => Ok(None),
        text => date(text).map(Some).ok_or("Enter a date like 2026-11-23, or nothing"),
    };
    let read = (day(&from), day(&until));
    if let Err(why) = read.0 {
        errors.add(from, why);
    }
    if let Err(why) = read.1 {
        errors.add(until.clone(), why);
    }
    let (from, last) = (read.0.ok()?.unwrap_or(today), read.1.ok()?);
    if last.is_some_and(|last| last < from) {
        errors.add(until, format!("The last day is before the first, {}", LongDay(from)));
        return None;
    }
    Some(Span { from, until: last })
}

fn times(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Vec<(WeeklyTime, String)> {
    let mut all: Vec<(WeeklyTime, String)> = Vec::new();
    for n in 0..typed.rows("time") {
        let row = format!("time-{n}");
        let field = |name: &str| format!("{row}-{name}");
        let get = |name: &str| typed.get(&field(name));
        if get("weekday").is_empty() && get("begins").is_empty() {
            continue;
        }
        let weekday = get("weekday").parse::<u32>().ok().filter(|day| (1..=5).contains(day));
        let begins =
            NaiveTime::parse_from_str(get("begins"), "%H:%M").ok().map(|time| time.hour() * 60 + time.minute());
        let minutes = get("minutes").parse::<u32>().ok().filter(|n| (1..=600).contains(n));
        if weekday.is_none() {
            errors.add(field("weekday"), "Choose a day of the week");
        }
        if begins.is_none() {
            errors.add(field("begins"), "Enter when it begins, like 09:00");
        }
        if minutes.is_none() {
            errors.add(field("minutes"), "Minutes must be a whole number from 1 to 600");
        }
        if get("place").chars().count() > LONGEST {
            errors.add(field("place"), format!("Write at most {LONGEST} letters"));
        }
        let span = span(typed, &row, today, errors);
        if let (Some(weekday), Some(begins), Some(minutes), Some(span)) = (weekday, begins, minutes, span) {
            all.push((WeeklyTime { weekday, begins, minutes, span }, get("place").to_owned()));
        }
    }
    all
}

/// Rows that are filled or wrong, and so many empty ones.
fn shown(typed: &Typed, kind: &str, main: &[&str], empty: usize) -> Vec<usize> {
    let filled = |n: &usize| main.iter().any(|field| !typed.get(&format!("{kind}-{n}-{field}")).is_empty());
    let mut rows: Vec<usize> = (0..typed.rows(kind)).filter(filled).collect();
    let more = if typed.get("add") == kind { empty + 2 } else { empty };
    let next = rows.last().map_or(0, |last| last + 1);
    let free: BTreeSet<usize> = (next..next + more).collect();
    rows.extend(free);
    rows
}

pub(super) fn fields(typed: &Typed, offers: &GroupOffers, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let pupils: Vec<(String, &str)> = offers.pupils.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let adults: Vec<(String, String)> =
        offers.adults.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut of_pupils = vec![("", "Nobody")];
    of_pupils.extend(pupils.iter().map(|(id, name)| (id.as_str(), *name)));
    let mut of_adults = vec![("", "Nobody")];
    of_adults.extend(adults.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        (text_input(&field("name", "Name of the group", "As those who give it call it: Lego group, Amira’s reading"), "text", "off"))
        (catalogue(&field("provision", "What is given", "As in the plans, so that it is counted beside their lines"), &offers.provisions))
        fieldset.row {
            legend { "Given by" }
            @for n in shown(typed, "adult", &["staff"], 1) {
                (person(typed, errors, &format!("adult-{n}"), ("staff", "Adult"), &of_adults))
            }
            (more("adult", "Another adult"))
        }
        fieldset.row {
            legend { "Pupils" }
            @for n in shown(typed, "member", &["pupil"], if typed.rows("member") == 0 { 3 } else { 1 }) {
                (person(typed, errors, &format!("member-{n}"), ("pupil", "Pupil"), &of_pupils))
            }
            (more("member", "More pupils"))
        }
        fieldset.row {
            legend { "When, in each week" }
            @for n in shown(typed, "time", &["weekday", "begins"], if typed.rows("time") == 0 { 2 } else { 1 }) { (time(typed, errors, n)) }
            (more("time", "More times"))
        }
    }
}

fn more(kind: &str, words: &str) -> Markup {
    html! { p.more { button.second type="submit" name="add" value=(kind) { (words) } } }
}

/// The catalogue as suggestions: a name that is new joins it.
fn catalogue(field: &Field<'_>, provisions: &[String]) -> Markup {
    let error = field.errors.get(field.name);
    html! {
        div.field.field-wrong[error.is_some()] {
            label for=(field.name) { (field.label) }
            p.hint id=(format!("{}-hint", field.name)) { (field.hint) }
            @if let Some(error) = error { p.field-error id=(format!("{}-error", field.name)) { span.hidden { "Error: " } (error) } }
            input type="text" id=(field.name) name=(field.name) value=(field.value) list="catalogue" autocomplete="off"
                aria-describedby=(if error.is_some() { "provision-hint provision-error" } else { "provision-hint" }) aria-invalid=[error.map(|_| "true")];
            datalist #catalogue { @for one in provisions { option value=(one) {} } }
        }
    }
}

fn days(typed: &Typed, errors: &FormErrors, row: &str) -> Markup {
    let (from, until) = (format!("{row}-from"), format!("{row}-until"));
    html! {
        (date_input(&Field { name: &from, label: "From", hint: "", value: typed.get(&from), errors }))
        (date_input(&Field { name: &until, label: "Last day", hint: "", value: typed.get(&until), errors }))
    }
}

fn person(
    typed: &Typed,
    errors: &FormErrors,
    row: &str,
    (field, label): (&str, &str),
    options: &[(&str, &str)],
) -> Markup {
    let own = format!("{row}-{field}");
    html! {
        div.side {
            (select(&Field { name: &own, label, hint: "", value: typed.get(&own), errors }, options))
            (days(typed, errors, row))
        }
    }
}

fn time(typed: &Typed, errors: &FormErrors, n: usize) -> Markup {
    let row = format!("time-{n}");
    let [weekday, begins, minutes, place] =
        ["weekday", "begins", "minutes", "place"].map(|name| format!("{row}-{name}"));
    let field = |name, label| Field { name, label, hint: "", value: typed.get(name), errors };
    let numbers = ["1", "2", "3", "4", "5"];
    let mut options = vec![("", "Choose")];
    options.extend(numbers.into_iter().zip(WEEKDAYS));
    html! {
        div.side.time-row {
            (select(&field(&weekday, "Day"), &options))
            (text_input(&field(&begins, "Begins"), "time", "off"))
            (number_input(&field(&minutes, "Lasts"), "", "min"))
            (text_input(&field(&place, "Where"), "text", "off"))
            (days(typed, errors, &row))
        }
    }
}

/// The form for the end.
pub(super) fn ending(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        (date_input(&field("ended_on", "Last day", "Sessions after it are not planned any more. What was noted stays.")))
        (text_input(&field("reason", "Why", "Optional: all targets met, end of term"), "text", "off"))
        p { (second_button("End the group")) }
    }
}
