//! What came of sessions: notes as whoever gave them wrote them down. A note is never overwritten: of several on the same session and pupil
//! the newest counts. Sessions that were planned follow from the [groups](super::groups) and are not stored.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx, code,
    groups::{self, HeldGroup, Which},
    register::Register,
};
use crate::domain::{
    audit::{Deed, Subject},
    calendar::Calendar,
    delivery::{Delivery, HowItWent, Lost, Outcome, fortnight_before, wants_a_look},
    ids::{GroupId, PupilId, SchoolId, StaffId, TargetId},
    people::Name,
    time::Moment,
};

/// What came of a session for one pupil, as it is written down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewNote {
    /// For whom.
    pub pupil: PupilId,
    /// Why it did not happen, or how it went.
    pub outcome: Result<HowItWent, Lost>,
    /// Which target it was about, if that is said.
    pub target: Option<TargetId>,
}

/// One sending of notes on a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRecord {
    /// Of which group.
    pub group: GroupId,
    /// Its day.
    pub on: NaiveDate,
    /// When it began, in minutes after midnight.
    pub begins: u32,
    /// How long it lasted, in minutes.
    pub minutes: u32,
    /// A short note on all of it; may be empty.
    pub words: String,
    /// Made where the note was written: the same one again is not kept again.
    pub key: String,
    /// For each pupil.
    pub notes: Vec<NewNote>,
}

/// Keeps notes on a session. Returns whether they had not been kept before.
pub async fn record(tx: &mut Tx, new: &NewRecord) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO session_record (group_id, held_on, begins, minutes, words, key, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (key) DO NOTHING RETURNING id AS "id!: i64""#,
        new.group.0,
        new.on,
        new.begins,
        new.minutes,
        new.words,
        new.key,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    for note in &new.notes {
        let (lost, how) = (note.outcome.err().map(Lost::as_code), note.outcome.ok().map(HowItWent::as_code));
        let target = note.target.map(|one| one.0);
        sqlx::query!(
            "INSERT INTO session_note (record_id, pupil_id, lost, how, target_id) VALUES (?, ?, ?, ?, ?)",
            id,
            note.pupil.0,
            lost,
            how,
            target
        )
        .execute(tx.conn())
        .await?;
    }
    let each: Vec<_> = new.notes.iter().map(|note| (Some(id), note.pupil)).collect();
    tx.audit_each(Deed::Recorded, Subject::SessionNote, &each).await.map(|()| true)
}

/// What counts of what was written about one session and one pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldNote {
    /// Of which group.
    pub group: GroupId,
    /// For whom.
    pub pupil: PupilId,
    /// Its day.
    pub on: NaiveDate,
    /// When it began, in minutes after midnight.
    pub begins: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// Which target it was about.
    pub target: Option<TargetId>,
    /// The short note on all of it.
    pub words: String,
    /// When it was written down.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// What counts of what was noted of a school's sessions, of one pupil or of all, from one day to another; the newest session last.
pub async fn notes(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: Option<PupilId>,
    (from, to): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<HeldNote>> {
    let pupil = pupil.map(|one| one.0);
    let rows = sqlx::query!(
        r#"SELECT r.group_id, n.pupil_id, r.held_on AS "on: NaiveDate", r.begins AS "begins: u32", r.minutes AS "minutes: u32", n.lost, n.how,
             n.target_id, r.words, r.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM support_group g JOIN session_record r ON r.group_id = g.id JOIN session_note n ON n.record_id = r.id
           LEFT JOIN staff s ON s.id = r.entered_by
           WHERE g.school_id = ?1 AND r.held_on BETWEEN ?3 AND ?4 AND (?2 IS NULL OR n.pupil_id = ?2) ORDER BY n.id"#,
        school.0,
        pupil,
        from,
        to
    )
    .fetch_all(conn)
    .await?;
    let mut newest = BTreeMap::new();
    for row in rows {
        let outcome = match row.lost {
            Some(why) => Outcome::Lost(code::read(&why)?),
            None => Outcome::Given(row.minutes, code::maybe(row.how.as_deref())?),
        };
        let note = HeldNote {
            group: GroupId(row.group_id),
            pupil: PupilId(row.pupil_id),
            on: row.on,
            begins: row.begins,
            outcome,
            target: row.target_id.map(TargetId),
            words: row.words,
            entered: Moment::from_unix(row.entered_at),
            by: Name::maybe(row.title, row.forename, row.surname),
        };
        newest.insert((note.on, note.begins, note.group, note.pupil), note);
    }
    Ok(newest.into_values().collect())
}

/// The outcomes of one pupil in one group, by day and beginning.
#[must_use]
pub fn outcomes(notes: &[HeldNote], group: GroupId, pupil: PupilId) -> BTreeMap<(NaiveDate, u32), Outcome> {
    let own = notes.iter().filter(|one| one.group == group && one.pupil == pupil);
    own.map(|one| ((one.on, one.begins), one.outcome)).collect()
}

/// What was planned for a pupil and what came of it, by the name of what is given: of all groups of a kind together.
#[must_use]
pub fn by_provision(
    groups: &[HeldGroup],
    notes: &[HeldNote],
    pupil: PupilId,
    calendar: &Calendar,
    days: (NaiveDate, NaiveDate),
) -> BTreeMap<String, Delivery> {
    let mut all: BTreeMap<String, Delivery> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.members.iter().any(|one| one.who == pupil)) {
        let found = group.delivery_to(pupil, calendar, &outcomes(notes, group.id, pupil), days);
        let before = all.remove(&group.provision).unwrap_or_default();
        all.insert(group.provision.clone(), before.and(&found));
    }
    all
}

