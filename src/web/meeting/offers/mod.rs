//! Meetings with parents offered to many families at once: who, when, a look at all of it, and ten minutes in which it can be taken back.

mod form;
mod page;
mod sharing;

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Form, Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        adult_needs::Suits,
        calendar::Calendar,
        free_time::Opening,
        ids::{AdultId, PlanId, PupilId},
        rules,
        time::Moment,
    },
    store::{
        conversations::{
            self,
            offers::{self, Asked},
        },
        free_times,
        register::{BoardRow, Register},
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

const TITLE: &str = "Invite parents";

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/offers/new", post(new))
        .route("/offers", post(offer))
        .route("/offers/{at}", get(show))
        .route("/offers/{at}/withdrawal", post(withdraw))
}

/// Minutes in which invitations to many can be taken back.
pub(in crate::web) const TO_TAKE_BACK: i64 = 10;

type Fields = Form<Vec<(String, String)>>;

/// One pupil who was ticked.
struct OfferedPupil {
    row: BoardRow,
    adults: Vec<Asked>,
    /// Those of them who are left out of this one.
    left_out: BTreeSet<AdultId>,
    /// A meeting is offered or booked already.
    has_one: bool,
    /// The same parents are invited here about another plan of their child.
    again: bool,
}

impl OfferedPupil {
    /// The times that suit whoever is contacted first and told us.
    fn suits(&self) -> Suits {
        self.invited().map(|adult| &adult.suits).find(|suits| !suits.is_empty()).cloned().unwrap_or_default()
    }

    /// Who is asked: those who may be, and are not left out.
    fn invited(&self) -> impl Iterator<Item = &Asked> {
        self.invitable().filter(|adult| !self.left_out.contains(&adult.id))
    }

    /// Who can be asked.
    fn invitable(&self) -> impl Iterator<Item = &Asked> {
        self.adults.iter().filter(|adult| adult.reach.is_ok())
    }

    /// Why this one cannot be invited here.
    fn why_not(&self) -> Option<&'static str> {
        if self.has_one {
            Some("a meeting is offered already")
        } else if self.invitable().next().is_none() {
            Some("nobody can be invited")
        } else if self.invited().next().is_none() {
            Some("everybody is ticked to be left out")
        } else if self.again {
            Some("their parents are invited here about another plan; offer this meeting from the plan itself")
        } else {
            None
        }
    }
}

/// Everything the pages are made of.
struct OffersPage {
    now: Moment,
    calendar: Calendar,
    candidates: Vec<OfferedPupil>,
    /// The school invites adults without parental responsibility, too.
    invites_all: bool,
    /// School days' notice that a meeting should be offered with.
    notice: i64,
    /// Somebody who leads one of these meetings keeps times free.
    keeps_free: bool,
    /// Whoever looks may know of restrictions.
    reasons: bool,
}

/// Who is offered what: each family's times, in the order of the candidates.
type Plan<'a> = Vec<(&'a OfferedPupil, Vec<Opening>)>;

