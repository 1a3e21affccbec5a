//! A teacher's or teaching assistant's pupils and what each is working on now: made for a phone in a corridor, and for one sheet of paper.

mod at_a_glance;
mod page;
mod paper;
mod sheet;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Form, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{Days, NaiveDate, NaiveTime};
use maud::html;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    documents::Document,
    domain::{
        access::{ContactFacts, Relation, Thing, Verb, Viewer, may_take_part},
        adjustment::MustKnow,
        audit::Subject,
        cover::SHOWN_DAYS,
        handover_note::year_handed_over,
        ids::{ClassId, PlanId, PupilId, TaskId},
        people::Role,
        profile::{Holds, holds},
        restriction::Effect,
        teacher_view::{Facts, Wanted},
        time::Moment,
    },
    store::{
        adjustments,
        concerns::{self, Concern, Which},
        contacts,
        conversations::{
            self, Upcoming,
            agreed::{self as promised, Action},
            waiting::{self, OfferedTimes},
        },
        covers::{self, CoverNote},
        handover_notes::{self, HandoverNote},
        people::handover,
        plans::agreed::AgreedPlan,
        profiles::{self, HeldProfile},
        pupils::page::{Listed, OpenPlan, Whose, supported},
        readings::{self, Reader},
        register::{BoardOf, Of, Part, Register},
        schools,
        self_evaluations::actions::{Action as SelfEvaluationAction, Asked, actions},
        tasks::{self, OpenTask},
    },
    web::{
        App,
        form::{
            asked,
            fields::{FormErrors, error_summary},
        },
        frame::{
            download::pdf,
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        plan::{packs, plans},
    },
};

use at_a_glance::{AtAGlance, agreed_anew};
use sheet::SheetChoice;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/my-pupils", get(show))
        .route("/my-pupils/sheet", get(print))
        .route("/my-pupils/sheet.pdf", get(as_pdf))
        .route("/my-pupils/tasks/{id}/done", post(done))
        .route("/plans/{id}/readings", post(read))
}

/// Everything the page shows.
struct MyPupilsPage {
    now: Moment,
    /// Whose page it is.
    viewer: Viewer,
    mine: Arc<Pupils>,
    own: Arc<Own>,
    /// Of whom the reader's view is wanted before a review, and by when.
    views: BTreeMap<PlanId, Wanted>,
    /// The task that was ticked off without a word.
    wrong: Option<TaskId>,
}

/// The pupils on SEN support or with an open plan whom somebody teaches or supports.
#[derive(PartialEq, Debug)]
struct Pupils(Vec<(Listed, Vec<OpenPlan>)>);

impl Part for Pupils {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let viewer = of.viewer()?;
        Ok(Self(match viewer.has_own_pupils() {
            true => supported(conn, register, viewer, Whose::Mine, day).await?,
            false => Vec::new(),
        }))
    }
}

/// Days back for which a meeting without a record is shown, and days ahead for one that is booked.
const LED_SINCE: u64 = 60;
const LED_UNTIL: u64 = 120;

/// Days for which a plan that was handed over is said to be new to its lead.
const NEWLY_LED: u64 = 30;

/// What is the reader's own beside the pupils.
#[derive(PartialEq, Debug)]
struct Own {
    /// What the reader is to read of each plan, and whether they have.
    readings: BTreeMap<PlanId, Reader>,
    /// The plans that were handed to the reader of late, and when.
    handed: BTreeMap<PlanId, NaiveDate>,
    /// What parents ask of the reader.
    asked: Vec<OpenTask>,
    /// What the reader took on at meetings.
    agreed: Vec<Action>,
    /// What the reader took on in the self-evaluation.
    taken_on: Vec<SelfEvaluationAction>,
    /// The concerns that this person raised about pupils whom they still teach or support.
    concerns: Vec<Concern>,
    /// The meetings that the reader leads about them: to come, or over and not recorded.
    led: Vec<Upcoming>,
    /// Those that the reader leads and offered, and that nobody has chosen a time of.
    offered: Vec<OfferedTimes>,
    /// What is new in plans that were agreed anew of late.
    anew: BTreeMap<PlanId, AgreedPlan>,
    /// The classes of these pupils.
    classes: Vec<(ClassId, String)>,
    /// What last year's class handed on, in the autumn term.
    handed_on: BTreeMap<PupilId, HandoverNote>,
    /// What those wrote who covered the classes of these pupils of late.
    covered: Vec<CoverNote>,
    /// What must be done differently for each pupil, and what they have at hand.
    adjustments: BTreeMap<PupilId, MustKnow>,
    /// The one-page profiles of the pupils who have one, and whether each holds.
    profiles: BTreeMap<PupilId, (HeldProfile, Holds)>,
}

