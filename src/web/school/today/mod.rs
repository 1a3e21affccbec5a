//! The first page: what needs this person today. Counts equal the lists they head, and every row ends in something to do.

mod missing;
mod next;
mod page;
mod turn;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::{Days, NaiveDate, NaiveTime};
use maud::html;
use sqlx::SqliteConnection;

use self::turn::TurnOfYear;
use super::reports::governors;
use crate::{
    domain::{
        access::{Relation, Thing, Verb, Viewer},
        calendar::{Season, Window},
        ids::{ConversationId, PlanId, PupilId},
        missing::{Attention, attention},
        open_page::Wanted,
        people::{Name, Role},
        profile::holds,
        standing::State as CellState,
        task::TaskKind,
        time::Moment,
        turn_of_year::terms_wanted,
        year_plan,
    },
    store::{
        annual_reviews::WantedSteps,
        concerns::{self, Concern, Which},
        conversations::{
            self, Upcoming,
            agreed::{self, Action},
            waiting::{HeldPlans, OfferedTimes},
        },
        incidents,
        linked_plans::{self, LateLook},
        open_pages::WantedPages,
        profiles,
        register::{Board, BoardOf, Early, Line, Of, Part, Register},
        restrictions::{self, Ending},
        self_evaluations::actions::{Action as SelfEvaluationAction, Asked, actions},
        tasks::OpenTask,
    },
    web::{
        App,
        admin::steps,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    // By role, or by a right of their own.
    if person.may(Thing::Board, Verb::See) {
        return Ok(today(&app, &person).await?.into_response());
    }
    let home = match person.viewer.role {
        Role::Governor => return governors(&app, &person).await,
        Role::Teacher | Role::TeachingAssistant => "/my-pupils",
        Role::Office => "/tasks",
        Role::Admin | Role::Senco | Role::Head => "/settings",
    };
    Ok(Redirect::to(home).into_response())
}

/// Everything the page shows.
struct TodayPage {
    now: Moment,
    /// The reader's first name.
    name: String,
    /// The reader may record reviews and offer meetings.
    changes: bool,
    /// The reader may say that a review is not needed.
    exempts: bool,
    lines: Board,
    /// Reviews of this year that have no day of their own.
    undated: usize,
    /// Steps of annual reviews that are late, or due within a fortnight; of those who may see the record.
    annual: Arc<WantedSteps>,
    /// The term it is.
    season: Season,
    /// The round that is open or opens next.
    next: (Season, Window),
    /// The reader's own tasks.
    tasks: Vec<OpenTask>,
    /// What the turn of the year needs.
    turn: TurnOfYear,
    /// What is to be done about the open pages, for whoever publishes.
    open_pages: Arc<WantedPages>,
    /// What is the reader's own.
    mine: Arc<Mine>,
    /// Plans that should be looked at before their day.
    early: Vec<Early>,
    /// The meeting of each plan that is still to be held.
    meetings: Arc<BTreeMap<PlanId, ConversationId>>,
    /// The meetings of today and of the next school day.
    upcoming: Arc<Vec<Upcoming>>,
    /// The meetings that are offered and not agreed.
    offered: Arc<Vec<OfferedTimes>>,
    /// Whose parents have been met, and whose review is to be recorded.
    held: Arc<HeldPlans>,
}

/// What is one reader's own.
#[derive(PartialEq, Debug)]
struct Mine {
    /// Concerns that wait for the reader's decision.
    concerns: Vec<Concern>,
    /// What the reader took on at meetings.
    agreed: Vec<Action>,
    /// What the reader took on in the self-evaluation.
    taken_on: Vec<SelfEvaluationAction>,
    /// Restrictions that end within a fortnight, for whoever decides about them.
    ending: Vec<Ending>,
    /// Incidents of force, restraint or seclusion of which parents are still to be told, for whoever reads them all.
    untold: Vec<incidents::Fact>,
    /// Plans kept elsewhere that nobody has looked at again by their day, for whoever may see to it.
    to_look_at: Vec<LateLook>,
    /// Pupils whose one-page profile nobody has stood by this term.
    profiles: Vec<(PupilId, Name)>,
}

impl Part for Mine {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let viewer = of.viewer()?;
        let ending = match viewer.may(Relation::None, Thing::Restrictions, Verb::Change) {
            true => restrictions::ending(conn, viewer.school, day).await?,
            false => Vec::new(),
        };
        let agreed = agreed::open_of(conn, viewer, day).await?;
        let asked = Asked { open_of: Some(viewer.staff), ..Asked::default() };
        let taken_on = actions(conn, viewer.school, asked).await?;
        let profiles = match viewer.may(Relation::None, Thing::Voice, Verb::See) {
            true => profiles::of_school(conn, viewer.school, day).await?,
            false => Vec::new(),
        };
        let is_to_confirm = |said_on| holds(register.calendar(), said_on, day).is_to_confirm();
        let profiles = profiles.into_iter().filter(|(_, _, on)| is_to_confirm(*on)).map(|(id, name, _)| (id, name));
        Ok(Self {
            profiles: profiles.collect(),
            concerns: to_decide(conn, viewer, day).await?,
            agreed,
            taken_on,
            ending,
            untold: untold(conn, viewer, day).await?,
            to_look_at: to_look_at(conn, register, viewer, day).await?,
        })
    }
}

