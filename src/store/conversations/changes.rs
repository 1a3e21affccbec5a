//! What is done to a meeting: each inside one act of the caller, with its audit entry.

use chrono::NaiveDate;

use crate::{
    domain::{
        access::{self, deliverable},
        adult_needs::Way,
        audit::{Deed, Entry, Subject},
        conversation::{Agreement, Done, Mode, State, TookPart},
        free_time::Opening,
        ids::{ActionId, AdultId, ConversationId, PlanId, PupilId, SlotId, StaffId},
        reminder::SlotFacts,
        task::{self, About},
        time::Moment,
    },
    store::{Tx, apart_wishes, contacts, conversations::arrangements, letters, review_requests, secret, tasks},
};

use super::agreed::{self, NewAction, Other};

/// A time to be offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSlot {
    /// When it starts.
    pub starts: Moment,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How people meet.
    pub mode: Mode,
    /// Where, as parents read it.
    pub place: String,
}

impl From<&SlotFacts> for NewSlot {
    fn from(slot: &SlotFacts) -> Self {
        Self { starts: slot.starts, minutes: slot.minutes, mode: slot.mode, place: slot.place.clone() }
    }
}

impl From<&Opening> for NewSlot {
    fn from(one: &Opening) -> Self {
        Self { starts: one.starts, minutes: one.minutes, mode: one.mode, place: one.place.clone() }
    }
}

/// A meeting to be offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewOffer {
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Who leads it.
    pub lead: StaffId,
    /// Who else will be there.
    pub also_present: String,
    /// It is an EHC plan's annual review meeting.
    pub ehc_annual: bool,
    /// The day answers are asked for by.
    pub answer_by: NaiveDate,
    /// The missed or cancelled meeting that this one makes good.
    pub replaces: Option<ConversationId>,
    /// One to four times.
    pub slots: Vec<NewSlot>,
    /// Who is left out of this one: parents who live apart may be met one after the other.
    pub left_out: Vec<AdultId>,
}

/// What happened on the day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewRecord {
    /// The day it was held, or missed.
    pub held_on: NaiveDate,
    /// How long it took, in minutes.
    pub minutes: Option<i64>,
    /// How people met; `None` when nobody came.
    pub mode: Option<Mode>,
    /// Who interpreted.
    pub interpreter: String,
    /// What is going well.
    pub going_well: String,
    /// What people worry about.
    pub worries: String,
    /// What matters most now.
    pub focus: String,
    /// Who does what by when, one by one.
    pub actions: Vec<NewAction>,
    /// What else was agreed.
    pub agreed: String,
    /// How to keep in touch until the next meeting.
    pub keep_in_touch: String,
    /// The day agreed for the next meeting.
    pub next_on: Option<NaiveDate>,
    /// When it began, where it was written down while it went on.
    pub started: Option<Moment>,
    /// Who else was there.
    pub others: Vec<Other>,
    /// What each adult who was asked says to what was agreed, and in which words.
    pub agreements: Vec<(AdultId, Agreement, String)>,
    /// What became of what was agreed before.
    pub outcomes: Vec<(ActionId, Done)>,
    /// How each invited adult took part.
    pub took_part: Vec<(AdultId, TookPart)>,
}

/// Offers a meeting: its times, and an invitation for each adult of the pupil who may take part today and is not left out. How it reaches
/// them is decided by what they need; an adult without a working address is invited by hand, which is a task for the office.
pub async fn offer(tx: &mut Tx, new: &NewOffer) -> anyhow::Result<ConversationId> {
    let (now, by, today) = (tx.now.unix(), tx.actor.staff(), tx.now.today());
    let replaces = new.replaces.map(|r| r.0);
    let calendar_uid = secret::token();
    let (pupil, plan, lead) = (new.pupil.0, new.plan.0, new.lead.0);
    let id = sqlx::query_scalar!(
        "INSERT INTO conversation
           (pupil_id, plan_id, lead_id, also_present, ehc_annual, offered_at, offered_by, answer_by_on, replaces_id, calendar_uid)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS \"id!\"",
        pupil,
        plan,
        lead,
        new.also_present,
        new.ehc_annual,
        now,
        by,
        new.answer_by,
        replaces,
        calendar_uid
    )
    .fetch_one(tx.conn())
    .await?;
    let id = ConversationId(id);
    for slot in &new.slots {
        add_slot(tx, id, slot).await?;
    }
    let mut asked = contacts::contacts_of(tx.conn(), new.pupil, today).await?;
    asked.retain(|(card, _)| !new.left_out.contains(&card.id));
    let joining = access::joining(asked.iter().map(|(_, facts)| facts));
    let mut invited = Vec::new();
    for ((card, facts), may) in asked.into_iter().zip(joining) {
        match may {
            Ok(()) => {}
            Err(crate::domain::notice::HeldBack::MeetsAlone) => {
                tasks::add(tx, &task::own_meeting(About { conversation: id, pupil: new.pupil, adult: card.id }, today))
                    .await?;
                continue;
            }
            Err(_) => continue,
        }
        let way = Way::of(card.needs.format, deliverable(&facts).is_ok(), !card.phone.is_empty());
        let by_hand = way.by_hand();
        let (adult, conversation) = (card.id.0, id.0);
        sqlx::query!(
            "INSERT INTO invitation (conversation_id, adult_id, invited_at, by_hand) VALUES (?, ?, ?, ?)",
            conversation,
            adult,
            now,
            by_hand
        )
        .execute(tx.conn())
        .await?;
        invited.push(card.id);
        let about = About { conversation: id, pupil: new.pupil, adult: card.id };
        tasks::add_all(tx, task::for_invitation(about, &card.needs, way, today)).await?;
    }
    review_requests::settle(tx, new.plan, "A meeting was offered").await?;
    if let [one] = invited.as_slice() {
        apart_wishes::settle(tx, new.pupil, *one, "A meeting of their own was offered").await?;
    }
    changed(tx, Deed::Offered, id, new.pupil).await?;
    Ok(id)
}