impl Part for Own {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let viewer = of.viewer()?;
        let mine = &register.part_of::<Pupils>(conn, of, day).await?.0;
        let readings = readings::readers(conn, register.school(), readings::Of::Staff(viewer.staff), day).await?;
        let mut agreed = promised::open_of(conn, viewer, day).await?;
        // Only about pupils whom they still teach or support.
        agreed.retain(|one| mine.iter().any(|(pupil, _)| pupil.id == one.pupil));
        let to_do = Asked { open_of: Some(viewer.staff), ..Asked::default() };
        let taken_on = actions(conn, viewer.school, to_do).await?;
        let mut concerns = concerns::visible_to(conn, viewer, Which::All, day).await?;
        concerns.retain(|one| one.raised_by.0 == viewer.staff);
        let theirs = |lead, pupil| lead == viewer.staff && mine.iter().any(|(one, _)| one.id == pupil);
        let midnight = |day| Moment::at(day, NaiveTime::MIN);
        let span = (midnight(day - Days::new(LED_SINCE)), midnight(day + Days::new(LED_UNTIL)));
        let mut led = conversations::upcoming(conn, register.school(), span).await?;
        led.retain(|one| theirs(one.lead, one.pupil));
        let mut offered = waiting::offered(conn, register.school(), day).await?;
        offered.retain(|one| theirs(one.lead, one.pupil));
        let of_late = midnight(day - Days::new(NEWLY_LED));
        let handed = handover::since(conn, register.school(), of_late).await?;
        let pupils: Vec<PupilId> = mine.iter().map(|(pupil, _)| pupil.id).collect();
        let profiles = profiles::newest(conn, &pupils).await?.into_iter().map(|(pupil, one)| {
            let holds = holds(register.calendar(), one.said_on(), day);
            (pupil, (one, holds))
        });
        let profiles = profiles.collect();
        let anew = agreed_anew(conn, mine, day).await?;
        let mut covered = covers::notes_since(conn, register.school(), day - SHOWN_DAYS).await?;
        covered.retain(|note| mine.iter().any(|(pupil, _)| pupil.class == note.class));
        let to_them = handed.into_iter().filter(|one| one.to == viewer.staff);
        Ok(Self {
            anew,
            classes: register
                .facts()
                .classes
                .iter()
                .filter(|(_, class)| mine.iter().any(|(pupil, _)| pupil.class == class.name))
                .map(|(id, class)| (*id, class.name.clone()))
                .collect(),
            handed_on: match year_handed_over(register.calendar(), day) {
                Some(year) => handover_notes::of_year(conn, &pupils, year).await?,
                None => BTreeMap::new(),
            },
            covered,
            adjustments: adjustments::current(conn, &pupils, day).await?,
            profiles,
            led,
            offered,
            handed: to_them.map(|one| (one.plan, one.on)).collect(),
            readings: readings.into_iter().map(|one| (one.plan, one)).collect(),
            asked: asked(conn, viewer, mine, day).await?,
            agreed,
            taken_on,
            concerns,
        })
    }
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    app.answer(&person, list(&app, &person, None).await?).await
}

async fn list(app: &App, person: &Person, wrong: Option<TaskId>) -> Result<Page> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, now.today()).await?;
    let of = Of::seen_by(&person.viewer);
    let (mine, own) = (
        register.part_of::<Pupils>(&mut conn, of, now.today()).await?,
        register.part_of::<Own>(&mut conn, of, now.today()).await?,
    );
    let views = views(&mut conn, &register, person, now).await?;
    drop(conn);
    let targets = mine.0.iter().map(|(pupil, _)| (Subject::Targets, pupil.id));
    let profiles = own.profiles.keys().map(|pupil| (Subject::Profile, *pupil));
    app.viewed_each(person, targets.chain(profiles)).await?;
    let seen = MyPupilsPage { now, viewer: person.viewer, mine, own, views, wrong };
    Ok(Page::new("My pupils", page::page(&seen)).at(Nav::MyPupils).wrong(&wrong))
}

