//! Entering a timetable, and changing its days, hours and reason.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::html;

use super::{Timetables, alone, begin, load, school_day, short_enough, week};
use crate::{
    domain::{
        access::Verb,
        audit::Subject,
        part_time::{Days, FULL_WEEK, FULL_WEEKS, GUIDANCE, Pattern, hours, parse_hours},
        time::LongDay,
    },
    store::part_time::{self, HeldTimetable, New, Terms},
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, number_input, textarea},
            typed::{Typed, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head,
        ui::button::button,
    },
};

const NEW: &str = "New part-time timetable";
const CHANGE: &str = "Change the part-time timetable";

/// Calendar days that can be between the first and the last day: nobody means more than two years.
const LONGEST_DAYS: i64 = 731;

/// Which form it is: of a new one, or of one that is there.
type Old<'a> = Option<&'a HeldTimetable>;

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let mut typed = Typed::default();
    typed.set("full_week", said(FULL_WEEK));
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, form(&seen, None, &typed, &FormErrors::default())).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let new = read_new(&typed, &seen, &mut errors);
    if let Some(new) = new.filter(|_| errors.is_empty()) {
        let mut tx = begin(&app, &person).await?;
        match alone(&mut tx, &seen.head, new.terms.days, None).await? {
            Ok(()) => {
                let made = part_time::enter(&mut tx, seen.head.id, &new).await?;
                tx.commit().await?;
                return Ok(seen.back(made));
            }
            Err(why) => errors.add("from_on", why),
        }
    }
    app.answer(&person, form(&seen, None, &typed, &errors)).await
}

pub(super) async fn edit(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let old = seen.open(timetable)?;
    let (terms, mut typed) = (old.now(), Typed::default());
    typed.set("from_on", terms.days.from.to_string());
    typed.set("until_on", terms.days.until.to_string());
    typed.set("full_week", said(terms.full_week));
    typed.set("reason", terms.reason.clone());
    if let Some((_, _, first)) = old.weeks.first() {
        week::fill(&mut typed, first);
    }
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, form(&seen, Some(old), &typed, &FormErrors::default())).await
}

pub(super) async fn change(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let old = seen.open(timetable)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let read = read(&typed, &seen, Some(old), &mut errors);
    let first = old.weeks.first().map(|(row, ..)| *row);
    if let Some(((terms, week), first)) = read.zip(first).filter(|_| errors.is_empty()) {
        let mut tx = begin(&app, &person).await?;
        match alone(&mut tx, &seen.head, terms.days, Some(old.id)).await? {
            Ok(()) => {
                let pupil = seen.head.id;
                if !part_time::change(&mut tx, pupil, old.id, &terms, (first, &week)).await? {
                    return Err(Error::Conflict(
                        "Somebody else has changed it meanwhile. Open it again and look.".to_owned(),
                    ));
                }
                tx.commit().await?;
                return Ok(seen.back(old.id));
            }
            Err(why) => errors.add("from_on", why),
        }
    }
    app.answer(&person, form(&seen, Some(old), &typed, &errors)).await
}

/// Minutes as hours in their field: "32.5"; where that is no short number, "32:20".
fn said(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (whole, 0) => whole.to_string(),
        (whole, 30) => format!("{whole}.5"),
        (whole, rest) => format!("{whole}:{rest:02}"),
    }
}

fn read_new(typed: &Typed, seen: &Timetables, errors: &mut FormErrors) -> Option<New> {
    let read = read(typed, seen, None, errors);
    let review_on = date(typed.get("review_on"));
    match (review_on, &read) {
        (None, _) => errors.add("review_on", "Enter the day of the first review, like 2026-11-27"),
        (Some(on), Some((terms, _))) if on < terms.days.from || on > terms.days.until => {
            errors.add("review_on", "The first review is between the first day and the last");
        }
        (Some(on), _) => {
            if let Err(why) = school_day(seen.calendar(), on) {
                errors.add("review_on", why);
            }
        }
    }
    let ((terms, week), review_on) = read.zip(review_on)?;
    Some(New { terms, week, review_on })
}