/// Adds a time to a meeting, after those it has.
pub async fn add_slot(tx: &mut Tx, conversation: ConversationId, slot: &NewSlot) -> anyhow::Result<SlotId> {
    let (conversation, starts, mode) = (conversation.0, slot.starts.unix(), slot.mode.as_code());
    let id = sqlx::query_scalar!(
        "INSERT INTO slot (conversation_id, position, starts_at, minutes, mode, place)
         VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM slot WHERE conversation_id = ?1), ?2, ?3, ?4, ?5)
         RETURNING id AS \"id!\"",
        conversation,
        starts,
        slot.minutes,
        mode,
        slot.place
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(SlotId(id))
}

/// Where a meeting stands.
async fn state(tx: &mut Tx, id: ConversationId) -> anyhow::Result<State> {
    let row = sqlx::query!(
        r#"SELECT (SELECT max(sequence) FROM booking WHERE conversation_id = ?1) AS "booked: i64",
             EXISTS (SELECT 1 FROM conversation_cancellation WHERE conversation_id = ?1) AS "cancelled!: bool",
             EXISTS (SELECT 1 FROM conversation_record WHERE conversation_id = ?1) AS "recorded!: bool""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(State::of(row.booked, row.cancelled, row.recorded))
}

/// Agrees on a time, and asks for what it needs: somebody to interpret, a letter. The booking before it, if any, is superseded: the
/// sequence rises by one. Returns the sequence.
///
/// # Errors
/// When the meeting is called off or recorded.
pub async fn book(tx: &mut Tx, conversation: ConversationId, pupil: PupilId, slot: SlotId) -> anyhow::Result<i64> {
    let sequence = state(tx, conversation).await?.book()?;
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO booking (conversation_id, sequence, slot_id, booked_at, booked_by) VALUES (?, ?, ?, ?, ?)",
        conversation.0,
        sequence,
        slot.0,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    arrangements::booking(tx, conversation, pupil, slot).await?;
    changed(tx, Deed::Booked, conversation, pupil).await?;
    Ok(sequence)
}

/// Calls a meeting off.
///
/// # Errors
/// When it is called off already, or recorded.
pub async fn cancel(tx: &mut Tx, conversation: ConversationId, pupil: PupilId, reason: &str) -> anyhow::Result<()> {
    state(tx, conversation).await?.cancel()?;
    let (id, now, by) = (conversation.0, tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO conversation_cancellation (conversation_id, reason, cancelled_at, cancelled_by) VALUES (?, ?, ?, ?)",
        id,
        reason,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    arrangements::settle(tx, conversation, "The meeting was cancelled").await?;
    letters::too_late(tx, conversation).await?;
    changed(tx, Deed::Cancelled, conversation, pupil).await
}

/// Writes down what happened, once.
///
/// # Errors
/// When it is called off or recorded already.
pub async fn record(tx: &mut Tx, conversation: ConversationId, pupil: PupilId, new: &NewRecord) -> anyhow::Result<()> {
    let (id, now, by) = (conversation.0, tx.now.unix(), tx.actor.staff());
    state(tx, conversation).await?.record()?;
    let all = Agreement::of_all(new.agreements.iter().map(|(_, agreement, _)| *agreement));
    let (mode, agreement) = (new.mode.map_or("none", Mode::as_code), all.as_code());
    let started = new.started.map(Moment::unix);
    sqlx::query!(
        "INSERT INTO conversation_record (conversation_id, held_on, started_at, minutes, mode, interpreter, going_well, worries,
           focus, agreed, keep_in_touch, next_on, agreement, entered_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        new.held_on,
        started,
        new.minutes,
        mode,
        new.interpreter,
        new.going_well,
        new.worries,
        new.focus,
        new.agreed,
        new.keep_in_touch,
        new.next_on,
        agreement,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    for (adult, how) in &new.took_part {
        let (adult, how) = (adult.0, how.as_code());
        sqlx::query!(
            "INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (?, ?, ?)",
            id,
            adult,
            how
        )
        .execute(tx.conn())
        .await?;
    }
    agreed::put_actions(tx, conversation, &new.actions).await?;
    agreed::put_others(tx, conversation, &new.others).await?;
    for (adult, agreement, words) in &new.agreements {
        agreed::agree(tx, conversation, *adult, *agreement, words).await?;
    }
    for (action, done) in &new.outcomes {
        agreed::set_outcome(tx, *action, pupil, *done, "").await?;
    }
    letters::too_late(tx, conversation).await?;
    changed(tx, Deed::Recorded, conversation, pupil).await
}

pub(super) async fn changed(tx: &mut Tx, deed: Deed, id: ConversationId, pupil: PupilId) -> anyhow::Result<()> {
    tx.audit(Entry::new(deed, Subject::Conversation).id(id.0).pupil(pupil)).await
}
