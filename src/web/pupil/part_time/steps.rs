//! A step on the way back to full time: another week from a day on.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::html;

use super::{Timetables, begin, load, week};
use crate::{
    domain::{access::Verb, audit::Subject, part_time::Pattern, time::LongDay},
    store::part_time::{self, HeldTimetable},
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "Add a step back to full time";

pub(super) async fn new(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let mut typed = Typed::default();
    if let Some((_, _, last)) = held.weeks.last() {
        week::fill(&mut typed, last);
    }
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, form(&seen, held, &typed, &FormErrors::default())).await
}

pub(super) async fn add(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let step = read(&typed, held, &mut errors);
    let Some((from, week)) = step.filter(|_| errors.is_empty()) else {
        return app.answer(&person, form(&seen, held, &typed, &errors)).await;
    };
    let mut tx = begin(&app, &person).await?;
    part_time::add_step(&mut tx, seen.head.id, held.id, from, &week).await?;
    tx.commit().await?;
    Ok(seen.back(held.id))
}

fn read(typed: &Typed, held: &HeldTimetable, errors: &mut FormErrors) -> Option<(NaiveDate, Pattern)> {
    let (from, days) = (date(typed.get("step_on")), held.now().days);
    match from {
        None => errors.add("step_on", "Enter the day of the step, like 2026-11-30"),
        Some(on) if on <= days.from || on > days.until => {
            let (first, last) = (LongDay(days.from), LongDay(days.until));
            errors.add("step_on", format!("A step is after the first day, {first}, and not after the last, {last}"));
        }
        Some(on) if held.weeks.iter().any(|(_, day, _)| *day == on) => {
            errors.add("step_on", format!("There is a step from {} already: take that away first", LongDay(on)));
        }
        Some(_) => {}
    }
    let week = week::read(typed, errors);
    from.zip(week)
}

fn form(seen: &Timetables, held: &HeldTimetable, typed: &Typed, errors: &FormErrors) -> Page {
    let hint = "From this day on the week below holds, until the next step or the last day.";
    let fields = html! {
        (date_input(&Field { name: "step_on", label: "From which day", hint, value: typed.get("step_on"), errors }))
        h2 { "In school each week from then on" }
        (week::fields(typed, errors))
        (button("Add the step"))
    };
    let place = format!("/part-time/{}", held.id);
    head::form(&seen.head, &place, TITLE, errors, &format!("{place}/steps/new"), &fields)
}
