//! What was agreed at meetings: who does what by when, what became of it, who else was there, and what each parent says to it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::Viewer,
        audit::{Deed, Entry, Subject},
        conversation::{Agreement, Doer, Done, OtherRole},
        ids::{ActionId, AdultId, ConversationId, PupilId, SchoolId, StaffId},
        people::Name,
        time::Moment,
    },
    store::{Tx, code},
};

/// Something to be agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAction {
    /// What, in plain words.
    pub wording: String,
    /// Who does it.
    pub doer: Doer,
    /// Which member of staff: always with [`Doer::Staff`], never otherwise.
    pub staff: Option<StaffId>,
    /// By when; `None`: from now on.
    pub by: Option<NaiveDate>,
}

/// Something that was agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// Its row.
    pub id: ActionId,
    /// At which meeting.
    pub conversation: ConversationId,
    /// Whose record it belongs to.
    pub pupil: PupilId,
    /// The pupil's name: for staff only.
    pub pupil_name: Name,
    /// The day it was agreed.
    pub agreed_on: NaiveDate,
    /// What, in plain words.
    pub wording: String,
    /// Who does it.
    pub doer: Doer,
    /// Which member of staff.
    pub staff: Option<(StaffId, Name)>,
    /// By when; `None`: from now on.
    pub by: Option<NaiveDate>,
    /// What became of it, as far as anybody has said.
    pub outcome: Option<(Done, String, Moment)>,
    /// The last day on which the pupil is on roll; far ahead where none is known.
    on_roll_until: Option<NaiveDate>,
    /// Who was invited to that meeting: others of the pupil's adults are not told of it.
    pub invited: Vec<AdultId>,
}

impl Action {
    /// Whether the pupil is on roll on a day, or was to be until after it.
    #[must_use]
    pub fn is_on_roll(&self, day: NaiveDate) -> bool {
        self.on_roll_until.is_some_and(|until| day <= until)
    }

    /// Who does it, as people read it.
    #[must_use]
    pub fn who(&self) -> String {
        self.staff.as_ref().map_or_else(|| self.doer.words().to_owned(), |(_, name)| name.formal())
    }

    /// Whether something is still to be done or said about it. "Not done" is an answer: what follows from it is for the next meeting.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome.as_ref().is_none_or(|(done, ..)| *done == Done::Partly)
    }
}

/// Somebody who was there besides the parents and the person who led the meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Other {
    /// Their name.
    pub name: String,
    /// As what.
    pub role: OtherRole,
}

/// Every action that was agreed about a pupil, the newest meeting first, each meeting's in its order.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Action>> {
    found(conn, ActionsAsked { pupil: Some(pupil), ..ActionsAsked::default() }).await
}

/// One action of this person's school. The caller asks whether they may see it.
pub async fn one(conn: &mut SqliteConnection, viewer: &Viewer, id: ActionId) -> anyhow::Result<Option<Action>> {
    let asked = ActionsAsked { action: Some(id), school: Some(viewer.school), ..ActionsAsked::default() };
    Ok(found(conn, asked).await?.into_iter().next())
}

/// What a member of staff took on and has not done, of pupils on roll, the most urgent first; what has no day comes last.
pub async fn open_of(conn: &mut SqliteConnection, viewer: &Viewer, day: NaiveDate) -> anyhow::Result<Vec<Action>> {
    let asked = ActionsAsked { staff: Some(viewer.staff), school: Some(viewer.school), ..ActionsAsked::default() };
    let mut all = found(conn, asked).await?;
    all.retain(|one| one.is_on_roll(day) && one.is_open());
    all.sort_by_key(|one| (one.by.is_none(), one.by));
    Ok(all)
}

