//! What parents say before a meeting, and what pupils say: in their own words. A parent's views are for the school and for themselves; no
//! other household is ever shown them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{ConversationId, InvitationId, PlanId, PupilId},
    people::Name,
    time::Moment,
    voice::{Feeling, ParentHow, PupilHow, WrittenBy},
};

/// The four questions that parents are asked before a meeting, answered or not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answers {
    /// What is going well.
    pub going_well: String,
    /// What is hard at the moment.
    pub hard: String,
    /// What would help.
    pub would_help: String,
    /// Anything the school should ask the pupil.
    pub ask_pupil: String,
}

impl Answers {
    /// Each question in a few words, with its answer.
    #[must_use]
    pub fn each(&self) -> [(&'static str, &str); 4] {
        [
            ("What is going well", &self.going_well),
            ("What is hard", &self.hard),
            ("What would help", &self.would_help),
            ("What we should ask the pupil", &self.ask_pupil),
        ]
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.each().iter().all(|(_, text)| text.is_empty())
    }
}

/// One adult's views before one meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParentView {
    /// What they say.
    pub answers: Answers,
    /// How it came to the school.
    pub how: ParentHow,
    /// When.
    pub at: Moment,
    /// Who wrote it down for them; `None`: they themselves.
    pub by: Option<Name>,
}

/// What one adult told the school before a meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Which invitation they answered.
    pub invitation: InvitationId,
    /// Who they are.
    pub name: Name,
    /// What they said.
    pub view: ParentView,
}

struct Row {
    invitation_id: i64,
    adult_title: String,
    adult_forename: String,
    adult_surname: String,
    going_well: String,
    hard: String,
    would_help: String,
    ask_pupil: String,
    how: String,
    given_at: i64,
    title: Option<String>,
    forename: Option<String>,
    surname: Option<String>,
}

impl Row {
    fn read(self) -> anyhow::Result<Told> {
        Ok(Told {
            invitation: InvitationId(self.invitation_id),
            name: Name { title: self.adult_title, forename: self.adult_forename, surname: self.adult_surname },
            view: ParentView {
                answers: Answers {
                    going_well: self.going_well,
                    hard: self.hard,
                    would_help: self.would_help,
                    ask_pupil: self.ask_pupil,
                },
                how: code::read::<ParentHow>(&self.how)?,
                at: Moment::from_unix(self.given_at),
                by: Name::maybe(self.title, self.forename, self.surname),
            },
        })
    }
}

/// What each invited adult says before a meeting, the newest of each. The caller has asked whether this person may see the meeting.
pub async fn of_meeting(
    conn: &mut SqliteConnection,
    id: ConversationId,
) -> anyhow::Result<BTreeMap<InvitationId, ParentView>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT v.invitation_id, a.title AS adult_title, a.forename AS adult_forename, a.surname AS adult_surname, v.going_well, v.hard,
             v.would_help, v.ask_pupil, v.how, v.given_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM invitation i JOIN adult a ON a.id = i.adult_id
           JOIN parent_view v ON v.id = (SELECT max(n.id) FROM parent_view n WHERE n.invitation_id = i.id)
           LEFT JOIN staff s ON s.id = v.entered_by WHERE i.conversation_id = ?"#,
        id.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.read().map(|told| (told.invitation, told.view))).collect()
}

