//! What is entered on the page of a timetable itself: a parent's answer, that the authority was told, another review day, a step taken away.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;

use super::{Timetables, begin, load, one, school_day, short_enough};
use crate::{
    domain::{
        access::Verb,
        ids::{AdultId, PartTimeId},
        part_time::Agreement,
    },
    store::{
        Tx,
        part_time::{self, HeldTimetable},
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::FormErrors,
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// One thing that somebody enters.
enum TimetableAct {
    /// What a parent answered.
    Answer(AdultId, Agreement, NaiveDate),
    /// The authority was told.
    Told(NaiveDate, String),
    /// Another review is set.
    Review(NaiveDate),
    /// This step is taken away.
    Step(i64),
}

pub(super) async fn act(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let contacts = one::contacts(&app, &seen).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let known: Vec<AdultId> = contacts.iter().map(|(adult, _)| *adult).collect();
    let entered = read(&typed, &seen, held, &known, &mut errors);
    let Some(entered) = entered.filter(|_| errors.is_empty()) else {
        return app.answer(&person, one::page(&seen, held, &contacts, &typed, &errors)).await;
    };
    let mut tx = begin(&app, &person).await?;
    if !done(&mut tx, &seen, held.id, entered).await? {
        return Err(Error::Conflict("Somebody else has taken this step away meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(seen.back(held.id))
}

/// Reads what was sent: `do` says which form it was.
fn read(
    typed: &Typed,
    seen: &Timetables,
    held: &HeldTimetable,
    known: &[AdultId],
    errors: &mut FormErrors,
) -> Option<TimetableAct> {
    match typed.get("do") {
        "answer" => answer(typed, seen, known, errors),
        "tell" => {
            let on = day_gone(typed, "told_on", "the day on which the authority was told", seen.today, errors);
            short_enough(typed, "how", errors);
            Some(TimetableAct::Told(on?, typed.get("how").to_owned()))
        }
        "review" => review(typed, seen, held, errors),
        "step" => {
            let step = held.weeks.iter().skip(1).find(|(row, ..)| row.to_string() == typed.get("step"));
            if step.is_none() {
                errors.add("do", "Choose the step to take away");
            }
            step.map(|(row, ..)| TimetableAct::Step(*row))
        }
        _ => {
            errors.add("do", "Choose what to enter");
            None
        }
    }
}

fn answer(typed: &Typed, seen: &Timetables, known: &[AdultId], errors: &mut FormErrors) -> Option<TimetableAct> {
    let adult = known.iter().find(|adult| adult.to_string() == typed.get("adult")).copied();
    if adult.is_none() {
        errors.add("adult", "Choose who answered");
    }
    let answer = Agreement::from_code(typed.get("answer"));
    if answer.is_none() {
        errors.add("answer", "Choose what they answered");
    }
    let on = day_gone(typed, "answered_on", "the day on which they answered", seen.today, errors);
    Some(TimetableAct::Answer(adult?, answer?, on?))
}

fn review(typed: &Typed, seen: &Timetables, held: &HeldTimetable, errors: &mut FormErrors) -> Option<TimetableAct> {
    let (on, days) = (date(typed.get("another_on")), held.now().days);
    match on {
        None => errors.add("another_on", "Enter the day of the review, like 2026-12-04"),
        Some(on) if on < days.from || on > days.until => {
            errors.add("another_on", "A review is between the first day and the last");
        }
        Some(on) => {
            if let Err(why) = school_day(seen.calendar(), on) {
                errors.add("another_on", why);
            }
        }
    }
    on.map(TimetableAct::Review)
}

/// Does it. Returns whether it could be: somebody else may have been quicker.
async fn done(tx: &mut Tx, seen: &Timetables, id: PartTimeId, entered: TimetableAct) -> anyhow::Result<bool> {
    let pupil = seen.head.id;
    match entered {
        TimetableAct::Answer(adult, answer, on) => part_time::answer(tx, pupil, id, (adult, answer), on).await?,
        TimetableAct::Told(on, how) => part_time::tell(tx, pupil, id, on, &how).await?,
        TimetableAct::Review(on) => part_time::set_review(tx, pupil, id, on).await?,
        TimetableAct::Step(week) => return part_time::withdraw_step(tx, pupil, id, week).await,
    }
    Ok(true)
}