/// Plans kept elsewhere, of pupils on roll, whose day has gone by.
async fn to_look_at(
    conn: &mut SqliteConnection,
    register: &Register,
    viewer: &Viewer,
    day: NaiveDate,
) -> anyhow::Result<Vec<LateLook>> {
    if !viewer.may(Relation::None, Thing::Targets, Verb::Change) {
        return Ok(Vec::new());
    }
    let mut late = linked_plans::late(conn, viewer.school, day).await?;
    late.retain(|one| register.facts().children.find(one.pupil).is_some_and(|child| child.is_on_roll(day)));
    Ok(late)
}

/// The incidents, however long ago, of which somebody is still to be told.
async fn untold(conn: &mut SqliteConnection, viewer: &Viewer, day: NaiveDate) -> anyhow::Result<Vec<incidents::Fact>> {
    if !viewer.may(Relation::None, Thing::Incident, Verb::See) {
        return Ok(Vec::new());
    }
    let mut all = incidents::facts(conn, viewer.school, (NaiveDate::default(), day), day).await?;
    all.retain(|one| one.telling.is_open());
    Ok(all)
}

/// The meetings of a day and of the next school day.
impl Part for Vec<Upcoming> {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let midnight = |day: NaiveDate| Moment::at(day, NaiveTime::MIN);
        let until = register.calendar().plus_school_days(day, 1) + Days::new(1);
        conversations::upcoming(conn, register.school(), (midnight(day), midnight(until))).await
    }
}

