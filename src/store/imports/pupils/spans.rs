//! What holds of a pupil from one day to another: on roll, in a class, a SEN status, a need; and attendance as it was reported.

use chrono::{Days, NaiveDate};

use super::Tx;
use crate::{
    domain::{
        attendance::Attendance, calendar::AcademicYear, ids::PupilId, pupil::NcYear, roll::PupilFacts,
        sen_status::SenCode,
    },
    store::imports,
};

pub(super) async fn enrol(tx: &mut Tx, pupil: PupilId, facts: &PupilFacts) -> anyhow::Result<()> {
    let (now, from) = (tx.now.unix(), facts.admitted_on.unwrap_or_else(|| tx.now.today()));
    sqlx::query!("INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES (?, ?, ?)", pupil.0, from, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn correct_enrolment(tx: &mut Tx, pupil: PupilId, facts: &PupilFacts) -> anyhow::Result<()> {
    let today = tx.now.today();
    sqlx::query!(
        "UPDATE enrolment SET from_on = ?1 WHERE pupil_id = ?2 AND (until_on IS NULL OR until_on >= ?3)",
        facts.admitted_on,
        pupil.0,
        today
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends the class of today; one that began only today never was.
pub(super) async fn leave_class(tx: &mut Tx, pupil: PupilId) -> anyhow::Result<()> {
    let (today, until) = (tx.now.today(), tx.now.yesterday());
    sqlx::query!(
        "DELETE FROM class_membership WHERE pupil_id = ?1 AND from_on >= ?2 AND (until_on IS NULL OR until_on >= ?2)",
        pupil.0,
        today
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE class_membership SET until_on = ?1 WHERE pupil_id = ?2 AND (until_on IS NULL OR until_on > ?1)",
        until,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A pupil who is new has been in the class since September, or since they came; one who is known, from today.
pub(super) async fn put_in_class(
    tx: &mut Tx,
    pupil: PupilId,
    is_known: bool,
    facts: &PupilFacts,
) -> anyhow::Result<()> {
    leave_class(tx, pupil).await?;
    let Some(name) = &facts.class else { return Ok(()) };
    let class = imports::staff::class(tx, name).await?;
    let today = tx.now.today();
    let september = AcademicYear::containing(today).starts_on();
    let came = facts.admitted_on.map_or(september, |on| on.max(september));
    let from = if is_known { today } else { came };
    let year = facts.year.map(NcYear::as_code).unwrap_or_default();
    sqlx::query!(
        "INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on, until_on)
         SELECT ?1, ?2, ?3, ?4, (SELECT until_on FROM enrolment WHERE pupil_id = ?1 ORDER BY from_on DESC, id DESC LIMIT 1)",
        pupil.0,
        class.0,
        year,
        from
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Another status ends the one before on the day before; the same one, or one that began today, is put right where it stands.
pub(super) async fn set_status(
    tx: &mut Tx,
    pupil: PupilId,
    was: Option<&PupilFacts>,
    to: &PupilFacts,
) -> anyhow::Result<()> {
    let today = tx.now.today();
    let (code, from) = (to.sen.unwrap_or(SenCode::None), to.sen_from.unwrap_or(today));
    let (text, now) = (code.as_code(), tx.now.unix());
    let standing = was.and_then(|w| Some((w.sen?, w.sen_from?)));
    if standing.is_some_and(|(was_code, was_from)| was_code == code || was_from >= today) {
        sqlx::query!(
            "UPDATE sen_status SET code = ?, from_on = ?, from_assumed = ?, entered_at = ? WHERE pupil_id = ? AND until_on IS NULL",
            text,
            from,
            to.sen_from_assumed,
            now,
            pupil.0
        )
        .execute(tx.conn())
        .await?;
        return Ok(());
    }
    let until: NaiveDate = from - Days::new(1);
    sqlx::query!("UPDATE sen_status SET until_on = ? WHERE pupil_id = ? AND until_on IS NULL", until, pupil.0)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "INSERT INTO sen_status (pupil_id, code, from_on, from_assumed, reason, entered_at) VALUES (?, ?, ?, ?, 'imported', ?)",
        pupil.0,
        text,
        from,
        to.sen_from_assumed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Needs that the file no longer names end; the others take the rank that it gives them.
pub(super) async fn set_needs(tx: &mut Tx, pupil: PupilId, facts: &PupilFacts) -> anyhow::Result<()> {
    let (today, until) = (tx.now.today(), tx.now.yesterday());
    let codes: Vec<&str> = facts.needs.iter().flatten().map(|n| n.as_code()).collect();
    let list = serde_json::to_string(&codes)?;
    sqlx::query!(
        "UPDATE need SET until_on = max(from_on, ?) WHERE pupil_id = ? AND until_on IS NULL
           AND code NOT IN (SELECT value FROM json_each(?))",
        until,
        pupil.0,
        list
    )
    .execute(tx.conn())
    .await?;
    for (rank, code) in (1_i64..).zip(codes) {
        sqlx::query!(
            "INSERT INTO need (pupil_id, code, rank, from_on) VALUES (?, ?, ?, ?)
             ON CONFLICT (pupil_id, code) WHERE until_on IS NULL DO UPDATE SET rank = excluded.rank",
            pupil.0,
            code,
            rank,
            today
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

pub(super) async fn report_attendance(tx: &mut Tx, pupil: PupilId, told: Attendance) -> anyhow::Result<()> {
    let today = tx.now.today();
    let year = AcademicYear::containing(today).starting();
    let (possible, attended, percent) = match told {
        Attendance::Sessions { possible, attended } => (Some(possible), Some(attended), None),
        Attendance::Percent(hundredths) => (None, None, Some(hundredths)),
    };
    sqlx::query!(
        "INSERT INTO attendance (pupil_id, year, reported_on, possible, attended, percent_hundredths) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (pupil_id, reported_on) DO UPDATE SET possible = excluded.possible, attended = excluded.attended,
             percent_hundredths = excluded.percent_hundredths",
        pupil.0,
        year,
        today,
        possible,
        attended,
        percent
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