/// What each adult told the school before the meetings of a plan since a day, the newest of each meeting, newest first. The caller has
/// asked whether this person may see the plan's meetings.
pub async fn of_plan(conn: &mut SqliteConnection, plan: PlanId, since: NaiveDate) -> anyhow::Result<Vec<Told>> {
    let from = Moment::at(since, NaiveTime::MIN).unix();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT v.invitation_id, a.title AS adult_title, a.forename AS adult_forename, a.surname AS adult_surname, v.going_well, v.hard,
             v.would_help, v.ask_pupil, v.how, v.given_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM conversation c JOIN invitation i ON i.conversation_id = c.id JOIN adult a ON a.id = i.adult_id
           JOIN parent_view v ON v.id = (SELECT max(n.id) FROM parent_view n WHERE n.invitation_id = i.id)
           LEFT JOIN staff s ON s.id = v.entered_by WHERE c.plan_id = ? AND v.given_at >= ? ORDER BY v.given_at DESC, v.id DESC"#,
        plan.0,
        from
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Keeps what an adult says before a meeting about this pupil. What they said before stays.
///
/// # Errors
/// When the database refuses; also where a member of staff enters what came through the link.
pub async fn give(
    tx: &mut Tx,
    pupil: PupilId,
    conversation: ConversationId,
    invitation: InvitationId,
    answers: &Answers,
    how: ParentHow,
) -> anyhow::Result<()> {
    let (code, now, by) = (how.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO parent_view (invitation_id, going_well, hard, would_help, ask_pupil, how, given_at, entered_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        invitation.0,
        answers.going_well,
        answers.hard,
        answers.would_help,
        answers.ask_pupil,
        code,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let entry = Entry::new(Deed::Answered, Subject::Views).id(conversation.0).pupil(pupil).detail(code);
    tx.audit(entry).await
}

/// What a pupil says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPupilView {
    /// The day they said it.
    pub on: NaiveDate,
    /// How it was gathered, and who wrote it down; `None`: they did not want to take part, which is an answer.
    pub gathered: Option<(PupilHow, WrittenBy)>,
    /// Who asked, wrote for them or observed.
    pub with_whom: String,
    /// How it is going; `None`: not said.
    pub feeling: Option<Feeling>,
    /// What works, in their words.
    pub working: String,
    /// What does not.
    pub not_working: String,
    /// What they would like next.
    pub wanted: String,
}

/// What a pupil said, and who entered it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilView {
    /// What they said.
    pub said: NewPupilView,
    /// When it was entered: another fact than when it was said.
    pub entered: Moment,
    /// Who entered it.
    pub by: Option<Name>,
}

/// Everything a pupil has said, the newest first. The caller has asked whether this person may read it.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<PupilView>> {
    let rows = sqlx::query!(
        r#"SELECT v.given_on AS "given_on: NaiveDate", v.how, v.written_by, v.with_whom, v.feeling, v.working, v.not_working, v.wanted,
             v.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM pupil_view v LEFT JOIN staff s ON s.id = v.entered_by WHERE v.pupil_id = ? ORDER BY v.given_on DESC, v.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let name = |((title, forename), surname)| Name { title, forename, surname };
    Ok(rows
        .into_iter()
        .map(|r| PupilView {
            said: NewPupilView {
                on: r.given_on,
                gathered: r
                    .how
                    .as_deref()
                    .and_then(PupilHow::from_code)
                    .zip(r.written_by.as_deref().and_then(WrittenBy::from_code)),
                with_whom: r.with_whom,
                feeling: r.feeling.as_deref().and_then(Feeling::from_code),
                working: r.working,
                not_working: r.not_working,
                wanted: r.wanted,
            },
            entered: Moment::from_unix(r.entered_at),
            by: r.title.zip(r.forename).zip(r.surname).map(name),
        })
        .collect())
}

/// Keeps what a pupil says.
pub async fn add(tx: &mut Tx, pupil: PupilId, new: &NewPupilView) -> anyhow::Result<()> {
    let (now, by, declined) = (tx.now.unix(), tx.actor.staff(), new.gathered.is_none());
    let (how, written) = (new.gathered.map(|g| g.0.as_code()), new.gathered.map(|g| g.1.as_code()));
    let feeling = new.feeling.map(Feeling::as_code);
    sqlx::query!(
        "INSERT INTO pupil_view (pupil_id, given_on, declined, how, written_by, with_whom, feeling, working, not_working, wanted,
           entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        pupil.0,
        new.on,
        declined,
        how,
        written,
        new.with_whom,
        feeling,
        new.working,
        new.not_working,
        new.wanted,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Views).pupil(pupil)).await
}
