//! What happens to a version next: it is approved, taken back, published, or looked at again.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{ShownStrategy, answer, back, load, load_draft, too_late};
use crate::{
    domain::{
        access::{Thing, Verb},
        inclusion_strategy::{Approval, Gap, Stage, check_review},
        open_page::names_in,
        time::LongDay,
    },
    store::{
        inclusion_strategies::{self, NotedReview},
        open_pages::full_names,
    },
    web::{
        App,
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, date_input, second_button, text_input, textarea},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            session::Person,
        },
        school::open_pages::refused_for,
        ui::{button::button, post_form::post_form},
    },
};

/// The most letters of who approved it, and of what came of a review.
const LONGEST: (usize, usize) = (120, 1000);

/// The forms that lead on from where a version stands.
pub(super) fn next(strategy: &ShownStrategy, today: NaiveDate, typed: &Typed, errors: &FormErrors) -> Markup {
    let there = format!("/inclusion-strategy/{}", strategy.held.id);
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    match &strategy.held.stage {
        Stage::Draft => html! {
            p.actions { a.button href=(format!("{there}/texts")) { "Write what it says" } }
            (approval(&there, &field, &strategy.gaps(today)))
        },
        Stage::Approved(approval) => html! {
            div.panel #publish tabindex="-1" {
                p { "Approved by " (approval.by) " on " (LongDay(approval.on)) ". Once it is published it stays as it is." }
                @if let Some(error) = errors.get("publish") { p.field-error #publish-error { span.hidden { "Error: " } (error) } }
                (post_form(format!("{there}/publication")).of(button("Publish this version")))
                (post_form(format!("{there}/approval/withdrawal")).of(second_button("Take the approval back, to change it")))
            }
        },
        Stage::Published(..) => html! {
            details.panel open[!errors.is_empty()] {
                summary { "It was reviewed" }
                p { "The cover notes each annual review. The text stays as it was published: for another text begin the next version." }
                (post_form(format!("{there}/reviews")).of(html! {
                    (date_input(&field("reviewed_on", "Day of the review", "")))
                    (textarea(&field("words", "What came of it", "In a sentence or two. May be empty."), 3))
                    (date_input(&field("next_on", "Next review", "Within twelve months, or the day on which the next strategy begins.")))
                    (button("Note the review"))
                }))
            }
        },
    }
}

fn approval<'a>(there: &str, field: &impl Fn(&'a str, &'a str, &'a str) -> Field<'a>, gaps: &[Gap]) -> Markup {
    let errors = field("approved_by", "", "").errors;
    html! {
        details.panel #approve tabindex="-1" open[!errors.is_empty()] {
            summary { "Approve this draft" }
            @if let Some(error) = errors.get("approve") { p.field-error #approve-error { span.hidden { "Error: " } (error) } }
            @if !gaps.is_empty() {
                p { "Before it can be approved:" }
                ul { @for gap in gaps { li { (gap) } } }
            }
            (post_form(format!("{there}/approval")).of(html! {
                (text_input(&field("approved_by", "Approved by", "The body or the person: “Governing board”."), "text", "off"))
                (date_input(&field("approved_on", "On which day", "")))
                (button("Approve it"))
            }))
        }
    }
}

pub(super) async fn approve(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let strategy = load_draft(&app, &person, id).await?;
    let (typed, today, mut errors) = (Typed(fields), app.clock.now().today(), FormErrors::default());
    let by = typed.get("approved_by").to_owned();
    if let Some(gap) = strategy.gaps(today).first() {
        errors.add("approve", format!("It cannot be approved yet. {gap}"));
    }
    if by.is_empty() || by.chars().count() > LONGEST.0 {
        errors.add("approved_by", format!("Say who approved it, in at most {} letters", LONGEST.0));
    }
    let on = day_gone(&typed, "approved_on", "the day on which it was approved", today, &mut errors);
    let Some(on) = on.filter(|_| errors.is_empty()) else {
        return answer(&app, &person, &strategy, &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_strategies::approve(&mut tx, strategy.held.id, &Approval { by, on }).await? {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

pub(super) async fn take_back(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let strategy = load(&app, &person, id).await?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_strategies::take_back(&mut tx, strategy.held.id).await? {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

/// Every text of a version, with where it stands.
fn texts(strategy: &ShownStrategy) -> Vec<(String, &str)> {
    let says = &strategy.held.says;
    let parts = [
        ("Intent", says.intent.as_str()),
        ("Barriers to participation", &says.barriers),
        ("Outcomes", &says.outcomes),
        ("Further information", &says.further),
    ];
    let mut all: Vec<(String, &str)> = parts.into_iter().map(|(place, text)| (place.to_owned(), text)).collect();
    for one in &strategy.activities {
        let place = format!("The activity “{}”", one.does.what.lines().next().unwrap_or_default());
        all.extend([&one.does.what, &one.does.group, &one.does.lead].map(|text| (place.clone(), text.as_str())));
    }
    all
}

pub(super) async fn publish(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let strategy = load(&app, &person, id).await?;
    let names = full_names(&mut *app.store.read().await?, person.viewer.school).await?;
    let mut errors = FormErrors::default();
    refused_for(&names_in(&texts(&strategy), &names), &mut errors);
    if !errors.is_empty() {
        return answer(&app, &person, &strategy, &Typed::default(), &errors).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !inclusion_strategies::publish(&mut tx, strategy.held.id).await? {
        return Err(Error::Conflict("Only an approved version is published, and only once.".to_owned()));
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

pub(super) async fn review(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let strategy = load(&app, &person, id).await?;
    if !strategy.held.stage.is_published() {
        return Err(Error::Conflict("Only a published version is reviewed. This one can still be changed.".to_owned()));
    }
    let (typed, today, mut errors) = (Typed(fields), app.clock.now().today(), FormErrors::default());
    let on = day_gone(&typed, "reviewed_on", "the day of the review", today, &mut errors);
    let words = typed.get("words").to_owned();
    if words.chars().count() > LONGEST.1 {
        errors.add("words", format!("Say what came of it in at most {} letters", LONGEST.1));
    }
    let names = full_names(&mut *app.store.read().await?, person.viewer.school).await?;
    if let Some(found) = names_in(&[(String::new(), &words)], &names).first() {
        errors.add("words", format!("“{}” is a pupil: no child stands on an open page", found.name));
    }
    let next_on = date(typed.get("next_on"));
    match next_on {
        None => errors.add("next_on", "Enter the day of the next review as a date, like 2027-09-01"),
        Some(day) => {
            let _ = check_review(day, today).map_err(|why| errors.add("next_on", why));
        }
    }
    let Some((on, next_on)) = on.zip(next_on).filter(|_| errors.is_empty()) else {
        return answer(&app, &person, &strategy, &typed, &errors).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    inclusion_strategies::review(&mut tx, strategy.held.id, &NotedReview { on, words, next_on }).await?;
    tx.commit().await?;
    Ok(back(strategy.held.id))
}
