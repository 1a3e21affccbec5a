//! When each term's reviews are held: the last school days of the term, unless the school says otherwise.

use axum::{
    Form,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        calendar::{AcademicYear, Calendar, Season, Window},
        time::LongDay,
    },
    store::calendar,
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary},
            merge::{self, OPENED, Settled},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form},
    },
};

#[derive(Deserialize)]
pub(super) struct WindowsQuery {
    year: Option<i32>,
}

/// A school year's rounds: what the school has set, and what holds where it has set nothing.
struct Rounds {
    year: AcademicYear,
    this_year: AcademicYear,
    /// As the school has entered it.
    calendar: Calendar,
    /// As it would be if no window were set.
    usual: Calendar,
    /// The windows set in this year.
    set: Vec<(Season, Window)>,
}

impl Rounds {
    /// The windows that are set, as a form holds them.
    fn held(&self) -> Typed {
        let mut typed = Typed::default();
        for (season, window) in &self.set {
            typed.set(&opens(*season), window.opens_on.to_string());
            typed.set(&closes(*season), window.closes_on.to_string());
        }
        typed
    }

    fn set(&self, season: Season) -> Option<Window> {
        self.set.iter().find(|(known, _)| *known == season).map(|(_, window)| *window)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<WindowsQuery>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let today = app.clock.now().today();
    let rounds = load(&mut *app.store.read().await?, &person, asked.year, today).await?;
    let mut typed = rounds.held();
    typed.set(OPENED, merge::packed(&typed));
    let body = page(&rounds, &typed, &FormErrors::default());
    app.answer(&person, Page::new(TITLE, body)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let mut typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = app.clock.now().today();
    let rounds = load(tx.conn(), &person, typed.get("year").parse().ok(), today).await?;
    let leave = format!("/settings/windows?year={}", rounds.year.starting());
    if let Settled::Ask(differences, errors) = merge::settle(&mut typed, &rounds.held(), called) {
        drop(tx);
        let there = ("/settings/windows", leave.as_str());
        return app.answer(&person, merge::page((&typed, &rounds.held()), &differences, &errors, there, said)).await;
    }
    let mut errors = FormErrors::default();
    let wanted: Vec<_> =
        Season::ALL.iter().filter_map(|s| Some((*s, read(&typed, &rounds, *s, &mut errors)?))).collect();
    if !errors.is_empty() {
        drop(tx);
        let body = page(&rounds, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    }
    for (season, window) in wanted.into_iter().filter(|(season, window)| rounds.set(*season) != *window) {
        match window {
            Some(window) => calendar::put_window(&mut tx, rounds.year, season, window).await?,
            None => calendar::drop_window(&mut tx, rounds.year, season).await?,
        }
        let detail = format!("{} {}", rounds.year, season.as_code());
        tx.audit(Entry::new(Deed::Changed, Subject::Window).detail(&detail)).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&leave).into_response())
}

const TITLE: &str = "When rounds are held";

fn opens(season: Season) -> String {
    format!("{}-opens", season.as_code())
}

fn closes(season: Season) -> String {
    format!("{}-closes", season.as_code())
}

/// How people call a day of the form.
fn called(name: &str) -> Option<(String, bool)> {
    let season = |s: &Season| name == opens(*s) || name == closes(*s);
    let season = Season::ALL.iter().find(|s| season(s))?;
    let which = if name == opens(*season) { "first day" } else { "last day" };
    Some((format!("{} round: {which}", season.title()), false))
}

fn said(_: &str, value: &str) -> String {
    date(value).map_or_else(|| value.to_owned(), |day| LongDay(day).to_string())
}

/// This year, unless the one before or after it is asked for.
async fn load(conn: &mut SqliteConnection, person: &Person, year: Option<i32>, today: NaiveDate) -> Result<Rounds> {
    let this_year = AcademicYear::containing(today);
    let year = year.map_or(this_year, AcademicYear::new);
    if ![this_year.previous(), this_year, this_year.next()].contains(&year) {
        return Err(Error::NotFound);
    }
    let mut facts = calendar::facts(conn, person.viewer.school).await?;
    let calendar = Calendar::new(facts.clone());
    let set = facts.windows.drain(..).filter(|(of, ..)| *of == year).map(|(_, season, window)| (season, window));
    let set = set.collect();
    Ok(Rounds { year, this_year, calendar, usual: Calendar::new(facts), set })
}

/// A term's two fields: `Some(None)` where both are empty, which is the usual window.
fn read(typed: &Typed, rounds: &Rounds, season: Season, errors: &mut FormErrors) -> Option<Option<Window>> {
    let fields = [(opens(season), "first"), (closes(season), "last")];
    if fields.iter().all(|(field, _)| typed.get(field).is_empty()) {
        return Some(None);
    }
    let title = season.title();
    let days: Vec<Option<NaiveDate>> = fields
        .iter()
        .map(|(field, which)| {
            let day = date(typed.get(field));
            if day.is_none() {
                errors.add(field.clone(), format!("{title}: enter the {which} day, like 2026-11-23, or empty both"));
            }
            day
        })
        .collect();
    let [Some(opens_on), Some(closes_on)] = days[..] else { return None };
    match (Window { opens_on, closes_on }).check(&rounds.calendar, rounds.year, season) {
        Ok(window) => Some(Some(window)),
        Err(problem) => {
            errors.add(opens(season), format!("{title}: {problem}"));
            None
        }
    }
}

fn page(rounds: &Rounds, typed: &Typed, errors: &FormErrors) -> Markup {
    let year = rounds.year;
    html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        (error_summary(errors))
        h1 { "When rounds are held in " (year) }
        p { "Leave a term empty, and its round is held on the last school days of the term. What is due, and when it is late, follows from these days." }
        @if let Some(assumption) = rounds.calendar.assumption(year) { p { (assumption) } }
        (post_form("/settings/windows").class("panel").of(html! {
            input type="hidden" name="year" value=(year.starting());
            input type="hidden" name=(OPENED) value=(typed.get(OPENED));
            @for season in Season::ALL { (term(rounds, *season, typed, errors)) }
            (button("Save the rounds"))
        }))
        p.no-print {
            @for other in [rounds.this_year.previous(), rounds.this_year, rounds.this_year.next()] {
                @if other != year { a href=(format!("/settings/windows?year={}", other.starting())) { (other) } " " }
            }
        }
    }
}

fn term(rounds: &Rounds, season: Season, typed: &Typed, errors: &FormErrors) -> Markup {
    let (year, title) = (rounds.year, season.title());
    let (term, usual) = (rounds.calendar.term(year, season), rounds.usual.window(year, season));
    let (first, last) = (opens(season), closes(season));
    let (first_label, last_label) = (format!("{title}: first day"), format!("{title}: last day"));
    html! {
        h2 { (title) }
        p.hint {
            "The term: " (LongDay(term.starts_on)) " to " (LongDay(term.ends_on)) ". The usual round: "
            (LongDay(usual.opens_on)) " to " (LongDay(usual.closes_on)) "."
        }
        (date_input(&Field { name: &first, label: &first_label, hint: "", value: typed.get(&first), errors }))
        (date_input(&Field { name: &last, label: &last_label, hint: "", value: typed.get(&last), errors }))
    }
}
