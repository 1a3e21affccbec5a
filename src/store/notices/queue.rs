//! What the sender reads and writes: which message is next, its claim, what must still be true of it, and how it ended. A claim is a
//! compare-and-set with a lease: whoever wins it sends, and a try that died with its process is in doubt and goes again, byte for byte.

mod settling;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

pub use settling::{
    address_is_dead, cancel, failed, forgive, give_up, later, mark_address_dead, others_went, pause, refused_alike,
    resume, retry, set_aside, settle_accepted,
};

use super::{super::Tx, recipient};
use crate::{
    domain::{
        access::{Deliverable, deliverable, deliverable_after_leaving, deliverable_staff},
        ids::{AdultId, ConversationId, NoticeId, PupilId, SchoolId, StaffId},
        notice::{HeldBack, NoticeKind, Recipient},
        reading_code::CODE_SECONDS,
        reminder::annual_review_limit,
        time::Moment,
    },
    store::{code, contacts},
};

/// How long a claim holds, in seconds: longer than any try can last with the deadlines of RFC 5321.
pub const LEASE: i64 = 45 * 60;

/// A message that is ours to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// Which.
    pub id: NoticeId,
    /// Whose.
    pub school: SchoolId,
    /// When it was written.
    pub queued: Moment,
    /// This try's number: 1 is the first.
    pub attempt: i64,
    /// What kind.
    pub kind: NoticeKind,
    /// For whom.
    pub to: Recipient,
    /// Whose record it belongs to, if anyone's.
    pub pupil: Option<PupilId>,
    /// Which meeting it is about, if any.
    pub conversation: Option<ConversationId>,
    /// The day in law after which it is too late.
    pub limit: Option<NaiveDate>,
    /// Where it goes.
    pub address: String,
    /// Its Message-ID.
    pub message_id: String,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// When it was first tried, or now. A pause of the queue and waiting for school hours are no tries.
    pub first_try: Moment,
    /// How often the server has refused its words.
    pub poisoned: i64,
}

/// Every school.
pub async fn schools(conn: &mut SqliteConnection) -> anyhow::Result<Vec<SchoolId>> {
    let rows = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM school ORDER BY id"#).fetch_all(conn).await?;
    Ok(rows.into_iter().map(SchoolId).collect())
}

/// What the sender finds when it looks for more to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The message that has waited longest among those that may leave now and that nobody holds, and whose school's it is.
    pub message: Option<(NoticeId, SchoolId)>,
    /// The mail server refuses us: when it was last asked.
    pub paused: Option<Moment>,
}

/// What there is to send now. Each half reads its own index in order, so that it costs the same however many wait.
pub async fn next(conn: &mut SqliteConnection, now: Moment) -> anyhow::Result<Found> {
    let now = now.unix();
    let row = sqlx::query!(
        r#"WITH free AS (
             SELECT * FROM (SELECT n.id, n.school_id, n.not_before_at FROM notice n WHERE n.state = 'waiting' AND n.not_before_at <= ?1
               AND NOT EXISTS (SELECT 1 FROM notice_hold h WHERE h.key = n.key AND h.released_at IS NULL)
               ORDER BY n.not_before_at, n.id LIMIT 1)
             UNION ALL
             SELECT * FROM (SELECT n.id, n.school_id, n.not_before_at FROM notice n WHERE n.state = 'sending' AND n.lease_until_at <= ?1
               AND NOT EXISTS (SELECT 1 FROM notice_hold h WHERE h.key = n.key AND h.released_at IS NULL)
               ORDER BY n.lease_until_at, n.id LIMIT 1)
           ), first AS (SELECT id, school_id FROM free ORDER BY not_before_at, id LIMIT 1)
           SELECT (SELECT id FROM first) AS "id?: i64", (SELECT school_id FROM first) AS "school?: i64",
             (SELECT max(paused_at, coalesce((SELECT max(ended_at) FROM delivery_attempt WHERE outcome = 'paused'), 0))
              FROM queue_pause WHERE resumed_at IS NULL) AS "asked?: i64""#,
        now
    )
    .fetch_one(conn)
    .await?;
    let message = row.id.zip(row.school).map(|(id, school)| (NoticeId(id), SchoolId(school)));
    Ok(Found { message, paused: row.asked.map(Moment::from_unix) })
}

