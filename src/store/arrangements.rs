//! What the office arranges for a meeting because of what the invited need: letters and calls instead of mail, somebody to interpret, and a
//! text in another language. Each is one task, however often its reason is found.

use chrono::NaiveDate;

use super::{
    Tx, adult_needs, contacts,
    invitations::About,
    tasks::{self, NewTask},
};
use crate::domain::{
    access,
    adult_needs::{Format, Needs, Way},
    conversation::AnswerKind,
    ids::{AdultId, ConversationId, PupilId, SlotId},
};

/// Asks for whatever an invitation needs besides its mail.
pub(super) async fn invitation(tx: &mut Tx, about: About, needs: &Needs, way: Way) -> anyhow::Result<()> {
    let (key, today) = (format!("invite/{}/{}", about.conversation, about.adult), tx.now.today());
    let format = needs.format.words().to_lowercase();
    if way == Way::Phone {
        let why = match needs.format {
            Format::Spoken => "They want to be told by phone, not written to: please offer the times.".to_owned(),
            _ => "No working e-mail address: please offer the times by hand.".to_owned(),
        };
        let due = needs.suits.first_day(today);
        ask(tx, "phone_parent", about, &why, &key, due).await?;
    }
    if way.has_letter() {
        let why = match needs.format {
            Format::AsItComes | Format::Bsl | Format::Spoken => {
                "No working e-mail address: please offer the times by hand.".to_owned()
            }
            _ => format!("They want what we send like this: {format}."),
        };
        ask(tx, "print_letter", about, &why, &key, today).await?;
    }
    if let Some(language) = needs.asks_to_read() {
        let why =
            format!("They read {language}, and the invitation is in English: have it read to them or translated.");
        ask(tx, "access_needs", about, &why, &format!("{key}/language"), today).await?;
    }
    Ok(())
}

/// Asks for what an agreed time needs: somebody to interpret for each who comes. What was asked for an earlier time is settled.
pub(super) async fn booking(tx: &mut Tx, id: ConversationId, pupil: PupilId, slot: SlotId) -> anyhow::Result<()> {
    settle(tx, id).await?;
    for (adult, needs) in who_comes(tx, id, pupil).await? {
        let about = About { conversation: id, pupil, adult };
        interpreter(tx, about, &needs, slot).await?;
    }
    Ok(())
}

/// Asks for somebody to interpret for one adult at one time, if they need that.
pub async fn interpreter(tx: &mut Tx, about: About, needs: &Needs, slot: SlotId) -> anyhow::Result<()> {
    let Some(language) = needs.interpreter() else { return Ok(()) };
    let key = format!("{}/{}/{slot}/{language}", about.conversation, about.adult);
    let today = tx.now.today();
    ask(tx, "book_interpreter", about, &format!("Interpreter: {language}"), &key, today).await
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
    let adults: Vec<_> = pairs
        .into_iter()
        .filter(|pair| facts.get(pair).is_some_and(|facts| access::may_take_part(facts).is_ok()))
        .map(|(adult, _)| adult)
        .collect();
    let mut needs = adult_needs::of_all(tx.conn(), &adults).await?;
    Ok(adults.into_iter().filter_map(|adult| Some((adult, needs.remove(&adult)?))).collect())
}

/// The time has changed: what was still to be arranged for the old one is asked for anew.
async fn settle(tx: &mut Tx, id: ConversationId) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = 'Another time was agreed'
         WHERE conversation_id = ? AND done_at IS NULL
           AND kind = 'book_interpreter'",
        now,
        by,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn ask(tx: &mut Tx, kind: &str, about: About, detail: &str, key: &str, due_on: NaiveDate) -> anyhow::Result<()> {
    let new = NewTask {
        key: &format!("{kind}/{key}"),
        kind,
        for_role: "office",
        pupil: Some(about.pupil),
        adult: Some(about.adult),
        conversation: Some(about.conversation),
        detail,
        due_on,
    };
    tasks::add(tx, new).await?;
    Ok(())
}
