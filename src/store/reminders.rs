//! The facts that the reminder rules look at, for a whole school or for one meeting.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{annual_reviews, calendar, code, concerns, contacts, people::handover, schools, which_child};
use crate::{
    domain::{
        access::{self, Contact, ContactFacts},
        adult_needs::{Format, Way},
        carriage::{Mailbox, Reach},
        conversation::{AnswerKind, Mode, TookPart},
        day_message::DayWord,
        ids::{AdultId, ConversationId, InvitationId, PlanId, PupilId, SchoolId, SlotId, StaffId},
        notice::{HeldBack, Recipient},
        people::{Name, Role},
        reminder::{
            BookingFacts, InvitedFacts, MeetingFacts, Picture, PlanFacts, RecordFacts, Said, SlotFacts, StaffFacts,
        },
        rules::Rules,
        time::Moment,
        which_child::Mark,
    },
    store::{
        register::{BoardOf, BoardRow, Of, Part, Register},
        sessions, teacher_views,
    },
};

/// Seconds after a meeting's last offered time in which it may still be a reason to write: sixty days.
const MEETING_MATTERS: i64 = 60 * 86_400;

/// Seconds in which a handover is told: over the summer holidays and a fortnight.
const HANDOVER_MATTERS: i64 = 60 * 86_400;

/// Everything about a school that the reminder rules look at.
pub async fn of_school(conn: &mut SqliteConnection, register: &Register, now: Moment) -> anyhow::Result<Picture> {
    let school = register.school();
    let mut picture = frame(conn, school, None, now).await?;
    picture.staff = staff(conn, school, now).await?;
    let mut known = teacher_views::of_school(conn, school).await?;
    let mut plan = |row: BoardRow| PlanFacts {
        plan: row.plan,
        pupil: row.pupil,
        lead: row.lead.map(|(lead, _)| lead),
        teachers: row.teachers,
        inputs: row.plan.and_then(|plan| known.remove(&plan)).unwrap_or_default(),
        year: row.facts,
        missing: row.missing,
    };
    picture.plans = register.rows(BoardOf::on(now.today())).into_iter().map(&mut plan).collect();
    picture.meetings = meetings(conn, (school, &picture.rules), None, now).await?;
    picture.concerns = concerns::facts(conn, school, now).await?;
    picture.handovers = handover::since(conn, school, now.plus_seconds(-HANDOVER_MATTERS)).await?;
    let followed = annual_reviews::followed(conn, school, &picture.rules, now.today()).await?;
    picture.sessions_lost = sessions::leads_to_tell(conn, register, now.today()).await?;
    picture.annual = followed.into_iter().map(|one| one.facts).collect();
    Ok(picture)
}

/// The picture of a day, for pages that look ahead.
impl Part for Picture {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        of_school(conn, register, Moment::at(day, NaiveTime::MIN)).await
    }
}

/// Everything about one meeting that the reminder rules look at: what staff are told of it waits for the look at the whole school.
///
/// # Errors
/// When the database refuses, or there is no such meeting.
pub async fn of_conversation(conn: &mut SqliteConnection, id: ConversationId, now: Moment) -> anyhow::Result<Picture> {
    let school = school_of(conn, id).await?.context("no such meeting")?;
    let mut picture = frame(conn, school, Some(id), now).await?;
    picture.meetings = meetings(conn, (school, &picture.rules), Some(id), now).await?;
    Ok(picture)
}

