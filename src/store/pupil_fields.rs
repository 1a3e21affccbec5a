//! The school's own pupil fields, and what is filled in. A field is worded anew by another row, and a new value ends the one before, so that
//! everything that ever stood in a record stays on it.

use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code, pupils::head::Head};
use crate::domain::{
    access::Verb,
    audit::{Deed, Entry, Subject},
    ids::{PupilFieldId, PupilId, SchoolId},
    people::Name,
    pupil_field::{Audience, FieldKind, PupilField},
    target::Score,
    time::Moment,
};

/// A value, from when until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldValue {
    /// Its row.
    pub id: i64,
    /// As it is kept: [`PupilField::shown`] has it in words.
    pub value: String,
    /// When it was filled in.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// When another took its place, or it was taken away.
    pub ended: Option<Moment>,
}

/// A field of the school's, with what is and was filled in of a pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilledField {
    /// Which field.
    pub id: PupilFieldId,
    /// The row of its wording.
    pub wording: i64,
    /// As it is worded now.
    pub field: PupilField,
    /// Whether the school asks for it no more.
    pub is_withdrawn: bool,
    /// The newest leading.
    pub values: Vec<HeldValue>,
}

impl FilledField {
    /// What counts now.
    #[must_use]
    pub fn current(&self) -> Option<&HeldValue> {
        self.values.iter().find(|one| one.ended.is_none())
    }
}

/// A field as the statements give it.
struct RawField {
    id: i64,
    wording: i64,
    kind: String,
    name: String,
    help: String,
    audience: String,
    unit: String,
    lowest: Option<i64>,
    highest: Option<i64>,
    choices: String,
    withdrawn: bool,
    given: String,
}

/// A value as the statement gives it: row, value, when, until when, and the name of whoever filled it in.
#[derive(Deserialize)]
struct RawValue(i64, String, i64, Option<i64>, Option<String>, Option<String>, Option<String>);

impl RawField {
    fn read(self) -> anyhow::Result<FilledField> {
        let field = PupilField {
            name: self.name,
            help: self.help,
            kind: code::read::<FieldKind>(&self.kind)?,
            audience: code::read::<Audience>(&self.audience)?,
            unit: self.unit,
            lowest: self.lowest.map(Score),
            highest: self.highest.map(Score),
            choices: serde_json::from_str(&self.choices)?,
        };
        let given: Vec<RawValue> = serde_json::from_str(&self.given)?;
        let value = |RawValue(id, value, entered, ended, title, forename, surname)| HeldValue {
            id,
            value,
            entered: Moment::from_unix(entered),
            by: Name::maybe(title, forename, surname),
            ended: ended.map(Moment::from_unix),
        };
        let values = given.into_iter().map(value).collect();
        Ok(FilledField {
            id: PupilFieldId(self.id),
            wording: self.wording,
            field,
            is_withdrawn: self.withdrawn,
            values,
        })
    }
}

/// All fields of a school that it asks for, in its order, and those that it asks for no more; with what is filled in of a pupil, if one is
/// named.
async fn all(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: Option<PupilId>,
) -> anyhow::Result<Vec<FilledField>> {
    let pupil = pupil.map(|pupil| pupil.0);
    let rows = sqlx::query_as!(
        RawField,
        r#"SELECT f.id AS "id!", w.id AS "wording!", f.kind, w.name, w.help, w.audience, w.unit, w.lowest, w.highest, w.choices,
             f.withdrawn_at IS NOT NULL AS "withdrawn!: bool",
             (SELECT json_group_array(json_array(v.id, v.value, v.entered_at, v.ended_at, s.title, s.forename, s.surname) ORDER BY v.id DESC)
                FROM pupil_field_value v LEFT JOIN staff s ON s.id = v.entered_by
                WHERE v.pupil_id = ?2 AND v.field_id = f.id) AS "given!: String"
           FROM pupil_field f JOIN pupil_field_wording w ON w.id = (SELECT max(id) FROM pupil_field_wording WHERE field_id = f.id)
           WHERE f.school_id = ?1 ORDER BY f.withdrawn_at IS NOT NULL, f.position, f.id"#,
        school.0,
        pupil
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RawField::read).collect()
}

