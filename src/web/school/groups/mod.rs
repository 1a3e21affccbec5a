//! Support groups: who gives which provision to whom, at which times of the week. Whoever looks after the whole school sees them all, with
//! what came of their sessions; the SENCO makes, changes and ends them, and is told of clashes, which never block.

mod acts;
mod fields;
mod hours;
mod page;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        calendar::AcademicYear,
        costing::{Pence, Price, Rate, rate_on, shared_by_days},
        delivery::{Booking, Delivery, WeeklyTime, clashes, minutes_a_week, planned},
        ids::{GroupId, PupilId, StaffId},
    },
    store::{
        groups::{self, HeldGroup, Which},
        plans,
        register::Register,
        sessions::{self, HeldNote},
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/groups", get(list).post(acts::create))
        .route("/groups/new", get(acts::new))
        .route("/groups/hours", get(hours::show).post(hours::save))
        .route("/groups/{id}", get(show))
        .route("/groups/{id}/edit", get(acts::edit).post(acts::change))
        .route("/groups/{id}/end", get(acts::ask_end).post(acts::end))
}

/// All groups of the school, and what was noted this year.
struct Groups {
    register: Arc<Register>,
    all: Vec<HeldGroup>,
    notes: Vec<HeldNote>,
    hours: BTreeMap<StaffId, u32>,
    /// What an hour costs; nothing for who may not see costs.
    rates: Option<Vec<Rate>>,
    today: NaiveDate,
}

/// What a group's planned hours have cost this year.
struct GroupCost {
    total: Pence,
    /// Each member's part, by days of membership.
    parts: BTreeMap<PupilId, Pence>,
}

impl Groups {
    /// First day of the academic year: figures of groups are of this year.
    fn since(&self) -> NaiveDate {
        AcademicYear::containing(self.today).starts_on()
    }

    /// What came of the sessions of one member this year.
    fn delivery(&self, group: &HeldGroup, pupil: PupilId) -> Delivery {
        let outcomes = sessions::outcomes(&self.notes, group.id, pupil);
        group.delivery_to(pupil, self.register.calendar(), &outcomes, (self.since(), self.today))
    }

    /// The same of all members together: a session counts for each pupil.
    fn of_all(&self, group: &HeldGroup) -> Delivery {
        let pupils: BTreeSet<PupilId> = group.members.iter().map(|one| one.who).collect();
        pupils.into_iter().map(|pupil| self.delivery(group, pupil)).fold(Delivery::default(), |all, one| all.and(&one))
    }

    /// What the hours of the group's sessions planned so far this year cost, shared by school days of membership; nothing for who may not see
    /// costs, and where an adult's role has no rate. Rounded once.
    fn cost(&self, group: &HeldGroup) -> Option<GroupCost> {
        let (rates, calendar) = (self.rates.as_ref()?, self.register.calendar());
        let times: Vec<WeeklyTime> = group.weekly().map(|(time, _)| time).collect();
        let mut paid = Vec::new();
        for session in planned(calendar, &times, (self.since(), self.today)) {
            for adult in group.adults.iter().filter(|adult| adult.is_on(session.on)) {
                let role = self.register.facts().staff.get(&adult.who)?.role;
                paid.push((rate_on(rates, role.as_code(), session.on)?, session.minutes));
            }
        }
        let mut days: BTreeMap<PupilId, u32> = BTreeMap::new();
        for one in &group.members {
            let Some(span) = one.days() else { continue };
            let (from, until) = (span.from.max(self.since()), span.until.unwrap_or(self.today).min(self.today));
            *days.entry(one.who).or_default() += u32::try_from(calendar.school_days_in(from, until)).unwrap_or(0);
        }
        let total = Price::of_all(&paid);
        let shares = shared_by_days(total, &days.values().copied().collect::<Vec<_>>());
        (total > Pence(0)).then(|| GroupCost { total, parts: days.into_keys().zip(shares).collect() })
    }