/// The school of a meeting.
pub async fn school_of(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Option<SchoolId>> {
    let found = sqlx::query_scalar!(
        r#"SELECT p.school_id AS "id!" FROM conversation c JOIN pupil p ON p.id = c.pupil_id WHERE c.id = ?"#,
        id.0
    );
    Ok(found.fetch_optional(conn).await?.map(SchoolId))
}

/// The first and last number among which meetings are looked for: one meeting, or all.
fn numbers(only: Option<ConversationId>) -> (i64, i64) {
    only.map_or((0, i64::MAX), |id| (id.0, id.0))
}

/// What the rules need beside meetings and plans. Of what was said only that about meetings that still matter, and recent digests: a key
/// is unique for ever, so that nothing older could be said again.
async fn frame(
    conn: &mut SqliteConnection,
    school: SchoolId,
    only: Option<ConversationId>,
    now: Moment,
) -> anyhow::Result<Picture> {
    let (since, (first, last)) = (now.unix() - MEETING_MATTERS, numbers(only));
    let notices = sqlx::query!(
        r#"WITH matters AS (SELECT c.id FROM conversation c JOIN pupil p ON p.id = c.pupil_id
             WHERE p.school_id = ?1 AND c.id BETWEEN ?3 AND ?4
               AND (SELECT l.at FROM conversation_last l WHERE l.id = c.id) > ?2)
           SELECT n.key AS "key!", n.queued_at AS "queued_at!: i64",
             n.state IN ('waiting', 'sending', 'accepted', 'failed', 'set_aside') AS "live!: bool"
           FROM matters m CROSS JOIN notice n ON n.conversation_id = m.id
           UNION ALL SELECT n.key, n.queued_at, n.state IN ('waiting', 'sending', 'accepted', 'failed', 'set_aside')
             FROM notice n WHERE n.school_id = ?1 AND n.queued_at > ?2 AND n.conversation_id IS NULL
           UNION ALL SELECT t.key, t.created_at, 1 FROM matters m CROSS JOIN task t ON t.conversation_id = m.id"#,
        school.0,
        since,
        first,
        last
    )
    .fetch_all(&mut *conn)
    .await?;
    let said = notices.into_iter().map(|n| (n.key, Said { on: Moment::from_unix(n.queued_at).today(), live: n.live }));
    let said: BTreeMap<String, Said> = said.collect();
    let held =
        sqlx::query_scalar!("SELECT key FROM notice_hold WHERE released_at IS NULL").fetch_all(&mut *conn).await?;
    let days = sqlx::query!(r#"SELECT key, goes_on AS "goes_on: NaiveDate" FROM notice_day WHERE ended_at IS NULL"#)
        .fetch_all(&mut *conn)
        .await?;
    Ok(Picture {
        calendar: calendar::load(conn, school).await?,
        rules: schools::rules(conn, school, now.today()).await?,
        staff: Vec::new(),
        meetings: Vec::new(),
        plans: Vec::new(),
        concerns: Vec::new(),
        handovers: Vec::new(),
        annual: Vec::new(),
        sessions_lost: Vec::new(),
        said,
        held: held.into_iter().collect::<BTreeSet<_>>(),
        days: days.into_iter().map(|day| (day.key, day.goes_on)).collect(),
    })
}

async fn staff(conn: &mut SqliteConnection, school: SchoolId, now: Moment) -> anyhow::Result<Vec<StaffFacts>> {
    let today = now.today();
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.title, s.forename, s.surname, s.email, s.role, s.until_on AS "until_on: chrono::NaiveDate",
             EXISTS (SELECT 1 FROM account a WHERE a.staff_id = s.id AND a.disabled_at IS NOT NULL) AS "disabled!: bool",
             EXISTS (SELECT 1 FROM dead_address d WHERE d.email = trim(s.email) AND d.cleared_at IS NULL) AS "dead!: bool"
           FROM staff s WHERE s.school_id = ?1 AND s.from_on <= ?2 AND (s.until_on IS NULL OR s.until_on >= ?2) ORDER BY s.id"#,
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|s| {
        anyhow::Ok(StaffFacts {
            id: StaffId(s.id),
            name: Name { title: s.title, forename: s.forename, surname: s.surname }.formal(),
            role: code::read::<Role>(&s.role)?,
            address: access::deliverable_staff(&s.email, s.until_on, s.disabled, s.dead, today),
        })
    });
    read.collect()
}

#[derive(Deserialize)]
struct RawSlot {
    id: i64,
    starts: i64,
    minutes: i64,
    mode: String,
    place: String,
}

#[derive(Deserialize)]
struct RawBooking {
    sequence: i64,
    slot: i64,
    at: i64,
    staff: Option<i64>,
}

#[derive(Deserialize)]
struct RawInvited {
    adult: i64,
    by_hand: String,
    format: String,
    phone: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
    slot: Option<i64>,
    views: i64,
    how: Option<String>,
    answers: Vec<(i64, i64)>,
}

