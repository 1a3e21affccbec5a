//! Support groups: a provision of the catalogue as it is given to one pupil or several at the same times of the week, and by whom. Members,
//! adults and times are dated rows; what was saved otherwise is withdrawn and stays.

mod saving;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::domain::{
    calendar::Calendar,
    delivery::{Booking, Delivery, Outcome, WeeklyTime, in_both, planned},
    ids::{GroupId, PupilId, SchoolId, StaffId},
    people::Name,
    standing::Span,
};

pub use saving::{Content, change, end, enter, hours, put_hours, put_role_hours, role_hours};

/// Somebody in a group, as a member or as one who gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InGroup<Who> {
    /// Who.
    pub who: Who,
    /// Their name.
    pub name: Name,
    /// The days as they were entered.
    pub span: Span,
    /// Their last day in the school, where it is known.
    pub left_on: Option<NaiveDate>,
}

/// A group with all that holds of it. What was withdrawn is not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldGroup {
    /// Which.
    pub id: GroupId,
    /// Rises with each save.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// What is given, as the catalogue calls it.
    pub provision: String,
    /// To whom, by name.
    pub members: Vec<InGroup<PupilId>>,
    /// By whom, by name.
    pub adults: Vec<InGroup<StaffId>>,
    /// When, each with its place, which may be empty: by weekday and time.
    pub times: Vec<(WeeklyTime, String)>,
    /// Its last day and why, once it is ended.
    pub ended: Option<(NaiveDate, String)>,
}

impl<Who> InGroup<Who> {
    /// The days on which they are in it and in the school.
    #[must_use]
    pub fn days(&self) -> Option<Span> {
        in_both(self.span, Span { from: NaiveDate::MIN, until: self.left_on })
    }

    /// Whether they are in it on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days().is_some_and(|span| span.contains(day))
    }
}

impl HeldGroup {
    fn life(&self) -> Span {
        Span { from: NaiveDate::MIN, until: self.ended.as_ref().map(|(on, _)| *on) }
    }

    /// Whether it goes on on a day.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.life().contains(day)
    }

    /// Each member on a day.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = &InGroup<PupilId>> {
        self.members.iter().filter(move |one| one.is_on(day))
    }

    /// Whether somebody gives it on a day.
    #[must_use]
    pub fn is_given_by(&self, staff: StaffId, day: NaiveDate) -> bool {
        self.adults.iter().any(|one| one.who == staff && one.is_on(day))
    }

    /// Its times of the week, each with its place, as far as the group goes on.
    pub fn weekly(&self) -> impl Iterator<Item = (WeeklyTime, &str)> {
        self.times.iter().filter_map(|(time, place)| {
            in_both(time.span, self.life()).map(|span| (WeeklyTime { span, ..*time }, place.as_str()))
        })
    }

    /// The times of somebody in it.
    fn times_in<Who>(&self, one: &InGroup<Who>) -> impl Iterator<Item = WeeklyTime> {
        let days = one.days();
        self.weekly().filter_map(move |(time, _)| in_both(time.span, days?).map(|span| WeeklyTime { span, ..time }))
    }

    /// The times of one member.
    #[must_use]
    pub fn times_of(&self, pupil: PupilId) -> Vec<WeeklyTime> {
        self.members.iter().filter(|one| one.who == pupil).flat_map(|one| self.times_in(one)).collect()
    }

    /// When its adults are wanted.
    #[must_use]
    pub fn adult_bookings(&self) -> Vec<Booking<StaffId>> {
        let of = |one: &InGroup<StaffId>| {
            let who = one.who;
            self.times_in(one).map(move |time| Booking { who, group: Some(self.id), time }).collect::<Vec<_>>()
        };
        self.adults.iter().flat_map(of).collect()
    }

    /// When its members are wanted.
    #[must_use]
    pub fn pupil_bookings(&self) -> Vec<Booking<PupilId>> {
        let of = |one: &InGroup<PupilId>| {
            let who = one.who;
            self.times_in(one).map(move |time| Booking { who, group: Some(self.id), time }).collect::<Vec<_>>()
        };
        self.members.iter().flat_map(of).collect()
    }

    /// What was planned for one member from a day on, and what came of it up to today.
    #[must_use]
    pub fn delivery_to(
        &self,
        pupil: PupilId,
        calendar: &Calendar,
        outcomes: &BTreeMap<(NaiveDate, u32), Outcome>,
        (from, today): (NaiveDate, NaiveDate),
    ) -> Delivery {
        let sessions = planned(calendar, &self.times_of(pupil), (from, today));
        let since = outcomes.iter().filter(|((on, _), _)| *on >= from).map(|(key, one)| (*key, *one)).collect();
        Delivery::of(&sessions, &since, today)
    }
}

