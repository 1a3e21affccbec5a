//! What an agreed time needs: somebody to interpret for each of those who come. Each is one task, however often its reason is found.

use crate::{
    domain::{
        access,
        adult_needs::Needs,
        conversation::AnswerKind,
        ids::{AdultId, ConversationId, PupilId, SlotId},
        task::{self, About},
    },
    store::{Tx, adult_needs, contacts, tasks},
};

/// Asks for what an agreed time needs: somebody to interpret for each who comes. What was asked for an earlier time is settled.
pub(super) async fn booking(tx: &mut Tx, id: ConversationId, pupil: PupilId, slot: SlotId) -> anyhow::Result<()> {
    settle(tx, id, "Another time was agreed").await?;
    for (adult, needs) in who_comes(tx, id, pupil).await? {
        let about = About { conversation: id, pupil, adult };
        tasks::add_all(tx, task::interpreter(about, &needs, slot, tx.now.today())).await?;
    }
    Ok(())
}

/// Who was invited, may take part today, and has not said that they do not come.
async fn who_comes(tx: &mut Tx, id: ConversationId, pupil: PupilId) -> anyhow::Result<Vec<(AdultId, Needs)>> {
    let rows = sqlx::query!(
        "SELECT i.adult_id, (SELECT w.kind FROM answer w WHERE w.invitation_id = i.id ORDER BY w.id DESC LIMIT 1) AS said
         FROM invitation i WHERE i.conversation_id = ? ORDER BY i.id",
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    let declined = [AnswerKind::Cannot, AnswerKind::WrongPerson].map(AnswerKind::as_code);
    let come = rows.into_iter().filter(|r| r.said.as_deref().is_none_or(|said| !declined.contains(&said)));
    let pairs: Vec<_> = come.map(|r| (AdultId(r.adult_id), pupil)).collect();
    let today = tx.now.today();
    let facts = contacts::facts_of_all(tx.conn(), &pairs, today).await?;
    let asked: Vec<_> = pairs.iter().filter_map(|pair| facts.get(pair)).collect();
    let joining = access::joining(asked.iter().copied());
    let adults: Vec<_> = asked.iter().zip(joining).filter(|(_, may)| may.is_ok()).map(|(one, _)| one.adult).collect();
    let mut needs = adult_needs::of_all(tx.conn(), &adults).await?;
    Ok(adults.into_iter().filter_map(|adult| Some((adult, needs.remove(&adult)?))).collect())
}

/// The time has changed, or is off: what was still to be arranged for the old one is asked for anew, if there is a new one.
pub(super) async fn settle(tx: &mut Tx, id: ConversationId, why: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = ?
         WHERE conversation_id = ? AND done_at IS NULL
           AND kind IN ('book_interpreter', 'move_meeting')",
        now,
        by,
        why,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
