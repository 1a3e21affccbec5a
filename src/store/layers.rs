//! The school's layers of support, and which pupils are on which: dated, and never changed otherwise.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    register::{Of, Part, Register},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PupilId, SchoolId},
    layer::OnLayer,
};

/// A layer that can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldLayer {
    /// Its row.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How many pupils are on it today.
    pub pupils: i64,
}

/// The layers that a school uses, in the order in which they were entered.
///
/// # Errors
/// When the database refuses.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<HeldLayer>> {
    let rows = sqlx::query_as!(
        HeldLayer,
        r#"SELECT l.id AS "id!", l.name,
             (SELECT count(*) FROM pupil_layer p WHERE p.layer_id = l.id AND p.from_on <= ?2
                AND (p.until_on IS NULL OR p.until_on >= ?2)) AS "pupils!: i64"
           FROM layer l WHERE l.school_id = ?1 AND l.withdrawn_at IS NULL ORDER BY l.id"#,
        school.0,
        today
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Adds a layer. Returns whether the school had none of that name.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, name: &str) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO layer (school_id, name, entered_at, entered_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id AS "id!: i64""#,
        school,
        name,
        now,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(id) = id else { return Ok(false) };
    tx.audit(Entry::new(Deed::Created, Subject::Layer).id(id)).await?;
    Ok(true)
}

/// Takes a layer out of use; who is on it stays on it. Returns whether it was in use.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &mut Tx, layer: i64) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE layer SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        layer,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::Layer).id(layer)).await?;
    Ok(true)
}

/// The layers of one pupil, the newest first, each with its row. The caller has asked who may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<(i64, OnLayer)>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.layer_id, l.name, p.why, p.from_on AS "from: NaiveDate", p.until_on AS "until: NaiveDate"
           FROM pupil_layer p JOIN layer l ON l.id = p.layer_id WHERE p.pupil_id = ? ORDER BY p.from_on DESC, p.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        (row.id, OnLayer { layer: row.layer_id, name: row.name, why: row.why, from: row.from, until: row.until })
    });
    Ok(read.collect())
}

/// Puts a pupil on a layer from a day on. The caller has asked [`crate::domain::layer::begin`] in this act.
///
/// # Errors
/// When the database refuses.
pub async fn begin(tx: &mut Tx, pupil: PupilId, layer: i64, from: NaiveDate, why: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO pupil_layer (pupil_id, layer_id, why, from_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        layer,
        why,
        from,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::PupilLayer).id(id).pupil(pupil)).await
}

/// Ends a pupil's time on a layer with its last day. Returns whether it went on until now.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, pupil: PupilId, id: i64, until: NaiveDate) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "UPDATE pupil_layer SET until_on = ?1 WHERE id = ?2 AND pupil_id = ?3 AND until_on IS NULL AND from_on <= ?1",
        until,
        id,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Ended, Subject::PupilLayer).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// The names of the layers on which each pupil of a school is, for lists. Whoever shows it asks whom a person may see.
#[derive(PartialEq, Debug, Default)]
pub struct LayersToday(BTreeMap<PupilId, Vec<String>>);

impl LayersToday {
    /// "Targeted, Targeted plus"; nothing for a pupil who is on none.
    #[must_use]
    pub fn of(&self, pupil: PupilId) -> Option<String> {
        self.0.get(&pupil).map(|names| names.join(", "))
    }

    /// The names of a pupil's layers.
    #[must_use]
    pub fn names(&self, pupil: PupilId) -> &[String] {
        self.0.get(&pupil).map_or(&[], Vec::as_slice)
    }

    /// Every layer that somebody is on, each once, by name.
    #[must_use]
    pub fn in_use(&self) -> BTreeSet<&str> {
        self.0.values().flatten().map(String::as_str).collect()
    }
}

impl Part for LayersToday {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let school = register.school().0;
        let rows = sqlx::query!(
            r#"SELECT p.pupil_id, l.name FROM layer l JOIN pupil_layer p ON p.layer_id = l.id
               WHERE l.school_id = ?1 AND p.from_on <= ?2 AND (p.until_on IS NULL OR p.until_on >= ?2) ORDER BY l.id, p.id"#,
            school,
            day
        )
        .fetch_all(conn)
        .await?;
        let mut all = Self::default();
        for row in rows {
            all.0.entry(PupilId(row.pupil_id)).or_default().push(row.name);
        }
        Ok(all)
    }
}
