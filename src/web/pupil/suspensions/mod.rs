//! Suspensions: dates, half days, reason, and the running total of the year.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::head::{self, entered};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        suspension::{Kind, MOST_DAYS_A_YEAR, MOST_REASONS, Reason, days, duties},
        time::LongDay,
    },
    store::{
        pupils::head::Head,
        suspensions::{self, HeldSuspension, New},
    },
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, number_input, radios, select, textarea},
            typed::{Typed, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/suspensions/new", get(new))
        .route("/pupils/{id}/suspensions", post(enter))
        .route("/pupils/{id}/suspensions/{suspension}/withdrawal", get(ask_withdraw).post(withdraw))
}

const TITLE: &str = "Record a suspension";
const WITHDRAW: &str = "Withdraw a suspension";
/// The most half days of one suspension.
const MOST: u32 = MOST_DAYS_A_YEAR * 2;

/// The half days of a year that are in force.
fn total(all: &[HeldSuspension], year: AcademicYear) -> u32 {
    all.iter().filter(|one| one.withdrawn.is_none() && year.contains(one.what.from)).map(|one| one.what.sessions).sum()
}

/// The section on the page of the record.
pub(in crate::web) fn section(head: &Head, all: &[HeldSuspension], today: NaiveDate) -> Markup {
    let changes = head.may(Thing::SenRecord, Verb::Change);
    let path = format!("/pupils/{}/suspensions", head.id);
    let year = AcademicYear::containing(today);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let what = &one.what;
            vec![
                html! {
                    (LongDay(what.from)) ": " (what.kind.words()) @if what.kind == Kind::Suspension { ", " (days(what.sessions)) }
                    @if one.withdrawn.is_some() { " " (tag(Tone::Quiet, "Withdrawn")) }
                },
                html! {
                    @for (n, reason) in what.reasons.iter().enumerate() {
                        @if n > 0 { br; } (reason.words()) " (" (reason.as_code()) ")"
                    }
                    @if !what.note.is_empty() { br; (what.note) }
                    @if let Some(why) = &one.withdrawn { br; "Withdrawn: " (why) }
                },
                html! { (LongDay(what.parents_told_on)) },
                html! {
                    (entered(Some(one.entered), one.by.as_ref()))
                    @if changes && one.withdrawn.is_none() {
                        br; a.no-print href=(format!("{path}/{}/withdrawal", one.id)) { "Withdraw" span.hidden { " that of " (LongDay(what.from)) } }
                    }
                },
            ]
        })
        .collect();
    let sum = total(all, year);
    html! {
        section aria-labelledby="suspensions" {
            h2 #suspensions { "Suspensions" }
            @if sum > 0 {
                p { "In " (year) ": " strong { (days(sum)) } " of at most " (MOST_DAYS_A_YEAR) "." }
                @for duty in duties(0, sum) { p { (tag(Tone::Late, "Too many")) " " (duty) } }
            }
            (table("The newest first", &["When", "Why", "Parents told", "Entered"], &rows, "Never suspended."))
            @if changes { p.actions.no-print { a.second href=(format!("{path}/new")) { (TITLE) } } }
        }
    }
}

async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed::default();
    for field in ["from_on", "told_on"] {
        typed.set(field, app.clock.now().today().to_string());
    }
    typed.set("kind", Kind::Suspension.as_code());
    app.viewed(&person, Subject::Suspension, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &typed, &errors)).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let typed = Typed(fields);
    let new = match read(&typed, app.clock.now().today()) {
        Ok(new) => new,
        Err(errors) => return app.answer(&person, form(&head, &typed, &errors)).await,
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    suspensions::enter(&mut tx, head.id, &new).await?;
    tx.commit().await?;
    Ok(back(&head))
}