fn read(typed: &Typed, seen: &Timetables, old: Old<'_>, errors: &mut FormErrors) -> Option<(Terms, Pattern)> {
    let days = days(typed, seen, old, errors);
    let full_week = parse_hours(typed.get("full_week")).filter(|minutes| FULL_WEEKS.contains(minutes));
    if full_week.is_none() {
        errors.add("full_week", "Hours of a full week must be from 10 to 50, like 32.5 or 32:30");
    }
    let week = week::read(typed, errors);
    if week.zip(full_week).is_some_and(|(week, full_week)| week.is_full(full_week)) {
        errors.add("mon-part", "That is the full week: a part-time timetable leaves something out");
    }
    given(typed, "reason", "Write down why it is needed", errors);
    short_enough(typed, "reason", errors);
    let terms = Terms { days: days?, reason: typed.get("reason").to_owned(), full_week: full_week? };
    Some((terms, week?))
}

fn days(typed: &Typed, seen: &Timetables, old: Old<'_>, errors: &mut FormErrors) -> Option<Days> {
    let (from, until) = (date(typed.get("from_on")), date(typed.get("until_on")));
    let steps = old.map(|old| old.weeks.iter().skip(1)).into_iter().flatten();
    match from {
        None => errors.add("from_on", "Enter the first day, like 2026-11-23"),
        Some(from) if !seen.head.roll.iter().any(|span| span.contains(from)) => {
            errors.add("from_on", format!("{} is not on roll on {}", seen.head.name.forename, LongDay(from)));
        }
        Some(from) => {
            if let Some((_, step, _)) = steps.into_iter().find(|(_, step, _)| *step <= from) {
                let step = LongDay(*step);
                errors.add("from_on", format!("The step from {step} would come before it: take that step away first"));
            }
        }
    }
    match (from, until) {
        (_, None) => errors.add("until_on", "Enter the last day, like 2026-12-18: it is for a while only"),
        (Some(from), Some(until)) if until < from => {
            errors.add("until_on", "The last day is before the first: look at both again")
        }
        (Some(from), Some(until)) if (until - from).num_days() > LONGEST_DAYS => {
            errors.add("until_on", "The last day is more than two years after the first: look at both again");
        }
        _ => {}
    }
    let days = Days { from: from?, until: until? };
    (days.from <= days.until).then_some(days)
}

fn form(seen: &Timetables, old: Old<'_>, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let weeks = format!(
        "On the school day after it the pupil is back to full time. {} school weeks at most are meant.",
        seen.most_weeks()
    );
    let full =
        format!("As the school counts it, breaks included. {} is what the DfE expects at least.", hours(FULL_WEEK));
    let fields = html! {
        @if old.is_none() {
            p {
                "Every pupil of compulsory school age has a right to full-time education. "
                "A part-time timetable is the exception: for a while, in the pupil’s own interest, agreed with the parent, reviewed, and not a way to "
                "manage behaviour (" (GUIDANCE) ")."
            }
        }
        (date_input(&field("from_on", "First day", "")))
        (date_input(&field("until_on", "Last day", &weeks)))
        (number_input(&field("full_week", "Hours of a full week", &full), "", "hours"))
        h2 { @if old.is_some() { "The first week" } @else { "In school each week" } }
        (week::fields(typed, errors))
        (textarea(&field("reason", "Why it is needed", "Teachers and assistants do not read this: they see days and hours."), 3))
        @if old.is_none() {
            (date_input(&field("review_on", "First review", "With the pupil and the parents. The day of each next one is set at the review before.")))
        }
        (button("Save"))
    };
    match old {
        None => head::form(&seen.head, "/part-time", NEW, errors, "/part-time", &fields),
        Some(old) => {
            let place = format!("/part-time/{}", old.id);
            head::form(&seen.head, &place, CHANGE, errors, &format!("{place}/edit"), &fields)
        }
    }
}
