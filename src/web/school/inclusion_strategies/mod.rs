//! The inclusion strategy: written as a draft, approved, published, and looked at again every year; with what Thrice knows beside it, which a
//! person takes over. What is published never changes: the next version begins from it.

mod activities;
mod document;
mod figures;
mod open;
mod paper;
mod principles;
mod stages;
mod texts;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    documents::MAKES_PDF,
    domain::{
        access::{Thing, Verb},
        calendar::AcademicYear,
        ids::{SchoolId, StrategyId},
        inclusion_strategy::{Gap, Says, Stage, gaps},
        open_page::OpenPage,
        rules,
        time::LongDay,
    },
    store::{
        inclusion_strategies::{self, HeldActivity, HeldStrategy, NotedReview},
        schools,
    },
    web::{
        App,
        form::{
            fields::{FormErrors, error_summary},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        school::open_pages,
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Inclusion strategy";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/inclusion-strategy", get(list).post(begin))
        .route("/inclusion-strategy/principles", get(principles::show).post(principles::bring))
        .route("/inclusion-strategy/{id}", get(show))
        .route("/inclusion-strategy/{id}/strategy.pdf", get(paper::as_pdf))
        .route("/inclusion-strategy/{id}/texts", get(texts::show).post(texts::save))
        .route("/inclusion-strategy/{id}/figures", post(figures::take))
        .route("/inclusion-strategy/{id}/activities", get(activities::new).post(activities::add))
        .route("/inclusion-strategy/{id}/activities/{activity}", get(activities::edit).post(activities::change))
        .route("/inclusion-strategy/{id}/activities/{activity}/figures", post(activities::take))
        .route("/inclusion-strategy/{id}/activities/{activity}/withdrawal", post(activities::withdraw))
        .route("/inclusion-strategy/{id}/approval", post(stages::approve))
        .route("/inclusion-strategy/{id}/approval/withdrawal", post(stages::take_back))
        .route("/inclusion-strategy/{id}/publication", post(stages::publish))
        .route("/inclusion-strategy/{id}/reviews", post(stages::review))
        .route("/open/{school}/inclusion-strategy", get(open::show))
}

/// One version with all that belongs to it.
struct ShownStrategy {
    held: HeldStrategy,
    activities: Vec<HeldActivity>,
    reviews: Vec<NotedReview>,
    /// The number below which a number of pupils is not shown.
    threshold: u32,
    /// The school's name.
    school: String,
}

impl ShownStrategy {
    /// A version of a school with what belongs to it.
    async fn of(app: &App, held: HeldStrategy, school: SchoolId) -> Result<Self> {
        let (today, mut conn) = (app.clock.now().today(), app.store.read().await?);
        let rules = schools::rules(&mut conn, school, today).await?;
        Ok(Self {
            activities: inclusion_strategies::of_strategy(&mut conn, held.id).await?,
            reviews: inclusion_strategies::reviews(&mut conn, held.id).await?,
            threshold: u32::try_from(rules.get(rules::FIGURES_THRESHOLD)).unwrap_or(u32::MAX),
            school: schools::get(&mut conn, school).await?.name,
            held,
        })
    }

    fn is_draft(&self) -> bool {
        self.held.stage == Stage::Draft
    }

    fn gaps(&self, today: NaiveDate) -> Vec<Gap> {
        let does: Vec<_> = self.activities.iter().map(|one| one.does.clone()).collect();
        gaps(&self.held.says, &does, &self.held.principles, today)
    }
}

/// A version, for whoever may see what the school is to publish.
async fn load(app: &App, person: &Person, id: i64) -> Result<ShownStrategy> {
    person.must(Thing::OpenPages, Verb::See)?;
    let school = person.viewer.school;
    let held =
        inclusion_strategies::of_school(&mut *app.store.read().await?, school, Some(StrategyId(id))).await?.pop();
    ShownStrategy::of(app, held.ok_or(Error::NotFound)?, school).await
}

/// The same of a draft, for whoever may change it.
async fn load_draft(app: &App, person: &Person, id: i64) -> Result<ShownStrategy> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let strategy = load(app, person, id).await?;
    if !strategy.is_draft() {
        return Err(Error::Conflict(
            "This version is approved. Take the approval back to change it; a published one stays as it is.".to_owned(),
        ));
    }
    Ok(strategy)
}

