//! What the form of each kind of plan asks: looked at and changed by the SENCO, version by version. A plan that was begun goes on with its
//! own version.

mod page;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use crate::{
    domain::{
        access::{Thing, Verb},
        plan::PlanKind,
        template::{AskedPart, MOST_QUESTIONS, Question, TargetField, Template, TemplatePart, TemplateProblem},
    },
    store::templates::{self, HeldTemplate},
    web::{
        App,
        form::{
            fields::FormErrors,
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/templates", get(show)).route("/templates/{kind}", get(edit).post(save))
}

async fn held(app: &App, person: &Person, kind: PlanKind) -> Result<Vec<HeldTemplate>> {
    Ok(templates::of_kind(&mut *app.store.read().await?, person.viewer.school, kind).await?)
}

/// The newest version of a kind, or what Thrice ships.
fn newest(held: &[HeldTemplate], kind: PlanKind) -> Template {
    held.first().map_or_else(|| Template::shipped(kind), |one| one.asks.clone())
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Plan, Verb::See)?;
    let mut all = Vec::new();
    for kind in PlanKind::ALL {
        all.push((*kind, held(&app, &person, *kind).await?));
    }
    app.answer(&person, Page::new(page::TITLE, page::list(&all, person.may(Thing::Plan, Verb::Change)))).await
}

async fn edit(State(app): State<App>, person: Person, Path(kind): Path<String>) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let kind = PlanKind::from_code(&kind).ok_or(Error::NotFound)?;
    let held = held(&app, &person, kind).await?;
    let typed = filled(&newest(&held, kind), held.first().map_or(0, |one| one.number));
    app.answer(&person, page::form(kind, &held, &typed, &FormErrors::default())).await
}

async fn save(
    State(app): State<App>,
    person: Person,
    Path(kind): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Plan, Verb::Change)?;
    let kind = PlanKind::from_code(&kind).ok_or(Error::NotFound)?;
    let mut typed = Typed(fields);
    let asks = match read(&typed) {
        Ok(asks) => asks,
        Err(errors) => {
            let held = held(&app, &person, kind).await?;
            return app.answer(&person, page::form(kind, &held, &typed, &errors)).await;
        }
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let seen = typed.get("seen").parse().unwrap_or(-1);
    if !templates::enter(&mut tx, kind, seen, &asks).await? {
        drop(tx);
        let held = held(&app, &person, kind).await?;
        typed.set("seen", held.first().map_or(0, |one| one.number).to_string());
        let mut errors = FormErrors::default();
        errors.add(
            "weeks",
            "Somebody else has changed this template meanwhile: look at the newest version below, and save once more",
        );
        return app.answer(&person, page::form(kind, &held, &typed, &errors).refused(StatusCode::CONFLICT)).await;
    }
    tx.commit().await?;
    Ok(Redirect::to("/templates").into_response())
}

/// The field of a part.
fn field(part: TemplatePart, what: &str) -> String {
    format!("{}-{what}", part.as_code())
}

/// The field of a question of the template's own.
fn asked(n: usize, what: &str) -> String {
    format!("ask-{n}-{what}")
}

/// The questions that are typed. A row without a question takes it out.
fn questions(typed: &Typed) -> Vec<Question> {
    // In one line each, however it was typed.
    let text = |n, what| cut(typed.get(&asked(n, what))).split_whitespace().collect::<Vec<_>>().join(" ");
    let row = |n| Question { words: text(n, "words"), help: text(n, "help") };
    (0..MOST_QUESTIONS).map(row).filter(|one| !one.words.is_empty()).collect()
}

fn filled(asks: &Template, seen: i64) -> Typed {
    let mut typed = Typed::default();
    typed.set("seen", seen.to_string());
    typed.set("weeks", asks.weeks.map(|weeks| weeks.to_string()).unwrap_or_default());
    for (n, one) in asks.parts.iter().enumerate() {
        typed.set(&field(one.part, "place"), (n + 1).to_string());
        typed.set(&field(one.part, "asked"), if one.is_asked { "yes" } else { "" });
        typed.set(&field(one.part, "heading"), one.heading.as_str());
        typed.set(&field(one.part, "help"), one.help.as_str());
    }
    for (n, one) in asks.questions.iter().enumerate() {
        typed.set(&asked(n, "words"), one.words.as_str());
        typed.set(&asked(n, "help"), one.help.as_str());
    }
    for one in &asks.of_target {
        typed.set(&format!("target-{}", one.as_code()), "yes");
    }
    typed
}

fn read(typed: &Typed) -> std::result::Result<Template, FormErrors> {
    let mut errors = FormErrors::default();
    let mut parts: Vec<(usize, AskedPart)> = Vec::new();
    for part in TemplatePart::ALL {
        let place =
            typed.get(&field(*part, "place")).parse().ok().filter(|n| (1..=TemplatePart::ALL.len()).contains(n));
        if place.is_none() {
            errors.add(field(*part, "place"), format!("{}: the place must be a number from 1 to 6", part.words()));
        }
        let text = |what| cut(typed.get(&field(*part, what)));
        let is_asked = typed.get(&field(*part, "asked")) == "yes";
        parts.push((
            place.unwrap_or(0),
            AskedPart { part: *part, is_asked, heading: text("heading"), help: text("help") },
        ));
    }
    parts.sort_by_key(|(place, _)| *place);
    let weeks = match typed.get("weeks") {
        "" => None,
        text => Some(text.parse().unwrap_or(0)),
    };
    let of_target =
        TargetField::ALL.iter().copied().filter(|one| typed.get(&format!("target-{}", one.as_code())) == "yes");
    let asks = Template {
        parts: parts.into_iter().map(|(_, one)| one).collect(),
        questions: questions(typed),
        of_target: of_target.collect(),
        weeks,
    };
    if let Err(why) = asks.check() {
        let at = match why {
            TemplateProblem::Weeks => "weeks",
            TemplateProblem::Needed => "targets-asked",
            TemplateProblem::SameQuestion | TemplateProblem::Questions => "ask-0-words",
        };
        errors.add(at, why.to_string());
    }
    if errors.is_empty() { Ok(asks) } else { Err(errors) }
}
