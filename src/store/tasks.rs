//! What people have to do, and have done. A task's key makes it one task however often it is found.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    changes::Topic,
    code,
    register::{Of, Part, Register},
};
use crate::domain::{
    access::Viewer,
    adult_needs::{Suits, when_to_ring},
    audit::{Deed, Entry, Subject},
    calendar::Calendar,
    ids::{AdultId, ConversationId, InvitationId, PlanId, PupilId, SchoolId, TaskId},
    notice::{HeldBack, NoticeKind},
    people::{Name, Role},
    task::{self, Task, TaskKind, Waits},
    time::Moment,
};

/// A task that is not done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenTask {
    /// Which.
    pub id: TaskId,
    /// Its kind.
    pub kind: TaskKind,
    /// The message that a letter or a call stands for.
    pub message: Option<NoticeKind>,
    /// Whose it is.
    pub for_role: Role,
    /// About whom.
    pub pupil: Option<PupilId>,
    /// The pupil's name, for staff who may see it.
    pub pupil_name: String,
    /// Concerning which adult.
    pub adult: Option<AdultId>,
    /// The adult's name.
    pub adult_name: String,
    /// The adult's phone number, or empty.
    pub phone: String,
    /// When the adult can be rung; empty if nothing was said.
    pub when_to_ring: String,
    /// Concerning which meeting.
    pub conversation: Option<ConversationId>,
    /// The plan that meeting is on.
    pub plan: Option<PlanId>,
    /// Who leads that meeting.
    pub lead: Option<Name>,
    /// The times that can be chosen or are agreed: what somebody who rings can offer. Those that are over are for the page to leave out.
    pub times: Vec<Moment>,
    /// A time of it is agreed.
    pub booked: bool,
    /// The adult's invitation to it, while it can still be answered.
    pub invitation: Option<InvitationId>,
    /// What a parent says is not happening, where that is to be answered.
    pub shortfall: Option<i64>,
    /// More, in words.
    pub detail: String,
    /// The day by which.
    pub due_on: NaiveDate,
    /// The last day on which it is of use, where it has one.
    pub until: Option<NaiveDate>,
    /// The meeting is written down.
    pub held: bool,
    /// When it was found.
    pub created: Moment,
}

/// Adds a task, unless one with its key was ever added. Returns whether it is new.
pub async fn add(tx: &mut Tx, new: &Task) -> anyhow::Result<bool> {
    let (school, now, kind, role) = (tx.school()?.0, tx.now.unix(), new.kind.as_code(), new.role.as_code());
    let (pupil, adult, conversation) = (new.pupil.map(|p| p.0), new.adult.map(|a| a.0), new.conversation.map(|c| c.0));
    let message = new.message.map(NoticeKind::as_code);
    let done = sqlx::query!(
        "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at, message, until_on)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        school,
        new.key,
        kind,
        role,
        pupil,
        adult,
        conversation,
        new.detail,
        new.due_on,
        now,
        message,
        new.until
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds each of these.
pub async fn add_all(tx: &mut Tx, new: impl IntoIterator<Item = Task>) -> anyhow::Result<()> {
    for task in new {
        add(tx, &task).await?;
    }
    Ok(())
}

/// The tasks of a school that are not done, the most urgent first.
pub async fn open(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<OpenTask>> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!", t.kind, t.message, t.for_role, t.pupil_id, t.adult_id, t.conversation_id, t.detail,
                  t.due_on AS "due_on: NaiveDate", t.until_on AS "until: NaiveDate", t.created_at,
                  EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = t.conversation_id) AS "held!: bool",
                  coalesce(p.forename || ' ' || p.surname, '') AS "pupil_name!: String",
                  coalesce(trim(a.title || ' ' || a.forename || ' ' || a.surname), '') AS "adult_name!: String",
                  coalesce(a.phone, '') AS "phone!: String", coalesce(a.hours, '') AS "hours!: String", coalesce(a.suits, '') AS "suits!: String",
                  (SELECT c.plan_id FROM conversation c WHERE c.id = t.conversation_id) AS "plan_id?: i64",
                  l.title AS "lead_title?", l.forename AS "lead_forename?", l.surname AS "lead_surname?",
                  EXISTS (SELECT 1 FROM booking b WHERE b.conversation_id = t.conversation_id) AS "booked!: bool",
                  (SELECT json_group_array(s.starts_at ORDER BY s.starts_at) FROM slot s WHERE s.conversation_id = t.conversation_id AND s.id = coalesce(
                     (SELECT b.slot_id FROM booking b WHERE b.conversation_id = s.conversation_id ORDER BY b.sequence DESC LIMIT 1), s.id))
                    AS "times!: String",
                  (SELECT i.id FROM invitation i WHERE i.conversation_id = t.conversation_id AND i.adult_id = t.adult_id
                     AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = i.conversation_id)
                     AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = i.conversation_id))
                    AS "invitation_id?: i64",
                  (SELECT f.id FROM plan x JOIN shortfall f ON f.plan_id = x.id
                   WHERE t.kind = 'not_happening' AND x.pupil_id = t.pupil_id AND t.key = 'not_happening/' || f.id) AS "shortfall?: i64"
           FROM task t LEFT JOIN pupil p ON p.id = t.pupil_id LEFT JOIN adult a ON a.id = t.adult_id
           LEFT JOIN conversation m ON m.id = t.conversation_id LEFT JOIN staff l ON l.id = m.lead_id
           WHERE t.school_id = ? AND t.done_at IS NULL ORDER BY t.due_on, t.id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let tasks = rows.into_iter().map(|row| {
        let times: Vec<i64> = serde_json::from_str(&row.times)?;
        Ok(OpenTask {
            id: TaskId(row.id),
            kind: code::read(&row.kind)?,
            message: code::maybe(row.message.as_deref())?,
            for_role: code::read(&row.for_role)?,
            pupil: row.pupil_id.map(PupilId),
            pupil_name: row.pupil_name,
            adult: row.adult_id.map(AdultId),
            adult_name: row.adult_name,
            phone: row.phone,
            when_to_ring: when_to_ring(&Suits::parse(&row.suits), &row.hours),
            conversation: row.conversation_id.map(ConversationId),
            plan: row.plan_id.map(PlanId),
            lead: Name::maybe(row.lead_title, row.lead_forename, row.lead_surname),
            times: times.into_iter().map(Moment::from_unix).collect(),
            booked: row.booked,
            invitation: row.invitation_id.map(InvitationId),
            shortfall: row.shortfall,
            detail: row.detail,
            due_on: row.due_on,
            until: row.until,
            held: row.held,
            created: Moment::from_unix(row.created_at),
        })
    });
    tasks.collect()
}