/// The same, today.
async fn mine(app: &App, person: &Person) -> Result<Arc<Pupils>> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    Ok(register.part_of(&mut conn, Of::seen_by(&person.viewer), today).await?)
}

/// Of which plans the reader's view is wanted now: asked for by a person, or since a round's window closes soon.
async fn views(
    conn: &mut SqliteConnection,
    register: &Register,
    person: &Person,
    now: Moment,
) -> Result<BTreeMap<PlanId, Wanted>> {
    let (today, staff) = (now.today(), person.viewer.staff);
    if person.viewer.role != Role::Teacher {
        return Ok(BTreeMap::new());
    }
    let (rules, calendar) = (register.rules(today), register.calendar());
    let lines = register.board_to(&person.viewer, (Thing::SenRecord, Verb::See), BoardOf::on(today));
    let known = register.part::<BTreeMap<PlanId, Facts>>(conn, today).await?;
    let none = Facts::default();
    let wanted = lines.iter().filter(|(row, _)| row.teachers.contains(&staff)).filter_map(|(row, stands)| {
        let mut facts = known.get(&row.plan?).unwrap_or(&none).clone();
        facts.asked.retain(|one| one.at <= now);
        Some((row.plan?, facts.wanted(staff, calendar, &rules, (&stands.cells, &row.facts.rhythm), today)?))
    });
    Ok(wanted.collect())
}

async fn audit_sheet(app: &App, person: &Person, seen: &AtAGlance) -> Result<()> {
    let seen: Vec<_> = seen.pupils.iter().map(|pupil| (None, pupil.id)).collect();
    app.viewed_all(person, Subject::ClassSheet, &seen).await
}

/// Whose sheet: without a class, of the reader's own pupils.
#[derive(Deserialize)]
struct SheetQuery {
    #[serde(default)]
    class: String,
}

/// Whether it is any class that somebody may choose, and not their own pupils: for those who see the whole board.
fn chooses(person: &Person, class: &str) -> bool {
    person.may(Thing::Board, Verb::See) && (!class.is_empty() || !person.viewer.has_own_pupils())
}

async fn print(State(app): State<App>, person: Person, Query(asked): Query<SheetQuery>) -> Result<Response> {
    if chooses(&person, &asked.class) {
        return print_class(&app, &person, &asked.class).await;
    }
    let (mine, now) = (mine(&app, &person).await?, app.clock.now());
    let seen = AtAGlance::load(&mut *app.store.read().await?, &mine.0, now.today()).await?;
    audit_sheet(&app, &person, &seen).await?;
    app.answer(&person, Page::new("Class sheet", sheet::page(&seen, None, now))).await
}

/// The sheet of any class, for those who see the whole board.
async fn print_class(app: &App, person: &Person, class: &str) -> Result<Response> {
    let (now, mut conn) = (app.clock.now(), app.store.read().await?);
    let register = app.register(&mut conn, person, now.today()).await?;
    let classes = classes_with_plans(&register, person, now.today());
    let mut unread = FormErrors::default();
    asked::readable(&mut unread, "class", class, "a class with a plan", classes.iter().any(|one| one == class));
    let class = if unread.is_empty() { class } else { "" };
    let pupils = match class {
        "" => Vec::new(),
        class => supported(&mut conn, &register, &person.viewer, Whose::Class(class), now.today()).await?,
    };
    let seen = AtAGlance::load(&mut conn, &pupils, now.today()).await?;
    drop(conn);
    audit_sheet(app, person, &seen).await?;
    let choice = SheetChoice { classes: &classes, chosen: class, prints_many: packs::may_print(person) };
    let body = html! { (error_summary(&unread)) (sheet::page(&seen, Some(&choice), now)) };
    app.answer(person, Page::new("Class sheet", body).wrong(&unread)).await
}

/// The classes with a plan that somebody may see, by name.
fn classes_with_plans(register: &Register, person: &Person, day: NaiveDate) -> Vec<String> {
    let board = register.board_to(&person.viewer, (Thing::Plan, Verb::See), BoardOf::on(day));
    let classes: BTreeSet<String> = board.iter().map(|(row, _)| row.class.clone()).filter(|c| !c.is_empty()).collect();
    classes.into_iter().collect()
}