fn back(id: StrategyId) -> Response {
    Redirect::to(&format!("/inclusion-strategy/{id}")).into_response()
}

/// What a form gets that changes what somebody else has changed meanwhile.
fn too_late() -> Error {
    Error::Conflict("Somebody else has changed this version a moment ago. Open it again.".to_owned())
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::See)?;
    let mut conn = app.store.read().await?;
    let all = inclusion_strategies::of_school(&mut conn, person.viewer.school, None).await?;
    drop(conn);
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let may_begin = person.may(Thing::OpenPages, Verb::Change) && all.iter().all(|one| one.stage.is_published());
    let body = html! {
        h1 { (TITLE) }
        p.lead { "How your school spends what it has for inclusion, and why: by principle, with what each thing costs and who pays." }
        p {
            "Schools that have the Inclusive Mainstream Fund publish it by Thursday 31 December 2026, with what is done and its budgeted cost. "
            "A strategy may be for several years, if it is reviewed every year."
        }
        @if may_begin {
            (post_form("/inclusion-strategy").of(html! {
                p.actions.no-print { (button(if all.is_empty() { "Begin a draft" } else { "Begin the next version from the newest" })) }
            }))
        }
        (table("Versions, the newest first", &["Version", "How far", "For", "Review"], &rows, "None yet."))
        (open_pages::state(&app, &person, OpenPage::InclusionStrategy).await?)
        p.no-print { a href="/inclusion-strategy/principles" { "The principles of inclusion" } }
    };
    app.answer(&person, Page::new(TITLE, body)).await
}

fn row(one: &HeldStrategy) -> Vec<Markup> {
    vec![
        html! { a href=(format!("/inclusion-strategy/{}", one.id)) { "Version " (one.number) } },
        html! { (how_far(&one.stage)) },
        html! { (document::period(&one.says)) },
        html! { @if let Some(day) = one.says.review_on { (LongDay(day)) } @else { "No day yet" } },
    ]
}

fn how_far(stage: &Stage) -> Markup {
    let tone = match stage {
        Stage::Draft => Tone::Soon,
        Stage::Approved(_) => Tone::Sky,
        Stage::Published(..) => Tone::Good,
    };
    tag(tone, stage.words())
}

async fn begin(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::OpenPages, Verb::Change)?;
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let newest = inclusion_strategies::of_school(tx.conn(), person.viewer.school, None).await?.into_iter().next();
    let (says, from) = match newest {
        Some(one) => (one.says, Some(one.id)),
        None => (unwritten(AcademicYear::containing(now.today())), None),
    };
    let Some(id) = inclusion_strategies::begin(&mut tx, &says, from).await? else {
        return Err(Error::Conflict("A version that is not published yet is there already: go on with it.".to_owned()));
    };
    tx.commit().await?;
    Ok(back(id))
}

/// What the first version says before anybody has written it.
fn unwritten(year: AcademicYear) -> Says {
    let [intent, barriers, outcomes, further] = [const { String::new() }; 4];
    Says { year, years: 1, review_on: None, grant: None, intent, barriers, outcomes, further }
}

async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let strategy = load(&app, &person, id).await?;
    answer(&app, &person, &strategy, &Typed::default(), &FormErrors::default()).await
}

/// The page of a version, with what was typed into one of its forms.
async fn answer(
    app: &App,
    person: &Person,
    strategy: &ShownStrategy,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let changes = person.may(Thing::OpenPages, Verb::Change);
    let known = match changes && strategy.is_draft() {
        true => figures::load(app, person).await?,
        false => figures::KnownFigures::default(),
    };
    let today = app.clock.now().today();
    let title = format!("{TITLE}, version {}", strategy.held.number);
    let body = html! {
        p.no-print { a href="/inclusion-strategy" { "All versions" } }
        (error_summary(errors))
        div.no-print {
            p { (how_far(&strategy.held.stage)) " Version " (strategy.held.number) }
            @if changes { (stages::next(strategy, today, typed, errors)) }
            @if changes && strategy.is_draft() {
                (activities::list(strategy, &known))
                (figures::section(strategy, &known, today))
            }
        }
        @if MAKES_PDF {
            p.actions.no-print { a.second href=(format!("/inclusion-strategy/{}/strategy.pdf", strategy.held.id)) download { "Download as PDF" } }
        }
        (document::whole(strategy))
    };
    app.answer(person, Page::new(title, body).wrong(errors)).await
}
