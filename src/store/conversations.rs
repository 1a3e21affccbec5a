//! Meetings with parents: offered, answered, booked, held or called off. What a person may not see does not exist for them.

pub mod after;
pub mod agreed;
pub mod arrangements;
mod changes;
pub mod diary;
pub mod invitations;
pub mod knowing;
mod leaving;
mod letters;
pub mod links;
pub mod offers;
pub mod reading_codes;
mod services;
pub mod shown;
mod tries;
mod upcoming;
pub mod waiting;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

pub use changes::{NewOffer, NewRecord, NewSlot, add_slot, book, cancel, offer, record};
pub(in crate::store) use leaving::call_off;
pub use letters::{OnPaper, on_paper};
pub use services::{KnownService, NewService, Service, ask, known, took_part};
pub use tries::{Became, Try, of_plan, of_pupil, open_of_school, tries};
pub use upcoming::{Upcoming, upcoming};

use super::{adult_needs, code, contacts, relation::relation};
use crate::domain::{
    access::{self, Thing, Verb, Viewer},
    adult_needs::Needs,
    conversation::{Agreement, AnswerKind, Mode, Right, State, TookPart},
    ids::{AdultId, ConversationId, InvitationId, PlanId, PupilId, SchoolId, SlotId, StaffId},
    notice::HeldBack,
    people::{Name, Role},
    plan::PlanKind,
    reminder::SlotFacts,
    time::Moment,
};

/// A meeting with everything that became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// Of which school.
    pub school: SchoolId,
    /// Whose.
    pub pupil: PupilId,
    /// The pupil's name: for staff, and for a parent behind the code alone.
    pub pupil_name: Name,
    /// On which plan.
    pub plan: PlanId,
    /// Who leads it.
    pub lead: StaffId,
    /// The lead's name and role, as parents read them.
    pub lead_name: Name,
    /// The lead's role.
    pub lead_role: Option<Role>,
    /// Who else will be there, by name and role.
    pub also_present: String,
    /// The name of its calendar entry; empty for a meeting from before there were names.
    pub calendar_uid: String,
    /// It is an EHC plan's annual review meeting.
    pub ehc_annual: bool,
    /// When it was offered.
    pub offered: Moment,
    /// The day answers are asked for by.
    pub answer_by: NaiveDate,
    /// The times offered, in order; a time agreed by hand stands at the end.
    pub slots: Vec<SlotFacts>,
    /// The booking in force: its sequence and its time.
    pub booking: Option<(i64, SlotFacts)>,
    /// Why and when it was called off.
    pub cancelled: Option<(String, Moment)>,
    /// What happened on the day.
    pub record: Option<Record>,
    /// Who was invited.
    pub invited: Vec<Invited>,
    /// Who of other services was asked.
    pub services: Vec<Service>,
}

/// One invited adult and what they said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    /// Their invitation.
    pub invitation: InvitationId,
    /// Who.
    pub adult: AdultId,
    /// Their name.
    pub name: Name,
    /// Their telephone number, or empty.
    pub phone: String,
    /// What they need to take part, as it stands.
    pub needs: Needs,
    /// How the invitation was given when not by mail.
    pub by_hand: String,
    /// What they said last.
    pub answer: Option<Answer>,
    /// How they took part on the day.
    pub took_part: Option<TookPart>,
    /// What they say to what was agreed, and in which words; `None`: not asked, which is never consent.
    pub agreement: Option<(Agreement, String)>,
    /// What they said when they were asked afterwards: "yes", "partly" or "no" to whether it was useful, and a comment.
    pub feedback: Option<(String, String)>,
    /// When what was agreed was sent to them, as the mail server took it, or posted.
    pub summary_sent: Option<Moment>,
    /// What they say to it, in which words, and when.
    pub summary_answer: Option<(Right, String, Moment)>,
    /// Whether they may take part today.
    pub may_take_part: Result<(), HeldBack>,
}

/// What an adult said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The answer.
    pub kind: AnswerKind,
    /// The time they chose.
    pub slot: Option<SlotId>,
    /// What would suit them better.
    pub preferences: String,
    /// What they would like us to know.
    pub message: String,
    /// The language an interpreter is asked for in, or empty.
    pub interpreter_language: String,
    /// What they need to take part.
    pub access_needs: String,
    /// They bring someone.
    pub brings_someone: bool,
    /// When they said so.
    pub at: Moment,
    /// Who wrote it down for them, on the phone or at the gate; `None` when they answered through their link.
    pub entered_by: Option<Name>,
}

