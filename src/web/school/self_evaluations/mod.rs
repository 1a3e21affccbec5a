//! How the school judges itself: the list of its frameworks, one framework with what was written against it, one statement with its forms,
//! what somebody took on, the pupils behind a live figure, and the pack for another school. No child is named in what is written here.

mod actions;
mod bringing;
mod figures;
mod framework;
mod pack;
mod paper;
mod place;
mod place_page;

pub(in crate::web) use actions::taken_on;

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use sqlx::SqliteConnection;

use self::figures::LiveFigures;
use super::reports::ways_of;
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        ids::SchoolId,
        people::Name,
        rules,
        self_evaluation::{Comparison, Framework, Rater},
        survey::Theme,
        time::{LongDay, Moment},
    },
    store::self_evaluations::{
        self, HeldFramework,
        actions::{Action, Asked, actions},
        written::{self, Note, NoteKind, Rating},
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        school::surveys::latest,
        ui::{
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/self-evaluation", get(list).post(bringing::bring_in))
        .route("/self-evaluation/new", get(bringing::new))
        .route("/self-evaluation/actions/{id}", get(actions::show).post(actions::finish))
        .route("/self-evaluation/notes/{id}/withdrawal", post(place::withdraw))
        .route("/self-evaluation/figures/{figure}", get(figures::show))
        .route("/self-evaluation/frameworks/{framework}", get(framework::show))
        .route("/self-evaluation/frameworks/{framework}/file", get(bringing::file))
        .route("/self-evaluation/frameworks/{framework}/pack", get(pack::show))
        .route("/self-evaluation/frameworks/{framework}/pack.pdf", get(paper::as_pdf))
        .route("/self-evaluation/frameworks/{framework}/places/{place}", get(place::show))
        .route("/self-evaluation/frameworks/{framework}/places/{place}/ratings", post(place::rate))
        .route("/self-evaluation/frameworks/{framework}/places/{place}/comments", post(place::comment))
        .route("/self-evaluation/frameworks/{framework}/places/{place}/evidence", post(place::evidence))
        .route("/self-evaluation/frameworks/{framework}/places/{place}/actions", post(place::act))
}

/// Goes on only where the self-evaluation is open to this person: to everybody else there is none.
fn must(person: &Person, verb: Verb) -> Result<()> {
    if person.may(Thing::SelfEvaluation, verb) { Ok(()) } else { Err(Error::NotFound) }
}

/// The address of a framework's page.
fn address(framework: &str) -> String {
    format!("/self-evaluation/frameworks/{framework}")
}

/// A framework with everything that was written against it.
struct FrameworkSeen {
    held: HeldFramework,
    ratings: Vec<Rating>,
    notes: Vec<Note>,
    actions: Vec<Action>,
    calendar: Calendar,
    live: std::sync::Arc<LiveFigures>,
    /// What families and pupils said last, by the theme whose code is a section's key.
    said: Vec<(Theme, String)>,
    /// The number below which a figure is not shown to whoever may not see the pupils.
    threshold: u32,
    now: Moment,
    may: MayDo,
}

/// What somebody who sees the self-evaluation may do besides.
#[derive(Clone, Copy)]
struct MayDo {
    /// Write in it.
    change: bool,
    /// See the pupils behind a figure.
    pupils: bool,
}

async fn held(conn: &mut SqliteConnection, school: SchoolId, key: &str) -> Result<HeldFramework> {
    let all = self_evaluations::of_school(conn, school).await?;
    all.into_iter().find(|one| one.framework.key == key).ok_or(Error::NotFound)
}

async fn load(app: &App, person: &Person, key: &str) -> Result<FrameworkSeen> {
    must(person, Verb::See)?;
    let (mut conn, now, school) = (app.store.read().await?, app.clock.now(), person.viewer.school);
    let held = held(&mut conn, school, key).await?;
    let register = app.register(&mut conn, person, now.today()).await?;
    let threshold = register.rules(now.today()).get(rules::FIGURES_THRESHOLD);
    Ok(FrameworkSeen {
        ratings: written::ratings(&mut conn, school, Some(key)).await?,
        notes: written::notes(&mut conn, school, key).await?,
        actions: actions(&mut conn, school, Asked { framework: Some(key), ..Asked::default() }).await?,
        calendar: register.calendar().clone(),
        live: register.part(&mut conn, now.today()).await?,
        said: latest(&mut conn, person, now, threshold).await?,
        threshold: u32::try_from(threshold).unwrap_or(u32::MAX),
        now,
        may: MayDo {
            change: person.may(Thing::SelfEvaluation, Verb::Change),
            pupils: person.may(Thing::SenRecord, Verb::See),
        },
        held,
    })
}

impl FrameworkSeen {
    fn framework(&self) -> &Framework {
        &self.held.framework
    }

    /// What was said last of a statement.
    fn last(&self, place: &str, rater: Rater) -> Option<&Rating> {
        self.ratings.iter().rev().find(|one| one.place == place && one.rater == rater)
    }

    fn notes_on(&self, place: &str, kind: NoteKind) -> Vec<&Note> {
        self.notes.iter().filter(|one| one.place == place && one.kind == kind).collect()
    }

    fn actions_on(&self, place: &str) -> Vec<&Action> {
        self.actions.iter().filter(|one| one.place == place).collect()
    }

    /// A rating on its tint: the best step, the last one, and those between. One that is no longer on the scale has none.
    fn rated(&self, rating: &Rating) -> Markup {
        let framework = self.framework();
        let tone = match framework.step(&rating.step) {
            Some((0, _)) => Tone::Good,
            Some((n, _)) if n + 1 == framework.scale.len() => Tone::Late,
            Some(_) => Tone::Soon,
            None => Tone::Quiet,
        };
        tag(tone, &rating.step_words)
    }

    /// How the second rater's rating stands to the school's, in words.
    fn difference(&self, school: Option<&Rating>, second: Option<&Rating>) -> Option<String> {
        let (school, second) = school.zip(second)?;
        Some(match self.framework().compare(&school.step, &second.step) {
            Comparison::Same => "Both agree".to_owned(),
            Comparison::Apart(1) => "One step apart".to_owned(),
            Comparison::Apart(n) => format!("{n} steps apart"),
            Comparison::OffScale => "On another scale".to_owned(),
        })
    }
}

/// Who wrote something and when, as a line below it.
fn signed(by: Option<&Name>, at: Moment) -> Markup {
    html! { (signed_words(by, at)) }
}

/// "Mrs Anand, Wednesday 18 November 2026"; the day alone where it is not known who.
fn signed_words(by: Option<&Name>, at: Moment) -> String {
    let by = by.map(|by| format!("{}, ", by.formal())).unwrap_or_default();
    format!("{by}{}", LongDay(at.today()))
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    must(&person, Verb::See)?;
    let (mut conn, today, school) = (app.store.read().await?, app.clock.now().today(), person.viewer.school);
    let all = self_evaluations::of_school(&mut conn, school).await?;
    let ratings = written::ratings(&mut conn, school, None).await?;
    let actions = actions(&mut conn, school, Asked::default()).await?;
    drop(conn);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|HeldFramework { framework, .. }| {
            let is_rated = |key: &str| {
                ratings
                    .iter()
                    .any(|one| one.framework == framework.key && one.place == key && one.rater == Rater::School)
            };
            let rated = framework.statements().filter(|one| is_rated(&one.key)).count();
            let open: Vec<_> =
                actions.iter().filter(|one| one.framework == framework.key && one.done.is_none()).collect();
            let late = open.iter().filter(|one| one.is_late(today)).count();
            vec![
                html! { a href=(address(&framework.key)) { (framework.title) } },
                html! { (framework.sections.len()) },
                html! { (rated) " of " (framework.statements().count()) },
                html! { (open.len()) @if late > 0 { " " (tag(Tone::Late, &format!("{late} late"))) } },
            ]
        })
        .collect();
    let body = html! {
        (ways_of(&person, "/self-evaluation"))
        h1 { "Self-evaluation" }
        p.lead { "What the school holds of itself, beside what its own records say. The rating is always a person’s." }
        (table("Frameworks", &["Framework", "Sections", "Statements rated", "Actions open"], &rows, ""))
        @if person.may(Thing::SelfEvaluation, Verb::Change) {
            p.actions { a.second href="/self-evaluation/new" { "Bring in a framework" } }
        }
    };
    app.answer(&person, Page::new("Self-evaluation", body).at(Nav::Reports)).await
}
