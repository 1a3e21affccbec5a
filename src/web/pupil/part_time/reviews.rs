//! A review of a timetable: what was decided on which day, and the day of the next one.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{Timetables, alone, begin, load, school_day, short_enough};
use crate::{
    domain::{
        access::Verb,
        audit::Subject,
        part_time::{Days, Decision, GUIDANCE},
        time::LongDay,
    },
    store::part_time::{self, Held, HeldTimetable, SetReview, Terms},
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, date_input, radios, textarea},
            typed::Typed,
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

const TITLE: &str = "Record the review of the part-time timetable";

/// The review that is still to be held.
fn to_hold(held: &HeldTimetable, review: i64) -> Result<&SetReview> {
    let found = held.reviews.iter().find(|one| one.id == review).ok_or(Error::NotFound)?;
    if found.held.is_none() {
        return Ok(found);
    }
    Err(Error::Conflict("This review is recorded already.".to_owned()))
}

pub(super) async fn ask(
    State(app): State<App>,
    person: Person,
    Path((id, timetable, review)): Path<(i64, i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let review = to_hold(held, review)?;
    let mut typed = Typed::default();
    typed.set("held_on", seen.today.to_string());
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, form(&seen, held, review, &typed, &FormErrors::default())).await
}

pub(super) async fn hold(
    State(app): State<App>,
    person: Person,
    Path((id, timetable, review)): Path<(i64, i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let of = seen.open(timetable)?;
    let review = to_hold(of, review)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let held = read(&typed, &seen, of, &mut errors);
    if let Some(held) = held.filter(|_| errors.is_empty()) {
        let mut tx = begin(&app, &person).await?;
        let days = held.terms.as_ref().map_or(of.now().days, |terms| terms.days);
        match alone(&mut tx, &seen.head, days, Some(of.id)).await? {
            Ok(()) => {
                if !part_time::hold(&mut tx, seen.head.id, of.id, review.id, &held).await? {
                    return Err(Error::Conflict("Somebody else has recorded this review meanwhile.".to_owned()));
                }
                tx.commit().await?;
                return Ok(next(&seen, of, held.decision));
            }
            Err(why) => errors.add("until_on", why),
        }
    }
    app.answer(&person, form(&seen, of, review, &typed, &errors)).await
}

/// What follows from a decision is entered next.
fn next(seen: &Timetables, of: &HeldTimetable, decision: Decision) -> Response {
    let place = seen.place(of.id);
    let to = match decision {
        Decision::Continue => place,
        Decision::Increase => format!("{place}/steps/new"),
        Decision::FullTime => format!("{place}/end"),
    };
    Redirect::to(&to).into_response()
}

fn read(typed: &Typed, seen: &Timetables, of: &HeldTimetable, errors: &mut FormErrors) -> Option<Held> {
    let on = day_gone(typed, "held_on", "the day on which it was held", seen.today, errors);
    let decision = Decision::from_code(typed.get("decision"));
    if decision.is_none() {
        errors.add("decision", "Choose what was decided");
    }
    short_enough(typed, "note", errors);
    let goes_on = decision.is_some_and(|decision| decision != Decision::FullTime);
    let (now, until) = (of.now(), date(typed.get("until_on")));
    match until {
        None if !typed.get("until_on").is_empty() => errors.add("until_on", "Enter the last day, like 2026-12-18"),
        Some(until) if until < now.days.from || on.is_some_and(|on| until < on) => {
            errors.add("until_on", "The last day is before the review: look at both again");
        }
        Some(until) if (until - now.days.until).num_days() > 366 => {
            errors.add("until_on", "That is more than a year later: look at the day again");
        }
        _ => {}
    }
    let days = Days { until: until.filter(|_| goes_on).unwrap_or(now.days.until), ..now.days };
    let next_on = date(typed.get("next_on")).filter(|_| goes_on);
    match next_on {
        _ if !goes_on => {}
        None => errors.add("next_on", "Enter the day of the next review, like 2026-12-04"),
        Some(next) if next > days.until || on.is_some_and(|on| next <= on) => {
            let last = LongDay(days.until);
            errors.add("next_on", format!("The next review is after this one, and not after the last day, {last}"));
        }
        Some(next) => {
            if let Err(why) = school_day(seen.calendar(), next) {
                errors.add("next_on", why);
            }
        }
    }
    let terms = (days != now.days).then(|| Terms { days, ..now.clone() });
    Some(Held { on: on?, decision: decision?, note: typed.get("note").to_owned(), next_on, terms })
}

fn form(seen: &Timetables, of: &HeldTimetable, review: &SetReview, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let decisions: Vec<_> = Decision::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let last = format!(
        "Only where it moves. It is {} now; a timetable can go on longer as part of a review.",
        LongDay(of.now().days.until)
    );
    let fields = html! {
        p { "Set for " (LongDay(review.planned_on)) ". Reviews are held with the pupil and the parents (" (GUIDANCE) ")." }
        (date_input(&field("held_on", "Held on", "")))
        (radios(&field("decision", "What was decided", "More sessions: the new week is entered next. Back to full time: the end is entered next."), &decisions))
        (textarea(&field("note", "What was said", "By the pupil, the parents and staff. May be left empty."), 3))
        (date_input(&field("until_on", "A new last day", &last)))
        (date_input(&field("next_on", "Next review", "Not where the pupil goes back to full time.")))
        (button("Record the review"))
    };
    let place = format!("/part-time/{}", of.id);
    head::form(&seen.head, &place, TITLE, errors, &format!("{place}/reviews/{}", review.id), &fields)
}