/// What was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The day it was held, or missed.
    pub held_on: NaiveDate,
    /// How long it took, in minutes.
    pub minutes: Option<i64>,
    /// How people met; `None` when nobody came.
    pub mode: Option<Mode>,
    /// Who interpreted, and in which language.
    pub interpreter: String,
    /// What is going well.
    pub going_well: String,
    /// What people worry about.
    pub worries: String,
    /// What matters most now.
    pub focus: String,
    /// Who does what by when, one by one.
    pub actions: Vec<agreed::Action>,
    /// What else was agreed.
    pub agreed: String,
    /// How to keep in touch until the next meeting.
    pub keep_in_touch: String,
    /// The day agreed for the next meeting.
    pub next_on: Option<NaiveDate>,
    /// Who else was there.
    pub others: Vec<agreed::Other>,
    /// What the parents say to it, taken together.
    pub agreement: Option<Agreement>,
    /// In their words, where the record does not say whose; else each adult's stand with the adult.
    pub agreement_words: String,
    /// When it was written down.
    pub at: Moment,
    /// When it began, where it was written down while it went on.
    pub started: Option<Moment>,
    /// What it should have said.
    pub corrections: Vec<after::Correction>,
}

impl Invited {
    /// Whether it can be written down that they took part.
    #[must_use]
    pub fn can_be_recorded(&self) -> bool {
        !self.may_take_part.as_ref().is_err_and(HeldBack::keeps_away)
    }

    /// Whether they have said that they cannot come at any of the times, or asked for another.
    #[must_use]
    pub fn declines(&self) -> bool {
        self.answer.as_ref().is_some_and(|said| matches!(said.kind, AnswerKind::Cannot | AnswerKind::OtherTime))
    }
}

impl Conversation {
    /// Who can be written down as having taken part: never somebody who is kept away.
    pub fn recordable(&self) -> impl Iterator<Item = &Invited> {
        self.invited.iter().filter(|one| one.can_be_recorded())
    }

    /// Whether a parent took part, so that it counts as a meeting.
    #[must_use]
    pub fn met(&self) -> bool {
        self.record.is_some() && self.invited.iter().any(|i| i.took_part.is_some_and(TookPart::is_meeting))
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        let booked = self.booking.as_ref().map(|(sequence, _)| *sequence);
        State::of(booked, self.cancelled.is_some(), self.record.is_some())
    }

    /// Whether it can still be answered, booked or called off.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state().is_open()
    }

    /// Whether everybody who was invited has said that they cannot come at any of the times, or asked for another.
    #[must_use]
    pub fn nobody_comes(&self) -> bool {
        !self.invited.is_empty() && self.invited.iter().all(Invited::declines)
    }

    /// Whether somebody said that they come at a time which is no longer the one agreed.
    #[must_use]
    pub fn moved_since(&self, said: &Answer) -> bool {
        let agreed = self.booking.as_ref().map(|(_, slot)| slot.id);
        said.kind == AnswerKind::Accept && agreed.is_some() && agreed != said.slot
    }

    /// An offered time by its number.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<&SlotFacts> {
        self.slots.iter().find(|s| s.id == id)
    }
}

/// The plan a meeting is offered on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ground {
    /// The plan.
    pub plan: PlanId,
    /// Its kind.
    pub kind: Option<PlanKind>,
    /// Whose.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// Who owns the plan's reviews.
    pub lead: StaffId,
}

