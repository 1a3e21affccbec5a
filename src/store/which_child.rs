//! How adults who have more than one child here are told which one something is about.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::contacts;
use crate::domain::{
    access,
    ids::{AdultId, PupilId},
    notice::HeldBack,
    pupil::NcYear,
    rules::{self, Rules},
    which_child::{Child, Mark, mark},
};

/// The marks of these adults' children, seen from each of the pairs; nothing for an only child. Two statements however many they are, and
/// one where nobody has two children.
pub async fn marks(
    conn: &mut SqliteConnection,
    pairs: &[(AdultId, PupilId)],
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<(AdultId, PupilId), Mark>> {
    let families = families(conn, pairs, today).await?;
    let by_year = rules.get(rules::CHILD_BY_YEAR_GROUP) == 1;
    let of =
        |&(adult, pupil): &(AdultId, PupilId)| Some(((adult, pupil), mark(pupil, families.get(&adult)?, by_year)?));
    Ok(pairs.iter().filter_map(of).collect())
}

/// The children on roll of each adult who has several. A child about whom nothing may be said to them is none of them: no message could be
/// taken to be about it.
async fn families(
    conn: &mut SqliteConnection,
    pairs: &[(AdultId, PupilId)],
    today: NaiveDate,
) -> anyhow::Result<BTreeMap<AdultId, Vec<Child>>> {
    let asked = serde_json::to_string(&pairs.iter().map(|(adult, pupil)| [adult.0, pupil.0]).collect::<Vec<_>>())?;
    // Of a child who has left and whose meeting is called off something may still be said.
    let rows = sqlx::query!(
        r#"WITH child AS (SELECT value ->> 0 AS adult_id, value ->> 1 AS pupil_id FROM json_each(?1)
             UNION SELECT g.adult_id, g.pupil_id FROM json_each(?1) asked
             JOIN guardianship g ON g.adult_id = asked.value ->> 0 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2)
             JOIN enrolment e ON e.pupil_id = g.pupil_id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))
           SELECT c.adult_id AS "adult!: i64", c.pupil_id AS "pupil!: i64",
             coalesce((SELECT m.nc_year FROM class_membership m WHERE m.pupil_id = c.pupil_id AND m.from_on <= ?2
                       ORDER BY m.from_on DESC, m.id DESC LIMIT 1), '') AS "year!: String"
           FROM child c WHERE (SELECT count(*) FROM child o WHERE o.adult_id = c.adult_id) > 1 ORDER BY c.adult_id, c.pupil_id"#,
        asked,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let all: Vec<_> = rows.iter().map(|row| (AdultId(row.adult), PupilId(row.pupil))).collect();
    let known = contacts::facts_of_all(conn, &all, today).await?;
    let kept_away = |pair| {
        known.get(pair).is_none_or(|facts| access::may_take_part(facts).as_ref().is_err_and(HeldBack::keeps_away))
    };
    let mut families: BTreeMap<AdultId, Vec<Child>> = BTreeMap::new();
    for (row, pair) in rows.iter().zip(&all).filter(|(_, pair)| !kept_away(pair)) {
        families.entry(pair.0).or_default().push(Child { pupil: pair.1, year: NcYear::parse(&row.year) });
    }
    Ok(families)
}
