//! The school's catalogue of provision: what it says of each, how many pupils have it, what came of it, and who waits for a place.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    catalogue::{Described, Pattern, WaitingOutcome},
    ids::{ProvisionId, PupilId, SchoolId},
    people::Name,
};

/// A provision of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldProvision {
    /// Which.
    pub id: ProvisionId,
    /// Its name.
    pub name: String,
    /// What the catalogue says of it.
    pub says: Described,
    /// Pupils who have it in an open plan.
    pub pupils: i64,
    /// Pupils who wait for a place.
    pub waiting: i64,
    /// Reviewed targets that it served, and those of them that were met or exceeded.
    pub served: (i64, i64),
}

/// Somebody who waits for a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Its row.
    pub id: i64,
    /// Who.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// How they meet what begins it; may be empty.
    pub why: String,
    /// Since when.
    pub since: NaiveDate,
}

/// The whole catalogue of a school, by name, or one provision of it.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    one: Option<ProvisionId>,
) -> anyhow::Result<Vec<HeldProvision>> {
    let one = one.map(|id| id.0);
    let rows = sqlx::query!(
        r#"SELECT v.id AS "id!", v.name, d.purpose AS "purpose?", d.evidence AS "evidence?", d.entry_criteria AS "entry?",
             d.exit_criteria AS "exit?", d.places AS "places?: u32", d.rate_role AS "role?", d.minutes AS "minutes?: u32",
             d.times_a_week AS "times?: u32", d.weeks AS "weeks?: u32", d.group_size AS "group?: u32",
             (SELECT count(DISTINCT l.pupil_id) FROM placement m JOIN cycle c ON c.id = m.cycle_id JOIN plan l ON l.id = c.plan_id
                WHERE m.provision_id = v.id AND m.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
                  AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id)) AS "pupils!: i64",
             (SELECT count(*) FROM provision_waiting w WHERE w.provision_id = v.id AND w.ended_on IS NULL) AS "waiting!: i64",
             (SELECT count(*) FROM placement m JOIN placement_target s ON s.placement_id = m.id JOIN target_result x ON x.target_id = s.target_id
                WHERE m.provision_id = v.id AND x.progress <> 'not_delivered') AS "served!: i64",
             (SELECT count(*) FROM placement m JOIN placement_target s ON s.placement_id = m.id JOIN target_result x ON x.target_id = s.target_id
                WHERE m.provision_id = v.id AND x.progress IN ('met', 'exceeded')) AS "met!: i64"
           FROM provision v LEFT JOIN provision_description d ON d.id =
             (SELECT max(n.id) FROM provision_description n WHERE n.provision_id = v.id)
           WHERE v.school_id = ?1 AND (?2 IS NULL OR v.id = ?2) ORDER BY v.name"#,
        school.0,
        one
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let says = Described {
            purpose: row.purpose.unwrap_or_default(),
            evidence: row.evidence.unwrap_or_default(),
            entry: row.entry.unwrap_or_default(),
            exit: row.exit.unwrap_or_default(),
            places: row.places,
            role: row.role.unwrap_or_default(),
            pattern: pattern((row.minutes, row.times, row.weeks, row.group)),
        };
        let (pupils, waiting, served) = (row.pupils, row.waiting, (row.served, row.met));
        HeldProvision { id: ProvisionId(row.id), name: row.name, says, pupils, waiting, served }
    });
    Ok(read.collect())
}

