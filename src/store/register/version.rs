//! How many acts have changed a school's facts: one number, whichever process wrote.

use sqlx::SqliteConnection;

use crate::{
    domain::ids::SchoolId,
    store::{Tx, looks::EVERY},
};

/// A school's version: it rises with every act of the school, and with every act that touches all.
pub async fn look(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<i64> {
    let version = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(version), 0) AS "version!: i64" FROM school_version WHERE school_id IN (?, ?)"#,
        EVERY,
        school.0
    );
    Ok(version.fetch_one(conn).await?)
}

impl Tx {
    /// Raises the version of every school: what was written is no school's own.
    pub(in crate::store) async fn raise_all(&mut self) -> anyhow::Result<()> {
        let own = self.school.take();
        let raised = self.raise().await;
        self.school = own;
        raised
    }

    /// Raises the version of this act's school where something changed that pages count and from which nothing becomes due.
    pub(crate) async fn count(&mut self) -> anyhow::Result<()> {
        let school = self.school()?.0;
        count(self.conn(), school).await
    }

    /// The same for every school.
    pub(in crate::store) async fn count_all(&mut self) -> anyhow::Result<()> {
        count(self.conn(), EVERY).await
    }
}

async fn count(conn: &mut SqliteConnection, school: i64) -> anyhow::Result<()> {
    sqlx::query!(
        "INSERT INTO school_version (school_id, version) VALUES (?, 1)
         ON CONFLICT (school_id) DO UPDATE SET version = version + 1",
        school
    )
    .execute(conn)
    .await?;
    Ok(())
}
