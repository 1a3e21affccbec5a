//! Pupils as imports write them: who they are, when they are on roll, in which class, with which SEN status and needs. Each of these
//! is dated; what has ended is closed, never deleted.

mod held;
mod spans;

use chrono::NaiveDate;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::PupilId,
        roll::{PupilFacts, PupilHeld, differences, field_names},
    },
    store::Tx,
};

pub use held::held;

/// Brings a pupil on roll.
///
/// # Errors
/// When the database refuses: the UPN is taken.
pub async fn join(tx: &mut Tx, facts: &PupilFacts) -> anyhow::Result<PupilId> {
    let (school, now, upn) = (tx.school()?.0, tx.now.unix(), facts.upn.as_ref().map(|u| u.as_str().to_owned()));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO pupil (school_id, upn, forename, surname, born_on, created_at) VALUES (?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        school,
        upn,
        facts.forename,
        facts.surname,
        facts.born_on,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    let pupil = PupilId(id);
    describe(tx, pupil, facts).await?;
    spans::enrol(tx, pupil, facts).await?;
    write_spans(tx, pupil, None, facts).await?;
    tx.audit(Entry::new(Deed::Created, Subject::Pupil).id(id).pupil(pupil)).await?;
    Ok(pupil)
}

/// Brings back a pupil who had left.
pub async fn come_back(tx: &mut Tx, was: &PupilHeld, facts: &PupilFacts) -> anyhow::Result<()> {
    describe(tx, was.id, facts).await?;
    spans::enrol(tx, was.id, facts).await?;
    write_spans(tx, was.id, Some(was), facts).await?;
    tx.audit(Entry::new(Deed::Returned, Subject::Pupil).id(was.id.0).pupil(was.id)).await
}

/// Changes what has changed.
///
/// # Errors
/// When the database refuses: another pupil has the UPN.
pub async fn change(tx: &mut Tx, was: &PupilHeld, facts: &PupilFacts) -> anyhow::Result<()> {
    describe(tx, was.id, facts).await?;
    if was.facts.admitted_on != facts.admitted_on {
        spans::correct_enrolment(tx, was.id, facts).await?;
    }
    write_spans(tx, was.id, Some(was), facts).await?;
    let detail = field_names(&differences(&was.facts, facts));
    tx.audit(Entry::new(Deed::Changed, Subject::Pupil).id(was.id.0).pupil(was.id).detail(&detail)).await
}

/// Takes a pupil off roll after a last day, unless they came only later. Nothing of theirs is deleted.
pub async fn leave(tx: &mut Tx, was: &PupilHeld, until: NaiveDate) -> anyhow::Result<()> {
    let id = was.id.0;
    sqlx::query!(
        "UPDATE enrolment SET until_on = max(from_on, ?1) WHERE pupil_id = ?2 AND (until_on IS NULL OR until_on > ?1)",
        until,
        id
    )
    .execute(tx.conn())
    .await?;
    spans::leave_class(tx, was.id).await?;
    sqlx::query!(
        "UPDATE pupil_support SET until_on = ?1 WHERE pupil_id = ?2 AND (until_on IS NULL OR until_on > ?1)",
        until,
        id
    )
    .execute(tx.conn())
    .await?;
    crate::store::conversations::call_off(tx, was.id, until).await?;
    super::said::forget(tx, was.id).await?;
    tx.audit(Entry::new(Deed::Left, Subject::Pupil).id(id).pupil(was.id)).await
}

async fn describe(tx: &mut Tx, pupil: PupilId, facts: &PupilFacts) -> anyhow::Result<()> {
    let upn = facts.upn.as_ref().map(|u| u.as_str().to_owned());
    let flag = |said: Option<bool>| said.unwrap_or_default();
    let (premium, meals) = (flag(facts.pupil_premium), flag(facts.free_meals));
    let (eal, in_care) = (flag(facts.eal), flag(facts.in_care));
    let by_law = |name: &Option<String>| name.clone().unwrap_or_default();
    let (legal_forename, legal_surname) = (by_law(&facts.legal_forename), by_law(&facts.legal_surname));
    let (sex, language) = (facts.sex.as_deref().unwrap_or(""), facts.first_language.as_deref().unwrap_or(""));
    sqlx::query!(
        "UPDATE pupil SET upn = ?, forename = ?, surname = ?, legal_forename = ?, legal_surname = ?, born_on = ?, sex = ?,
             first_language = ?, pupil_premium = ?, free_meals = ?, eal = ?, in_care = ? WHERE id = ?",
        upn,
        facts.forename,
        facts.surname,
        legal_forename,
        legal_surname,
        facts.born_on,
        sex,
        language,
        premium,
        meals,
        eal,
        in_care,
        pupil.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn write_spans(tx: &mut Tx, pupil: PupilId, was: Option<&PupilHeld>, to: &PupilFacts) -> anyhow::Result<()> {
    let before = was.map(|w| &w.facts);
    let on_roll = was.is_some_and(|w| w.on_roll_from.is_some());
    if !on_roll || before.is_none_or(|b| (&b.class, b.year) != (&to.class, to.year)) {
        spans::put_in_class(tx, pupil, was.is_some_and(PupilHeld::was_ever_here), to).await?;
    }
    if before.is_none_or(|b| (b.sen, b.sen_from, b.sen_from_assumed) != (to.sen, to.sen_from, to.sen_from_assumed)) {
        spans::set_status(tx, pupil, before, to).await?;
    }
    if before.is_none_or(|b| b.needs != to.needs) {
        spans::set_needs(tx, pupil, to).await?;
    }
    if let Some(attendance) = to.attendance.filter(|a| before.is_none_or(|b| b.attendance != Some(*a))) {
        spans::report_attendance(tx, pupil, attendance).await?;
    }
    Ok(())
}