/// The fields that the school asks for, in its order, with nothing filled in.
pub async fn in_use(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<FilledField>> {
    let mut all = all(conn, school, None).await?;
    all.retain(|one| !one.is_withdrawn);
    Ok(all)
}

/// The fields of a pupil that the person sees whom the head was loaded for, and of those that are asked for no more what was filled in.
pub async fn of_pupil(conn: &mut SqliteConnection, head: &Head) -> anyhow::Result<Vec<FilledField>> {
    let mut all = all(conn, head.viewer().school, Some(head.id)).await?;
    all.retain(|one| head.may(one.field.audience.thing(), Verb::See) && !(one.is_withdrawn && one.values.is_empty()));
    Ok(all)
}

/// Adds a field behind the others.
pub async fn add(tx: &mut Tx, field: &PupilField) -> anyhow::Result<PupilFieldId> {
    let (school, now, by, kind) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), field.kind.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO pupil_field (school_id, kind, position, entered_at, entered_by)
           VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM pupil_field WHERE school_id = ?1), ?3, ?4) RETURNING id AS "id!""#,
        school,
        kind,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    word(tx, PupilFieldId(id), field).await?;
    tx.audit(Entry::new(Deed::Created, Subject::PupilField).id(id)).await?;
    Ok(PupilFieldId(id))
}

/// Words a field anew; its kind stays. `seen` is the row of the wording that the writer had before them: where another counts now, or the
/// field is taken out, nothing is kept and the answer is `false`.
pub async fn change(tx: &mut Tx, id: PupilFieldId, seen: i64, field: &PupilField) -> anyhow::Result<bool> {
    let school = tx.school()?;
    let held = in_use(tx.conn(), school).await?;
    if !held.iter().any(|one| (one.id, one.wording) == (id, seen)) {
        return Ok(false);
    }
    word(tx, id, field).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::PupilField).id(id.0)).await?;
    Ok(true)
}

async fn word(tx: &mut Tx, id: PupilFieldId, field: &PupilField) -> anyhow::Result<()> {
    let (now, by, audience) = (tx.now.unix(), tx.actor.staff(), field.audience.as_code());
    let (lowest, highest) = (field.lowest.map(|score| score.0), field.highest.map(|score| score.0));
    let choices = serde_json::to_string(&field.choices)?;
    sqlx::query!(
        "INSERT INTO pupil_field_wording (field_id, name, help, audience, unit, lowest, highest, choices, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id.0,
        field.name,
        field.help,
        audience,
        field.unit,
        lowest,
        highest,
        choices,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a field out: nobody is asked for it any more, and what was filled in stays. Returns whether it was in use.
pub async fn withdraw(tx: &mut Tx, id: PupilFieldId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE pupil_field SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Withdrew, Subject::PupilField).id(id.0)).await?;
    Ok(true)
}

/// Puts the fields in use into another order. `seen` is the order that the person saw: if it is no longer that, nothing is changed and the
/// answer is `false`.
pub async fn reorder(tx: &mut Tx, seen: &[i64], order: &[i64]) -> anyhow::Result<bool> {
    let school = tx.school()?;
    let present: Vec<i64> = in_use(tx.conn(), school).await?.iter().map(|one| one.id.0).collect();
    if present != seen {
        return Ok(false);
    }
    let list = serde_json::to_string(order)?;
    sqlx::query!(
        "UPDATE pupil_field SET position = (SELECT key + 1 FROM json_each(?1) WHERE value = pupil_field.id)
         WHERE school_id = ?2 AND id IN (SELECT value FROM json_each(?1))",
        list,
        school.0
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::PupilField).detail("order")).await?;
    Ok(true)
}

/// Fills a field in, or takes away what was filled in. `seen` is the value that the writer had before them: where another counts now,
/// nothing is kept and the answer is `false`. The caller has asked whether they see the field.
pub async fn fill(
    tx: &mut Tx,
    pupil: PupilId,
    (id, field): (PupilFieldId, &PupilField),
    seen: Option<i64>,
    value: Option<&str>,
) -> anyhow::Result<bool> {
    let held = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM pupil_field_value WHERE pupil_id = ? AND field_id = ? AND ended_at IS NULL"#,
        pupil.0,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    if held != seen {
        return Ok(false);
    }
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!("UPDATE pupil_field_value SET ended_at = ?, ended_by = ? WHERE id = ?", now, by, held)
        .execute(tx.conn())
        .await?;
    if let Some(value) = value {
        sqlx::query!(
            "INSERT INTO pupil_field_value (pupil_id, field_id, value, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
            pupil.0,
            id.0,
            value,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    let deed = match (held, value) {
        (_, None) => Deed::Ended,
        (None, _) => Deed::Recorded,
        (Some(_), _) => Deed::Changed,
    };
    tx.audit(Entry::new(deed, Subject::PupilField).id(id.0).pupil(pupil).detail(&field.name)).await?;
    Ok(true)
}
