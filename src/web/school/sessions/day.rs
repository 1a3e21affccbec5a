//! The sessions of one day as one person may see them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{arranges, sees_all};
use crate::{
    domain::{
        access::{Thing, Verb},
        delivery::{Session, is_late},
        ids::{GroupId, PupilId, StaffId},
        people::Name,
    },
    store::{
        groups::{self, HeldGroup, Which},
        register::Register,
        sessions::{self, CurrentTarget, HeldNote},
    },
    web::{
        App,
        frame::{
            error::{Error, Result},
            session::Person,
        },
    },
};

/// Minutes of a session at a time that nobody planned, until somebody says otherwise.
const USUAL: u32 = 20;

/// A pupil of a session.
pub(super) struct InSession {
    pub(super) id: PupilId,
    pub(super) name: Name,
    /// What they work on now; nothing for who may not see it.
    pub(super) targets: Vec<CurrentTarget>,
    /// What is noted, and whether that came late.
    pub(super) noted: Option<(HeldNote, bool)>,
}

/// One session of a day.
pub(super) struct DaySession {
    pub(super) group: GroupId,
    pub(super) name: String,
    pub(super) provision: String,
    pub(super) session: Session,
    pub(super) place: String,
    /// Who gives it that day.
    pub(super) adults: Vec<(StaffId, Name)>,
    pub(super) pupils: Vec<InSession>,
    /// The reader may write down what came of it.
    pub(super) notes: bool,
}

impl DaySession {
    /// Its own address.
    pub(super) fn place(&self) -> String {
        format!("/sessions/{}/{}/{}", self.group, self.session.on, self.session.begins)
    }

    pub(super) fn is_noted(&self) -> bool {
        self.pupils.iter().any(|one| one.noted.is_some())
    }
}

/// A day with its sessions, by time.
pub(super) struct SessionDay {
    pub(super) day: NaiveDate,
    pub(super) today: NaiveDate,
    /// The school days before and after it.
    pub(super) beside: (NaiveDate, NaiveDate),
    /// Why there is no school.
    pub(super) closed: Option<String>,
    /// Whose sessions, where the reader sees those of everybody.
    pub(super) adult: Option<StaffId>,
    /// Everybody who may give some.
    pub(super) adults: Vec<(StaffId, Name)>,
    pub(super) sessions: Vec<DaySession>,
    /// What the adult gives at any time: for a session at another one.
    pub(super) groups: Vec<(GroupId, String)>,
}

impl SessionDay {
    /// Each pupil on the page once, for the audit.
    pub(super) fn pupils(&self) -> Vec<(Option<i64>, PupilId)> {
        let all: BTreeSet<PupilId> =
            self.sessions.iter().flat_map(|one| one.pupils.iter().map(|pupil| pupil.id)).collect();
        all.into_iter().map(|pupil| (None, pupil)).collect()
    }
}

/// The sessions of a day: of one adult, or of everybody.
pub(super) async fn of(app: &App, person: &Person, day: NaiveDate, adult: Option<StaffId>) -> Result<SessionDay> {
    let (school, today, mut conn) = (person.viewer.school, app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, person, today).await?;
    let calendar = register.calendar();
    let mut all = groups::of_school(&mut conn, school, Which::All).await?;
    all.retain(|group| group.is_open(day) && adult.is_none_or(|who| group.is_given_by(who, day)));
    let closed = calendar.why_closed(day).map(|why| why.words());
    let mut found: Vec<(&HeldGroup, Session, String)> = Vec::new();
    for group in all.iter().filter(|group| closed.is_none() && group.members_on(day).next().is_some()) {
        let times = group.weekly().filter(|(time, _)| time.is_on(day));
        let session = |begins, minutes| Session { on: day, begins, minutes };
        found.extend(times.map(|(time, place)| (group, session(time.begins, time.minutes), place.to_owned())));
    }
    let notes = if all.is_empty() { Vec::new() } else { sessions::notes(&mut conn, school, None, (day, day)).await? };
    // What was given beside the plan stands in its place of the day, too.
    for note in &notes {
        let known = found.iter().any(|(group, one, _)| group.id == note.group && one.begins == note.begins);
        if let Some(group) = all.iter().find(|group| group.id == note.group && !known) {
            found.push((group, Session { on: day, begins: note.begins, minutes: USUAL }, String::new()));
        }
    }
    found.sort_by_key(|(group, one, _)| (one.begins, group.id));
    let pupils = found.iter().flat_map(|(group, ..)| group.members_on(day).map(|one| one.who)).collect();
    let targets = targets(&mut conn, person, &register, pupils, today).await?;
    let of = |(group, session, place): &(&HeldGroup, Session, String)| {
        of_group(group, *session, place, person, &register, (&notes, &targets))
    };
    Ok(SessionDay {
        day,
        today,
        beside: (calendar.plus_school_days(day, -1), calendar.plus_school_days(day, 1)),
        closed,
        adult,
        adults: if sees_all(person) { groups::adults(&mut conn, school, today).await? } else { Vec::new() },
        sessions: found.iter().map(of).collect(),
        groups: all.iter().map(|group| (group.id, group.name.clone())).collect(),
    })
}