impl Part for Vec<OpenTask> {
    const TOPICS: &'static [Topic] = &[Topic::Tasks, Topic::Pupils, Topic::Family, Topic::Meetings];

    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, _: NaiveDate) -> anyhow::Result<Self> {
        open(conn, register.school()).await
    }
}

/// What parents have asked of the teacher who leads their meeting, the most urgent first: the pupil, the adult and the meeting of each.
pub async fn of_lead(conn: &mut SqliteConnection, viewer: &Viewer) -> anyhow::Result<Vec<OpenTask>> {
    let theirs = sqlx::query_scalar!(
        "SELECT t.id FROM task t JOIN conversation c ON c.id = t.conversation_id
         WHERE t.school_id = ? AND c.lead_id = ? AND t.for_role = 'teacher' AND t.done_at IS NULL",
        viewer.school.0,
        viewer.staff.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let all = if theirs.is_empty() { Vec::new() } else { open(conn, viewer.school).await? };
    Ok(all.into_iter().filter(|task| theirs.contains(&task.id.0)).collect())
}

/// Settles what a meeting still asked somebody to do towards agreeing a time with an adult, or with everybody: it has been agreed
/// otherwise, or is offered anew. What the adult needs to take part stays to be done.
pub async fn settle(
    tx: &mut Tx,
    conversation: ConversationId,
    adult: Option<AdultId>,
    note: &str,
) -> anyhow::Result<()> {
    let (now, by, id, adult) = (tx.now.unix(), tx.actor.staff(), conversation.0, adult.map(|a| a.0));
    let kinds: Vec<_> =
        TaskKind::ALL.iter().filter(|kind| kind.is_towards_a_time()).map(|kind| kind.as_code()).collect();
    let kinds = serde_json::to_string(&kinds)?;
    sqlx::query!(
        "UPDATE task SET done_at = ?1, done_by = ?2, done_note = ?3
         WHERE conversation_id = ?4 AND (?5 IS NULL OR adult_id = ?5) AND done_at IS NULL
           AND kind IN (SELECT value FROM json_each(?6))",
        now,
        by,
        note,
        id,
        adult,
        kinds
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

impl OpenTask {
    /// Why it settles itself, if it does; `blocked` is why its adult may not take part.
    #[must_use]
    pub fn stale(&self, blocked: Option<&HeldBack>, calendar: &Calendar, now: Moment) -> Option<HeldBack> {
        let meets = self.times.last().copied().filter(|_| self.conversation.is_some());
        let (kind, message, due_on, until, held) = (self.kind, self.message, self.due_on, self.until, self.held);
        task::stale(&Waits { kind, message, due_on, until, held, meets, blocked }, calendar, now)
    }
}

/// Marks a task done, with what came of it. Returns whether it was open in this school.
pub async fn done(tx: &mut Tx, id: TaskId, note: &str) -> anyhow::Result<bool> {
    let (school, now, by) = (tx.school()?.0, tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = ?
         WHERE id = ? AND school_id = ? AND done_at IS NULL AND kind <> 'not_happening'",
        now,
        by,
        note,
        id.0,
        school
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Done, Subject::Task).id(id.0)).await?;
    Ok(true)
}