async fn meetings(
    conn: &mut SqliteConnection,
    (school, rules): (SchoolId, &Rules),
    only: Option<ConversationId>,
    now: Moment,
) -> anyhow::Result<Vec<MeetingFacts>> {
    let (today, since, (first, last)) = (now.today(), now.unix() - MEETING_MATTERS, numbers(only));
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!", c.pupil_id AS "pupil!", c.plan_id AS "plan!", c.lead_id AS "lead!", c.ehc_annual AS "ehc_annual!: bool",
             c.offered_at AS "offered_at!", c.answer_by_on AS "answer_by!: chrono::NaiveDate",
             x.cancelled_at AS "cancelled_at?: i64", r.entered_at AS "recorded_at?: i64", r.held_on AS "held_on?: chrono::NaiveDate",
             (SELECT max(v.entered_at) FROM review v WHERE v.conversation_id = c.id) AS "reviewed_at?: i64",
             EXISTS (SELECT 1 FROM conversation_attendance a WHERE a.conversation_id = c.id AND a.how IN ('attended', 'phoned_later')) AS "met!: bool",
             EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = c.pupil_id AND e.from_on <= ?3
               AND (e.until_on IS NULL OR e.until_on >= ?3)) AS "on_roll!: bool",
             NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = c.plan_id AND z.closed_on <= ?3) AS "plan_open!: bool",
             (SELECT json_group_array(json_object('id', s.id, 'starts', s.starts_at, 'minutes', s.minutes, 'mode', s.mode, 'place', s.place))
                FROM (SELECT * FROM slot WHERE conversation_id = c.id ORDER BY position, id) s) AS "slots!: String",
             (SELECT json_group_array(json_object('sequence', b.sequence, 'slot', b.slot_id, 'at', b.booked_at, 'staff', b.booked_by))
                FROM (SELECT * FROM booking WHERE conversation_id = c.id ORDER BY sequence) b) AS "bookings!: String",
             (SELECT json_group_array(json_object('adult', i.adult_id, 'by_hand', i.by_hand, 'format', d.format, 'phone', d.phone <> '',
                'answer', a.kind, 'answered_at', a.answered_at, 'slot', a.slot_id, 'how', t.how,
                'answers', json((SELECT json_group_array(json_array(w.id, w.at)) FROM shortfall_answered w WHERE w.invitation_id = i.id AND w.at > ?4)),
                'views', EXISTS (SELECT 1 FROM answer w WHERE w.invitation_id = i.id AND w.message <> '')
                  OR EXISTS (SELECT 1 FROM parent_view v WHERE v.invitation_id = i.id)))
                FROM invitation i JOIN adult d ON d.id = i.adult_id
                LEFT JOIN answer a ON a.id = (SELECT max(y.id) FROM answer y WHERE y.invitation_id = i.id)
                LEFT JOIN conversation_attendance t ON t.conversation_id = c.id AND t.adult_id = i.adult_id
                WHERE i.conversation_id = c.id) AS "invited!: String",
             (SELECT json_group_array(json_array(kind, said_at)) FROM day_message WHERE conversation_id = c.id AND adult_id IS NULL) AS "told!: String"
           FROM conversation c JOIN pupil p ON p.id = c.pupil_id
           LEFT JOIN conversation_cancellation x ON x.conversation_id = c.id LEFT JOIN conversation_record r ON r.conversation_id = c.id
           WHERE p.school_id = ?1 AND c.id BETWEEN ?2 AND ?5 AND (SELECT l.at FROM conversation_last l WHERE l.id = c.id) > ?4 ORDER BY c.id"#,
        school.0,
        first,
        today,
        since,
        last
    )
    .fetch_all(&mut *conn)
    .await?;
    let read = rows.into_iter().map(|row| Ok((serde_json::from_str::<Vec<RawInvited>>(&row.invited)?, row)));
    let read = read.collect::<anyhow::Result<Vec<_>>>()?;
    let pairs = read.iter().flat_map(|(raw, row)| raw.iter().map(|i| (AdultId(i.adult), PupilId(row.pupil))));
    let families = Families::load(conn, &pairs.collect::<Vec<_>>(), rules, today).await?;
    let mut out = Vec::with_capacity(read.len());
    for (raw_invited, row) in read {
        let slots = slots(&row.slots)?;
        let recorded = |(at, held_on)| RecordFacts { at: Moment::from_unix(at), held_on, met: row.met };
        out.push(MeetingFacts {
            id: ConversationId(row.id),
            pupil: PupilId(row.pupil),
            plan: PlanId(row.plan),
            lead: StaffId(row.lead),
            ehc_annual: row.ehc_annual,
            offered: Moment::from_unix(row.offered_at),
            answer_by: row.answer_by,
            bookings: bookings(&row.bookings, &slots, &raw_invited)?,
            slots,
            cancelled: row.cancelled_at.map(Moment::from_unix),
            told: told(&row.told)?,
            recorded: row.recorded_at.zip(row.held_on).map(recorded),
            review_recorded: row.reviewed_at.map(Moment::from_unix),
            invited: families.of_meeting(&raw_invited, PupilId(row.pupil), row.recorded_at.is_none())?,
            on_roll: row.on_roll,
            plan_open: row.plan_open,
        });
    }
    Ok(out)
}