type Targets = BTreeMap<PupilId, Vec<CurrentTarget>>;

/// What these pupils work on, as far as the reader may see it.
async fn targets(
    conn: &mut SqliteConnection,
    person: &Person,
    register: &Register,
    mut pupils: BTreeSet<PupilId>,
    today: NaiveDate,
) -> anyhow::Result<Targets> {
    let sees = |pupil| person.viewer.may(register.relation(&person.viewer, pupil, today), Thing::Targets, Verb::See);
    pupils.retain(|pupil| sees(*pupil));
    if pupils.is_empty() { Ok(Targets::new()) } else { sessions::targets(conn, &pupils).await }
}

fn of_group(
    group: &HeldGroup,
    session: Session,
    place: &str,
    person: &Person,
    register: &Register,
    (notes, targets): (&[HeldNote], &Targets),
) -> DaySession {
    let day = session.on;
    let noted = |pupil: PupilId| {
        let own =
            |one: &&HeldNote| (one.group, one.begins, one.pupil, one.on) == (group.id, session.begins, pupil, day);
        let found = notes.iter().find(own)?;
        Some((found.clone(), is_late(register.calendar(), day, found.entered.today())))
    };
    let gives = group.is_given_by(person.viewer.staff, day);
    DaySession {
        group: group.id,
        name: group.name.clone(),
        provision: group.provision.clone(),
        session,
        place: place.to_owned(),
        adults: group.adults.iter().filter(|one| one.is_on(day)).map(|one| (one.who, one.name.clone())).collect(),
        pupils: group
            .members_on(day)
            .map(|one| InSession {
                id: one.who,
                name: one.name.clone(),
                targets: targets.get(&one.who).cloned().unwrap_or_default(),
                noted: noted(one.who),
            })
            .collect(),
        notes: gives || arranges(person),
    }
}

/// One session, planned or not, for somebody who gives it or sees everybody's.
///
/// # Errors
/// [`Error::NotFound`] for everybody else, and where nobody could have been given anything.
pub(super) async fn one(
    app: &App,
    person: &Person,
    (group, day, begins): (i64, &str, u32),
) -> Result<(DaySession, NaiveDate)> {
    let day: NaiveDate = day.parse().map_err(|_| Error::NotFound)?;
    let (school, today, mut conn) = (person.viewer.school, app.clock.now().today(), app.store.read().await?);
    let register = app.register(&mut conn, person, today).await?;
    let found = groups::of_school(&mut conn, school, Which::One(GroupId(group))).await?;
    let opens = |group: &HeldGroup| sees_all(person) || group.is_given_by(person.viewer.staff, day);
    let group = found.into_iter().find(|group| opens(group) && group.is_open(day)).ok_or(Error::NotFound)?;
    let pupils: BTreeSet<PupilId> = group.members_on(day).map(|one| one.who).collect();
    if pupils.is_empty() || begins >= 24 * 60 {
        return Err(Error::NotFound);
    }
    if day > today {
        return Err(Error::Conflict("This session is still to come: it is noted from its day on.".to_owned()));
    }
    let planned = group.weekly().find(|(time, _)| time.is_on(day) && time.begins == begins);
    let (minutes, place) = planned.map_or((USUAL, ""), |(time, place)| (time.minutes, place));
    let notes = sessions::notes(&mut conn, school, None, (day, day)).await?;
    let targets = targets(&mut conn, person, &register, pupils, today).await?;
    let session = Session { on: day, begins, minutes };
    let seen = of_group(&group, session, place, person, &register, (&notes, &targets));
    Ok((seen, today))
}