/// Takes a message to send it, or `None` when another was faster. The try is on record before the first byte leaves.
///
/// # Errors
/// When the database refuses, or the row holds a kind that this program does not know.
pub async fn claim(tx: &mut Tx, id: NoticeId) -> anyhow::Result<Option<Claimed>> {
    let (now, lease) = (tx.now.unix(), tx.now.unix() + LEASE);
    let row = sqlx::query!(
        r#"UPDATE notice SET state = 'sending', lease_until_at = ?2, attempts = attempts + 1
           WHERE id = ?3 AND raw IS NOT NULL
             AND ((state = 'waiting' AND not_before_at <= ?1) OR (state = 'sending' AND lease_until_at <= ?1))
           RETURNING school_id, queued_at, attempts, kind, adult_id, staff_id, pupil_id, conversation_id, address, message_id, raw AS "raw!",
             (SELECT min(a.started_at) FROM delivery_attempt a WHERE a.notice_id = notice.id
              AND (a.outcome IS NULL OR a.outcome NOT IN ('paused', 'withdrawn'))) AS "first?: i64",
             (SELECT count(*) FROM delivery_attempt a WHERE a.notice_id = notice.id AND a.outcome = 'poison') AS "poisoned!: i64",
             (SELECT min(s.starts_at) FROM slot s JOIN conversation c ON c.id = s.conversation_id
              WHERE c.id = notice.conversation_id AND c.ehc_annual = 1) AS "annual_review?: i64""#,
        now,
        lease,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.attempts > 1 {
        doubt(tx, id).await?;
    }
    sqlx::query!("INSERT INTO delivery_attempt (notice_id, started_at) VALUES (?, ?)", id.0, now)
        .execute(tx.conn())
        .await?;
    let kind = code::read::<NoticeKind>(&row.kind)?;
    let first = row.annual_review.filter(|_| kind == NoticeKind::Invite);
    Ok(Some(Claimed {
        id,
        school: SchoolId(row.school_id),
        queued: Moment::from_unix(row.queued_at),
        attempt: row.attempts,
        kind,
        to: recipient(row.adult_id, row.staff_id),
        pupil: row.pupil_id.map(PupilId),
        conversation: row.conversation_id.map(ConversationId),
        limit: first.map(|at| annual_review_limit(Moment::from_unix(at).today())),
        address: row.address,
        message_id: row.message_id,
        raw: row.raw,
        first_try: Moment::from_unix(row.first.unwrap_or(now)),
        poisoned: row.poisoned,
    }))
}

/// Puts every message that was being sent when the last process died back in the queue: whether it arrived is in doubt, so the same
/// bytes go again. Only for the one process that holds the sender's lock. Returns how many.
pub async fn recover(tx: &mut Tx) -> anyhow::Result<u64> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE delivery_attempt SET ended_at = ?, outcome = 'in_doubt' WHERE outcome IS NULL
         AND notice_id IN (SELECT id FROM notice WHERE state = 'sending')",
        now
    )
    .execute(tx.conn())
    .await?;
    let done = sqlx::query!("UPDATE notice SET state = 'waiting', lease_until_at = NULL WHERE state = 'sending'")
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}

async fn doubt(tx: &mut Tx, id: NoticeId) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "UPDATE delivery_attempt SET ended_at = ?, outcome = 'in_doubt' WHERE notice_id = ? AND outcome IS NULL",
        now,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Asks once more, just before a message leaves, whether this person may still get it and whether it is still of use.
pub async fn still_good(tx: &mut Tx, claimed: &Claimed) -> anyhow::Result<Result<(), HeldBack>> {
    let address = match (claimed.to, claimed.pupil) {
        (Recipient::Adult(adult), Some(pupil)) if claimed.kind == NoticeKind::Cancelled => {
            let today = tx.now.today();
            let facts = contacts::contact_facts(tx.conn(), adult, pupil, today).await?;
            facts.ok_or(HeldBack::NoLongerLinked).and_then(|facts| deliverable_after_leaving(&facts))
        }
        (Recipient::Adult(adult), Some(pupil)) => adult_address(tx, adult, pupil).await?,
        (Recipient::Staff(staff), _) => staff_address(tx, staff).await?,
        _ => Err(HeldBack::NoLongerLinked),
    };
    let address = match address {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    // The bytes name the old address: to whoever reads there now it is not addressed.
    if !address.address().as_str().eq_ignore_ascii_case(&claimed.address) {
        return Ok(Err(HeldBack::AddressChanged));
    }
    if let (Some(meeting), Recipient::Adult(adult), Some(pupil)) = (claimed.conversation, claimed.to, claimed.pupil)
        && claimed.kind.is_before_meeting()
    {
        let today = tx.now.today();
        if let Err(why) = contacts::may_join(tx.conn(), (meeting, pupil), adult, today).await? {
            return Ok(Err(why));
        }
    }
    match claimed.conversation {
        // A code that waited longer than it works helps nobody.
        None if claimed.kind == NoticeKind::ReadingCode && tx.now >= claimed.queued.plus_seconds(CODE_SECONDS) => {
            Ok(Err(HeldBack::Stale(claimed.queued.today())))
        }
        None if claimed.kind == NoticeKind::AccountInvite => link_works(tx, claimed).await,
        Some(conversation) => still_useful(tx, claimed, conversation).await,
        None => Ok(Ok(())),
    }
}

/// The address at which an adult may be written to now about a pupil, or why they may not.
pub async fn adult_address(
    tx: &mut Tx,
    adult: AdultId,
    pupil: PupilId,
) -> anyhow::Result<Result<Deliverable, HeldBack>> {
    let today = tx.now.today();
    let facts = contacts::contact_facts(tx.conn(), adult, pupil, today).await?;
    Ok(facts.ok_or(HeldBack::NoLongerLinked).and_then(|facts| deliverable(&facts)))
}

/// The address at which a member of staff may be written to now, or why they may not.
pub async fn staff_address(tx: &mut Tx, staff: StaffId) -> anyhow::Result<Result<Deliverable, HeldBack>> {
    let today = tx.now.today();
    let row = sqlx::query!(
        r#"SELECT s.email, s.until_on AS "until_on: NaiveDate",
                  EXISTS (SELECT 1 FROM account a WHERE a.staff_id = s.id AND a.disabled_at IS NOT NULL) AS "disabled!: bool",
                  EXISTS (SELECT 1 FROM dead_address d WHERE d.email = s.email AND d.cleared_at IS NULL) AS "dead!: bool"
           FROM staff s WHERE s.id = ?"#,
        staff.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row
        .ok_or(HeldBack::StaffLeft)
        .and_then(|row| deliverable_staff(&row.email, row.until_on, row.disabled, row.dead, today)))
}

/// An invitation is of use while its own link is: unused, the newest, and not too old.
async fn link_works(tx: &mut Tx, claimed: &Claimed) -> anyhow::Result<Result<(), HeldBack>> {
    let Recipient::Staff(staff) = claimed.to else { return Ok(Err(HeldBack::StaffLeft)) };
    let (now, made) = (tx.now.unix(), claimed.queued.unix());
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM password_link WHERE staff_id = ? AND created_at = ? AND used_at IS NULL
                          AND expires_at > ?) AS "works!: bool""#,
        staff.0,
        made,
        now
    );
    let works = found.fetch_one(tx.conn()).await?;
    Ok(if works { Ok(()) } else { Err(HeldBack::Stale(claimed.queued.today())) })
}

