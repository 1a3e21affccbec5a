//! What parents say is not happening, and how it was answered. Nothing is changed: an answer that was wrong is answered anew.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, calendar, code, schools, tasks};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, ConversationId, InvitationId, PlanId, PupilId},
    people::{Name, Role},
    plan_version::AnswerHow,
    rules,
    shortfall::{Finding, Told},
    task,
    time::Moment,
};

/// What somebody says, as it is entered.
#[derive(Clone, Debug)]
pub struct NewShortfall<'a> {
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Who says so.
    pub adult: AdultId,
    /// By whose link, and of which meeting; `None` where somebody wrote it down.
    pub link: Option<(InvitationId, ConversationId)>,
    /// How they said it.
    pub how: AnswerHow,
    /// When.
    pub told_on: NaiveDate,
    /// The line, as the plan words it.
    pub line: &'a str,
    /// Their words, or empty.
    pub words: &'a str,
    /// Whose it is to answer, where a parent said it by link.
    pub owner: Option<Role>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShortfallAnswer {
    /// What was found.
    pub finding: Finding,
    /// In words for the parent.
    pub words: String,
    /// When it was written.
    pub at: Moment,
    /// By whom.
    pub by: Name,
}

/// What a parent said, as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shortfall {
    /// Its row.
    pub id: i64,
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// Who said so.
    pub adult: AdultId,
    /// Their name.
    pub adult_name: Name,
    /// The line, as the plan worded it.
    pub line: String,
    /// Their words.
    pub words: String,
    /// How they said it.
    pub how: AnswerHow,
    /// When.
    pub told_on: NaiveDate,
    /// The day by which it is answered.
    pub due_on: NaiveDate,
    /// Whether the answer goes home by itself: there is an invitation by which they can be written to.
    pub goes_home: bool,
    /// Answers, the newest last.
    pub answers: Vec<ShortfallAnswer>,
}

impl Shortfall {
    /// The answer that counts.
    #[must_use]
    pub fn answer(&self) -> Option<&ShortfallAnswer> {
        self.answers.last()
    }
}

#[derive(Deserialize)]
struct RawAnswer {
    finding: String,
    words: String,
    at: i64,
    title: String,
    forename: String,
    surname: String,
}

/// Everything that was said about a pupil's plans, the newest first. The caller has asked who may read it.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Shortfall>> {
    let rows = sqlx::query!(
        r#"SELECT f.id AS "id!", f.plan_id, f.adult_id, f.line, f.words, f.how, f.told_on AS "told_on: NaiveDate",
             f.due_on AS "due_on: NaiveDate", f.invitation_id IS NOT NULL AS "goes_home!: bool", a.title, a.forename, a.surname,
             (SELECT json_group_array(json_object('finding', w.finding, 'words', w.words, 'at', w.entered_at,
                'title', s.title, 'forename', s.forename, 'surname', s.surname) ORDER BY w.id)
                FROM shortfall_answer w JOIN staff s ON s.id = w.entered_by WHERE w.shortfall_id = f.id) AS "answers!: String"
           FROM plan p JOIN shortfall f ON f.plan_id = p.id JOIN adult a ON a.id = f.adult_id
           WHERE p.pupil_id = ? ORDER BY f.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let answers: Vec<RawAnswer> = serde_json::from_str(&r.answers)?;
        let answer = |w: RawAnswer| {
            let by = Name { title: w.title, forename: w.forename, surname: w.surname };
            Ok(ShortfallAnswer { finding: code::read(&w.finding)?, words: w.words, at: Moment::from_unix(w.at), by })
        };
        Ok(Shortfall {
            id: r.id,
            plan: PlanId(r.plan_id),
            pupil,
            adult: AdultId(r.adult_id),
            adult_name: Name { title: r.title, forename: r.forename, surname: r.surname },
            line: r.line,
            words: r.words,
            how: code::read(&r.how)?,
            told_on: r.told_on,
            due_on: r.due_on,
            goes_home: r.goes_home,
            answers: answers.into_iter().map(answer).collect::<anyhow::Result<_>>()?,
        })
    });
    read.collect()
}

/// Writes down what somebody said, and asks for an answer in time. The clock runs in school days from the day on which they said it.
pub async fn tell(tx: &mut Tx, new: &NewShortfall<'_>) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?, tx.now, tx.actor.staff());
    let days = schools::rules(tx.conn(), school, now.today()).await?.get(rules::NOT_HAPPENING);
    let due_on = calendar::load(tx.conn(), school).await?.plus_school_days(new.told_on, days);
    let invitation = match new.link {
        Some((invitation, _)) => Some(invitation.0),
        None => invited_last(tx.conn(), new.plan, new.adult).await?,
    };
    let (entered, how) = (now.unix(), new.how.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO shortfall (plan_id, line, words, adult_id, invitation_id, how, told_on, due_on, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        new.plan.0,
        new.line,
        new.words,
        new.adult.0,
        invitation,
        how,
        new.told_on,
        due_on,
        entered,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    let conversation = new.link.map(|(_, conversation)| conversation);
    let (plan, pupil, adult, owner, line, words) = (new.plan, new.pupil, new.adult, new.owner, new.line, new.words);
    tasks::add(
        tx,
        &task::not_happening(&Told { id, plan, pupil, adult, conversation, owner, line, words, days, due_on }),
    )
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Shortfall).id(id).pupil(pupil)).await
}

/// The last invitation of an adult to a meeting on a plan that they may still be written to about.
async fn invited_last(conn: &mut SqliteConnection, plan: PlanId, adult: AdultId) -> anyhow::Result<Option<i64>> {
    let found = sqlx::query_scalar!(
        r#"SELECT max(i.id) AS "id?: i64" FROM invitation i JOIN conversation c ON c.id = i.conversation_id
           WHERE c.plan_id = ? AND i.adult_id = ?"#,
        plan.0,
        adult.0
    );
    Ok(found.fetch_one(conn).await?)
}

/// Writes an answer down: nobody has to answer any more, and whoever said it is told where their last invitation leads.
pub async fn answer(tx: &mut Tx, of: &Shortfall, finding: Finding, words: &str) -> anyhow::Result<()> {
    let (code, now, by) = (finding.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO shortfall_answer (shortfall_id, finding, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)",
        of.id,
        code,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let key = task::not_happening_key(of.id);
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = 'Answered' WHERE key = ? AND done_at IS NULL",
        now,
        by,
        key
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Answered, Subject::Shortfall).id(of.id).pupil(of.pupil).detail(code)).await
}