fn read(typed: &Typed, today: NaiveDate) -> std::result::Result<New, FormErrors> {
    let mut errors = FormErrors::default();
    let kind = Kind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose what it is");
    }
    let from = day_gone(typed, "from_on", "the first day", today, &mut errors);
    let sessions = match kind {
        Some(Kind::Permanent) => Some(0),
        _ => typed.get("sessions").parse().ok().filter(|n| (1..=MOST).contains(n)),
    };
    if sessions.is_none() {
        errors.add("sessions", format!("Half days must be a whole number from 1 to {MOST}"));
    }
    let reasons = reasons(typed, &mut errors);
    let told = day_gone(typed, "told_on", "the day on which the parents were told", today, &mut errors);
    match (kind, from, sessions, told) {
        (Some(kind), Some(from), Some(sessions), Some(parents_told_on)) if errors.is_empty() => {
            Ok(New { kind, from, sessions, reasons, parents_told_on, note: typed.get("note").to_owned() })
        }
        _ => Err(errors),
    }
}

/// The fields of the reasons, the main one leading.
const REASONS: [(&str, &str, &str); MOST_REASONS] = [
    ("reason", "Main reason", "As the school census knows them, which takes up to three."),
    ("reason_2", "Second reason, if there is one", ""),
    ("reason_3", "Third reason, if there is one", ""),
];

fn reasons(typed: &Typed, errors: &mut FormErrors) -> Vec<Reason> {
    let mut all = Vec::new();
    for (field, ..) in REASONS {
        match Reason::from_code(typed.get(field)) {
            Some(reason) if all.contains(&reason) => errors.add(field, "This reason is chosen above already"),
            Some(reason) => all.push(reason),
            None if field == "reason" => errors.add(field, "Choose the reason"),
            None if !typed.get(field).is_empty() => errors.add(field, "Choose one of the reasons"),
            None => {}
        }
    }
    all
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = Kind::ALL.iter().map(|kind| (kind.as_code(), kind.words())).collect();
    let reasons: Vec<_> =
        std::iter::once(("", "Choose")).chain(Reason::ALL.iter().map(|r| (r.as_code(), r.words()))).collect();
    let fields = html! {
        (radios(&field("kind", "What it is", "Sending a pupil home in any other way is not lawful."), &kinds))
        (date_input(&field("from_on", "First day", "")))
        (number_input(&field("sessions", "How long", "In half days. Nothing for a permanent exclusion."), "", "half days"))
        @for (name, label, hint) in REASONS { (select(&field(name, label, hint), &reasons)) }
        (date_input(&field("told_on", "Parents told on", "Without delay, and in writing. The authority is told too.")))
        (textarea(&field("note", "Anything else", "Child protection records do not belong here."), 2))
        (button("Save"))
    };
    head::form(head, "/record", TITLE, errors, "/suspensions", &fields)
}

async fn ask_withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, suspension)): Path<(i64, i64)>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, suspension).await?;
    app.viewed(&person, Subject::Suspension, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, withdrawal(&head, &held, &Typed::default(), &errors)).await
}

async fn withdraw(
    State(app): State<App>,
    person: Person,
    Path((id, suspension)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let held = one(&app, &head, suspension).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    given(&typed, "why", "Write down why", &mut errors);
    if !errors.is_empty() {
        return app.answer(&person, withdrawal(&head, &held, &typed, &errors)).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !suspensions::withdraw(&mut tx, head.id, held.id, typed.get("why")).await? {
        return Err(Error::Conflict("Somebody else has withdrawn it meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

async fn one(app: &App, head: &Head, suspension: i64) -> Result<HeldSuspension> {
    let all = suspensions::of_pupil(&mut *app.store.read().await?, head.id).await?;
    all.into_iter().find(|one| one.id == suspension).ok_or(Error::NotFound)
}

fn withdrawal(head: &Head, held: &HeldSuspension, typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        p { (held.what.kind.words()) " of " (LongDay(held.what.from)) ", " (days(held.what.sessions)) ". It stays in the history, and no longer counts." }
        (textarea(
            &Field {
                name: "why",
                label: "Why",
                hint: "Entered by mistake, or taken back by the head or the governors.",
                value: typed.get("why"),
                errors,
            },
            2,
        ))
        (button("Withdraw it"))
    };
    head::form(head, "/record", WITHDRAW, errors, &format!("/suspensions/{}/withdrawal", held.id), &fields)
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/record", head.id)).into_response()
}
