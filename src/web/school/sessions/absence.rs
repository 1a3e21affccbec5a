//! An adult is away: the sessions that they give on a day are marked as lost in one act, which is shown before it is saved.

use axum::{
    extract::{Form, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    DayQuery, arranges,
    day::{self, DaySession, SessionDay},
    fields, place,
};
use crate::{
    domain::{audit::Subject, delivery::Lost, ids::StaffId, part_time::clock, time::LongDay},
    store::sessions::{self, NewNote, NewRecord},
    web::{
        App,
        form::{
            asked,
            fields::{Field, FormErrors, date_input, error_summary, radios, second_button, select},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::post_form::post_form,
    },
};

const TITLE: &str = "An adult is away";

/// Days before and after today for which it can be said.
const REACH: i64 = 14;

/// Reasons that are an adult's.
const REASONS: [Lost; 2] = [Lost::AdultAbsent, Lost::Cover];

/// One session as the form calls it.
fn name(one: &DaySession) -> String {
    format!("{}-{}", one.group, one.session.begins)
}

async fn load(app: &App, person: &Person, typed: &Typed, errors: &mut FormErrors) -> Result<SessionDay> {
    if !arranges(person) {
        return Err(Error::Forbidden);
    }
    let today = app.clock.now().today();
    let day = asked::day(errors, "day", typed.get("day")).unwrap_or(today);
    if (day - today).num_days().abs() > REACH {
        errors.add("day", format!("Choose a day within {REACH} days of today"));
    }
    // Nobody is chosen yet: then there is nobody's list to show.
    let adult = StaffId(typed.get("adult").parse().unwrap_or(0));
    let mut seen = day::of(app, person, day, Some(adult)).await?;
    seen.sessions.retain(|one| !one.is_noted());
    if !seen.adults.iter().any(|(id, _)| *id == adult) {
        seen.adult = None;
    }
    app.viewed_all(person, Subject::SessionNote, &seen.pupils()).await?;
    Ok(seen)
}

pub(super) async fn ask(State(app): State<App>, person: Person, Query(query): Query<DayQuery>) -> Result<Response> {
    let (mut typed, mut errors) = (Typed::default(), FormErrors::default());
    typed.set("day", query.day);
    typed.set("adult", query.adult);
    let seen = load(&app, &person, &typed, &mut errors).await?;
    typed.set("reason", Lost::AdultAbsent.as_code());
    typed.set("key", fields::key());
    // Where somebody else gives it too it goes on, unless somebody says otherwise.
    let alone = seen.sessions.iter().filter(|one| one.adults.len() == 1).map(|one| ("lost".to_owned(), name(one)));
    typed.0.extend(alone);
    let page = Page::new(TITLE, form(&seen, &typed, &errors)).at(Nav::Sessions).wrong(&errors);
    app.answer(&person, page).await
}

pub(super) async fn mark(
    State(app): State<App>,
    person: Person,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (typed, mut errors) = (Typed(typed), FormErrors::default());
    let seen = load(&app, &person, &typed, &mut errors).await?;
    let reason = Lost::from_code(typed.get("reason")).filter(|one| REASONS.contains(one));
    if reason.is_none() {
        errors.add("reason", "Choose why they cannot give them");
    }
    let ticked = |one: &&DaySession| typed.0.iter().any(|(field, value)| field == "lost" && *value == name(one));
    let lost: Vec<&DaySession> = seen.sessions.iter().filter(ticked).collect();
    if lost.is_empty() {
        errors.add("lost", "Tick what does not happen");
    }
    if !fields::is_key(typed.get("key")) {
        return Err(Error::BadRequest("This did not come from a page of ours: open it again.".to_owned()));
    }
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        return app
            .answer(&person, Page::new(TITLE, form(&seen, &typed, &errors)).at(Nav::Sessions).wrong(&errors))
            .await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    for one in lost {
        let notes = one.pupils.iter().map(|pupil| NewNote { pupil: pupil.id, outcome: Err(reason), target: None });
        let record = NewRecord {
            group: one.group,
            on: one.session.on,
            begins: one.session.begins,
            minutes: one.session.minutes,
            words: String::new(),
            key: format!("{}-{}", typed.get("key"), name(one)),
            notes: notes.collect(),
        };
        sessions::record(&mut tx, &record).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&place(seen.day, seen.adult)).into_response())
}

fn form(seen: &SessionDay, typed: &Typed, errors: &FormErrors) -> Markup {
    let day = seen.day.to_string();
    let known: Vec<(String, String)> = seen.adults.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let mut options = vec![("", "Choose who is away")];
    options.extend(known.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let who = seen.adult.and_then(|id| seen.adults.iter().find(|(one, _)| *one == id));
    html! {
        p.no-print { a href=(place(seen.day, seen.adult)) { "Back to the sessions" } }
        (error_summary(errors))
        h1 { (TITLE) }
        form.filters method="get" action="/sessions/absence" {
            (select(&Field { name: "adult", label: "Who is away", hint: "", value: typed.get("adult"), errors }, &options))
            (date_input(&Field { name: "day", label: "On", hint: "", value: &day, errors }))
            (second_button("Show their sessions"))
        }
        @if let Some((id, name)) = who {
            @if seen.sessions.is_empty() { p.empty { (name.formal()) " gives nothing on " (LongDay(seen.day)) " that is not noted already." } }
            @else { (marks(seen, &name.formal(), *id, typed, errors)) }
        }
    }
}

fn marks(seen: &SessionDay, name_of: &str, id: StaffId, typed: &Typed, errors: &FormErrors) -> Markup {
    let reasons = REASONS.map(|one| (one.as_code(), one.words()));
    let ticked = |one: &DaySession| typed.0.iter().any(|(field, value)| field == "lost" && *value == name(one));
    html! {
        (post_form("/sessions/absence").class("panel").of(html! {
            h2 { (name_of) ", " (LongDay(seen.day)) }
            input type="hidden" name="adult" value=(id);
            input type="hidden" name="day" value=(seen.day);
            input type="hidden" name="key" value=(typed.get("key"));
            fieldset.field.field-wrong[errors.get("lost").is_some()] #lost tabindex="-1" aria-describedby=[errors.get("lost").map(|_| "lost-error")] {
                legend { "What does not happen" }
                @if let Some(error) = errors.get("lost") { p.field-error #lost-error { span.hidden { "Error: " } (error) } }
                @for one in &seen.sessions {
                    @let field = format!("lost-{}", name(one));
                    div.choice {
                        input type="checkbox" id=(field) name="lost" value=(name(one)) checked[ticked(one)];
                        label for=(field) {
                            (clock(one.session.begins)) " " strong { (one.name) } ": "
                            (one.pupils.iter().map(|pupil| pupil.name.short()).collect::<Vec<_>>().join(", "))
                            @if one.adults.len() > 1 { span.muted { " (also given by somebody else)" } }
                        }
                    }
                }
            }
            (radios(&Field { name: "reason", label: "Why", hint: "", value: typed.get("reason"), errors }, &reasons))
            p { button.primary type="submit" { "Mark them as lost" } }
        }))
    }
}
