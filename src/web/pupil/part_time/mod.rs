//! A pupil's part-time timetables: each with its days and hours, the parents' agreement, what the authority was told, the reviews, the way
//! back to full time and the end. Whoever works with the pupil sees days, hours and review days; the reason and what parents said are for
//! those who see the record and the contacts.

mod acts;
mod ending;
mod form;
mod list;
mod one;
mod reviews;
mod steps;
mod week;

use std::sync::Arc;

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;

use super::head;
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        ids::{PartTimeId, PlanId},
        part_time::{Days, check_alone},
        plan::PlanKind,
        rules,
        time::LongDay,
    },
    store::{
        Tx,
        part_time::{HeldTimetable, of_pupil},
        pupils::head::Head,
        register::Register,
    },
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

pub(in crate::web) use list::on_overview;

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/pupils/{id}/part-time", get(list::show).post(form::create))
        .route("/pupils/{id}/part-time/new", get(form::new))
        .route("/pupils/{id}/part-time/{timetable}", get(one::show).post(acts::act))
        .route("/pupils/{id}/part-time/{timetable}/edit", get(form::edit).post(form::change))
        .route("/pupils/{id}/part-time/{timetable}/steps/new", get(steps::new).post(steps::add))
        .route("/pupils/{id}/part-time/{timetable}/reviews/{review}", get(reviews::ask).post(reviews::hold))
        .route("/pupils/{id}/part-time/{timetable}/end", get(ending::ask).post(ending::end))
}

/// The longest of each text.
const LONGEST: usize = 4_000;

/// A pupil with their part-time timetables, the newest first.
struct Timetables {
    head: Head,
    register: Arc<Register>,
    all: Vec<HeldTimetable>,
    today: NaiveDate,
}

impl Timetables {
    /// Whether the reader sees the reason, and what parents said.
    fn whole(&self) -> bool {
        self.head.may(Thing::SenRecord, Verb::See) && self.head.may(Thing::Contacts, Verb::See)
    }

    /// Whether the reader may enter something.
    fn changes(&self) -> bool {
        self.head.may(Thing::SenRecord, Verb::Change)
    }

    fn calendar(&self) -> &Calendar {
        self.register.calendar()
    }

    /// School weeks after which one is long: the school's own setting.
    fn most_weeks(&self) -> i64 {
        self.register.rules(self.today).get(rules::PART_TIME_TIMETABLE_WEEKS)
    }

    /// The pupil's open plan of this kind, which holds targets and support.
    fn plan(&self) -> Option<PlanId> {
        let child = self.register.facts().children.find(self.head.id)?;
        let open = child.plans.iter().filter(|one| one.is_open(self.today));
        open.filter(|one| one.kind == PlanKind::PartTimeTimetable).map(|one| one.id).next_back()
    }

    fn find(&self, timetable: i64) -> Result<&HeldTimetable> {
        self.all.iter().find(|one| one.id == PartTimeId(timetable)).ok_or(Error::NotFound)
    }

    /// The same, where it can still be changed.
    fn open(&self, timetable: i64) -> Result<&HeldTimetable> {
        let found = self.find(timetable)?;
        if found.ended.is_none() {
            return Ok(found);
        }
        Err(Error::Conflict("This part-time timetable has ended: nothing of it is open.".to_owned()))
    }

    /// The address of one of them, from the pupil's own.
    fn place(&self, timetable: PartTimeId) -> String {
        format!("/pupils/{}/part-time/{timetable}", self.head.id)
    }

    fn back(&self, timetable: PartTimeId) -> Response {
        Redirect::to(&self.place(timetable)).into_response()
    }
}

/// The timetables of a pupil, for somebody who may see days and hours, or enter something.
async fn load(app: &App, person: &Person, pupil: i64, verb: Verb) -> Result<Timetables> {
    let head = match verb {
        Verb::See => head::open(app, person, pupil, Thing::Plan).await?,
        Verb::Change => head::open_to_change(app, person, pupil, Thing::SenRecord).await?,
    };
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let all = of_pupil(&mut conn, head.id).await?;
    Ok(Timetables { head, register, all, today })
}

/// Begins an act in which somebody changes something of the pupil's timetables.
async fn begin(app: &App, person: &Person) -> anyhow::Result<Tx> {
    app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await
}

/// Whether the days leave room for the others as they are within the act.
async fn alone(
    tx: &mut Tx,
    head: &Head,
    days: Days,
    except: Option<PartTimeId>,
) -> anyhow::Result<std::result::Result<(), String>> {
    let others = of_pupil(tx.conn(), head.id).await?;
    let others = others.iter().filter(|one| Some(one.id) != except);
    Ok(check_alone(days, others.filter_map(|one| one.timetable().runs())))
}

/// Adds an error where a text is longer than is kept.
fn short_enough(typed: &Typed, field: &'static str, errors: &mut FormErrors) {
    if typed.get(field).chars().count() > LONGEST {
        errors.add(field, format!("Write at most {LONGEST} letters"));
    }
}

/// Whether pupils are in school on a day on which parents and pupil are to be met.
fn school_day(calendar: &Calendar, day: NaiveDate) -> std::result::Result<NaiveDate, String> {
    match calendar.why_closed(day) {
        None => Ok(day),
        Some(closed) => Err(format!("{} is no school day ({}): choose one", LongDay(day), closed.words())),
    }
}
