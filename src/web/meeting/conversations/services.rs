//! Other services at a meeting: who of them was asked, how and on what ground, and who came or sent a report.

use axum::{
    Form, Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{Fields, shown};
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::ConversationId,
        service::{Asked, Part},
        time::LongDay,
    },
    store::{
        Tx,
        conversations::{self, Conversation, KnownService, NewService, Service},
        relation::relation,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, second_button, select, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        ui::{post_form::post_form, table::table},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/conversations/{id}/services", post(ask))
        .route("/conversations/{id}/services/{service}", post(part))
}

/// Begins an act on a meeting, held or not: a report may come weeks later.
async fn begin(app: &App, person: &Person, id: i64) -> Result<(Tx, Conversation)> {
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = tx.now.today();
    let found = conversations::visible_to(tx.conn(), &person.viewer, ConversationId(id), Verb::Change, today).await?;
    Ok((tx, found.ok_or(Error::NotFound)?))
}

/// Who is known already, for whoever may see where they are known from.
pub(super) async fn known(
    conn: &mut SqliteConnection,
    person: &Person,
    meeting: &Conversation,
    today: NaiveDate,
) -> Result<Vec<KnownService>> {
    let relation = relation(conn, &person.viewer, meeting.pupil, today).await?;
    let sees = |thing| person.viewer.may(relation, thing, Verb::See);
    match sees(Thing::SenRecord) && sees(Thing::Plan) {
        true => Ok(conversations::known(conn, meeting.plan, meeting.pupil).await?),
        false => Ok(Vec::new()),
    }
}

async fn ask(State(app): State<App>, person: Person, Path(id): Path<i64>, Form(fields): Fields) -> Result<Response> {
    let (mut tx, meeting) = begin(&app, &person, id).await?;
    let (mut typed, today) = (Typed(fields), tx.now.today());
    let known = known(tx.conn(), &person, &meeting, today).await?;
    if let Some(chosen) = known.iter().find(|one| one.words() == typed.get("service_known")) {
        typed.set("service_name", chosen.name.as_str());
        typed.set("service", chosen.service.as_str());
    }
    match read(&typed, today) {
        Ok(new) => conversations::ask(&mut tx, (meeting.id, meeting.pupil), &new).await?,
        Err(errors) => {
            drop(tx);
            return shown(&app, &person, &meeting, &typed, &errors).await;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}#services")).into_response())
}

fn read(typed: &Typed, today: NaiveDate) -> std::result::Result<NewService, FormErrors> {
    let mut errors = FormErrors::default();
    let text = |name| typed.get(name).trim().to_owned();
    let (how, on) = (Asked::from_code(typed.get("service_how")), date(typed.get("service_on")));
    if text("service").is_empty() {
        errors.add("service", "Choose who it is, or enter the service, for example: educational psychology");
    }
    if how.is_none() {
        errors.add("service_how", "Choose how you asked them");
    }
    if on.is_none_or(|on| today < on) {
        errors.add("service_on", "Enter the day on which you asked them, today or before");
    }
    if text("service_ground").is_empty() {
        errors.add(
            "service_ground",
            "Enter why you may tell them: when and how the parents agreed, or the lawful ground",
        );
    }
    match (how, on) {
        (Some(how), Some(on)) if errors.is_empty() => Ok(NewService {
            name: text("service_name"),
            service: text("service"),
            how,
            on,
            ground: text("service_ground"),
        }),
        _ => Err(errors),
    }
}

async fn part(
    State(app): State<App>,
    person: Person,
    Path((id, service)): Path<(i64, i64)>,
    Form(fields): Fields,
) -> Result<Response> {
    let (mut tx, meeting) = begin(&app, &person, id).await?;
    let one = meeting.services.iter().find(|one| one.id == service).ok_or(Error::NotFound)?;
    let typed = Typed(fields);
    let part =
        Part::from_code(typed.get("part")).ok_or_else(|| Error::BadRequest("Choose what became of it.".to_owned()))?;
    if one.part != Some(part) {
        conversations::took_part(&mut tx, meeting.pupil, service, part).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/conversations/{id}#services")).into_response())
}

/// The part of a meeting's page: nothing of the parents stands in it.
pub(super) fn section(
    meeting: &Conversation,
    may: bool,
    known: &[KnownService],
    typed: &Typed,
    errors: &FormErrors,
) -> Markup {
    let rows: Vec<Vec<Markup>> = meeting.services.iter().map(|one| row(meeting, one, may)).collect();
    html! {
        @if may || !rows.is_empty() {
            section aria-labelledby="services" {
                h2 #services { "Other services" }
                @if !rows.is_empty() {
                    (table("Who was asked", &["Who", "Asked", "On what ground", "What became of it"], &rows, ""))
                }
                @if may { (form(meeting, known, typed, errors)) }
            }
        }
    }
}

fn row(meeting: &Conversation, one: &Service, may: bool) -> Vec<Markup> {
    let id = format!("part-{}", one.id);
    vec![
        html! { (one.who()) },
        html! { (one.asked.how.words()) ", " (LongDay(one.asked.on)) },
        html! { (one.asked.ground) },
        html! {
            (one.part.map_or("Not known yet", Part::words))
            @if may {
                (post_form(format!("/conversations/{}/services/{}", meeting.id, one.id)).class("inline no-print").of(html! {
                    label.hidden for=(id) { "What became of it: " (one.who()) }
                    select id=(id) name="part" {
                        @if one.part.is_none() { option value="" selected { "Not known yet" } }
                        @for part in Part::ALL { option value=(part.as_code()) selected[one.part == Some(*part)] { (part.words()) } }
                    }
                    " " (second_button("Save"))
                }))
            }
        },
    ]
}

fn form(meeting: &Conversation, known: &[KnownService], typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let mut ways = vec![("", "Choose")];
    ways.extend(Asked::ALL.iter().map(|how| (how.as_code(), how.words())));
    let words: Vec<String> = known.iter().map(KnownService::words).collect();
    let mut choices = vec![("", "Somebody else: enter who, below")];
    choices.extend(words.iter().map(|words| (words.as_str(), words.as_str())));
    let wrong =
        ["service", "service_how", "service_on", "service_ground"].iter().any(|name| errors.get(name).is_some());
    html! {
        details.no-print open[wrong] {
            summary { "Write down that somebody of another service was asked" }
            p.hint { "Ask them yourself: Thrice does not write to them, and they see no parent’s address or number here." }
            (post_form(format!("/conversations/{}/services", meeting.id)).of(html! {
                @if !known.is_empty() { (select(&field("service_known", "Who", "They stand in the plan, or advice was asked of them."), &choices)) }
                (text_input(&field("service_name", "Name", "May be empty"), "text", "off"))
                (text_input(&field("service", "Service", "For example: educational psychology, family support, CAMHS"), "text", "off"))
                (select(&field("service_how", "How you asked them", ""), &ways))
                (date_input(&field("service_on", "On which day", "")))
                (text_input(&field("service_ground", "Why you may tell them", "For example: mother agreed on the phone on 12 November"), "text", "off"))
                (second_button("Write it down"))
            }))
        }
    }
}

/// What parents read of it: who was there or sent a report. Nothing of how they were asked.
pub(in crate::web) fn to_parents(meeting: &Conversation) -> Markup {
    let told = || meeting.services.iter().filter_map(|one| Some((one.who(), one.part?.to_parents()?)));
    html! {
        @if told().next().is_some() {
            h2 { "Other services" }
            ul { @for (who, part) in told() { li { (who) ": " (part) } } }
        }
    }
}
