//! The frameworks of a school: those that Thrice ships, and the versions that it has brought in itself; what was written against them, what
//! somebody took on, and whom the live figures count.

pub mod actions;
pub mod behind;
pub mod written;

use anyhow::anyhow;
use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
    people::Name,
    self_evaluation::{Framework, read, shipped},
    time::Moment,
};

/// Where something is written: the keys of the framework and of what it is written about, and how that was worded then.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The framework's key.
    pub framework: &'a str,
    /// The key within it.
    pub place: &'a str,
    /// What stands there.
    pub wording: &'a str,
}

impl At<'_> {
    /// As the audit names it.
    fn detail(&self) -> String {
        format!("{} {}", self.framework, self.place)
    }
}

/// A framework as a school has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldFramework {
    /// What it asks.
    pub framework: Framework,
    /// Its file.
    pub text: String,
    /// Which version of the school's own it is, when it came and by whom; `None` where it is as Thrice ships it.
    pub brought: Option<(i64, Moment, Option<Name>)>,
}

/// The frameworks of a school as they hold now: those that Thrice ships leading, then its own by title.
///
/// # Errors
/// When the database refuses, or holds a file that this program cannot read.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<HeldFramework>> {
    let mut own = newest(conn, school).await?;
    let mut all: Vec<HeldFramework> = Vec::new();
    for (framework, text) in shipped() {
        let place = own.iter().position(|one| one.framework.key == framework.key);
        let as_shipped = || HeldFramework { framework: framework.clone(), text: (*text).to_owned(), brought: None };
        all.push(place.map_or_else(as_shipped, |place| own.remove(place)));
    }
    own.sort_by(|a, b| a.framework.title.cmp(&b.framework.title));
    all.extend(own);
    Ok(all)
}

/// The newest version of each framework that the school has brought in.
async fn newest(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<HeldFramework>> {
    let rows = sqlx::query!(
        r#"SELECT f.number, f.content, f.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM framework f LEFT JOIN staff s ON s.id = f.entered_by
           WHERE f.school_id = ?1 AND f.number = (SELECT max(n.number) FROM framework n WHERE n.school_id = ?1 AND n.key = f.key)
           ORDER BY f.key"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let held = rows.into_iter().map(|row| {
        let by = Name::maybe(row.title, row.forename, row.surname);
        let brought = Some((row.number, Moment::from_unix(row.entered_at), by));
        Ok(HeldFramework { framework: kept(&row.content)?, text: row.content, brought })
    });
    held.collect()
}

/// A file that was read when it came.
fn kept(content: &str) -> anyhow::Result<Framework> {
    read(content).map_err(|problems| {
        anyhow!(
            "a framework that cannot be read any longer: {}",
            problems.first().map(ToString::to_string).unwrap_or_default()
        )
    })
}

/// The version of a framework before the one that holds now: the school's own, or the one that Thrice ships.
///
/// # Errors
/// As [`of_school`].
pub async fn before(conn: &mut SqliteConnection, school: SchoolId, key: &str) -> anyhow::Result<Option<Framework>> {
    let content = sqlx::query_scalar!(
        "SELECT content FROM framework WHERE school_id = ?1 AND key = ?2 ORDER BY number DESC LIMIT 1 OFFSET 1",
        school.0,
        key
    );
    match content.fetch_optional(conn).await? {
        Some(content) => Ok(Some(kept(&content)?)),
        None => Ok(shipped().iter().map(|(one, _)| one).find(|one| one.key == key).cloned()),
    }
}

/// Brings a framework in, as the next version of its key. What was written against an earlier one stays.
pub async fn bring_in(tx: &mut Tx, framework: &Framework, text: &str) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO framework (school_id, key, number, content, entered_at, entered_by)
           VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM framework WHERE school_id = ?1 AND key = ?2), ?3, ?4, ?5)
           RETURNING id AS "id!""#,
        school,
        framework.key,
        text,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Framework).id(id).detail(&framework.key)).await
}
