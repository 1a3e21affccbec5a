//! That a parent would like to meet the school without the other parent: kept on what links them to the child. Nothing of it is ever shown to
//! the other parent, nor stands in a message.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, tasks};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, PupilId},
    people::Role,
    task::{self, About},
    time::Moment,
};

/// Since when an adult would like to meet on their own about a pupil; `None` where they do not say so.
pub async fn since(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    adult: AdultId,
    today: NaiveDate,
) -> anyhow::Result<Option<Moment>> {
    let found = sqlx::query_scalar!(
        r#"SELECT w.wished_at AS "at!: i64" FROM guardianship g JOIN apart_wish w ON w.guardianship_id = g.id AND w.taken_back_at IS NULL
           WHERE g.pupil_id = ?1 AND g.adult_id = ?2 AND g.from_on <= ?3 AND (g.until_on IS NULL OR g.until_on >= ?3) LIMIT 1"#,
        pupil.0,
        adult.0,
        today
    );
    Ok(found.fetch_optional(conn).await?.map(Moment::from_unix))
}

/// Everybody who would like to meet on their own about a pupil.
pub async fn of_pupil(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<BTreeSet<AdultId>> {
    let found = sqlx::query_scalar!(
        r#"SELECT g.adult_id FROM guardianship g JOIN apart_wish w ON w.guardianship_id = g.id AND w.taken_back_at IS NULL
           WHERE g.pupil_id = ?1 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)"#,
        pupil.0,
        today
    );
    Ok(found.fetch_all(conn).await?.into_iter().map(AdultId).collect())
}

/// Keeps the wish, and asks whoever leads the meeting to offer a time of their own. Said twice it is said once. Returns whether it is new.
pub async fn wish(tx: &mut Tx, about: About, lead: Option<Role>) -> anyhow::Result<bool> {
    let (pupil, adult, today, now) = (about.pupil.0, about.adult.0, tx.now.today(), tx.now.unix());
    let made = sqlx::query_scalar!(
        r#"INSERT INTO apart_wish (guardianship_id, wished_at)
         SELECT g.id, ?3 FROM guardianship g WHERE g.pupil_id = ?1 AND g.adult_id = ?2 AND g.from_on <= ?4 AND (g.until_on IS NULL OR g.until_on >= ?4)
         ORDER BY g.id DESC LIMIT 1 ON CONFLICT DO NOTHING RETURNING id AS "id!: i64""#,
        pupil,
        adult,
        now,
        today
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(made) = made else { return Ok(false) };
    tasks::add(tx, &task::wishes_apart(about, lead, made, today)).await?;
    tx.audit(Entry::new(Deed::AskedFor, Subject::ApartWish).id(adult).pupil(about.pupil)).await?;
    Ok(true)
}

/// They would rather meet together after all: nobody has to offer anything for it any more.
pub async fn take_back(tx: &mut Tx, about: About) -> anyhow::Result<()> {
    let (pupil, adult, now) = (about.pupil.0, about.adult.0, tx.now.unix());
    let done = sqlx::query!(
        "UPDATE apart_wish SET taken_back_at = ?3 WHERE taken_back_at IS NULL
           AND guardianship_id IN (SELECT id FROM guardianship WHERE pupil_id = ?1 AND adult_id = ?2)",
        pupil,
        adult,
        now
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    settle(tx, about.pupil, about.adult, "They would rather meet together").await?;
    tx.audit(Entry::new(Deed::Withdrew, Subject::ApartWish).id(adult).pupil(about.pupil)).await
}

/// They were offered a meeting of their own: what was to be done for their wish is done. The wish stays for the next meeting.
pub(super) async fn settle(tx: &mut Tx, pupil: PupilId, adult: AdultId, note: &str) -> anyhow::Result<()> {
    let (now, by, key) = (tx.now.unix(), tx.actor.staff(), format!("{}*", task::wishes_apart_key(pupil, adult)));
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = ? WHERE pupil_id = ? AND adult_id = ? AND done_at IS NULL AND key GLOB ?",
        now,
        by,
        note,
        pupil.0,
        adult.0,
        key
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
