//! The year's review dates on one page: proposed by load, changed one by one, many at once or a round at a time, and looked at with what
//! they do to the messages before anything is saved. Until then the plan is only what stands in the form.

mod check;
mod days;
mod draft;
mod page;
mod start;
mod steps;

use std::collections::BTreeMap;

use axum::{
    Form, Router,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::{AcademicYear, Calendar, Season},
        count::counted,
        ids::PlanId,
        rules,
        standing::{Standing, State as CellState},
        year_plan::{self, Term},
    },
    store::{
        Tx,
        register::{self, BoardOf, BoardRow, Register},
        year_plan::{Ties, put},
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
    },
};
use draft::Draft;
pub(in crate::web) use {page::without_day, start::pupils_have};

const TITLE: &str = "Plan the year";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/year", get(show).post(change)).route("/year/plans", get(start::show).post(start::start))
}

/// One pupil's year with its open plan.
struct PupilYear {
    row: BoardRow,
    stands: Standing,
    ties: Option<Ties>,
    /// When its reviews were held last year, by school days after each round opened.
    last_year: [Option<i64>; 3],
}

impl PupilYear {
    /// The day that a term's review has been given.
    fn saved(&self, calendar: &Calendar, season: Season) -> Option<NaiveDate> {
        year_plan::given(calendar, &self.row.facts, season)
    }

    /// Whether no round binds its reviews: a plan beside SEN support.
    fn is_beside(&self) -> bool {
        !self.row.is_sen()
    }

    /// Where a term stands, as far as its day is concerned.
    fn term(&self, calendar: &Calendar, season: Season, today: NaiveDate) -> Term {
        match self.row.plan {
            None => Term::Closed,
            Some(_) => Term::of(calendar, &self.row.facts, &self.stands.cells[season.index()], today),
        }
    }
}

/// Everything the page is made of.
struct YearPage {
    today: NaiveDate,
    year: AcademicYear,
    calendar: Calendar,
    /// Reviews that one person leads on one day, at most.
    cap: u32,
    lines: Vec<PupilYear>,
}

impl YearPage {
    /// Whether a term's review is the open cycle's, whose day is the agreed one: the first that is still owed.
    fn is_agreed(&self, line: &PupilYear, season: Season) -> bool {
        if line.is_beside() || self.year != AcademicYear::containing(self.today) {
            let (from, until) = self.calendar.reach(self.year, season);
            let owed = line.is_beside() && season == Season::Autumn;
            return line.row.facts.agreed_on.is_some_and(|on| (owed || from <= on) && on <= until);
        }
        let owed = |s: &&Season| {
            !matches!(line.stands.cells[s.index()].state, CellState::Done { .. } | CellState::NotNeeded(_))
        };
        Season::ALL.iter().find(owed) == Some(&season)
    }
}

async fn read(app: &App, person: &Person, year: AcademicYear, today: NaiveDate) -> Result<YearPage> {
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let ties = register.part(&mut conn, today).await?;
    Ok(seen((&register, &ties), person, year, today))
}

/// The year as an act sees it that has written nothing yet.
async fn read_in(tx: &mut Tx, person: &Person, year: AcademicYear) -> Result<YearPage> {
    let (register, today) = (tx.register(tx.now.today()).await?, tx.now.today());
    let ties = register.part(tx.conn(), today).await?;
    Ok(seen((&register, &ties), person, year, today))
}

fn seen(
    (register, ties): (&Register, &BTreeMap<PlanId, Ties>),
    person: &Person,
    year: AcademicYear,
    today: NaiveDate,
) -> YearPage {
    let line = |(row, stands): &register::Line| PupilYear {
        ties: row.plan.and_then(|plan| ties.get(&plan).copied()),
        stands: stands.clone(),
        last_year: last_year(register, row, year),
        row: row.clone(),
    };
    let lines = register.board(&person.viewer, BoardOf::of_year(year, today)).iter().map(line).collect();
    let cap = u32::try_from(register.rules(today).get(rules::REVIEWS_A_DAY)).unwrap_or(1);
    YearPage { today, year, cap, lines, calendar: register.calendar().clone() }
}

/// When the reviews of a line were held the year before, whichever plan of the pupil they were held on.
fn last_year(register: &Register, row: &BoardRow, year: AcademicYear) -> [Option<i64>; 3] {
    let child = register.facts().children.find(row.pupil).filter(|_| row.is_sen());
    let plans = child.into_iter().flat_map(|child| &child.plans).filter(|plan| plan.kind.is_sen());
    let held: Vec<NaiveDate> = plans.flat_map(|plan| &plan.reviews).map(|held| held.on).collect();
    [Season::Autumn, Season::Spring, Season::Summer]
        .map(|season| year_plan::pattern(register.calendar(), year.previous(), season, &held))
}