/// What the school has said on the day of a meeting, and when.
fn told(text: &str) -> anyhow::Result<Vec<(DayWord, Moment)>> {
    let raw: Vec<(String, i64)> = serde_json::from_str(text)?;
    raw.into_iter().map(|(word, at)| Ok((code::read::<DayWord>(&word)?, Moment::from_unix(at)))).collect()
}

/// What is known of everybody who is invited, seen from the pupil of the meeting.
struct Families {
    known: BTreeMap<(AdultId, PupilId), ContactFacts>,
    marks: BTreeMap<(AdultId, PupilId), Mark>,
}

impl Families {
    async fn load(
        conn: &mut SqliteConnection,
        pairs: &[(AdultId, PupilId)],
        rules: &Rules,
        today: NaiveDate,
    ) -> anyhow::Result<Self> {
        let known = contacts::facts_of_all(conn, pairs, today).await?;
        Ok(Self { known, marks: which_child::marks(conn, pairs, rules, today).await? })
    }

    /// Everybody who is asked to a meeting, which is to come or was held: what follows a meeting goes to everybody who was a part of it.
    fn of_meeting(&self, asked: &[RawInvited], pupil: PupilId, to_come: bool) -> anyhow::Result<Vec<InvitedFacts>> {
        let facts: Vec<_> = asked.iter().filter_map(|raw| self.known.get(&(AdultId(raw.adult), pupil))).collect();
        let joining = access::joining(facts.iter().copied());
        let apart = facts.iter().zip(joining).filter(|(_, may)| to_come && *may == Err(HeldBack::MeetsAlone));
        let apart: BTreeSet<AdultId> = apart.map(|(facts, _)| facts.adult).collect();
        let mut all = asked.iter().map(|raw| self.invited(raw, pupil)).collect::<anyhow::Result<Vec<_>>>()?;
        for one in all.iter_mut().filter(|one| apart.contains(&one.contact.adult)) {
            one.contact.address = Err(HeldBack::MeetsAlone);
        }
        Ok(all)
    }

    fn invited(&self, raw: &RawInvited, pupil: PupilId) -> anyhow::Result<InvitedFacts> {
        let pair = (AdultId(raw.adult), pupil);
        invited_facts(raw, self.known.get(&pair), self.marks.get(&pair).copied())
    }
}

fn slots(text: &str) -> anyhow::Result<Vec<SlotFacts>> {
    let raw: Vec<RawSlot> = serde_json::from_str(text)?;
    let read = raw.into_iter().map(|s| {
        anyhow::Ok(SlotFacts {
            id: SlotId(s.id),
            starts: Moment::from_unix(s.starts),
            minutes: s.minutes,
            mode: code::read::<Mode>(&s.mode)?,
            place: s.place,
        })
    });
    read.collect()
}

/// The bookings; one that no member of staff made was made by the adult whose answer took that slot at that instant.
fn bookings(text: &str, slots: &[SlotFacts], invited: &[RawInvited]) -> anyhow::Result<Vec<BookingFacts>> {
    let raw: Vec<RawBooking> = serde_json::from_str(text)?;
    let read = raw.into_iter().map(|b| {
        let answered = |i: &&RawInvited| i.slot == Some(b.slot) && i.answered_at == Some(b.at);
        let by_adult = invited.iter().find(answered).map(|i| AdultId(i.adult)).filter(|_| b.staff.is_none());
        let slot = slots.iter().find(|s| s.id.0 == b.slot).cloned().context("a booking of no slot")?;
        anyhow::Ok(BookingFacts { sequence: b.sequence, slot, at: Moment::from_unix(b.at), by_adult })
    });
    read.collect()
}