async fn today(app: &App, person: &Person) -> Result<Response> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, now.today()).await?;
    let calendar = register.calendar();
    let (_, next_season, next) = calendar.next_window(now.today());
    let tasks = register.part::<Vec<OpenTask>>(&mut conn, now.today()).await?;
    // What parents ask of whoever leads their meeting is the SENCO's to know, too: a time has to be agreed, whoever does it, and help
    // that a child is said not to get is to be given.
    let concerns = |kind: TaskKind| kind.is_towards_a_time() || kind == TaskKind::NotHappening;
    let arranges = |t: &OpenTask| person.viewer.role == Role::Senco && t.for_role == Role::Teacher && concerns(t.kind);
    let is_theirs = |t: &&OpenTask| t.for_role == person.viewer.role || arranges(t);
    let lines = register.board(&person.viewer, BoardOf::on(now.today()));
    let without_day = |(row, stands): &Line| {
        let open = |_| year_plan::undated(calendar, &row.facts, &stands.cells, now.today());
        row.plan.map_or(0, open)
    };
    let seen = TodayPage {
        now,
        name: person.name.forename.clone(),
        changes: person.may(Thing::Review, Verb::Change),
        exempts: person.may(Thing::Board, Verb::Change),
        undated: lines.iter().map(without_day).sum(),
        lines,
        season: calendar.season_of(now.today()).1,
        next: (next_season, next),
        tasks: tasks.iter().filter(is_theirs).cloned().collect(),
        turn: TurnOfYear {
            terms: terms_wanted(calendar, now.today()).filter(|_| person.may(Thing::Settings, Verb::Change)),
            classes: match person.may(Thing::Settings, Verb::Change) {
                true => register.classes_without_teacher(now.today()),
                false => Vec::new(),
            },
            left_open: register.left_open(&person.viewer, now.today()),
        },
        mine: register.part_of(&mut conn, Of::seen_by(&person.viewer), now.today()).await?,
        // Attendance and suspensions are for those who may see the record.
        early: match person.may(Thing::SenRecord, Verb::See) {
            true => register.early(now.today()),
            false => Vec::new(),
        },
        annual: match person.may(Thing::SenRecord, Verb::See) {
            true => register.part(&mut conn, now.today()).await?,
            false => Arc::default(),
        },
        open_pages: match person.may(Thing::OpenPages, Verb::Change) {
            true => register.part(&mut conn, now.today()).await?,
            false => Arc::default(),
        },
        meetings: register.part(&mut conn, now.today()).await?,
        upcoming: register.part(&mut conn, now.today()).await?,
        offered: register.part(&mut conn, now.today()).await?,
        held: register.part(&mut conn, now.today()).await?,
    };
    drop(conn);
    let reminder = steps::reminder(app, person).await?;
    app.answer(person, Page::new("Today", html! { (reminder) (page::page(&seen)) }).at(Nav::Today)).await
}

/// The concerns that the reader is to decide about: none for somebody who only looks.
async fn to_decide(conn: &mut SqliteConnection, viewer: &Viewer, today: NaiveDate) -> anyhow::Result<Vec<Concern>> {
    if !viewer.may(Relation::None, Thing::Concern, Verb::Change) {
        return Ok(Vec::new());
    }
    let mut found = concerns::visible_to(conn, viewer, Which::All, today).await?;
    found.retain(|one| one.on_roll && one.standing(today).is_to_decide());
    Ok(found)
}

impl TodayPage {
    /// The meetings of which nobody chose a time before all of them were over.
    fn passed(&self) -> Vec<&OfferedTimes> {
        self.offered.iter().filter(|one| one.last < self.now).collect()
    }

    /// What is near enough to be done about the open pages.
    fn to_publish(&self) -> Vec<&Wanted> {
        self.open_pages.0.iter().filter(|one| one.is_due(self.now.today())).collect()
    }

    /// The cells in a state, each with its line, by the day that matters about them.
    fn of_state(&self, wanted: fn(&CellState) -> bool) -> Vec<(&Line, usize)> {
        let cells = self.lines.iter().flat_map(|line| (0..3).map(move |n| (line, n)));
        let mut found: Vec<(&Line, usize)> = cells.filter(|(line, n)| wanted(&line.1.cells[*n].state)).collect();
        found.sort_by_key(|(line, n)| day_of(line, *n));
        found
    }

    /// What needs somebody, as the board and the digest count it.
    fn attention(&self) -> Attention {
        attention(self.lines.iter().map(|(row, stands)| (row.missing.as_slice(), &stands.cells)))
    }

    /// How many of this term's reviews under SEN support have been held, and of how many.
    fn reviewed(&self) -> (usize, usize) {
        let states = || self.lines.iter().filter(|l| l.0.is_sen()).map(|l| &l.1.cells[self.season.index()].state);
        let done = states().filter(|s| matches!(s, CellState::Done { .. })).count();
        (done, states().filter(|s| !matches!(s, CellState::NotNeeded(_))).count())
    }
}

/// The day for which a review is booked, or by which it is due.
fn day_of(line: &Line, n: usize) -> NaiveDate {
    match line.1.cells[n].state {
        CellState::Booked(on) => on,
        _ => line.1.cells[n].due_on,
    }
}
