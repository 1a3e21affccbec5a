//! What a plan's form offers: rates, the catalogue of provision, and who can lead.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        costing::{Pence, Price, Rate, RatePer},
        ids::{SchoolId, StaffId},
        people::Name,
    },
    store::{Tx, code},
};

/// Every dated rate of a school, by role and day.
pub async fn rates(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Rate>> {
    Ok(sourced_rates(conn, school).await?.into_iter().map(|(rate, _)| rate).collect())
}

/// The same, each with where its figure comes from.
pub async fn sourced_rates(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(Rate, String)>> {
    let rows = sqlx::query!(
        r#"SELECT role, pence_per_hour, per, weeks AS "weeks: u32", on_costs AS "on_costs: u32", from_on AS "from: NaiveDate", source
           FROM rate WHERE school_id = ? ORDER BY role, from_on"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            let per = code::read::<RatePer>(&r.per)?;
            let price = Price { pence: Pence(r.pence_per_hour), per, weeks: r.weeks, on_costs: r.on_costs };
            Ok((Rate { role: r.role, price, from: r.from }, r.source))
        })
        .collect()
}

/// Adds a rate from a day on, with a note of where the figure comes from; the same role and day again corrects it.
///
/// # Errors
/// When the database refuses: a rate must be above zero.
pub async fn put_rate(tx: &mut Tx, rate: &Rate, source: &str) -> anyhow::Result<()> {
    let (school, per) = (tx.school()?.0, rate.price.per.as_code());
    sqlx::query!(
        "INSERT INTO rate (school_id, role, pence_per_hour, per, weeks, on_costs, from_on, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (school_id, role, from_on) DO UPDATE SET pence_per_hour = excluded.pence_per_hour, per = excluded.per,
           weeks = excluded.weeks, on_costs = excluded.on_costs, source = excluded.source",
        school,
        rate.role,
        rate.price.pence.0,
        per,
        rate.price.weeks,
        rate.price.on_costs,
        rate.from,
        source
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The names in the school's catalogue of provision.
pub async fn provisions(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<String>> {
    Ok(sqlx::query_scalar!("SELECT name FROM provision WHERE school_id = ? ORDER BY name", school.0)
        .fetch_all(conn)
        .await?)
}

/// Who can lead a plan's reviews: teachers, the SENCO and heads who work here on this day.
pub async fn leads(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(StaffId, Name)>> {
    let rows = sqlx::query!(
        "SELECT id, title, forename, surname FROM staff
         WHERE school_id = ?1 AND role IN ('senco', 'teacher', 'head') AND from_on <= ?2
           AND (until_on IS NULL OR until_on >= ?2)
         ORDER BY surname, forename",
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (StaffId(r.id), name(r.title, r.forename, r.surname))).collect())
}
