//! Leaving and coming back, entered by hand. Leavers are archived, never deleted; the last day on roll and the day on which somebody wrote
//! it down are two facts.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, conversations, imports};
use crate::domain::{
    access::Viewer,
    audit::{Deed, Entry, Subject},
    ids::{ClassId, PupilId},
    people::Name,
    roll::{PupilFacts, Said, differences, nobody},
    time::Moment,
};

/// A pupil who has left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaver {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// Their class when they left; empty if none.
    pub class: String,
    /// The last day on roll.
    pub left_on: NaiveDate,
    /// When that was entered, where it is known.
    pub entered: Option<Moment>,
    /// By whom, if by a person.
    pub by: Option<Name>,
    /// Where to; may be empty.
    pub left_to: String,
}

/// How many leavers a page has.
pub const A_PAGE: i64 = 100;

/// Pupils who are on roll neither today nor later, who left last leading; and whether there is another page.
pub async fn list(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    today: NaiveDate,
    page: i64,
) -> anyhow::Result<(Vec<Leaver>, bool)> {
    let (limit, offset) = (A_PAGE + 1, A_PAGE * page);
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.forename, p.surname, e.until_on AS "left_on!: NaiveDate", e.left_entered_at, e.left_to,
             coalesce((SELECT c.name FROM class_membership m JOIN class c ON c.id = m.class_id WHERE m.pupil_id = p.id
                ORDER BY m.from_on DESC, m.id DESC LIMIT 1), '') AS "class!: String",
             s.title AS "title?", s.forename AS "by_forename?", s.surname AS "by_surname?"
           FROM pupil p JOIN enrolment e ON e.id = (SELECT x.id FROM enrolment x WHERE x.pupil_id = p.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
           LEFT JOIN staff s ON s.id = e.left_entered_by
           WHERE p.school_id = ?1 AND e.until_on < ?2 ORDER BY e.until_on DESC, p.surname, p.forename, p.id LIMIT ?3 OFFSET ?4"#,
        viewer.school.0,
        today,
        limit,
        offset
    )
    .fetch_all(conn)
    .await?;
    let more = rows.len() > usize::try_from(A_PAGE)?;
    let read = rows.into_iter().take(usize::try_from(A_PAGE)?).map(|r| Leaver {
        id: PupilId(r.id),
        name: Name { title: String::new(), forename: r.forename, surname: r.surname },
        class: r.class,
        left_on: r.left_on,
        entered: r.left_entered_at.map(Moment::from_unix),
        by: Name::maybe(r.title, r.by_forename, r.by_surname),
        left_to: r.left_to,
    });
    Ok((read.collect(), more))
}

/// Sets the last day of a pupil on roll, which may be ahead: from the day after, nothing more is owed or sent. None takes back a day that
/// is still ahead. Returns whether they are on roll today.
pub async fn leave(tx: &mut Tx, pupil: PupilId, last_day: Option<NaiveDate>, left_to: &str) -> anyhow::Result<bool> {
    let (now, by, id, today) = (tx.now.unix(), tx.actor.staff(), pupil.0, tx.now.today());
    let standing = sqlx::query!(
        r#"SELECT id, until_on AS "until_on: NaiveDate" FROM enrolment
           WHERE pupil_id = ?1 AND from_on <= ?2 AND (until_on IS NULL OR until_on >= ?2)"#,
        id,
        today
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(standing) = standing else { return Ok(false) };
    let (entered_at, entered_by) = last_day.map_or((None, None), |_| (Some(now), by));
    sqlx::query!(
        "UPDATE enrolment SET until_on = ?, left_entered_at = ?, left_entered_by = ?, left_to = ? WHERE id = ?",
        last_day,
        entered_at,
        entered_by,
        left_to,
        standing.id
    )
    .execute(tx.conn())
    .await?;
    // What ends with being on roll ends on the same day, and goes on with it where the day is taken back.
    let was = standing.until_on;
    for statement in [
        sqlx::query!(
            "UPDATE class_membership SET until_on = ? WHERE pupil_id = ? AND until_on IS ?",
            last_day,
            id,
            was
        ),
        sqlx::query!("UPDATE pupil_support SET until_on = ? WHERE pupil_id = ? AND until_on IS ?", last_day, id, was),
    ] {
        statement.execute(tx.conn()).await?;
    }
    if let Some(last_day) = last_day {
        conversations::call_off(tx, pupil, last_day).await?;
    }
    let deed = if last_day.is_some() { Deed::Left } else { Deed::Returned };
    tx.audit(Entry::new(deed, Subject::Pupil).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// Brings a new pupil on roll whom a person adds.
///
/// # Errors
/// When the database refuses: the UPN is taken.
pub async fn joined_by_hand(tx: &mut Tx, facts: &PupilFacts) -> anyhow::Result<PupilId> {
    let (pupil, by) = (imports::pupils::join(tx, facts).await?, tx.actor.staff());
    sqlx::query!("UPDATE enrolment SET entered_by = ? WHERE pupil_id = ?", by, pupil.0).execute(tx.conn()).await?;
    let typed = differences(&nobody(), facts);
    let unsaid = |said: &Option<bool>| said.or(Some(false));
    let stands = PupilFacts {
        pupil_premium: unsaid(&facts.pupil_premium),
        free_meals: unsaid(&facts.free_meals),
        eal: unsaid(&facts.eal),
        in_care: unsaid(&facts.in_care),
        ..facts.clone()
    };
    let said = Said::added_by_hand(differences(&nobody(), &stands), &typed);
    imports::said::put(tx, &[(pupil, None, &said)]).await?;
    Ok(pupil)
}

/// Brings a pupil back on roll, into a class. Returns whether they had left.
pub async fn come_back(
    tx: &mut Tx,
    pupil: PupilId,
    from: NaiveDate,
    class: Option<ClassId>,
    nc_year: &str,
) -> anyhow::Result<bool> {
    let (now, by, id) = (tx.now.unix(), tx.actor.staff(), pupil.0);
    let done = sqlx::query!(
        "INSERT INTO enrolment (pupil_id, from_on, entered_at, entered_by)
         SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM enrolment WHERE pupil_id = ?1 AND (until_on IS NULL OR until_on >= ?2))",
        id,
        from,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(class) = class {
        sqlx::query!(
            "INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES (?, ?, ?, ?)",
            id,
            class.0,
            nc_year,
            from
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Returned, Subject::Pupil).id(id).pupil(pupil)).await?;
    Ok(true)
}

/// The classes of a school, by name.
pub async fn classes(conn: &mut SqliteConnection, viewer: &Viewer) -> anyhow::Result<Vec<(ClassId, String)>> {
    let rows =
        sqlx::query!(r#"SELECT id AS "id!", name FROM class WHERE school_id = ? ORDER BY name"#, viewer.school.0)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|r| (ClassId(r.id), r.name)).collect())
}