/// Each name of a school's catalogue, and how it is usually given where that is said.
///
/// # Errors
/// When the database refuses.
pub async fn patterns(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(String, Option<Pattern>)>> {
    let rows = sqlx::query!(
        r#"SELECT v.name, d.minutes AS "minutes?: u32", d.times_a_week AS "times?: u32", d.weeks AS "weeks?: u32", d.group_size AS "group?: u32"
           FROM provision v LEFT JOIN provision_description d ON d.id =
             (SELECT max(n.id) FROM provision_description n WHERE n.provision_id = v.id)
           WHERE v.school_id = ? ORDER BY v.name"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| (row.name, pattern((row.minutes, row.times, row.weeks, row.group))));
    Ok(read.collect())
}

/// How something is usually given, where all of it is said.
fn pattern(said: (Option<u32>, Option<u32>, Option<u32>, Option<u32>)) -> Option<Pattern> {
    let (Some(minutes), Some(times_a_week), Some(weeks), Some(group_size)) = said else { return None };
    Some(Pattern { minutes, times_a_week, weeks, group_size })
}

/// Puts a provision into the catalogue. Returns its number; nothing where there is one of this name.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, name: &str) -> anyhow::Result<Option<ProvisionId>> {
    let school = tx.school()?.0;
    let id = sqlx::query_scalar!(
        r#"INSERT INTO provision (school_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id AS "id!: i64""#,
        school,
        name
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(None) };
    tx.audit(Entry::new(Deed::Created, Subject::Provision).id(id)).await?;
    Ok(Some(ProvisionId(id)))
}

/// Writes down what the catalogue says of a provision from now on.
///
/// # Errors
/// When the database refuses.
pub async fn describe(tx: &mut Tx, provision: ProvisionId, says: &Described) -> anyhow::Result<()> {
    let (now, by, pattern) = (tx.now.unix(), tx.actor.staff(), says.pattern);
    let (minutes, times) = (pattern.map(|one| one.minutes), pattern.map(|one| one.times_a_week));
    let (weeks, group) = (pattern.map(|one| one.weeks), pattern.map_or(1, |one| one.group_size));
    sqlx::query!(
        "INSERT INTO provision_description (provision_id, purpose, evidence, entry_criteria, exit_criteria, places, rate_role, minutes,
                                            times_a_week, weeks, group_size, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        provision.0,
        says.purpose,
        says.evidence,
        says.entry,
        says.exit,
        says.places,
        says.role,
        minutes,
        times,
        weeks,
        group,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Provision).id(provision.0)).await
}

/// Who waits for a place, the longest first. The caller has asked who may see every plan.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(conn: &mut SqliteConnection, provision: ProvisionId) -> anyhow::Result<Vec<Waiting>> {
    let rows = sqlx::query!(
        r#"SELECT w.id AS "id!", w.pupil_id, p.forename, p.surname, w.why, w.since_on AS "since: NaiveDate"
           FROM provision_waiting w JOIN pupil p ON p.id = w.pupil_id
           WHERE w.provision_id = ? AND w.ended_on IS NULL ORDER BY w.since_on, w.id"#,
        provision.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| Waiting {
        id: row.id,
        pupil: PupilId(row.pupil_id),
        name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        why: row.why,
        since: row.since,
    });
    Ok(read.collect())
}

/// For what a pupil waits, and since when. The caller has asked who may see the pupil's plans.
///
/// # Errors
/// When the database refuses.
pub async fn waited_for(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<(String, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"SELECT v.name, w.since_on AS "since: NaiveDate" FROM provision_waiting w JOIN provision v ON v.id = w.provision_id
           WHERE w.pupil_id = ? AND w.ended_on IS NULL ORDER BY w.since_on, w.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.since)).collect())
}

/// Puts a pupil on the list of those who wait. Returns whether they did not wait already.
///
/// # Errors
/// When the database refuses.
pub async fn wait(tx: &mut Tx, provision: ProvisionId, pupil: PupilId, why: &str) -> anyhow::Result<bool> {
    let (today, now, by) = (tx.now.today(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO provision_waiting (provision_id, pupil_id, why, since_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING RETURNING id AS "id!: i64""#,
        provision.0,
        pupil.0,
        why,
        today,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    tx.audit(Entry::new(Deed::Created, Subject::ProvisionWaiting).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// Takes somebody off the list, with what became of it. Returns whether they waited until now.
///
/// # Errors
/// When the database refuses.
pub async fn stop_waiting(tx: &mut Tx, one: &Waiting, outcome: WaitingOutcome) -> anyhow::Result<bool> {
    let (today, outcome) = (tx.now.today(), outcome.as_code());
    let done = sqlx::query!(
        "UPDATE provision_waiting SET ended_on = ?, outcome = ? WHERE id = ? AND ended_on IS NULL",
        today,
        outcome,
        one.id
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let entry = Entry::new(Deed::Ended, Subject::ProvisionWaiting).id(one.id).pupil(one.pupil);
    tx.audit(entry.detail(outcome)).await?;
    Ok(true)
}
