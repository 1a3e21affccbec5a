//! What is under way between an adult and a pupil when a restriction begins: shown before it is saved, settled by the act that saves it.

use sqlx::SqliteConnection;

use super::{IN_FORCE, Tx, silence};
use crate::{
    domain::{
        ids::{AdultId, PupilId, SchoolId},
        notice::HeldBack,
        restriction::{Effect, Effects},
        time::Moment,
    },
    store::conversations::{
        knowing::{self, KnownTime, Knows},
        links,
    },
};

/// What is under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnderWay {
    /// Booked meetings whose time and place they know.
    pub meetings: Vec<KnownTime>,
    /// Meetings that are offered to them and not booked yet.
    pub offers: i64,
    /// Links of theirs that open something.
    pub links: i64,
    /// Messages that wait to be sent to them.
    pub messages: i64,
    /// Letters to print and calls to make.
    pub tasks: i64,
}

/// What is under way now. The caller has asked whether this person may see it.
pub async fn under_way(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (adult, pupil): (AdultId, PupilId),
    now: Moment,
) -> anyhow::Result<UnderWay> {
    let whose = Knows { adult: Some(adult), pupil: Some(pupil), meeting: None };
    let meetings = knowing::known(&mut *conn, school, whose, now).await?;
    let at = now.unix();
    let row = sqlx::query!(
        r#"SELECT
             (SELECT count(*) FROM invitation i JOIN conversation c ON c.id = i.conversation_id
              WHERE i.adult_id = ?1 AND c.pupil_id = ?2
                AND EXISTS (SELECT 1 FROM slot s WHERE s.conversation_id = c.id AND s.starts_at > ?3)
                AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.conversation_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)) AS "offers!: i64",
             (SELECT count(*) FROM invitation_link l JOIN invitation i ON i.id = l.invitation_id
              JOIN conversation c ON c.id = i.conversation_id
              WHERE i.adult_id = ?1 AND c.pupil_id = ?2 AND l.expires_at > ?3) AS "links!: i64",
             (SELECT count(*) FROM notice n WHERE n.adult_id = ?1 AND n.pupil_id = ?2 AND n.state = 'waiting') AS "messages!: i64",
             (SELECT count(*) FROM task t WHERE t.adult_id = ?1 AND t.pupil_id = ?2 AND t.done_at IS NULL) AS "tasks!: i64""#,
        adult.0,
        pupil.0,
        at
    )
    .fetch_one(conn)
    .await?;
    Ok(UnderWay { meetings, offers: row.offers, links: row.links, messages: row.messages, tasks: row.tasks })
}

/// Settles what is under way, as far as the effects touch it.
pub(super) async fn settle(tx: &mut Tx, (adult, pupil): (AdultId, PupilId), effects: &Effects) -> anyhow::Result<()> {
    if effects.contains(&Effect::NoContact) {
        silence(tx, adult, pupil, IN_FORCE).await?;
    }
    if effects.contains(&Effect::LetterOrPhone) {
        silence(tx, adult, pupil, &HeldBack::LetterOrPhone.words()).await?;
    }
    if effects.contains(&Effect::SeparateMeeting) {
        knowing::meet_apart(tx, adult, pupil).await?;
        links::end_all(tx, adult).await?;
    }
    Ok(())
}