async fn load(
    conn: &mut SqliteConnection,
    register: &Register,
    person: &Person,
    typed: &Typed,
    now: Moment,
) -> Result<OffersPage> {
    let (school, today) = (person.viewer.school, now.today());
    let ticked: BTreeSet<PlanId> =
        typed.0.iter().filter(|(n, _)| n == "plan").filter_map(|(_, v)| v.parse().ok()).map(PlanId).collect();
    let rows = register.led(&person.viewer, &ticked, today);
    let pupils: BTreeSet<PupilId> = rows.iter().map(|r| r.pupil).collect();
    let adults = offers::adults(conn, &pupils.into_iter().collect::<Vec<_>>(), today).await?;
    let open = conversations::open_of_school(conn, school).await?;
    let has_one = |row: &BoardRow| row.plan.is_some_and(|plan| open.contains_key(&plan));
    // One family is asked to one meeting: about SEN support before anything beside it.
    let mut first: BTreeMap<PupilId, (bool, Option<PlanId>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !has_one(row)) {
        let this = (!row.is_sen(), row.plan);
        first.entry(row.pupil).and_modify(|other| *other = this.min(*other)).or_insert(this);
    }
    let candidate = |row: BoardRow| OfferedPupil {
        left_out: form::left_out(typed, row.pupil),
        adults: adults.get(&row.pupil).cloned().unwrap_or_default(),
        has_one: has_one(&row),
        again: first.get(&row.pupil).is_some_and(|(_, plan)| *plan != row.plan),
        row,
    };
    let kept_free = free_times::of_school(conn, school, today).await?;
    let keeps_free =
        rows.iter().filter_map(|row| row.lead.as_ref()).any(|(lead, _)| kept_free.times_of(*lead).next().is_some());
    let candidates = rows.into_iter().map(candidate).collect();
    let invites_all = register.rules(today).get(rules::INVITE_WITHOUT_RESPONSIBILITY) == 1;
    Ok(OffersPage {
        now,
        calendar: register.calendar().clone(),
        candidates,
        invites_all,
        notice: register.rules(today).get(rules::INVITE_AHEAD),
        keeps_free,
        reasons: person.may(Thing::Restrictions, Verb::See),
    })
}

async fn new(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let mut typed = Typed(fields);
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let register = app.register(&mut conn, &person, now.today()).await?;
    let mut seen = load(&mut conn, &register, &person, &typed, now).await?;
    drop(conn);
    form::blank(&mut typed, &mut seen);
    app.answer(&person, Page::new(TITLE, page::form(&seen, &typed, &FormErrors::default()))).await
}

async fn offer(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (now, typed) = (app.clock.now(), Typed(fields));
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let register = tx.register(now.today()).await?;
    let seen = load(tx.conn(), &register, &person, &typed, now).await?;
    if typed.get("do") == "edit" {
        drop(tx);
        return app.answer(&person, Page::new(TITLE, page::form(&seen, &typed, &FormErrors::default()))).await;
    }
    let mut errors = FormErrors::default();
    let wish = form::read(&typed, &seen, &mut errors);
    let shared = match &wish {
        Some(wish) => sharing::shared(tx.conn(), &person, &seen, wish, &mut errors).await?,
        None => Vec::new(),
    };
    let Some(wish) = wish.filter(|_| errors.is_empty()) else {
        drop(tx);
        let body = page::form(&seen, &typed, &errors);
        return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
    };
    if typed.get("do") != "save" {
        drop(tx);
        return app.answer(&person, Page::new(TITLE, page::check(&seen, &typed, &wish, &shared))).await;
    }
    let at = tx.now.plus_minutes(TO_TAKE_BACK);
    for (candidate, times) in &shared {
        if let Some(new) = form::new_offer(candidate, &wish, times, &seen) {
            let id = conversations::offer(&mut tx, &new).await?;
            offers::hold(&mut tx, id, at).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/offers/{}", at.unix())).into_response())
}

async fn show(State(app): State<App>, person: Person, Path(at): Path<i64>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (at, mut conn) = (Moment::from_unix(at), app.store.read().await?);
    let all = offers::of_act(&mut conn, person.viewer.school, person.viewer.staff, at).await?;
    drop(conn);
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    app.answer(&person, Page::new(TITLE, page::done(&all, at, app.clock.now()))).await
}

async fn withdraw(State(app): State<App>, person: Person, Path(at): Path<i64>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (at, school) = (Moment::from_unix(at), person.viewer.school);
    let mut tx = app.store.begin(person.actor(), school, app.clock.now()).await?;
    let all = offers::of_act(tx.conn(), school, person.viewer.staff, at).await?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    if at <= tx.now {
        return Err(Error::Conflict("The ten minutes are over, and the invitations have left. Cancel a meeting on its own page: the parents are told.".into()));
    }
    for one in all.iter().filter(|one| !one.cancelled) {
        offers::take_back(&mut tx, one).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/offers/{}", at.unix())).into_response())
}
