//! What teachers say before a review: who was asked, what they gave, and taking a request back before it stands.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{
    Tx,
    changes::Topic,
    code,
    register::{Of, Part, Register},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{CycleId, PlanId, PupilId, SchoolId, StaffId, TargetId},
    people::Name,
    teacher_view::{Facts, Going, Request},
    time::Moment,
};

/// What is known of the teachers' views on every open cycle of a school, by plan.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<BTreeMap<PlanId, Facts>> {
    let rows = sqlx::query!(
        r#"WITH open AS (SELECT c.id, c.plan_id FROM cycle c JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
             WHERE p.school_id = ?1 AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id))
           SELECT o.plan_id AS "plan!: i64", q.staff_id AS "staff!: i64", q.asked_at AS "at!: i64", q.by_on AS "by_on?: NaiveDate"
           FROM open o CROSS JOIN input_request q ON q.cycle_id = o.id WHERE q.withdrawn_at IS NULL
           UNION ALL SELECT o.plan_id, i.staff_id, max(i.given_at), NULL FROM open o CROSS JOIN teacher_input i ON i.cycle_id = o.id
             GROUP BY o.plan_id, i.staff_id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PlanId, Facts> = BTreeMap::new();
    for row in rows {
        let (facts, staff, at) =
            (all.entry(PlanId(row.plan)).or_default(), StaffId(row.staff), Moment::from_unix(row.at));
        match row.by_on {
            Some(by) => facts.asked.push(Request { staff, at, by }),
            None => facts.given.push((staff, at)),
        }
    }
    Ok(all)
}

impl Part for BTreeMap<PlanId, Facts> {
    const TOPICS: &'static [Topic] = &[Topic::Plans, Topic::Views];

    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, _: NaiveDate) -> anyhow::Result<Self> {
        of_school(conn, register.school()).await
    }
}

/// What a teacher says of one target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfTarget {
    /// Which.
    pub target: TargetId,
    /// How it goes, if they say so.
    pub going: Option<Going>,
    /// What they add.
    pub note: String,
}

/// What a teacher says before a review.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct New {
    /// Of each target that they say something of.
    pub targets: Vec<OfTarget>,
    /// What helped.
    pub helped: String,
    /// What did not.
    pub not_helped: String,
    /// What should be talked about.
    pub to_raise: String,
}

impl New {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty() && [&self.helped, &self.not_helped, &self.to_raise].iter().all(|text| text.is_empty())
    }
}

/// One teacher of the pupil beside a cycle: whether they were asked, and what they gave last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: Name,
    /// When they were asked by a person, and by when they are to answer.
    pub asked: Option<(Moment, NaiveDate)>,
    /// When they gave it, and what.
    pub given: Option<(Moment, New)>,
}

#[derive(Deserialize)]
struct RawTarget {
    target: i64,
    going: Option<String>,
    note: String,
}

/// Everybody whose view counts for a cycle: who teaches the pupil today, who was asked, and who gave one. In one statement.
pub async fn of_cycle(
    conn: &mut SqliteConnection,
    (cycle, pupil): (CycleId, PupilId),
    now: Moment,
) -> anyhow::Result<Vec<Voice>> {
    let (today, at) = (now.today(), now.unix());
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.title, s.forename, s.surname, q.asked_at AS "asked_at?: i64", q.by_on AS "by_on?: NaiveDate",
             i.given_at AS "given_at?: i64", i.helped AS "helped?: String", i.not_helped AS "not_helped?: String", i.to_raise AS "to_raise?: String",
             (SELECT json_group_array(json_object('target', t.target_id, 'going', t.going, 'note', t.note))
                FROM teacher_input_target t WHERE t.input_id = i.id) AS "targets!: String"
           FROM (SELECT x.staff_id FROM class_membership m JOIN class_staff x ON x.class_id = m.class_id
                   JOIN staff w ON w.id = x.staff_id AND w.role = 'teacher'
                   WHERE m.pupil_id = ?2 AND m.from_on <= ?3 AND (m.until_on IS NULL OR m.until_on >= ?3)
                     AND x.from_on <= ?3 AND (x.until_on IS NULL OR x.until_on >= ?3)
                 UNION SELECT staff_id FROM input_request WHERE cycle_id = ?1 AND withdrawn_at IS NULL AND asked_at <= ?4
                 UNION SELECT staff_id FROM teacher_input WHERE cycle_id = ?1) who
           JOIN staff s ON s.id = who.staff_id
           LEFT JOIN input_request q ON q.cycle_id = ?1 AND q.staff_id = s.id AND q.withdrawn_at IS NULL AND q.asked_at <= ?4
           LEFT JOIN teacher_input i ON i.id = (SELECT max(n.id) FROM teacher_input n WHERE n.cycle_id = ?1 AND n.staff_id = s.id)
           ORDER BY s.surname, s.forename, s.id"#,
        cycle.0,
        pupil.0,
        today,
        at
    )
    .fetch_all(conn)
    .await?;
    let mut voices = Vec::with_capacity(rows.len());
    for row in rows {
        let given = match row.given_at {
            None => None,
            Some(at) => Some((
                Moment::from_unix(at),
                New {
                    targets: targets(&row.targets)?,
                    helped: row.helped.unwrap_or_default(),
                    not_helped: row.not_helped.unwrap_or_default(),
                    to_raise: row.to_raise.unwrap_or_default(),
                },
            )),
        };
        voices.push(Voice {
            staff: StaffId(row.id),
            name: Name { title: row.title, forename: row.forename, surname: row.surname },
            asked: row.asked_at.map(Moment::from_unix).zip(row.by_on),
            given,
        });
    }
    Ok(voices)
}