/// What was agreed at one meeting, in its order.
pub async fn of_meeting(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Vec<Action>> {
    found(conn, ActionsAsked { meeting: Some(id), ..ActionsAsked::default() }).await
}

/// Which actions are asked for: those to which everything that is given applies.
#[derive(Default)]
struct ActionsAsked {
    pupil: Option<PupilId>,
    meeting: Option<ConversationId>,
    staff: Option<StaffId>,
    action: Option<ActionId>,
    school: Option<SchoolId>,
}

async fn found(conn: &mut SqliteConnection, asked: ActionsAsked) -> anyhow::Result<Vec<Action>> {
    let (pupil, meeting, staff) = (asked.pupil.map(|p| p.0), asked.meeting.map(|m| m.0), asked.staff.map(|s| s.0));
    let (action, school) = (asked.action.map(|a| a.0), asked.school.map(|s| s.0));
    // One meeting's and one pupil's are looked up, however many there are by now.
    let rows = sqlx::query!(
        r#"WITH asked (id) AS (
             SELECT n.id FROM agreed_action n WHERE n.conversation_id = ?2
             UNION ALL SELECT n.id FROM conversation v JOIN agreed_action n ON n.conversation_id = v.id WHERE v.pupil_id = ?1 AND ?2 IS NULL
             UNION ALL SELECT ?4 WHERE coalesce(?1, ?2) IS NULL AND ?4 IS NOT NULL
             UNION ALL SELECT n.id FROM agreed_action n WHERE coalesce(?1, ?2, ?4) IS NULL)
           SELECT a.id AS "id!: i64", a.conversation_id AS "conversation!: i64", c.pupil_id AS "pupil!: i64", p.forename AS "forename!",
             p.surname AS "surname!", r.held_on AS "held_on!: NaiveDate", a.wording AS "wording!", a.doer AS "doer!",
             a.staff_id AS "staff?: i64", s.title AS "s_title?", s.forename AS "s_forename?", s.surname AS "s_surname?",
             a.by_on AS "by?: NaiveDate", o.outcome AS "outcome?", o.note AS "note?", o.entered_at AS "entered_at?: i64",
             (SELECT json_group_array(i.adult_id) FROM invitation i WHERE i.conversation_id = c.id) AS "invited!: String",
             (SELECT max(coalesce(e.until_on, '9999-12-31')) FROM enrolment e WHERE e.pupil_id = p.id) AS "on_roll_until: NaiveDate"
           FROM asked CROSS JOIN agreed_action a ON a.id = asked.id JOIN conversation c ON c.id = a.conversation_id JOIN pupil p ON p.id = c.pupil_id
           JOIN conversation_record r ON r.conversation_id = c.id
           LEFT JOIN staff s ON s.id = a.staff_id
           LEFT JOIN action_outcome o ON o.id = (SELECT max(n.id) FROM action_outcome n WHERE n.action_id = a.id)
           WHERE (?1 IS NULL OR c.pupil_id = ?1) AND (?2 IS NULL OR c.id = ?2) AND (?3 IS NULL OR a.staff_id = ?3)
             AND (?4 IS NULL OR a.id = ?4) AND (?5 IS NULL OR p.school_id = ?5)
           ORDER BY r.held_on DESC, c.id DESC, a.position"#,
        pupil,
        meeting,
        staff,
        action,
        school
    )
    .fetch_all(conn)
    .await?;
    let mut out = Vec::with_capacity(rows.len());
    for r in rows {
        let invited: Vec<i64> = serde_json::from_str(&r.invited)?;
        let name = r.s_title.zip(r.s_forename).zip(r.s_surname);
        let name = name.map(|((title, forename), surname)| Name { title, forename, surname });
        let done = r.outcome.as_deref().map(code::read::<Done>).transpose()?;
        out.push(Action {
            id: ActionId(r.id),
            conversation: ConversationId(r.conversation),
            pupil: PupilId(r.pupil),
            pupil_name: Name { title: String::new(), forename: r.forename, surname: r.surname },
            agreed_on: r.held_on,
            wording: r.wording,
            doer: code::read::<Doer>(&r.doer)?,
            staff: r.staff.map(StaffId).zip(name),
            by: r.by,
            outcome: done.zip(r.entered_at).map(|(d, at)| (d, r.note.unwrap_or_default(), Moment::from_unix(at))),
            on_roll_until: r.on_roll_until,
            invited: invited.into_iter().map(AdultId).collect(),
        });
    }
    Ok(out)
}

/// Who else was at a meeting, of a JSON array of names and roles.
pub(super) fn others(all: &str) -> anyhow::Result<Vec<Other>> {
    let rows: Vec<(String, String)> = serde_json::from_str(all)?;
    rows.into_iter().map(|(name, role)| Ok(Other { name, role: code::read::<OtherRole>(&role)? })).collect()
}

/// Keeps what was agreed.
pub(super) async fn put_actions(tx: &mut Tx, id: ConversationId, new: &[NewAction]) -> anyhow::Result<()> {
    for (position, one) in (1_i64..).zip(new) {
        let (doer, staff) = (one.doer.as_code(), one.staff.map(|s| s.0));
        sqlx::query!(
            "INSERT INTO agreed_action (conversation_id, position, wording, doer, staff_id, by_on) VALUES (?, ?, ?, ?, ?, ?)",
            id.0,
            position,
            one.wording,
            doer,
            staff,
            one.by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Keeps who else was there.
pub(super) async fn put_others(tx: &mut Tx, id: ConversationId, new: &[Other]) -> anyhow::Result<()> {
    for one in new {
        let role = one.role.as_code();
        sqlx::query!(
            "INSERT INTO conversation_other (conversation_id, name, role) VALUES (?, ?, ?)",
            id.0,
            one.name,
            role
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Keeps what one adult says to what was agreed. What they said before stays.
pub async fn agree(
    tx: &mut Tx,
    id: ConversationId,
    adult: AdultId,
    agreement: Agreement,
    words: &str,
) -> anyhow::Result<()> {
    let (code, now, by) = (agreement.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO agreement (conversation_id, adult_id, agreement, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        id.0,
        adult.0,
        code,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes down what became of an action of this pupil.
pub async fn set_outcome(tx: &mut Tx, action: ActionId, pupil: PupilId, done: Done, note: &str) -> anyhow::Result<()> {
    let (code, now, by) = (done.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO action_outcome (action_id, outcome, note, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        action.0,
        code,
        note,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let entry = Entry::new(Deed::Changed, Subject::AgreedAction).id(action.0).pupil(pupil).detail(code);
    tx.audit(entry).await
}

/// Who of the school can take something on: everybody who works here on this day, but for governors.
pub async fn doers(
    conn: &mut SqliteConnection,
    school: SchoolId,
    today: NaiveDate,
) -> anyhow::Result<Vec<(StaffId, Name)>> {
    let rows = sqlx::query!(
        "SELECT id AS \"id!\", title, forename, surname FROM staff
         WHERE school_id = ?1 AND role NOT IN ('governor', 'admin') AND from_on <= ?2 AND (until_on IS NULL OR until_on >= ?2)
         ORDER BY surname, forename",
        school.0,
        today
    )
    .fetch_all(conn)
    .await?;
    let name = |title, forename, surname| Name { title, forename, surname };
    Ok(rows.into_iter().map(|r| (StaffId(r.id), name(r.title, r.forename, r.surname))).collect())
}