fn invited_facts(raw: &RawInvited, known: Option<&ContactFacts>, child: Option<Mark>) -> anyhow::Result<InvitedFacts> {
    let adult = AdultId(raw.adult);
    let address = known.map_or(Err(HeldBack::NoLongerLinked), access::deliverable);
    let answer = code::maybe::<AnswerKind>(raw.answer.as_deref())?;
    let if_off = known.map_or(Err(HeldBack::NoLongerLinked), access::deliverable_after_leaving);
    // Whether a mailbox works has nothing to do with the child's being here.
    let mailbox = match &if_off {
        Ok(_) => Mailbox::Works,
        Err(HeldBack::AddressNotWorking) => Mailbox::Refuses,
        Err(_) => Mailbox::Unknown,
    };
    let format = code::read::<Format>(&raw.format)?;
    Ok(InvitedFacts {
        contact: Contact { adult, address },
        if_off,
        answer: answer.zip(raw.answered_at.map(Moment::from_unix)),
        reach: Reach { format, mailbox, phone: raw.phone != 0 },
        views: raw.views != 0,
        by_hand: !raw.by_hand.is_empty(),
        by_letter: raw.by_hand == Way::Letter.by_hand(),
        took_part: code::maybe::<TookPart>(raw.how.as_deref())?,
        child,
        answers: raw.answers.iter().map(|(id, at)| (*id, Moment::from_unix(*at))).collect(),
    })
}

/// The name of whoever a message is for; `None` for the office, which is nobody in particular.
pub async fn name_of(conn: &mut SqliteConnection, to: Recipient) -> anyhow::Result<Option<Name>> {
    Ok(names_of(conn, &[to]).await?.remove(&to))
}

/// The names of many, in one statement. The office has none.
pub async fn names_of(conn: &mut SqliteConnection, to: &[Recipient]) -> anyhow::Result<BTreeMap<Recipient, Name>> {
    let adults: Vec<i64> =
        to.iter().filter_map(|r| if let Recipient::Adult(id) = r { Some(id.0) } else { None }).collect();
    let staff: Vec<i64> =
        to.iter().filter_map(|r| if let Recipient::Staff(id) = r { Some(id.0) } else { None }).collect();
    let (adults, staff) = (serde_json::to_string(&adults)?, serde_json::to_string(&staff)?);
    let found = sqlx::query!(
        r#"SELECT id AS "id!: i64", 1 AS "adult!: bool", title AS "title!: String", forename AS "forename!: String", surname AS "surname!: String"
           FROM adult WHERE id IN (SELECT value FROM json_each(?1))
           UNION ALL SELECT id, 0, title, forename, surname FROM staff WHERE id IN (SELECT value FROM json_each(?2))"#,
        adults,
        staff
    );
    let found = found.fetch_all(conn).await?.into_iter().map(|n| {
        let to = if n.adult { Recipient::Adult(AdultId(n.id)) } else { Recipient::Staff(StaffId(n.id)) };
        (to, Name { title: n.title, forename: n.forename, surname: n.surname })
    });
    Ok(found.collect())
}

/// The names of many pupils, in one statement: for staff who may see them.
pub async fn pupils_named(conn: &mut SqliteConnection, pupils: &[PupilId]) -> anyhow::Result<BTreeMap<PupilId, Name>> {
    let asked = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: i64", forename AS "forename!: String", surname AS "surname!: String" FROM pupil
           WHERE id IN (SELECT value FROM json_each(?))"#,
        asked
    );
    let found = rows
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|row| (PupilId(row.id), Name { title: String::new(), forename: row.forename, surname: row.surname }));
    Ok(found.collect())
}

/// Who meets the parents, and what the entry of it in a calendar is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingHosts {
    /// Who leads it.
    pub lead: Name,
    /// Who else will be there, as parents read it.
    pub also_present: String,
    /// The name of its calendar entry; empty for a meeting from before there were names.
    pub calendar_uid: String,
}

/// Who leads a meeting, and who else will be there as parents read it.
pub async fn hosts_of(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Option<MeetingHosts>> {
    let found = sqlx::query!(
        "SELECT s.title, s.forename, s.surname, c.also_present, c.calendar_uid FROM conversation c JOIN staff s ON s.id = c.lead_id
         WHERE c.id = ?",
        id.0
    );
    let found = found.fetch_optional(conn).await?;
    Ok(found.map(|h| MeetingHosts {
        lead: Name { title: h.title, forename: h.forename, surname: h.surname },
        also_present: h.also_present,
        calendar_uid: h.calendar_uid,
    }))
}

/// One adult's invitation to one meeting.
pub async fn invitation_of(
    conn: &mut SqliteConnection,
    id: ConversationId,
    adult: AdultId,
) -> anyhow::Result<Option<InvitationId>> {
    let found = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM invitation WHERE conversation_id = ? AND adult_id = ?"#,
        id.0,
        adult.0
    );
    Ok(found.fetch_optional(conn).await?.map(InvitationId))
}