async fn as_pdf(State(app): State<App>, person: Person, Query(asked): Query<SheetQuery>) -> Result<Response> {
    let class = Some(asked.class.as_str()).filter(|class| !class.is_empty());
    let school = schools::get(&mut *app.store.read().await?, person.viewer.school).await?.name;
    match class_sheet(&app, &person, &school, class).await? {
        Some(document) => pdf(&app, "class-sheet", &[document]).await,
        None => Err(Error::Conflict("No pupil here has an open plan: there is nothing to print.".to_owned())),
    }
}

/// The class sheet as a document in the name of a school: of a class as far as the reader may see its plans, which without the whole board are those of their own pupils; without a
/// class, of all of these. Nothing where there is nobody. Who is on it has been looked at.
///
/// # Errors
/// When the database refuses.
pub(in crate::web) async fn class_sheet(
    app: &App,
    person: &Person,
    school: &str,
    class: Option<&str>,
) -> Result<Option<Document>> {
    let (now, mut conn) = (app.clock.now(), app.store.read().await?);
    let register = app.register(&mut conn, person, now.today()).await?;
    let whose = class.filter(|_| person.may(Thing::Board, Verb::See)).map_or(Whose::Mine, Whose::Class);
    let mut pupils = supported(&mut conn, &register, &person.viewer, whose, now.today()).await?;
    pupils.retain(|(pupil, _)| class.is_none_or(|class| pupil.class == class));
    let seen = AtAGlance::load(&mut conn, &pupils, now.today()).await?;
    drop(conn);
    audit_sheet(app, person, &seen).await?;
    Ok((!seen.pupils.is_empty()).then(|| paper::document(&seen, school, now)))
}

/// Which version was on the reader's screen.
#[derive(Deserialize)]
struct Version {
    version: i64,
}

async fn read(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(form): Form<Version>,
) -> Result<Response> {
    let plan = plans::load(&app, &person, id).await?;
    let of = readings::Of::Staff(person.viewer.staff);
    let (school, now) = (person.viewer.school, app.clock.now());
    let asked = readings::readers(&mut *app.store.read().await?, school, of, now.today()).await?;
    let Some(own) = asked.iter().find(|one| one.plan == plan.id) else { return Err(Error::Forbidden) };
    if !(1..=own.version).contains(&form.version) {
        return Err(Error::BadRequest("There is no such version of this plan.".to_owned()));
    }
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    readings::note(&mut tx, plan.id, plan.pupil, person.viewer.staff, form.version).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/my-pupils#plan-{}", plan.id)).into_response())
}

/// What came of a task.
#[derive(Debug, Deserialize)]
struct DoneQuery {
    #[serde(default)]
    note: String,
}

async fn done(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(form): Form<DoneQuery>,
) -> Result<Response> {
    let now = app.clock.now();
    let mine = mine(&app, &person).await?;
    let open = asked(&mut *app.store.read().await?, &person.viewer, &mine.0, now.today()).await?;
    let task = open.iter().find(|one| one.id == TaskId(id)).ok_or(Error::NotFound)?;
    let note = form.note.trim();
    if note.is_empty() {
        return app.answer(&person, list(&app, &person, Some(task.id)).await?).await;
    }
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    if !tasks::done(&mut tx, task.id, note).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(Redirect::to("/my-pupils").into_response())
}

/// What parents ask of the person who leads their meeting: only of pupils whom they teach today, and only of adults who may be
/// contacted today.
async fn asked(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    mine: &[(Listed, Vec<OpenPlan>)],
    today: NaiveDate,
) -> anyhow::Result<Vec<OpenTask>> {
    let teaches = |id: PupilId| mine.iter().any(|(p, _)| p.id == id && p.relation == Relation::Teaches);
    let mut open = tasks::of_lead(conn, viewer).await?;
    open.retain(|task| task.pupil.is_some_and(teaches));
    let about = |task: &OpenTask| task.adult.zip(task.pupil);
    let pairs: Vec<_> = open.iter().filter_map(about).collect();
    let known = contacts::facts_of_all(conn, &pairs, today).await?;
    let may = |pair| known.get(&pair).is_some_and(|facts| may_take_part(facts).is_ok());
    // A task that names no adult is not about ringing anybody.
    open.retain(|task| about(task).is_none_or(may));
    let hidden =
        |pair| known.get(&pair).is_some_and(|facts: &ContactFacts| facts.effects.contains(&Effect::AddressHidden));
    for task in open.iter_mut().filter(|task| about(task).is_some_and(hidden)) {
        task.phone.clear();
    }
    Ok(open)
}
