//! What must be done differently for a pupil and what they have at hand: entered in one form, ended with a last day, and read above the
//! targets by everybody who works with the pupil. No review is owed for it.

use axum::{
    Router,
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        adjustment::{Adjustment, AdjustmentKind, MustKnow},
        audit::Subject,
        ids::AdjustmentId,
        time::LongDay,
    },
    store::{adjustments, pupils::head::Head},
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, date_input, error_summary, radios, text_input},
            typed::{Typed, cut, given},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/adjustments", get(show).post(enter))
        .route("/pupils/{id}/adjustments/{adjustment}/end", post(end))
}

type Held = Vec<(AdjustmentId, Adjustment)>;

async fn held(app: &App, head: &Head) -> Result<Held> {
    let mut conn = app.store.read().await?;
    Ok(adjustments::of_pupils(&mut conn, &[head.id]).await?.remove(&head.id).unwrap_or_default())
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Targets).await?;
    let mut typed = Typed::default();
    typed.set("from_on", app.clock.now().today().to_string());
    let page = page(&app, &head, &typed, &FormErrors::default()).await?;
    app.viewed(&person, Subject::Adjustment, head.id).await?;
    app.answer(&person, page).await
}

async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    let (typed, mut errors, now) = (Typed(fields), FormErrors::default(), app.clock.now());
    let kind = AdjustmentKind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose which of the two it is");
    }
    given(&typed, "words", "Say what is done differently, or what the pupil has at hand", &mut errors);
    let from = day_gone(&typed, "from_on", "the first day", now.today(), &mut errors);
    let until = date(typed.get("until_on"));
    if !typed.get("until_on").is_empty() && until.is_none() {
        errors.add("until_on", "The last day must be a real date, like 2027-07-21, or be left empty");
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("until_on", "It cannot end before it begins");
    }
    let (Some(kind), Some(from), true) = (kind, from, errors.is_empty()) else {
        return app.answer(&person, page(&app, &head, &typed, &errors).await?).await;
    };
    let one = Adjustment { kind, words: cut(typed.get("words")), source: cut(typed.get("source")), from, until };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    adjustments::enter(&mut tx, head.id, &one).await?;
    tx.commit().await?;
    Ok(back(&head))
}

async fn end(State(app): State<App>, person: Person, Path((id, adjustment)): Path<(i64, i64)>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Targets).await?;
    if !held(&app, &head).await?.iter().any(|(one, _)| one.0 == adjustment) {
        return Err(Error::NotFound);
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let today = tx.now.today();
    if !adjustments::end(&mut tx, head.id, AdjustmentId(adjustment), today).await? {
        return Err(Error::Conflict("Somebody else has ended this meanwhile.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(&head))
}

fn back(head: &Head) -> Response {
    Redirect::to(&format!("/pupils/{}/adjustments", head.id)).into_response()
}

const TITLE: &str = "Adjustments and equipment";

async fn page(app: &App, head: &Head, typed: &Typed, errors: &FormErrors) -> Result<Page> {
    let (held, changes) = (held(app, head).await?, head.may(Thing::Targets, Verb::Change));
    let rows: Vec<Vec<Markup>> = held
        .iter()
        .rev()
        .map(|(id, one)| {
            vec![
                html! { strong { (one.words) } br; span.muted { (one.kind.words()) } },
                html! { (one.source) },
                html! { (LongDay(one.from)) },
                html! {
                    @match one.until {
                        Some(until) => (LongDay(until)),
                        None if changes => (post_form(format!("/pupils/{}/adjustments/{id}/end", head.id)).class("no-print").of(html! {
                            button.second type="submit" { "Ends today" span.hidden { ": " (one.words) } }
                        })),
                        None => "It goes on",
                    }
                },
            ]
        })
        .collect();
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}", head.id)) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { (head.name.full()) ". Everybody who works with " (head.name.forename) " reads this above the targets. It owes no review." }
        (table("What must be done differently, and what is at hand", &["What", "Who says so", "Since", "Until"], &rows, "Nothing is entered."))
        @if changes { h2.no-print { "Enter another" } (form(head, typed, errors)) }
    };
    Ok(Page::new(format!("{TITLE} · {}", head.name.short()), body).wrong(errors))
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = AdjustmentKind::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let by_law = "An adjustment that must be made is a duty (Equality Act 2010, section 20).";
    html! {
        (post_form(format!("/pupils/{}/adjustments", head.id)).class("panel no-print").of(html! {
            (radios(&field("kind", "Which it is", by_law), &kinds))
            (text_input(&field("words", "What it is", "Sits on the left near the board; hearing aids, spare batteries in the office"), "text", "off"))
            (text_input(&field("source", "Who says that it is needed", "May be left empty."), "text", "off"))
            (date_input(&field("from_on", "Since", "")))
            (date_input(&field("until_on", "Last day", "May be left empty: it goes on.")))
            (button("Save"))
        }))
    }
}

/// What holds today, as it stands above the targets wherever they are read.
pub(in crate::web) fn above_targets(held: &MustKnow, today: NaiveDate) -> Markup {
    html! {
        @for (kind, words) in lines_above_targets(held, today) { p.must-do { strong { (kind) ": " } (words) } }
    }
}

/// The same line by line: what kind of thing it is, and what it says.
pub(in crate::web) fn lines_above_targets(held: &MustKnow, today: NaiveDate) -> Vec<(String, String)> {
    let linked = held.linked.iter().map(|one| (one.title().to_owned(), one.whereabouts(today)));
    let adjusted = held.adjustments.iter().map(|one| {
        let kind = match one.kind {
            AdjustmentKind::Adjustment => "Must",
            AdjustmentKind::Equipment => "Has",
        };
        (kind.to_owned(), one.words.clone())
    });
    linked.chain(adjusted).collect()
}
