//! Setting a school up: the facts that say how far it is, and what was put off.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    register::{Of, Part, Register},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    calendar::AcademicYear,
    ids::SchoolId,
    set_up::{Facts, Step},
};

/// How far a school is on a day.
impl Part for Facts {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        facts(conn, register.school(), AcademicYear::containing(day)).await
    }
}

/// How far a school is.
pub async fn facts(conn: &mut SqliteConnection, school: SchoolId, year: AcademicYear) -> anyhow::Result<Facts> {
    let year = year.starting();
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM set_up u WHERE u.school_id = s.id) AS "begun!: bool",
             s.phone <> '' AND s.email <> '' AND s.address <> '' AS "school!: bool",
             (SELECT count(*) FROM account a JOIN staff p ON p.id = a.staff_id WHERE p.school_id = s.id) AS "accounts!: i64",
             EXISTS (SELECT 1 FROM mail_test t WHERE t.school_id = s.id AND t.outcome = 'accepted') AS "mail!: bool",
             (SELECT count(*) FROM term t WHERE t.school_id = s.id AND t.year = ?2) = 3 AS "terms!: bool",
             EXISTS (SELECT 1 FROM pupil p WHERE p.school_id = s.id) AS "import!: bool",
             coalesce((SELECT group_concat(l.step) FROM set_up_later l WHERE l.school_id = s.id), '') AS "later!: String"
           FROM school s WHERE s.id = ?1"#,
        school.0,
        year
    )
    .fetch_one(conn)
    .await?;
    Ok(Facts {
        begun: row.begun,
        school: row.school,
        you: row.accounts > 0,
        mail: row.mail,
        terms: row.terms,
        import: row.import,
        people: row.accounts > 1,
        later: row.later.split(',').filter_map(Step::from_code).collect(),
    })
}

/// From here on whoever keeps the house is led through the steps.
pub async fn begin(tx: &mut Tx) -> anyhow::Result<()> {
    let (school, now) = (tx.school()?.0, tx.now.unix());
    sqlx::query!("INSERT INTO set_up (school_id, begun_at) VALUES (?, ?) ON CONFLICT DO NOTHING", school, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts a step off.
///
/// # Errors
/// When nobody of the staff is acting, or the database refuses.
pub async fn put_off(tx: &mut Tx, step: Step) -> anyhow::Result<()> {
    let (school, now, by, step) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), step.as_code());
    sqlx::query!(
        "INSERT INTO set_up_later (school_id, step, put_off_at, put_off_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        school,
        step,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::PutOff, Subject::SetUp).detail(step)).await
}
