//! The audit as it is read: by pupil and by member of staff, newest first, page by page.

use chrono::{NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::Viewer,
        audit::{Deed, Subject},
        ids::{PupilId, StaffId},
        people::Name,
        time::Moment,
    },
    store::code,
};

/// How many entries a page has.
pub const A_PAGE: i64 = 50;

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditLine {
    /// When.
    pub at: Moment,
    /// "staff", "adult", "system" or "command".
    pub actor: String,
    /// The member of staff, if it was one.
    pub staff: Option<StaffId>,
    /// The name of the member of staff or the parent.
    pub name: Option<Name>,
    /// What was done.
    pub deed: Deed,
    /// To what.
    pub subject: Subject,
    /// More, without contents.
    pub detail: String,
    /// Whose record it belongs to.
    pub pupil: Option<(PupilId, Name)>,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntriesAsked {
    /// One day only.
    pub day: Option<NaiveDate>,
    /// Which page, counted from 0.
    pub page: i64,
}

impl EntriesAsked {
    /// The first instant and the one after the last, in unix seconds.
    fn bounds(self) -> (i64, i64) {
        let start = |day| Moment::at(day, NaiveTime::MIN).unix();
        match self.day {
            Some(day) => (start(day), day.succ_opt().map_or(i64::MAX, start)),
            None => (i64::MIN, i64::MAX),
        }
    }
}

/// What was done with a pupil's record, and whether there is another page. Entries about the safeguarding marker
/// and about a document with named readers are for those.
pub async fn of_pupil(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    pupil: PupilId,
    asked: EntriesAsked,
) -> anyhow::Result<(Vec<AuditLine>, bool)> {
    let ((from, to), limit, offset) = (asked.bounds(), A_PAGE + 1, A_PAGE * asked.page);
    let rows = sqlx::query!(
        r#"SELECT a.at, a.actor_kind, a.staff_id, a.verb, a.thing, a.detail,
             coalesce(s.title, d.title) AS "title?: String", coalesce(s.forename, d.forename) AS "forename?: String",
             coalesce(s.surname, d.surname) AS "surname?: String"
           FROM audit a LEFT JOIN staff s ON s.id = a.staff_id LEFT JOIN adult d ON d.id = a.adult_id
           WHERE a.pupil_id = ?1 AND a.at >= ?2 AND a.at < ?3 AND a.school_id = ?4
             AND (a.thing <> 'safeguarding' OR EXISTS (SELECT 1 FROM safeguarding_reader r WHERE r.staff_id = ?5 AND r.until_at IS NULL))
             AND (a.thing <> 'document' OR NOT EXISTS (SELECT 1 FROM document d WHERE d.id = a.thing_id AND d.circle = 'named')
               OR EXISTS (SELECT 1 FROM document_reader r WHERE r.document_id = a.thing_id AND r.staff_id = ?5 AND r.until_at IS NULL))
           ORDER BY a.at DESC, a.id DESC LIMIT ?6 OFFSET ?7"#,
        pupil.0,
        from,
        to,
        viewer.school.0,
        viewer.staff.0,
        limit,
        offset
    )
    .fetch_all(conn)
    .await?;
    let more = rows.len() > usize::try_from(A_PAGE)?;
    let read = rows.into_iter().take(usize::try_from(A_PAGE)?).map(|r| {
        Ok(AuditLine {
            at: Moment::from_unix(r.at),
            actor: r.actor_kind,
            staff: r.staff_id.map(StaffId),
            name: Name::maybe(r.title, r.forename, r.surname),
            deed: code::read(&r.verb)?,
            subject: code::read(&r.thing)?,
            detail: r.detail,
            pupil: None,
        })
    });
    Ok((read.collect::<anyhow::Result<_>>()?, more))
}

/// What one member of staff did, and whether there is another page. Entries about the safeguarding marker
/// and about a document with named readers are for those.
pub async fn of_staff(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    staff: StaffId,
    asked: EntriesAsked,
) -> anyhow::Result<(Vec<AuditLine>, bool)> {
    let ((from, to), limit, offset) = (asked.bounds(), A_PAGE + 1, A_PAGE * asked.page);
    let rows = sqlx::query!(
        r#"SELECT a.at, a.actor_kind, a.verb, a.thing, a.detail, a.pupil_id, s.title, s.forename, s.surname,
             p.forename AS "pupil_forename?", p.surname AS "pupil_surname?"
           FROM audit a JOIN staff s ON s.id = a.staff_id LEFT JOIN pupil p ON p.id = a.pupil_id
           WHERE a.staff_id = ?1 AND a.at >= ?2 AND a.at < ?3 AND a.school_id = ?4
             AND (a.thing <> 'safeguarding' OR EXISTS (SELECT 1 FROM safeguarding_reader r WHERE r.staff_id = ?5 AND r.until_at IS NULL))
             AND (a.thing <> 'document' OR NOT EXISTS (SELECT 1 FROM document d WHERE d.id = a.thing_id AND d.circle = 'named')
               OR EXISTS (SELECT 1 FROM document_reader r WHERE r.document_id = a.thing_id AND r.staff_id = ?5 AND r.until_at IS NULL))
           ORDER BY a.at DESC, a.id DESC LIMIT ?6 OFFSET ?7"#,
        staff.0,
        from,
        to,
        viewer.school.0,
        viewer.staff.0,
        limit,
        offset
    )
    .fetch_all(conn)
    .await?;
    let more = rows.len() > usize::try_from(A_PAGE)?;
    let read = rows.into_iter().take(usize::try_from(A_PAGE)?).map(|r| {
        Ok(AuditLine {
            at: Moment::from_unix(r.at),
            actor: r.actor_kind,
            staff: Some(staff),
            name: Some(Name { title: r.title, forename: r.forename, surname: r.surname }),
            deed: code::read(&r.verb)?,
            subject: code::read(&r.thing)?,
            detail: r.detail,
            pupil: r.pupil_id.map(PupilId).zip(Name::maybe(Some(String::new()), r.pupil_forename, r.pupil_surname)),
        })
    });
    Ok((read.collect::<anyhow::Result<_>>()?, more))
}

/// Everybody who works here, or did, by surname.
pub async fn people(conn: &mut SqliteConnection, viewer: &Viewer) -> anyhow::Result<Vec<(StaffId, Name)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title, forename, surname FROM staff WHERE school_id = ? ORDER BY surname, forename, id"#,
        viewer.school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (StaffId(r.id), Name { title: r.title, forename: r.forename, surname: r.surname }))
        .collect())
}
