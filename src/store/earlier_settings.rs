//! Where pupils were before, and what became of their files there. A row that was entered by mistake is withdrawn, never deleted.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    earlier_setting::{EarlierSetting, FileStep, SettingKind},
    ids::{EarlierSettingId, PupilId},
    people::Name,
    time::Moment,
};

/// One of a pupil's, as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldSetting {
    /// Its row.
    pub id: EarlierSettingId,
    /// What is known of it.
    pub what: EarlierSetting,
    /// When it was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// All of a pupil's that are in force, the last leading. The caller has asked whether this person may see the pupil's record.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldSetting>> {
    let rows = sqlx::query!(
        r#"SELECT e.id AS "id!", e.kind, e.name, e.from_on AS "from: NaiveDate", e.until_on AS "until: NaiveDate", e.why_left, e.entered_at,
             (SELECT happened_on FROM earlier_setting_file WHERE setting_id = e.id AND step = 'asked') AS "asked_on?: NaiveDate",
             (SELECT happened_on FROM earlier_setting_file WHERE setting_id = e.id AND step = 'came') AS "came_on?: NaiveDate",
             s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM earlier_setting e LEFT JOIN staff s ON s.id = e.entered_by
           WHERE e.pupil_id = ? AND e.withdrawn_at IS NULL ORDER BY e.until_on DESC, e.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let what = EarlierSetting {
            kind: code::read::<SettingKind>(&r.kind)?,
            name: r.name,
            from: r.from,
            until: r.until,
            why_left: r.why_left,
            asked_on: r.asked_on,
            came_on: r.came_on,
        };
        let by = Name::maybe(r.title, r.forename, r.surname);
        Ok(HeldSetting { id: EarlierSettingId(r.id), what, entered: Moment::from_unix(r.entered_at), by })
    });
    read.collect()
}

/// Writes one down, with what is known of its file.
pub async fn enter(tx: &mut Tx, pupil: PupilId, what: &EarlierSetting) -> anyhow::Result<()> {
    let (kind, now, by) = (what.kind.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO earlier_setting (pupil_id, kind, name, from_on, until_on, why_left, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        kind,
        what.name,
        what.from,
        what.until,
        what.why_left,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    for (step, on) in [(FileStep::Asked, what.asked_on), (FileStep::Came, what.came_on)] {
        if let Some(on) = on {
            put(tx, EarlierSettingId(id), step, on).await?;
        }
    }
    tx.audit(Entry::new(Deed::Created, Subject::EarlierSetting).id(id).pupil(pupil)).await
}

async fn put(tx: &mut Tx, id: EarlierSettingId, step: FileStep, on: NaiveDate) -> anyhow::Result<()> {
    let (step, now, by) = (step.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO earlier_setting_file (setting_id, step, happened_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        id.0,
        step,
        on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes down what became of a file. The caller has asked [`EarlierSetting::step`] in this act.
pub async fn record(
    tx: &mut Tx,
    pupil: PupilId,
    id: EarlierSettingId,
    step: FileStep,
    on: NaiveDate,
) -> anyhow::Result<()> {
    put(tx, id, step, on).await?;
    let entry = Entry::new(Deed::Recorded, Subject::EarlierSetting).id(id.0).pupil(pupil);
    tx.audit(entry.detail(&format!("file {}", step.as_code()))).await
}

/// Withdraws one that was entered by mistake. Returns whether it was in force.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, id: EarlierSettingId) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE earlier_setting SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::EarlierSetting).id(id.0).pupil(pupil)).await?;
    Ok(true)
}
