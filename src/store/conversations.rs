//! Meetings with parents: offered, answered, booked, held or called off. What a person may not see does not exist for them.

pub mod after;
pub mod agreed;
pub mod arrangements;
mod changes;
pub mod diary;
pub mod invitations;
mod invited;
pub mod knowing;
mod leaving;
mod letters;
pub mod links;
pub mod offers;
mod opened;
pub mod reading_codes;
pub mod satisfaction;
mod services;
pub mod shown;
mod tries;
mod upcoming;
pub mod waiting;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

pub use changes::{NewOffer, NewRecord, NewSlot, add_slot, book, cancel, offer, record};
pub use invited::{Answer, Invited};
pub(in crate::store) use leaving::call_off;
pub use letters::{OnPaper, on_paper};
pub use opened::LinkedTo;
pub(in crate::store) use opened::OpenedLinks;
pub use services::{KnownService, NewService, Service, ask, known, took_part};
pub use tries::{Became, Try, of_plan, of_pupil, open_of_school, tries};
pub use upcoming::{Upcoming, upcoming};

use super::{code, relation::relation};
use crate::domain::{
    access::{Thing, Verb, Viewer},
    conversation::{Agreement, AnswerKind, Mode, State, TookPart},
    ids::{ConversationId, PlanId, PupilId, SchoolId, SlotId, StaffId},
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
    let row = sqlx::query!(
        r#"SELECT c.pupil_id, p.school_id, p.forename, p.surname, c.plan_id, c.lead_id, s.title AS lead_title,
             s.forename AS lead_forename, s.surname AS lead_surname, s.role AS lead_role, c.also_present, c.calendar_uid,
             c.ehc_annual AS "ehc_annual: bool", c.offered_at, c.answer_by_on AS "answer_by: NaiveDate",
             x.reason AS "reason?", x.cancelled_at AS "cancelled_at?",
             (SELECT json_group_array(json_array(t.id, t.starts_at, t.minutes, t.mode, t.place) ORDER BY t.position, t.id)
              FROM slot t WHERE t.conversation_id = c.id) AS "slots!: String",
             (SELECT json_array(b.sequence, b.slot_id) FROM booking b WHERE b.conversation_id = c.id
              ORDER BY b.sequence DESC LIMIT 1) AS "booked?: String",
             (SELECT json_group_array(json_object('id', a.id, 'name', a.name, 'service', a.service, 'how', a.how, 'on', a.asked_on,
                'ground', a.ground, 'part', (SELECT v.part FROM service_part v WHERE v.service_asked_id = a.id ORDER BY v.id DESC LIMIT 1))
                ORDER BY a.id) FROM service_asked a WHERE a.conversation_id = c.id) AS "services!: String",
             EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id) AS "is_over!: bool"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id JOIN staff s ON s.id = c.lead_id
           LEFT JOIN conversation_cancellation x ON x.conversation_id = c.id
           WHERE c.id = ?"#,
        id.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let slots = slots(&row.slots)?;
    let booked: Option<(i64, i64)> = row.booked.as_deref().map(serde_json::from_str).transpose()?;
    let booking = booked.and_then(|(sequence, slot)| Some((sequence, slots.iter().find(|s| s.id.0 == slot)?.clone())));
    let pupil = PupilId(row.pupil_id);
    let record = if row.is_over { recorded(&mut *conn, id).await? } else { None };
    let is_over = record.is_some();
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
        record,
        services: services::read(&row.services)?,
        invited: invited::invited(conn, id, pupil, today, is_over).await?,
    }))
}

/// Times, of a JSON array of their rows.
fn slots(all: &str) -> anyhow::Result<Vec<SlotFacts>> {
    let rows: Vec<(i64, i64, i64, String, String)> = serde_json::from_str(all)?;
    let read = |(id, starts, minutes, mode, place): (i64, i64, i64, String, String)| {
        let (id, starts) = (SlotId(id), Moment::from_unix(starts));
        Ok(SlotFacts { id, starts, minutes, mode: code::read(&mode)?, place })
    };
    rows.into_iter().map(read).collect()
}

async fn recorded(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Option<Record>> {
    let row = sqlx::query!(
        r#"SELECT held_on AS "held_on: NaiveDate", minutes, mode, interpreter, going_well, worries, focus, agreed, agreement,
             agreement_words, keep_in_touch, next_on AS "next_on: NaiveDate", entered_at, started_at,
             (SELECT json_group_array(json_array(o.name, o.role) ORDER BY o.id)
              FROM conversation_other o WHERE o.conversation_id = d.conversation_id) AS "others!: String",
             (SELECT json_group_array(json_array(c.words, c.entered_at, json_array(s.title, s.forename, s.surname)) ORDER BY c.id)
              FROM conversation_correction c LEFT JOIN staff s ON s.id = c.entered_by
              WHERE c.conversation_id = d.conversation_id) AS "corrections!: String"
           FROM conversation_record d WHERE conversation_id = ?"#,
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
        actions: agreed::of_meeting(conn, id).await?,
        agreed: r.agreed,
        keep_in_touch: r.keep_in_touch,
        next_on: r.next_on,
        others: agreed::others(&r.others)?,
        agreement: Some(code::read::<Agreement>(&r.agreement)?),
        agreement_words: r.agreement_words,
        at: Moment::from_unix(r.entered_at),
        started: r.started_at.map(Moment::from_unix),
        corrections: after::corrections(&r.corrections)?,
    }))
}