/// Which groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Every group.
    All,
    /// One.
    One(GroupId),
    /// Those in which a pupil is or was.
    OfPupil(PupilId),
}

#[derive(Deserialize)]
struct RawPerson(i64, String, String, String, NaiveDate, Option<NaiveDate>, Option<NaiveDate>);

#[derive(Deserialize)]
struct RawTime(u32, u32, u32, String, NaiveDate, Option<NaiveDate>);

/// Groups of a school, by name. Callers hand out only what their viewer may see.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId, which: Which) -> anyhow::Result<Vec<HeldGroup>> {
    let (group, pupil) = match which {
        Which::All => (None, None),
        Which::One(id) => (Some(id.0), None),
        Which::OfPupil(id) => (None, Some(id.0)),
    };
    let rows = sqlx::query!(
        r#"SELECT g.id AS "id!", g.version, t.name, v.name AS provision, e.ended_on AS "ended_on?: NaiveDate", e.reason AS "reason?",
             (SELECT json_group_array(json_array(p.id, '', p.forename, p.surname, m.from_on, m.until_on,
                (SELECT x.until_on FROM enrolment x WHERE x.pupil_id = p.id ORDER BY x.from_on DESC LIMIT 1)) ORDER BY p.surname, p.forename, m.id)
                FROM support_group_member m JOIN pupil p ON p.id = m.pupil_id WHERE m.group_id = g.id AND m.withdrawn_at IS NULL) AS "members!: String",
             (SELECT json_group_array(json_array(s.id, s.title, s.forename, s.surname, a.from_on, a.until_on, s.until_on) ORDER BY s.surname, a.id)
                FROM support_group_adult a JOIN staff s ON s.id = a.staff_id WHERE a.group_id = g.id AND a.withdrawn_at IS NULL) AS "adults!: String",
             (SELECT json_group_array(json_array(w.weekday, w.begins, w.minutes, w.place, w.from_on, w.until_on) ORDER BY w.weekday, w.begins, w.id)
                FROM support_group_time w WHERE w.group_id = g.id AND w.withdrawn_at IS NULL) AS "times!: String"
           FROM support_group g
           JOIN support_group_terms t ON t.id = (SELECT max(n.id) FROM support_group_terms n WHERE n.group_id = g.id)
           JOIN provision v ON v.id = t.provision_id LEFT JOIN support_group_end e ON e.group_id = g.id
           WHERE g.school_id = ?1 AND (?2 IS NULL OR g.id = ?2)
             AND (?3 IS NULL OR g.id IN (SELECT m.group_id FROM support_group_member m WHERE m.pupil_id = ?3 AND m.withdrawn_at IS NULL))
           ORDER BY t.name, g.id"#,
        school.0,
        group,
        pupil
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let times: Vec<RawTime> = serde_json::from_str(&row.times)?;
        Ok(HeldGroup {
            id: GroupId(row.id),
            version: row.version,
            name: row.name,
            provision: row.provision,
            members: people(&row.members, PupilId)?,
            adults: people(&row.adults, StaffId)?,
            times: times.into_iter().map(time).collect(),
            ended: row.ended_on.zip(row.reason),
        })
    });
    read.collect()
}

fn people<Who>(text: &str, who: fn(i64) -> Who) -> anyhow::Result<Vec<InGroup<Who>>> {
    let all: Vec<RawPerson> = serde_json::from_str(text)?;
    let read = all.into_iter().map(|RawPerson(id, title, forename, surname, from, until, left_on)| InGroup {
        who: who(id),
        name: Name { title, forename, surname },
        span: Span { from, until },
        left_on,
    });
    Ok(read.collect())
}

fn time(RawTime(weekday, begins, minutes, place, from, until): RawTime) -> (WeeklyTime, String) {
    (WeeklyTime { weekday, begins, minutes, span: Span { from, until } }, place)
}

/// Who may give support: teaching assistants, teachers, the SENCO and heads who work here on a day, by name.
pub async fn adults(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(StaffId, Name)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title, forename, surname FROM staff
           WHERE school_id = ?1 AND role IN ('ta', 'teacher', 'senco', 'head') AND from_on <= ?2 AND (until_on IS NULL OR until_on >= ?2)
           ORDER BY role = 'ta' DESC, surname, forename, id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (StaffId(r.id), name(r.title, r.forename, r.surname))).collect())
}
