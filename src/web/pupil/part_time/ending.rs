//! Recording how a timetable ended.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::html;

use super::{Timetables, begin, load, short_enough};
use crate::{
    domain::{access::Verb, audit::Subject, part_time::End, time::LongDay},
    store::part_time::{self, HeldTimetable},
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, radios, textarea},
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

const TITLE: &str = "End the part-time timetable";

pub(super) async fn ask(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let mut typed = Typed::default();
    typed.set("ended_on", seen.today.min(held.now().days.until).to_string());
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, form(&seen, held, &typed, &FormErrors::default())).await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::Change).await?;
    let held = seen.open(timetable)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let ending = read(&typed, &seen, held, &mut errors);
    let Some(ending) = ending.filter(|_| errors.is_empty()) else {
        return app.answer(&person, form(&seen, held, &typed, &errors)).await;
    };
    let mut tx = begin(&app, &person).await?;
    if !part_time::end(&mut tx, seen.head.id, held.id, ending, typed.get("reason")).await? {
        return Err(Error::Conflict("Somebody else has ended it meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(seen.back(held.id))
}

fn read(typed: &Typed, seen: &Timetables, held: &HeldTimetable, errors: &mut FormErrors) -> Option<(End, NaiveDate)> {
    let (kind, days) = (End::from_code(typed.get("kind")), held.now().days);
    if kind.is_none() {
        errors.add("kind", "Choose how it ended");
    }
    // What never began has no last day of its own.
    let on = match kind {
        Some(End::NeverBegan) => Some(days.from),
        _ => day_gone(typed, "ended_on", "its last day", seen.today, errors),
    };
    if on.is_some_and(|on| on < days.from) {
        errors.add(
            "ended_on",
            format!("It begins on {}: choose a day from then on, or “Never began”", LongDay(days.from)),
        );
    }
    if on.is_some_and(|on| on > days.until) {
        let last = LongDay(days.until);
        errors.add(
            "ended_on",
            format!("Its last day is {last}. Where it went on longer, move the last day at a review first"),
        );
    }
    if kind.is_some_and(End::wants_reason) {
        given(typed, "reason", "Write down why", errors);
    }
    short_enough(typed, "reason", errors);
    kind.zip(on)
}

fn form(seen: &Timetables, held: &HeldTimetable, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = End::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let days = held.now().days;
    let fields = html! {
        p { "It is set from " (LongDay(days.from)) " to " (LongDay(days.until)) ". It stays in the history." }
        (radios(&field("kind", "How it ended", ""), &kinds))
        (date_input(&field("ended_on", "Its last day", "The last day on which the pupil came by it. Nothing counts as not attended after it.")))
        (textarea(&field("reason", "Why", "Where it ended early for another reason, or never began."), 2))
        (button("End it"))
    };
    let place = format!("/part-time/{}", held.id);
    head::form(&seen.head, &place, TITLE, errors, &format!("{place}/end"), &fields)
}
