//! Where post reaches adults: one address in force, those before it kept.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use super::Tx;
use crate::domain::{
    ids::{AdultId, SchoolId},
    people::Name,
    postal::PostalAddress,
    time::Moment,
};

/// The addresses of adults who have one, in one statement however many they are.
pub async fn of_all(
    conn: &mut SqliteConnection,
    adults: &[AdultId],
) -> anyhow::Result<BTreeMap<AdultId, PostalAddress>> {
    let asked = serde_json::to_string(&adults.iter().map(|a| a.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT p.adult_id AS "adult!: i64", p.lines AS "lines!: String", p.postcode AS "postcode!: String"
           FROM json_each(?) asked JOIN postal_address p ON p.id = (SELECT max(id) FROM postal_address WHERE adult_id = asked.value)"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (AdultId(r.adult), read(&r.lines, &r.postcode)))
        .filter(|(_, a)| !a.is_empty())
        .collect())
}

/// The address of one adult; empty where none is known.
pub async fn of_one(conn: &mut SqliteConnection, adult: AdultId) -> anyhow::Result<PostalAddress> {
    Ok(of_all(conn, &[adult]).await?.remove(&adult).unwrap_or_default())
}

/// The addresses of every adult of a school who has one.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<AdultId, PostalAddress>> {
    let rows = sqlx::query!(
        "SELECT p.adult_id, p.lines, p.postcode FROM postal_address p JOIN adult a ON a.id = p.adult_id
         WHERE a.school_id = ? AND p.id = (SELECT max(id) FROM postal_address WHERE adult_id = a.id)",
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (AdultId(r.adult_id), read(&r.lines, &r.postcode))).collect())
}

fn read(lines: &str, postcode: &str) -> PostalAddress {
    PostalAddress::parse(lines, postcode).unwrap_or_default()
}

/// Puts an address in force, if it is another than the one that is. Returns whether it is.
pub async fn put(tx: &mut Tx, adult: AdultId, to: &PostalAddress) -> anyhow::Result<bool> {
    if of_one(tx.conn(), adult).await? == *to {
        return Ok(false);
    }
    let (now, by, lines, postcode) = (tx.now.unix(), tx.actor.staff(), to.text(), to.postcode());
    sqlx::query!(
        "INSERT INTO postal_address (adult_id, lines, postcode, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        adult.0,
        lines,
        postcode,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}

/// An address that was in force, and since when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// When it was entered.
    pub at: Moment,
    /// Who entered it; `None`: it was brought at the command line.
    pub by: Option<Name>,
    /// Where; empty where none was known.
    pub address: PostalAddress,
}

/// The addresses before the one in force, the newest first.
pub async fn before(conn: &mut SqliteConnection, adult: AdultId) -> anyhow::Result<Vec<Before>> {
    let rows = sqlx::query!(
        r#"SELECT p.lines, p.postcode, p.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM postal_address p LEFT JOIN staff s ON s.id = p.entered_by WHERE p.adult_id = ? ORDER BY p.id DESC"#,
        adult.0
    )
    .fetch_all(conn)
    .await?;
    let all = rows.into_iter().map(|r| Before {
        at: Moment::from_unix(r.entered_at),
        by: Name::maybe(r.title, r.forename, r.surname),
        address: read(&r.lines, &r.postcode),
    });
    Ok(all.skip(1).collect())
}
