//! The school's bank of targets: what its plans say, without names, and the entries made by hand. An entry that is changed is withdrawn and
//! replaced, never rewritten.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    bank::{Offered, Words, Written, bank},
    ids::{BankEntryId, PupilId, SchoolId, TargetId},
    need::Area,
    target::{Direction, Progress},
};

/// What the bank offers, the best first.
pub async fn offered(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Offered<BankEntryId>>> {
    let written = written(&mut *conn, school).await?;
    Ok(bank(&written, entries(conn, school).await?))
}

/// Every target that has been in a plan and was not put right before a review, in one statement.
async fn written(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Written>> {
    let rows = sqlx::query!(
        r#"SELECT t.wording, t.measure, t.unit, t.direction, t.strategy AS "strategy!: String", o.area, p.id AS "pupil!", p.forename, p.surname,
                  x.progress AS "progress?"
           FROM pupil p JOIN plan l ON l.pupil_id = p.id JOIN cycle c ON c.plan_id = l.id JOIN target_in_words t ON t.cycle_id = c.id
           JOIN outcome o ON o.id = t.outcome_id LEFT JOIN target_result x ON x.target_id = t.id
           WHERE p.school_id = ? AND (t.withdrawn_at IS NULL OR x.progress IS NOT NULL) ORDER BY t.id DESC"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let words = Words {
            wording: r.wording,
            area: code::read::<Area>(&r.area)?,
            measure: r.measure,
            unit: r.unit,
            direction: code::read::<Direction>(&r.direction)?,
            strategy: r.strategy,
        };
        let result = code::maybe::<Progress>(r.progress.as_deref())?;
        Ok(Written { pupil: PupilId(r.pupil), words: words.without(&[&r.forename, &r.surname]), result })
    });
    read.collect()
}

/// The entries made by hand that count.
pub async fn entries(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(BankEntryId, Words)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", wording, area, measure, unit, direction, strategy FROM bank_entry
           WHERE school_id = ? AND withdrawn_at IS NULL ORDER BY id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let words = Words {
            wording: r.wording,
            area: code::read::<Area>(&r.area)?,
            measure: r.measure,
            unit: r.unit,
            direction: code::read::<Direction>(&r.direction)?,
            strategy: r.strategy,
        };
        Ok((BankEntryId(r.id), words))
    });
    read.collect()
}

/// A target of a plan of this school as it would stand in the bank, and whose it is. The caller sees every plan.
pub async fn of_target(
    conn: &mut SqliteConnection,
    school: SchoolId,
    target: TargetId,
) -> anyhow::Result<Option<(PupilId, Words)>> {
    let row = sqlx::query!(
        r#"SELECT t.wording, t.measure, t.unit, t.direction, t.strategy AS "strategy!: String", o.area, p.id AS "pupil!", p.forename, p.surname
           FROM target_in_words t JOIN outcome o ON o.id = t.outcome_id JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id
           JOIN pupil p ON p.id = l.pupil_id WHERE t.id = ? AND p.school_id = ?"#,
        target.0,
        school.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(r) = row else { return Ok(None) };
    let words = Words {
        wording: r.wording,
        area: code::read::<Area>(&r.area)?,
        measure: r.measure,
        unit: r.unit,
        direction: code::read::<Direction>(&r.direction)?,
        strategy: r.strategy,
    };
    Ok(Some((PupilId(r.pupil), words.without(&[&r.forename, &r.surname]))))
}

/// Every forename and surname of the school's pupils, to ask whether one of them stands in what everybody is to read.
pub async fn names(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<String>> {
    let found = sqlx::query_scalar!(
        r#"SELECT forename AS "name!" FROM pupil WHERE school_id = ?1 UNION SELECT surname FROM pupil WHERE school_id = ?1"#,
        school.0
    );
    Ok(found.fetch_all(conn).await?)
}

/// Puts a target into the bank. Returns its number.
pub async fn add(tx: &mut Tx, words: &Words) -> anyhow::Result<BankEntryId> {
    let id = insert(tx, words, None).await?;
    tx.audit(Entry::new(Deed::Created, Subject::BankEntry).id(id.0)).await?;
    Ok(id)
}

/// Words an entry anew. Returns whether it was still there as it was.
pub async fn change(tx: &mut Tx, entry: BankEntryId, words: &Words) -> anyhow::Result<bool> {
    if !close(tx, entry).await? {
        return Ok(false);
    }
    let id = insert(tx, words, Some(entry)).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::BankEntry).id(id.0)).await?;
    Ok(true)
}

/// Takes an entry out of the bank. Returns whether it was in it.
pub async fn withdraw(tx: &mut Tx, entry: BankEntryId) -> anyhow::Result<bool> {
    let was = close(tx, entry).await?;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::BankEntry).id(entry.0)).await?;
    }
    Ok(was)
}

async fn close(tx: &mut Tx, entry: BankEntryId) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE bank_entry SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND school_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        entry.0,
        school
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

async fn insert(tx: &mut Tx, words: &Words, replaces: Option<BankEntryId>) -> anyhow::Result<BankEntryId> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let (area, direction, replaces) = (words.area.as_code(), words.direction.as_code(), replaces.map(|id| id.0));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO bank_entry (school_id, wording, area, measure, unit, direction, strategy, entered_at, entered_by, replaces_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        school,
        words.wording,
        area,
        words.measure,
        words.unit,
        direction,
        words.strategy,
        now,
        by,
        replaces
    );
    Ok(BankEntryId(id.fetch_one(tx.conn()).await?))
}
