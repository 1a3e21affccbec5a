//! What parents say of a meeting afterwards. Each tap is a row: what was said before stays.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{InvitationId, PupilId, SchoolId},
        satisfaction::{HowFar, MeetingStatement, Satisfaction, counts},
        task::About,
    },
    store::{Tx, code},
};

#[derive(Deserialize)]
struct Raw {
    listened: Option<String>,
    next_step: Option<String>,
    useful: Option<String>,
    comment: String,
}

impl Raw {
    fn read(self) -> anyhow::Result<(Vec<(MeetingStatement, HowFar)>, String)> {
        use MeetingStatement::{Listened, NextStep, Useful};
        let all = [(Listened, self.listened), (NextStep, self.next_step), (Useful, self.useful)];
        let said = all.into_iter().filter_map(|(one, far)| Some((one, far?)));
        let read = said.map(|(one, far)| Ok((one, code::read::<HowFar>(&far)?))).collect::<anyhow::Result<_>>()?;
        Ok((read, self.comment))
    }
}

/// What counts of the rows of one invitation, the oldest first, as JSON objects; nothing where nothing was said.
pub(in crate::store) fn read(rows: Option<&str>) -> anyhow::Result<Satisfaction> {
    let raw: Vec<Raw> = serde_json::from_str(rows.unwrap_or("[]"))?;
    Ok(counts(raw.into_iter().map(Raw::read).collect::<anyhow::Result<Vec<_>>>()?))
}

/// Keeps what an adult says to one statement, and in their words; either may be missing, not both.
///
/// # Errors
/// When neither is given, or the database refuses.
pub async fn say(
    tx: &mut Tx,
    about: About,
    invitation: InvitationId,
    answer: Option<(MeetingStatement, HowFar)>,
    comment: &str,
) -> anyhow::Result<()> {
    let to = |one| answer.filter(|(statement, _)| *statement == one).map(|(_, far)| far.as_code());
    let [listened, next, useful] =
        [MeetingStatement::Listened, MeetingStatement::NextStep, MeetingStatement::Useful].map(to);
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO feedback (invitation_id, listened, next_step, useful, comment, given_at) VALUES (?, ?, ?, ?, ?, ?)",
        invitation.0,
        listened,
        next,
        useful,
        comment,
        now
    )
    .execute(tx.conn())
    .await?;
    let entry = Entry::new(Deed::Answered, Subject::Conversation).id(about.conversation.0).pupil(about.pupil);
    tx.audit(entry.detail("satisfaction")).await
}

/// An adult who took part in a meeting, and what they said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingSaid {
    /// About which pupil it was.
    pub pupil: PupilId,
    /// By which invitation they came.
    pub invitation: InvitationId,
    /// When it was held.
    pub held_on: NaiveDate,
    /// What they said; nothing where they did not answer.
    pub said: Satisfaction,
}

/// Every adult who took part in a meeting that a school held from one day until another, by the pupil's name.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, until): (NaiveDate, NaiveDate),
) -> anyhow::Result<Vec<MeetingSaid>> {
    let rows = sqlx::query!(
        r#"SELECT c.pupil_id AS "pupil!", i.id AS "invitation!", r.held_on AS "held_on: NaiveDate",
             (SELECT f.said FROM feedback_said f WHERE f.invitation_id = i.id) AS "said?: String"
           FROM conversation_record r JOIN conversation c ON c.id = r.conversation_id JOIN pupil p ON p.id = c.pupil_id
           JOIN invitation i ON i.conversation_id = c.id
           JOIN conversation_attendance t ON t.conversation_id = c.id AND t.adult_id = i.adult_id AND t.how IN ('attended', 'phoned_later')
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY p.surname, p.forename, i.id"#,
        school.0,
        from,
        until
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let (pupil, invitation) = (PupilId(row.pupil), InvitationId(row.invitation));
        Ok(MeetingSaid { pupil, invitation, held_on: row.held_on, said: read(row.said.as_deref())? })
    });
    read.collect()
}
