//! How often what is kept in memory was changed, topic by topic. Triggers count every row written (migration 0042), whichever process
//! wrote it: one indexed look tells what must be read anew.

use anyhow::Context;
use sqlx::SqliteConnection;

use super::{code, looks::EVERY};
use crate::domain::ids::SchoolId;

coded! {
    /// Tables that change together.
    Topic {
        /// Who may get in: sessions, accounts, staff and their rights.
        Access = "access", "access";
        /// What the frame of every page says: the school's name, whether mail leaves, the backups.
        Frame = "frame", "frame";
        /// Terms, closures, bank holidays, windows and settings.
        Calendar = "calendar", "calendar";
        /// Staff and classes.
        Classes = "classes", "classes";
        /// Pupils, their days on roll, their classes, who supports them.
        Pupils = "pupils", "pupils";
        /// SEN statuses, needs, exemptions.
        Record = "record", "record";
        /// Plans, cycles, reviews, planned reviews.
        Plans = "plans", "plans";
        /// Meetings offered to parents, and what came of them.
        Meetings = "meetings", "meetings";
        /// Targets and results, attendance, suspensions, reviews asked for.
        Progress = "progress", "progress";
        /// Teachers' views: asked for, given.
        Views = "views", "views";
        /// Adults and whose they are.
        Family = "family", "family";
        /// Tasks.
        Tasks = "tasks", "tasks";
        /// Anything of some pupil: each of their own changes has a number of this.
        Pupil = "pupil", "pupil";
    }
}

/// How often each topic had been changed at one instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Changes([i64; Topic::ALL.len()]);

impl Changes {
    /// The number of one topic: it rises and never falls.
    #[must_use]
    pub fn of(&self, topic: Topic) -> i64 {
        self.0[topic as usize]
    }

    /// Whether nothing of these topics was written between the two.
    #[must_use]
    pub fn agree(&self, other: &Self, topics: &[Topic]) -> bool {
        topics.iter().all(|topic| self.of(*topic) == other.of(*topic))
    }
}

/// How often each topic has been changed by now.
pub async fn look(conn: &mut SqliteConnection) -> anyhow::Result<Changes> {
    Ok(look_beside(conn, None).await?.0)
}

/// The same with the version of a school's facts at that instant, if its number is known by then; 0 where it is not.
pub(super) async fn look_beside(
    conn: &mut SqliteConnection,
    school: Option<SchoolId>,
) -> anyhow::Result<(Changes, i64)> {
    let school = school.map(|one| one.0);
    let row = sqlx::query!(
        r#"SELECT json_group_array(json_array(topic, changes)) AS "list!: String",
             iif(?2 IS NULL, 0, (SELECT coalesce(sum(version), 0) FROM school_version WHERE school_id IN (?1, ?2))) AS "version!: i64"
           FROM topic_changes"#,
        EVERY,
        school
    )
    .fetch_one(conn)
    .await?;
    let counted: Vec<(&str, i64)> = serde_json::from_str(&row.list).context("counts that cannot be read")?;
    let mut changes = Changes::default();
    for (topic, many) in counted {
        changes.0[code::read::<Topic>(topic)? as usize] = many;
    }
    Ok((changes, row.version))
}

/// The pupils of whom something was changed since the change with this number.
pub(super) async fn pupils_since(conn: &mut SqliteConnection, change: i64) -> anyhow::Result<Vec<i64>> {
    let pupils = sqlx::query_scalar!(r#"SELECT pupil_id AS "id!" FROM pupil_change WHERE change > ?"#, change);
    Ok(pupils.fetch_all(conn).await?)
}