async fn still_useful(
    tx: &mut Tx,
    claimed: &Claimed,
    conversation: ConversationId,
) -> anyhow::Result<Result<(), HeldBack>> {
    use NoticeKind::{Before, Booked, Changed, Eve, Feedback, Invite, InviteReminder};
    let (now, adult) = (tx.now, if let Recipient::Adult(id) = claimed.to { Some(id.0) } else { None });
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "cancelled!: bool",
                  EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = c.plan_id) AS "closed!: bool",
                  EXISTS (SELECT 1 FROM answer w JOIN invitation i ON i.id = w.invitation_id
                          WHERE i.conversation_id = c.id AND i.adult_id = ?2) AS "answered!: bool",
                  (SELECT max(s.starts_at) FROM slot s WHERE s.conversation_id = c.id) AS "last_offer?: i64",
                  (SELECT s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.conversation_id = c.id
                   ORDER BY b.sequence DESC LIMIT 1) AS "booked?: i64"
           FROM conversation c WHERE c.id = ?1"#,
        conversation.0,
        adult
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(Err(HeldBack::MeetingCancelled)) };
    let gone = |starts: Option<i64>| {
        starts.map(Moment::from_unix).filter(|s| *s <= now).map_or(Ok(()), |s| Err(HeldBack::Stale(s.today())))
    };
    let about_to_meet = claimed.kind.is_before_meeting();
    Ok(match claimed.kind {
        _ if row.cancelled && (about_to_meet || claimed.kind == Feedback) => Err(HeldBack::MeetingCancelled),
        _ if row.closed && about_to_meet => Err(HeldBack::PlanClosed),
        Invite | InviteReminder if row.answered => Err(HeldBack::AlreadyAnswered),
        Invite | InviteReminder => gone(row.last_offer),
        Booked | Changed | Before | Eve => gone(row.booked),
        _ => Ok(()),
    })
}

/// The open pause: why, and when the mail server was last asked.
pub async fn paused(conn: &mut SqliteConnection) -> anyhow::Result<Option<(String, Moment)>> {
    let row = sqlx::query!(
        r#"SELECT reason, max(paused_at, coalesce((SELECT max(ended_at) FROM delivery_attempt WHERE outcome = 'paused'), 0)) AS "asked!: i64"
           FROM queue_pause WHERE resumed_at IS NULL"#
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| (r.reason, Moment::from_unix(r.asked))))
}

/// Writes down that a part of the worker is alive.
pub async fn beat(tx: &mut Tx, name: &str, detail: &str) -> anyhow::Result<()> {
    let now = tx.now.unix();
    sqlx::query!(
        "INSERT INTO heartbeat (name, beat_at, detail) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail",
        name,
        now,
        detail
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When a part of the worker was last known to be alive, and what it said.
pub async fn last_beat(conn: &mut SqliteConnection, name: &str) -> anyhow::Result<Option<(Moment, String)>> {
    let row = sqlx::query!("SELECT beat_at, detail FROM heartbeat WHERE name = ?", name).fetch_optional(conn).await?;
    Ok(row.map(|r| (Moment::from_unix(r.beat_at), r.detail)))
}

/// How many messages are in each state.
pub async fn counts(conn: &mut SqliteConnection) -> anyhow::Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(r#"SELECT state, count(*) AS "many!: i64" FROM notice GROUP BY state ORDER BY state"#)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|r| (r.state, r.many)).collect())
}