/// The same, read, with the notes from which it is counted.
pub async fn of_pupil(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: PupilId,
    calendar: &Calendar,
    days: (NaiveDate, NaiveDate),
) -> anyhow::Result<(BTreeMap<String, Delivery>, Vec<HeldNote>)> {
    let groups = groups::of_school(conn, school, Which::OfPupil(pupil)).await?;
    if groups.is_empty() {
        return Ok((BTreeMap::new(), Vec::new()));
    }
    let notes = notes(conn, school, Some(pupil), days).await?;
    Ok((by_provision(&groups, &notes, pupil, calendar, days), notes))
}

/// Who leads plans of which provision was lost so far that somebody should look: once for each plan.
pub async fn leads_to_tell(
    conn: &mut SqliteConnection,
    register: &Register,
    today: NaiveDate,
) -> anyhow::Result<Vec<StaffId>> {
    let school = register.school();
    let groups = groups::of_school(conn, school, Which::All).await?;
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"SELECT l.id AS "plan!", l.lead_id, l.pupil_id, c.started_on AS "started_on: NaiveDate", v.name AS provision
           FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id
           JOIN placement m ON m.cycle_id = c.id AND m.withdrawn_at IS NULL JOIN provision v ON v.id = m.provision_id
           WHERE p.school_id = ? AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id) ORDER BY l.id"#,
        school.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let Some(first) = rows.iter().map(|row| row.started_on).min() else { return Ok(Vec::new()) };
    let (calendar, notes) = (register.calendar(), notes(conn, school, None, (first, today)).await?);
    let fortnight = fortnight_before(calendar, today);
    let mut told: BTreeSet<i64> = BTreeSet::new();
    let mut leads = Vec::new();
    for row in rows {
        let of =
            |from| by_provision(&groups, &notes, PupilId(row.pupil_id), calendar, (from, today)).remove(&row.provision);
        let (all, lately) = (of(row.started_on), of(fortnight.max(row.started_on)));
        let looks = all.zip(lately).is_some_and(|(all, lately)| wants_a_look(&lately, &all));
        if looks && told.insert(row.plan) {
            leads.push(StaffId(row.lead_id));
        }
    }
    Ok(leads)
}

/// The current targets of these pupils, by pupil and in order: number, wording, what adults do. Callers hand out only what their viewer may
/// see.
pub async fn targets(
    conn: &mut SqliteConnection,
    pupils: &BTreeSet<PupilId>,
) -> anyhow::Result<BTreeMap<PupilId, Vec<CurrentTarget>>> {
    let asked = serde_json::to_string(&pupils.iter().map(|one| one.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT l.pupil_id, t.id AS "id!", t.wording, t.strategy AS "strategy!: String"
           FROM json_each(?) asked CROSS JOIN plan l ON l.pupil_id = asked.value
           JOIN cycle c ON c.plan_id = l.id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
           JOIN target_in_words t ON t.cycle_id = c.id AND t.withdrawn_at IS NULL
           WHERE NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = l.id) ORDER BY l.id, t.position, t.id"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<CurrentTarget>> = BTreeMap::new();
    for row in rows {
        let target = CurrentTarget { id: TargetId(row.id), wording: row.wording, strategy: row.strategy };
        all.entry(PupilId(row.pupil_id)).or_default().push(target);
    }
    Ok(all)
}

/// A target that a pupil works on now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CurrentTarget {
    /// Which.
    pub id: TargetId,
    /// The step.
    pub wording: String,
    /// What adults do.
    pub strategy: String,
}
