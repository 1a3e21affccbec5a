//! When the scheduler looks at a school next: at once after every act of the school, else at the instant that
//! [`next_look`](crate::domain::reminder::next_look) gave when it looked last.

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{ids::SchoolId, time::Moment};

/// The number under which acts are counted that are no school's own: they may touch every one.
pub(super) const EVERY: i64 = 0;

/// The schools that are to be looked at by now, longest due first.
pub async fn due(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<Vec<SchoolId>> {
    let now = now.unix();
    let rows = sqlx::query_scalar!(
        r#"SELECT school_id AS "id!" FROM school_version WHERE next_look_at <= ? AND school_id > 0 ORDER BY next_look_at, school_id"#,
        now
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(SchoolId).collect())
}

impl Tx {
    /// Raises the version of the school that this act belongs to, and has it looked at; every school, where it belongs to none.
    pub(crate) async fn raise(&mut self) -> anyhow::Result<()> {
        let school = self.school.map_or(EVERY, |school| school.0);
        sqlx::query!(
            "INSERT INTO school_version (school_id, version) VALUES (?, 1)
             ON CONFLICT (school_id) DO UPDATE SET version = version + 1, next_look_at = 0",
            school
        )
        .execute(self.conn())
        .await?;
        if self.school.is_none() {
            sqlx::query!("UPDATE school_version SET next_look_at = 0 WHERE next_look_at > 0")
                .execute(self.conn())
                .await?;
        }
        Ok(())
    }

    /// Has this act's school looked at next at that instant, unless something is committed before.
    pub async fn look_next(&mut self, at: Moment) -> anyhow::Result<()> {
        let (school, at) = (self.school()?.0, at.unix());
        sqlx::query!("UPDATE school_version SET next_look_at = ? WHERE school_id = ?", at, school)
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