fn targets(text: &str) -> anyhow::Result<Vec<OfTarget>> {
    let raw: Vec<RawTarget> = serde_json::from_str(text).context("targets that cannot be read")?;
    let read = |one: RawTarget| {
        let going = one.going.map(|going| code::read::<Going>(&going)).transpose()?;
        Ok(OfTarget { target: TargetId(one.target), going, note: one.note })
    };
    raw.into_iter().map(read).collect()
}

/// Keeps what a teacher says about a cycle. What they said before stays.
///
/// # Errors
/// When the database refuses, or nobody of the staff acts.
pub async fn give(tx: &mut Tx, (cycle, pupil): (CycleId, PupilId), new: &New) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff().context("a teacher's view that no teacher gives")?);
    let id = sqlx::query_scalar!(
        r#"INSERT INTO teacher_input (cycle_id, staff_id, helped, not_helped, to_raise, given_at) VALUES (?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        cycle.0,
        by,
        new.helped,
        new.not_helped,
        new.to_raise,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    for one in &new.targets {
        let going = one.going.map(Going::as_code);
        sqlx::query!(
            "INSERT INTO teacher_input_target (input_id, target_id, going, note) VALUES (?, ?, ?, ?)",
            id,
            one.target.0,
            going,
            one.note
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Created, Subject::TeacherInput).id(id).pupil(pupil)).await
}

/// Asks a teacher about a plan's open cycle, from an instant on. Nobody is asked twice: tells whether they were asked now.
///
/// # Errors
/// When the database refuses, or nobody of the staff acts.
pub async fn ask(
    tx: &mut Tx,
    (plan, pupil): (PlanId, PupilId),
    staff: StaffId,
    (from, by_on): (Moment, NaiveDate),
) -> anyhow::Result<bool> {
    let (at, by) = (from.unix(), tx.actor.staff().context("a request that nobody makes")?);
    let done = sqlx::query!(
        "INSERT INTO input_request (cycle_id, staff_id, by_on, asked_at, asked_by)
         SELECT c.id, ?2, ?3, ?4, ?5 FROM cycle c
         WHERE c.plan_id = ?1 AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
         ON CONFLICT DO NOTHING",
        plan.0,
        staff.0,
        by_on,
        at,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Created, Subject::InputRequest).id(plan.0).pupil(pupil)).await?;
    Ok(true)
}

/// One request of an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// About whom.
    pub pupil: PupilId,
    /// The pupil's name.
    pub name: Name,
    /// Who is asked.
    pub teacher: Name,
    /// By when.
    pub by: NaiveDate,
    /// It was taken back.
    pub withdrawn: bool,
    /// It is answered.
    pub given: bool,
}

/// What somebody asked in one act: what stands from one instant on.
pub async fn of_act(
    conn: &mut SqliteConnection,
    school: SchoolId,
    by: StaffId,
    at: Moment,
) -> anyhow::Result<Vec<Asked>> {
    let at = at.unix();
    let rows = sqlx::query!(
        r#"SELECT p.id AS "pupil!", p.forename, p.surname, s.title, s.forename AS "t_forename!", s.surname AS "t_surname!",
             q.by_on AS "by_on!: NaiveDate", q.withdrawn_at IS NOT NULL AS "withdrawn!: bool",
             EXISTS (SELECT 1 FROM teacher_input i WHERE i.cycle_id = q.cycle_id AND i.staff_id = q.staff_id) AS "given!: bool"
           FROM input_request q JOIN cycle c ON c.id = q.cycle_id JOIN plan l ON l.id = c.plan_id JOIN pupil p ON p.id = l.pupil_id
           JOIN staff s ON s.id = q.staff_id
           WHERE q.asked_by = ? AND q.asked_at = ? AND p.school_id = ? ORDER BY s.surname, s.forename, p.surname, p.forename, q.id"#,
        by.0,
        at,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| Asked {
        pupil: PupilId(r.pupil),
        name: Name { title: String::new(), forename: r.forename, surname: r.surname },
        teacher: Name { title: r.title, forename: r.t_forename, surname: r.t_surname },
        by: r.by_on,
        withdrawn: r.withdrawn,
        given: r.given,
    });
    Ok(read.collect())
}

/// Takes back what somebody asked in one act, before it stands.
///
/// # Errors
/// When the database refuses, or nobody of the staff acts.
pub async fn take_back(tx: &mut Tx, at: Moment, pupils: &[PupilId]) -> anyhow::Result<()> {
    let (now, by, at) = (tx.now.unix(), tx.actor.staff().context("nobody takes it back")?, at.unix());
    sqlx::query!(
        "UPDATE input_request SET withdrawn_at = ? WHERE asked_by = ? AND asked_at = ? AND withdrawn_at IS NULL",
        now,
        by,
        at
    )
    .execute(tx.conn())
    .await?;
    let seen: Vec<_> = pupils.iter().map(|pupil| (None, *pupil)).collect();
    tx.audit_each(Deed::Withdrew, Subject::InputRequest, &seen).await
}