    /// Everybody who is booked twice or beyond their hours from today on because of this group, in words.
    fn warnings(&self, group: &HeldGroup) -> Vec<String> {
        let named = |id: Option<GroupId>| {
            let found = self.all.iter().find(|one| Some(one.id) == id);
            found.map_or("another group", |one| one.name.as_str())
        };
        let mut twice: BTreeMap<(String, &str, u32), BTreeSet<u32>> = BTreeMap::new();
        let adults: Vec<Booking<StaffId>> = self.all.iter().flat_map(HeldGroup::adult_bookings).collect();
        let pupils: Vec<Booking<PupilId>> = self.all.iter().flat_map(HeldGroup::pupil_bookings).collect();
        for (one, other) in clashes(&current(group.adult_bookings(), self.today), &current(adults.clone(), self.today))
        {
            let who = group.adults.iter().find(|adult| adult.who == one.who).map(|adult| adult.name.formal());
            let key = (who.unwrap_or_default(), named(other.group), other.time.begins);
            twice.entry(key).or_default().insert(other.time.weekday);
        }
        for (one, other) in clashes(&current(group.pupil_bookings(), self.today), &current(pupils, self.today)) {
            let who = group.members.iter().find(|pupil| pupil.who == one.who).map(|pupil| pupil.name.full());
            let key = (who.unwrap_or_default(), named(other.group), other.time.begins);
            twice.entry(key).or_default().insert(other.time.weekday);
        }
        let mut said: Vec<String> =
            twice.iter().map(|((who, other, begins), days)| page::twice(who, *begins, other, days)).collect();
        for adult in group.adults.iter().filter(|adult| adult.is_on(self.today)) {
            let booked = minutes_a_week(&adults, &adult.who, self.today);
            if let Some(most) = self.hours.get(&adult.who).filter(|most| booked > **most) {
                said.push(page::beyond(&adult.name.formal(), booked, *most));
            }
        }
        said
    }

    /// Each pupil of these groups, for the audit.
    fn seen<'a>(groups: impl IntoIterator<Item = &'a HeldGroup>) -> Vec<(Option<i64>, PupilId)> {
        let of = |group: &'a HeldGroup| group.members.iter().map(|one| (Some(group.id.0), one.who));
        groups.into_iter().flat_map(of).collect()
    }
}

/// Those that are not over.
fn current<Who>(mut all: Vec<Booking<Who>>, today: NaiveDate) -> Vec<Booking<Who>> {
    all.retain(|one| one.time.span.until.is_none_or(|until| until >= today));
    all
}

async fn load(app: &App, person: &Person) -> Result<Groups> {
    let (school, today, mut conn) = (person.viewer.school, app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, person, today).await?;
    let all = groups::of_school(&mut conn, school, Which::All).await?;
    let since = AcademicYear::containing(today).starts_on();
    let notes = sessions::notes(&mut conn, school, None, (since, today)).await?;
    let hours = groups::hours(&mut conn, school, today).await?;
    let rates = match person.may(Thing::Costs, Verb::See) {
        true => Some(plans::rates(&mut conn, school).await?),
        false => None,
    };
    Ok(Groups { register, all, notes, hours, rates, today })
}

async fn list(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let seen = load(&app, &person).await?;
    app.viewed_all(&person, Subject::SupportGroup, &Groups::seen(&seen.all)).await?;
    app.answer(&person, Page::new("Groups", page::list(&person, &seen)).at(Nav::Sessions)).await
}

/// A group, for whoever gives it now and for those who see all.
async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let seen = load(&app, &person).await?;
    let opens =
        |group: &&HeldGroup| person.may(Thing::Board, Verb::See) || group.is_given_by(person.viewer.staff, seen.today);
    let group = seen.all.iter().find(|group| group.id == GroupId(id)).filter(opens).ok_or(Error::NotFound)?;
    app.viewed_all(&person, Subject::SupportGroup, &Groups::seen([group])).await?;
    app.answer(&person, Page::new(group.name.clone(), page::one(&person, &seen, group)).at(Nav::Sessions)).await
}