/// The open plan on which this person may offer a meeting; `None` also when there is no such plan, or it is closed.
pub async fn ground(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    plan: PlanId,
    today: NaiveDate,
) -> anyhow::Result<Option<Ground>> {
    let (plan_id, school) = (plan.0, viewer.school.0);
    let row = sqlx::query!(
        r#"SELECT l.kind, l.lead_id, p.id AS pupil_id, p.forename, p.surname
           FROM plan l JOIN pupil p ON p.id = l.pupil_id
           WHERE l.id = ? AND p.school_id = ? AND NOT EXISTS (SELECT 1 FROM plan_closure c WHERE c.plan_id = l.id)"#,
        plan_id,
        school
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let pupil = PupilId(row.pupil_id);
    let relation = relation(conn, viewer, pupil, today).await?;
    if !viewer.may(relation, Thing::Conversation, Verb::Change) {
        return Ok(None);
    }
    Ok(Some(Ground {
        plan,
        kind: Some(code::read::<PlanKind>(&row.kind)?),
        pupil,
        pupil_name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        lead: StaffId(row.lead_id),
    }))
}

/// A meeting that this person may see, or change if `verb` says so.
pub async fn visible_to(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    id: ConversationId,
    verb: Verb,
    today: NaiveDate,
) -> anyhow::Result<Option<Conversation>> {
    let Some(found) = load(conn, id, today).await? else { return Ok(None) };
    let relation = relation(conn, viewer, found.pupil, today).await?;
    let seen = found.school == viewer.school && viewer.may(relation, Thing::Conversation, verb);
    Ok(seen.then_some(found))
}

/// A meeting for which this person may write down what a parent says: whoever may change meetings, and the office, which phones.
pub async fn to_answer(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    id: ConversationId,
    today: NaiveDate,
) -> anyhow::Result<Option<Conversation>> {
    let Some(found) = load(conn, id, today).await? else { return Ok(None) };
    let relation = relation(conn, viewer, found.pupil, today).await?;
    let may = |thing| viewer.may(relation, thing, Verb::Change);
    let seen = found.school == viewer.school && (may(Thing::Conversation) || may(Thing::Contacts));
    Ok(seen.then_some(found))
}

/// A meeting, whoever asks: for the parent's page, which shows little of it, and for the acts on it.
pub async fn load(
    conn: &mut SqliteConnection,
    id: ConversationId,
    today: NaiveDate,
) -> anyhow::Result<Option<Conversation>> {
    let number = id.0;
    let row = sqlx::query!(
        r#"SELECT c.pupil_id, p.school_id, p.forename, p.surname, c.plan_id, c.lead_id, s.title AS lead_title,
             s.forename AS lead_forename, s.surname AS lead_surname, s.role AS lead_role, c.also_present, c.calendar_uid,
             c.ehc_annual AS "ehc_annual: bool", c.offered_at, c.answer_by_on AS "answer_by: NaiveDate",
             x.reason AS "reason?", x.cancelled_at AS "cancelled_at?"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id JOIN staff s ON s.id = c.lead_id
           LEFT JOIN conversation_cancellation x ON x.conversation_id = c.id
           WHERE c.id = ?"#,
        number
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let slots = slots(conn, id).await?;
    let booked =
        sqlx::query!("SELECT sequence, slot_id FROM booking WHERE conversation_id = ? ORDER BY sequence DESC", number)
            .fetch_optional(&mut *conn)
            .await?;
    let booking = booked.and_then(|b| {
        let slot = slots.iter().find(|s| s.id.0 == b.slot_id)?;
        Some((b.sequence, slot.clone()))
    });
    let pupil = PupilId(row.pupil_id);
    Ok(Some(Conversation {
        id,
        school: SchoolId(row.school_id),
        pupil,
        pupil_name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        plan: PlanId(row.plan_id),
        lead: StaffId(row.lead_id),
        lead_name: Name { title: row.lead_title, forename: row.lead_forename, surname: row.lead_surname },
        lead_role: Some(code::read::<Role>(&row.lead_role)?),
        also_present: row.also_present,
        calendar_uid: row.calendar_uid,
        ehc_annual: row.ehc_annual,
        offered: Moment::from_unix(row.offered_at),
        answer_by: row.answer_by,
        slots,
        booking,
        cancelled: row.reason.zip(row.cancelled_at.map(Moment::from_unix)),
        record: recorded(conn, id).await?,
        services: services::of_meeting(&mut *conn, id).await?,
        invited: invited(conn, id, pupil, today).await?,
    }))
}

async fn slots(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Vec<SlotFacts>> {
    let rows = sqlx::query!(
        "SELECT id, starts_at, minutes, mode, place FROM slot WHERE conversation_id = ? ORDER BY position, id",
        id.0
    )
    .fetch_all(conn)
    .await?;
    let slots = rows.into_iter().map(|r| {
        let (id, starts) = (SlotId(r.id), Moment::from_unix(r.starts_at));
        Ok(SlotFacts { id, starts, minutes: r.minutes, mode: code::read(&r.mode)?, place: r.place })
    });
    slots.collect()
}

async fn recorded(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Option<Record>> {
    let row = sqlx::query!(
        r#"SELECT held_on AS "held_on: NaiveDate", minutes, mode, interpreter, going_well, worries, focus, agreed, agreement,
             agreement_words, keep_in_touch, next_on AS "next_on: NaiveDate", entered_at, started_at
           FROM conversation_record WHERE conversation_id = ?"#,
        id.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(r) = row else { return Ok(None) };
    Ok(Some(Record {
        held_on: r.held_on,
        minutes: r.minutes,
        mode: Some(r.mode.as_str()).filter(|mode| *mode != "none").map(code::read::<Mode>).transpose()?,
        interpreter: r.interpreter,
        going_well: r.going_well,
        worries: r.worries,
        focus: r.focus,
        actions: agreed::of_meeting(&mut *conn, id).await?,
        agreed: r.agreed,
        keep_in_touch: r.keep_in_touch,
        next_on: r.next_on,
        others: agreed::others(&mut *conn, id).await?,
        agreement: Some(code::read::<Agreement>(&r.agreement)?),
        agreement_words: r.agreement_words,
        at: Moment::from_unix(r.entered_at),
        started: r.started_at.map(Moment::from_unix),
        corrections: after::corrections(conn, id).await?,
    }))
}

async fn invited(
    conn: &mut SqliteConnection,
    id: ConversationId,
    pupil: PupilId,
    today: NaiveDate,
) -> anyhow::Result<Vec<Invited>> {
    let rows = sqlx::query!(
        r#"SELECT i.id, i.adult_id, i.by_hand, a.title, a.forename, a.surname, a.phone,
             w.kind AS "kind?", w.slot_id, w.preferences AS "preferences?", w.message AS "message?",
             w.interpreter_language AS "language?", w.access_needs AS "needs?", w.brings_someone AS "brings?: bool",
             w.answered_at AS "answered_at?", t.how AS "how?", s.title AS "by_title?", s.forename AS "by_forename?",
             s.surname AS "by_surname?",
             f.useful AS "useful?", f.comment AS "comment?", g.agreement AS "agreement?", g.words AS "words?",
             z.answer AS "right?", z.words AS "right_words?", z.answered_at AS "right_at?",
             coalesce((SELECT max(n.settled_at) FROM notice n WHERE n.conversation_id = i.conversation_id AND n.adult_id = i.adult_id
                AND n.kind = 'summary' AND n.state = 'accepted'),
               (SELECT max(k.done_at) FROM task k WHERE k.conversation_id = i.conversation_id AND k.adult_id = i.adult_id
                AND k.message = 'summary' AND k.given_back_at IS NULL)) AS "sent_at?: i64"
           FROM invitation i JOIN adult a ON a.id = i.adult_id
           LEFT JOIN answer w ON w.id = (SELECT max(n.id) FROM answer n WHERE n.invitation_id = i.id)
           LEFT JOIN staff s ON s.id = w.entered_by
           LEFT JOIN feedback f ON f.invitation_id = i.id
           LEFT JOIN summary_answer z ON z.id = (SELECT max(n.id) FROM summary_answer n WHERE n.invitation_id = i.id)
           LEFT JOIN agreement g ON g.id = (SELECT max(n.id) FROM agreement n
             WHERE n.conversation_id = i.conversation_id AND n.adult_id = i.adult_id)
           LEFT JOIN conversation_attendance t ON t.conversation_id = i.conversation_id AND t.adult_id = i.adult_id
           WHERE i.conversation_id = ? ORDER BY i.id"#,
        id.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let pairs: Vec<_> = rows.iter().map(|r| (AdultId(r.adult_id), pupil)).collect();
    let known = contacts::facts_of_all(&mut *conn, &pairs, today).await?;
    let mut needs = adult_needs::of_all(conn, &pairs.iter().map(|(adult, _)| *adult).collect::<Vec<_>>()).await?;
    let mut found = Vec::with_capacity(rows.len());
    for r in rows {
        let adult = AdultId(r.adult_id);
        let Some(needs) = needs.remove(&adult) else { continue };
        let may_take_part = known.get(&(adult, pupil)).map_or(Err(HeldBack::NoLongerLinked), access::may_take_part);
        let answer = code::maybe::<AnswerKind>(r.kind.as_deref())?.map(|kind| Answer {
            kind,
            slot: r.slot_id.map(SlotId),
            preferences: r.preferences.unwrap_or_default(),
            message: r.message.unwrap_or_default(),
            interpreter_language: r.language.unwrap_or_default(),
            access_needs: r.needs.unwrap_or_default(),
            brings_someone: r.brings.unwrap_or_default(),
            at: Moment::from_unix(r.answered_at.unwrap_or_default()),
            entered_by: Name::maybe(r.by_title, r.by_forename, r.by_surname),
        });
        let right = code::maybe::<Right>(r.right.as_deref())?.zip(r.right_words).zip(r.right_at);
        found.push(Invited {
            invitation: InvitationId(r.id),
            adult,
            name: Name { title: r.title, forename: r.forename, surname: r.surname },
            phone: r.phone,
            needs,
            by_hand: r.by_hand,
            answer,
            took_part: code::maybe::<TookPart>(r.how.as_deref())?,
            agreement: code::maybe::<Agreement>(r.agreement.as_deref())?.zip(r.words),
            feedback: r.useful.zip(r.comment),
            summary_sent: r.sent_at.map(Moment::from_unix),
            summary_answer: right.map(|((right, words), at)| (right, words, Moment::from_unix(at))),
            may_take_part,
        });
    }
    Ok(found)
}
