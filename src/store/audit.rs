//! Who looked and who changed.

mod reading;
mod views;

use super::{Actor, Tx};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::PupilId,
};

pub use reading::{A_PAGE, AuditLine, EntriesAsked, of_pupil, of_staff, people};
pub(super) use views::Views;

impl Tx {
    /// Leaves an audit entry in this act.
    pub async fn audit(&mut self, entry: Entry<'_>) -> anyhow::Result<()> {
        let (kind, staff, adult) = columns(self.actor);
        let (school, at) = (self.school()?.0, self.now.unix());
        let (deed, subject, pupil) = (entry.deed.as_code(), entry.subject.as_code(), entry.pupil.map(|p| p.0));
        sqlx::query!(
            "INSERT INTO audit (school_id, at, actor_kind, staff_id, adult_id, verb, thing, thing_id, pupil_id, detail)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            school,
            at,
            kind,
            staff,
            adult,
            deed,
            subject,
            entry.id,
            pupil,
            entry.detail
        )
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Leaves an audit entry for each of these, given by its number and its pupil, in one statement however many they are.
    pub async fn audit_each(
        &mut self,
        deed: Deed,
        subject: Subject,
        each: &[(Option<i64>, PupilId)],
    ) -> anyhow::Result<()> {
        let (kind, staff, adult) = columns(self.actor);
        let (deed, subject) = (deed.as_code(), subject.as_code());
        let (school, at) = (self.school()?.0, self.now.unix());
        let each = serde_json::to_string(&each.iter().map(|(id, pupil)| (*id, pupil.0)).collect::<Vec<_>>())?;
        sqlx::query!(
            "INSERT INTO audit (school_id, at, actor_kind, staff_id, adult_id, verb, thing, thing_id, pupil_id, detail)
             SELECT ?, ?, ?, ?, ?, ?, ?, one.value ->> 0, one.value ->> 1, '' FROM json_each(?) one",
            school,
            at,
            kind,
            staff,
            adult,
            deed,
            subject,
            each
        )
        .execute(self.conn())
        .await?;
        Ok(())
    }
}

fn columns(actor: Actor) -> (&'static str, Option<i64>, Option<i64>) {
    match actor {
        Actor::Staff(id) => ("staff", Some(id.0), None),
        Actor::Adult(id) => ("adult", None, Some(id.0)),
        Actor::System => ("system", None, None),
        Actor::Command => ("command", None, None),
    }
}
