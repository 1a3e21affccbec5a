//! Terms, closures, bank holidays and windows.

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    calendar::{AcademicYear, Calendar, ClosureKind, Facts, Season, Term, Window},
    ids::SchoolId,
};

/// England's bank holidays as this program was shipped with them.
const SHIPPED: &str = include_str!("../exchange/data/england_bank_holidays.csv");

/// The school's calendar, of everything it has entered.
pub async fn load(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Calendar> {
    Ok(Calendar::new(facts(conn, school).await?))
}

/// What the calendar is made of.
pub async fn facts(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Facts> {
    let window_days = sqlx::query_scalar!(
        "SELECT value FROM school_setting WHERE school_id = ? AND name = 'window.school_days' ORDER BY from_on DESC, id DESC LIMIT 1",
        school.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let bank_holidays = bank_holidays(conn).await?;
    Ok(Facts {
        terms: terms(conn, school).await?,
        closures: closures(conn, school).await?,
        bank_holidays,
        windows: windows(conn, school).await?,
        window_days: window_days.and_then(|v| v.trim().parse().ok()).unwrap_or(0),
    })
}

/// The terms a school has entered, by year and in order.
pub async fn terms(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<(AcademicYear, Term)>> {
    let rows = sqlx::query!(
        r#"SELECT year AS "year: i32", season, starts_on AS "starts_on: NaiveDate", ends_on AS "ends_on: NaiveDate",
                  half_term_starts_on AS "half_from: NaiveDate", half_term_ends_on AS "half_to: NaiveDate"
           FROM term WHERE school_id = ? ORDER BY starts_on"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let term = |season, half_term, starts_on, ends_on| Term { season, starts_on, half_term, ends_on };
    rows.into_iter()
        .map(|r| {
            let half_term = r.half_from.zip(r.half_to);
            Ok((AcademicYear::new(r.year), term(season(&r.season)?, half_term, r.starts_on, r.ends_on)))
        })
        .collect()
}

/// INSET days and other closures.
pub async fn closures(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<Vec<(NaiveDate, ClosureKind, String)>> {
    let rows = sqlx::query!(
        r#"SELECT closed_on AS "closed_on: NaiveDate", kind, note FROM closure WHERE school_id = ? ORDER BY closed_on"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let kind = |code: &str| if code == "inset" { ClosureKind::Inset } else { ClosureKind::Other };
    Ok(rows.into_iter().map(|r| (r.closed_on, kind(&r.kind), r.note)).collect())
}

/// The bank holidays in force: the shipped list where no other was ever entered.
pub async fn bank_holidays(conn: &mut SqliteConnection) -> anyhow::Result<Vec<(NaiveDate, String)>> {
    let rows = sqlx::query!(r#"SELECT held_on AS "held_on!: NaiveDate", name FROM bank_holiday ORDER BY held_on"#)
        .fetch_all(conn)
        .await?;
    if rows.is_empty() {
        return shipped();
    }
    Ok(rows.into_iter().map(|r| (r.held_on, r.name)).collect())
}

/// The review windows a school has set itself.
pub async fn windows(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<Vec<(AcademicYear, Season, Window)>> {
    let rows = sqlx::query!(
        r#"SELECT year AS "year: i32", season, opens_on AS "opens_on: NaiveDate", closes_on AS "closes_on: NaiveDate"
           FROM review_window WHERE school_id = ? ORDER BY opens_on"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|r| {
            let window = Window { opens_on: r.opens_on, closes_on: r.closes_on };
            Ok((AcademicYear::new(r.year), season(&r.season)?, window))
        })
        .collect()
}

/// Enters a term, in place of the one of the same year and season.
pub async fn put_term(tx: &mut Tx, year: AcademicYear, term: &Term) -> anyhow::Result<()> {
    let (school, year, season) = (tx.school()?.0, year.starting(), term.season.as_code());
    let (half_from, half_to) = (term.half_term.map(|h| h.0), term.half_term.map(|h| h.1));
    sqlx::query!(
        "INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (school_id, year, season) DO UPDATE SET starts_on = excluded.starts_on, ends_on = excluded.ends_on,
             half_term_starts_on = excluded.half_term_starts_on, half_term_ends_on = excluded.half_term_ends_on",
        school,
        year,
        season,
        term.starts_on,
        half_from,
        half_to,
        term.ends_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Enters a closure, in place of another on the same day.
pub async fn put_closure(tx: &mut Tx, day: NaiveDate, kind: ClosureKind, note: &str) -> anyhow::Result<()> {
    let school = tx.school()?.0;
    let kind = if kind == ClosureKind::Inset { "inset" } else { "other" };
    sqlx::query!(
        "INSERT INTO closure (school_id, closed_on, kind, note) VALUES (?, ?, ?, ?)
         ON CONFLICT (school_id, closed_on) DO UPDATE SET kind = excluded.kind, note = excluded.note",
        school,
        day,
        kind,
        note
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes back a closure that was entered wrongly.
pub async fn drop_closure(tx: &mut Tx, day: NaiveDate) -> anyhow::Result<()> {
    let school = tx.school()?.0;
    sqlx::query!("DELETE FROM closure WHERE school_id = ? AND closed_on = ?", school, day).execute(tx.conn()).await?;
    Ok(())
}

/// Sets a window, in place of another for the same term.
pub async fn put_window(tx: &mut Tx, year: AcademicYear, season: Season, window: Window) -> anyhow::Result<()> {
    let (school, year, season) = (tx.school()?.0, year.starting(), season.as_code());
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO review_window (school_id, year, season, opens_on, closes_on, set_at, set_by) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (school_id, year, season) DO UPDATE SET opens_on = excluded.opens_on, closes_on = excluded.closes_on,
             set_at = excluded.set_at, set_by = excluded.set_by",
        school,
        year,
        season,
        window.opens_on,
        window.closes_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes back a window, so that the usual one holds again.
pub async fn drop_window(tx: &mut Tx, year: AcademicYear, season: Season) -> anyhow::Result<()> {
    let (school, year, season) = (tx.school()?.0, year.starting(), season.as_code());
    sqlx::query!("DELETE FROM review_window WHERE school_id = ? AND year = ? AND season = ?", school, year, season)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts this list in place of the bank holidays held so far: they are every school's.
pub async fn replace_bank_holidays(tx: &mut Tx, list: &[(NaiveDate, String)]) -> anyhow::Result<()> {
    tx.raise_all().await?;
    sqlx::query!("DELETE FROM bank_holiday").execute(tx.conn()).await?;
    for (day, name) in list {
        sqlx::query!("INSERT INTO bank_holiday (held_on, name) VALUES (?, ?)", day, name).execute(tx.conn()).await?;
    }
    Ok(())
}

/// Fills the bank holidays from the shipped list where there are none yet.
pub async fn ensure_bank_holidays(tx: &mut Tx) -> anyhow::Result<()> {
    let list = bank_holidays(tx.conn()).await?;
    replace_bank_holidays(tx, &list).await
}

fn season(code: &str) -> anyhow::Result<Season> {
    code::read::<Season>(code)
}

/// The shipped list: its own fixed form, "2026-12-25,Christmas Day" under a heading.
fn shipped() -> anyhow::Result<Vec<(NaiveDate, String)>> {
    let line = |line: &str| -> anyhow::Result<(NaiveDate, String)> {
        let (day, name) = line.split_once(',').with_context(|| format!("no comma in {line:?}"))?;
        Ok((day.parse()?, name.to_owned()))
    };
    SHIPPED.lines().skip(1).filter(|l| !l.trim().is_empty()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_bank_holidays_can_be_read() {
        let list = shipped().unwrap();
        assert!(list.len() > 15);
        assert!(list.iter().any(|(day, name)| day.to_string() == "2026-12-25" && name == "Christmas Day"));
    }
}
