//! An authority's schedule: the pupils whom its rows can mean, and taking its rows over in one act.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{enter, of_school};
use crate::{
    domain::{
        funding::{Compared, PaidPupil, RowFate, SchedulePayment, compare},
        ids::{PupilId, SchoolId},
        people::Name,
        standing::Span,
    },
    store::Tx,
};

/// Every pupil of a school with what stands of their funding, those who have left among them. The caller has asked who may see it.
///
/// # Errors
/// When the database refuses.
pub async fn pupils(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<PaidPupil>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", coalesce(upn, '') AS "upn!: String", forename AS "forename!", surname AS "surname!",
             legal_forename AS "legal_forename!", legal_surname AS "legal_surname!", born_on AS "born_on!: NaiveDate",
             (SELECT json_group_array(json_array(from_on, until_on)) FROM enrolment e WHERE e.pupil_id = p.id) AS "roll!: String"
           FROM pupil p WHERE school_id = ? ORDER BY surname, forename, id"#,
        school.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut entries = of_school(conn, school).await?;
    let read = rows.into_iter().map(|row| {
        let roll: Vec<(NaiveDate, Option<NaiveDate>)> = serde_json::from_str(&row.roll).context("an enrolment")?;
        Ok(PaidPupil {
            id: PupilId(row.id),
            name: Name { title: String::new(), forename: row.forename, surname: row.surname },
            legal: (row.legal_forename, row.legal_surname),
            upn: row.upn,
            born_on: row.born_on,
            roll: roll.into_iter().map(|(from, until)| Span { from, until }).collect(),
            entries: entries.remove(&PupilId(row.id)).unwrap_or_default(),
        })
    });
    read.collect()
}

/// Takes over the rows that are new, as they are compared now. Returns nothing, and takes nothing, where that is no longer what somebody
/// looked at.
///
/// # Errors
/// When the database refuses any of it: then none of it happens.
pub async fn take(
    tx: &mut Tx,
    payments: Vec<SchedulePayment>,
    source: &str,
    looked_at: impl Fn(&Compared) -> bool,
) -> anyhow::Result<Option<usize>> {
    let school = tx.school()?;
    let pupils = pupils(tx.conn(), school).await?;
    let compared = compare(payments, &pupils);
    if !looked_at(&compared) {
        return Ok(None);
    }
    let mut taken: BTreeMap<PupilId, usize> = BTreeMap::new();
    for (row, fate) in &compared.rows {
        if let RowFate::New(pupil, _) = fate {
            enter(tx, *pupil, &row.entry(source)).await?;
            *taken.entry(*pupil).or_default() += 1;
        }
    }
    Ok(Some(taken.values().sum()))
}