/// This year or the next one.
fn year_asked(year: Option<i32>, today: NaiveDate) -> Result<AcademicYear> {
    let this = AcademicYear::containing(today);
    let year = year.map_or(this, AcademicYear::new);
    if year == this || year == this.next() { Ok(year) } else { Err(Error::NotFound) }
}

#[derive(Deserialize)]
struct YearQuery {
    year: Option<i32>,
    saved: Option<usize>,
    started: Option<usize>,
}

async fn show(State(app): State<App>, person: Person, Query(asked): Query<YearQuery>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let today = app.clock.now().today();
    let year = year_asked(asked.year, today)?;
    let seen = read(&app, &person, year, today).await?;
    let draft = Draft::saved(&seen);
    let started = |n| match n {
        0 => "Everybody has a plan already.".to_owned(),
        n => format!(
            "{} days.",
            counted(n, "plan started. Now let Thrice propose its", "plans started. Now let Thrice propose their")
        ),
    };
    let saved = |n| format!("Saved: {} changed.", check::dates(n));
    let said = asked.saved.map(saved).or(asked.started.map(started));
    app.answer(&person, Page::new(TITLE, page::page(&seen, &draft, &FormErrors::default(), said.as_deref()))).await
}

async fn change(State(app): State<App>, person: Person, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (now, typed) = (app.clock.now(), Typed(fields));
    let year = year_asked(typed.get("year").parse().ok(), now.today())?;
    match typed.get("do") {
        "save" => return save(&app, &person, &typed, year).await,
        "check" => return check(&app, &person, &typed, year).await,
        _ => {}
    }
    let seen = read(&app, &person, year, now.today()).await?;
    let (mut draft, mut errors) = (Draft::read(&typed), FormErrors::default());
    let said = match typed.get("do") {
        "propose" => Some(steps::propose(&seen, &mut draft, &mut errors)),
        "move" => Some(steps::move_picked(&seen, &mut draft, &mut errors)),
        "shift" => Some(steps::shift(&seen, &mut draft, &mut errors)),
        "pick" => {
            draft = Draft::ticked(&seen, &typed);
            Some("Your ticks are in the table below. Enter a day to move them to, or change single dates.".to_owned())
        }
        _ => None,
    };
    let said = said.filter(|_| errors.is_empty());
    app.answer(&person, Page::new(TITLE, page::page(&seen, &draft, &errors, said.as_deref())).wrong(&errors)).await
}

/// What would change, and what that does to the messages.
async fn check(app: &App, person: &Person, typed: &Typed, year: AcademicYear) -> Result<Response> {
    let now = app.clock.now();
    let seen = read(app, person, year, now.today()).await?;
    let (mut draft, mut errors) = (Draft::read(typed), FormErrors::default());
    let changes = draft.changes(&seen, &mut errors);
    if !errors.is_empty() {
        return app.answer(person, Page::new(TITLE, page::page(&seen, &draft, &errors, None)).wrong(&errors)).await;
    }
    if changes.is_empty() {
        let said = Some("No date differs from what is saved.");
        return app.answer(person, Page::new(TITLE, page::page(&seen, &draft, &errors, said)).wrong(&errors)).await;
    }
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, now.today()).await?;
    let effects = check::effects(&mut conn, &register, &changes, year, now).await?;
    let offered = check::offered(&mut conn, person, &changes).await?;
    drop(conn);
    let body = check::page(&seen, &draft, &changes, &check::Weighed { effects, offered });
    app.answer(person, Page::new(TITLE, body).wrong(&errors)).await
}

async fn save(app: &App, person: &Person, typed: &Typed, year: AcademicYear) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let seen = read_in(&mut tx, person, year).await?;
    let (mut draft, mut errors) = (Draft::read(typed), FormErrors::default());
    let changes = draft.changes(&seen, &mut errors);
    if !errors.is_empty() {
        drop(tx);
        return app.answer(person, Page::new(TITLE, page::page(&seen, &draft, &errors, None)).wrong(&errors)).await;
    }
    for change in &changes {
        put(&mut tx, change).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/year?year={}&saved={}", year.starting(), changes.len())).into_response())
}
