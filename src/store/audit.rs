//! Who looked and who changed. Names of fields, never their contents.

mod reading;

use super::{Actor, Store, Tx};
use crate::domain::{
    ids::{PupilId, SchoolId},
    time::Moment,
};

pub use reading::{A_PAGE, Asked, Line, of_pupil, of_staff, people};

/// What was done to what.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// "viewed", "created", "changed" …
    pub verb: &'a str,
    /// "pupil", "plan", "review" …
    pub thing: &'a str,
    /// Its number, if it has one.
    pub thing_id: Option<i64>,
    /// Whose record it belongs to.
    pub pupil: Option<PupilId>,
    /// More, without contents.
    pub detail: &'a str,
}

impl Tx {
    /// Leaves an audit entry in this act.
    pub async fn audit(&mut self, entry: Entry<'_>) -> anyhow::Result<()> {
        let (kind, staff, adult) = columns(self.actor);
        let (school, at) = (self.school.0, self.now.unix());
        let pupil = entry.pupil.map(|p| p.0);
        sqlx::query!(
            "INSERT INTO audit (school_id, at, actor_kind, staff_id, adult_id, verb, thing, thing_id, pupil_id, detail)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            school,
            at,
            kind,
            staff,
            adult,
            entry.verb,
            entry.thing,
            entry.thing_id,
            pupil,
            entry.detail
        )
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Leaves an audit entry for the view of each of these things with the pupil it belongs to, in one statement however many they are.
    pub async fn audit_views(&mut self, thing: &str, seen: &[(Option<i64>, PupilId)]) -> anyhow::Result<()> {
        self.audit_each("viewed", thing, seen).await
    }

    /// Leaves an audit entry with this verb for each of these things with the pupil it belongs to, in one statement however many they are.
    pub async fn audit_each(&mut self, verb: &str, thing: &str, seen: &[(Option<i64>, PupilId)]) -> anyhow::Result<()> {
        let (kind, staff, adult) = columns(self.actor);
        let (school, at) = (self.school.0, self.now.unix());
        let seen = serde_json::to_string(&seen.iter().map(|(id, pupil)| (*id, pupil.0)).collect::<Vec<_>>())?;
        sqlx::query!(
            "INSERT INTO audit (school_id, at, actor_kind, staff_id, adult_id, verb, thing, thing_id, pupil_id, detail)
             SELECT ?, ?, ?, ?, ?, ?, ?, seen.value ->> 0, seen.value ->> 1, '' FROM json_each(?) seen",
            school,
            at,
            kind,
            staff,
            adult,
            verb,
            thing,
            seen
        )
        .execute(self.conn())
        .await?;
        Ok(())
    }
}

impl Store {
    /// Leaves an audit entry for a view, in an act of its own.
    ///
    /// # Errors
    /// When the database refuses: then the page must not be shown.
    pub async fn viewed(
        &self,
        actor: Actor,
        school: SchoolId,
        now: Moment,
        thing: &str,
        pupil: PupilId,
    ) -> anyhow::Result<()> {
        let mut tx = self.begin(actor, school, now).await?;
        tx.audit(Entry { verb: "viewed", thing, thing_id: None, pupil: Some(pupil), detail: "" }).await?;
        tx.commit_aside().await
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
