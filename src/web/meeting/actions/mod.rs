//! What was agreed at meetings, until it is done: a pupil's list, and the page on which whoever took it on says what became of it.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        conversation::Done,
        ids::ActionId,
        people::Role,
        time::{Day, LongDay, Moment},
    },
    store::{
        conversations::agreed::{self, Action},
        relation::relation,
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, error_summary, radios, text_input},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        pupil::head::{self, Tab},
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}/agreed", get(list)).route("/agreed/{id}", get(show).post(settle))
}

async fn list(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Conversation).await?;
    let all = agreed::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let rows = rows(&all, head.may(Thing::Conversation, Verb::Change), app.clock.now());
    let heads = ["What", "Who", "Agreed", "By when", "Done?"];
    let body = table("Agreed at meetings", &heads, &rows, "Nothing has been agreed at a meeting yet.");
    head::page(&app, &person, &head, Tab::Agreed, body).await
}

fn rows(all: &[Action], changes: bool, now: Moment) -> Vec<Vec<Markup>> {
    all.iter()
        .map(|one| {
            vec![
                html! { (one.wording) },
                html! { (one.who()) },
                html! { a href=(format!("/conversations/{}", one.conversation)) { (Day(one.agreed_on)) } },
                html! { (by(one)) },
                html! {
                    (state(one, now))
                    @if changes { " " a.no-print href=(format!("/agreed/{}", one.id)) { "Change" span.hidden { ": " (one.wording) } } }
                },
            ]
        })
        .collect()
}

/// By when, as people read it.
pub(in crate::web) fn by(one: &Action) -> String {
    one.by.map_or_else(|| "From now on".to_owned(), |day| Day(day).to_string())
}

fn state(one: &Action, now: Moment) -> Markup {
    html! {
        @match &one.outcome {
            Some((done, note, at)) => {
                (became(*done))
                " " span.muted { (Day(at.today())) } @if !note.is_empty() { " " (note) }
            }
            None if one.by.is_some_and(|day| day < now.today()) => (tag(Tone::Late, "Not said yet")),
            None => "Open",
        }
    }
}

/// An action that this person may settle: whoever may change the pupil's meetings, and the member of staff who took it on, as long as they
/// work with the pupil.
async fn mine(conn: &mut SqliteConnection, person: &Person, id: i64, now: Moment) -> Result<Action> {
    let found = agreed::one(&mut *conn, &person.viewer, ActionId(id)).await?.ok_or(Error::NotFound)?;
    let relation = relation(conn, &person.viewer, found.pupil, now.today()).await?;
    let own = found.staff.as_ref().is_some_and(|(staff, _)| *staff == person.viewer.staff);
    let works_with = relation >= Relation::Supports || person.viewer.role == Role::Senco;
    let may = person.viewer.may(relation, Thing::Conversation, Verb::Change) || (own && works_with);
    if may { Ok(found) } else { Err(Error::NotFound) }
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let now = app.clock.now();
    let one = mine(&mut *app.store.read().await?, &person, id, now).await?;
    app.viewed(&person, Subject::AgreedAction, one.pupil).await?;
    let mut typed = Typed::default();
    if let Some((done, note, _)) = &one.outcome {
        typed.set("outcome", done.as_code());
        typed.set("note", note.clone());
    }
    app.answer(&person, Page::new("What became of it", page(&one, &typed, &FormErrors::default()))).await
}

async fn settle(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let now = tx.now;
    let one = mine(tx.conn(), &person, id, now).await?;
    let Some(done) = Done::from_code(typed.get("outcome")) else {
        drop(tx);
        let mut errors = FormErrors::default();
        errors.add("outcome", "Choose what became of it");
        let body = page(&one, &typed, &errors);
        return app.answer(&person, Page::new("What became of it", body).wrong(&errors)).await;
    };
    agreed::set_outcome(&mut tx, one.id, one.pupil, done, typed.get("note")).await?;
    tx.commit().await?;
    let own = person.viewer.role == Role::TeachingAssistant;
    let there = if own { "/my-pupils".to_owned() } else { format!("/pupils/{}/agreed", one.pupil) };
    Ok(Redirect::to(&there).into_response())
}

fn page(one: &Action, typed: &Typed, errors: &FormErrors) -> Markup {
    let field =
        |name: &'static str, label: &'static str| Field { name, label, hint: "", value: typed.get(name), errors };
    let options: Vec<_> = Done::ALL.iter().map(|done| (done.as_code(), done.words())).collect();
    html! {
        p.no-print { a href=(format!("/pupils/{}", one.pupil)) { "Back to the pupil" } }
        h1 { (one.wording) }
        (error_summary(errors))
        p.lead { "About " (one.pupil_name.full()) ". Agreed on " (LongDay(one.agreed_on)) ": " (one.who()) ", " (by(one).to_lowercase()) "." }
        (post_form(format!("/agreed/{}", one.id)).of(html! {
            (radios(&field("outcome", "What became of it?"), &options))
            (text_input(&field("note", "Note"), "text", "off"))
            p { (button("Save")) }
        }))
    }
}

/// Things taken on that are shown at once; the others fold away.
const AT_ONCE: usize = 8;

/// What somebody took on and has not done yet, for their own page.
pub(in crate::web) fn open(all: &[Action], now: Moment) -> Markup {
    let (first, others) = all.split_at(all.len().min(AT_ONCE));
    html! {
        @if !all.is_empty() {
            section aria-labelledby="agreed" {
                h2 #agreed { "You agreed to do (" (all.len()) ")" }
                ul.rows { @for one in first { (taken_on(one, now)) } }
                @if !others.is_empty() {
                    details {
                        summary { (others.len()) " more" span.hidden { " that you agreed to do" } }
                        ul.rows { @for one in others { (taken_on(one, now)) } }
                    }
                }
            }
        }
    }
}

fn taken_on(one: &Action, now: Moment) -> Markup {
    let is_late = one.by.is_some_and(|day| day < now.today());
    html! {
        li.row.row-overdue[is_late] {
            span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.full()) } }
            span.row-what {
                strong { (one.wording) } " " span.muted { @if one.by.is_some() { "by " } (by_then(one, now)) }
                @if let Some((done, note, _)) = &one.outcome { " " (became(*done)) " " span.muted { (note) } }
            }
            a.second href=(format!("/agreed/{}", one.id)) { "Say what became of it" span.hidden { ": " (one.wording) } }
        }
    }
}

/// What became of it, on a tint.
fn became(done: Done) -> Markup {
    let tone = match done {
        Done::Done => Tone::Good,
        Done::Partly => Tone::Soon,
        Done::NotDone => Tone::Quiet,
    };
    tag(tone, done.words())
}

/// By when, with its year where that is not this school year.
fn by_then(one: &Action, now: Moment) -> String {
    let this = AcademicYear::containing(now.today());
    match one.by {
        Some(day) if AcademicYear::containing(day) != this => LongDay(day).to_string(),
        _ => by(one),
    }
}
