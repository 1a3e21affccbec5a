//! A parent asks for a meeting to review their child's plan, through their link or by word of mouth. A request stands until the school has
//! offered a meeting on the plan or held a review; by when it does is the school's own promise, kept with the request as it was given.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, calendar, schools, tasks};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, ConversationId, PlanId, PupilId},
    people::Role,
    rules, task,
};

/// Days in which an adult's requests are counted, and how many of them are taken.
const A_WHILE: i64 = 30;
const MOST_IN_A_WHILE: i64 = 3;

/// A request.
#[derive(Clone, Debug)]
pub struct NewRequest<'a> {
    /// On which plan.
    pub plan: PlanId,
    /// Whose.
    pub pupil: PupilId,
    /// When they asked.
    pub asked_on: NaiveDate,
    /// What they would like to talk about, in their words.
    pub words: &'a str,
    /// Who asked, and the meeting whose link they used; `None` where somebody wrote it down.
    pub by: Option<(AdultId, ConversationId)>,
    /// Whose it is to offer the meeting.
    pub owner: Option<Role>,
}

/// A request that the school has not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// When they asked.
    pub asked_on: NaiveDate,
    /// By when they are offered a time.
    pub due_on: NaiveDate,
}

/// What an adult may ask now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum May {
    /// A meeting.
    Ask,
    /// Nothing: they have asked.
    Wait(Standing),
    /// Nothing by this way: they have asked so often that a person should talk with them.
    Phone,
}

/// Whether an adult may ask for a meeting on a plan. What a plan that is closed allows is the same as too many requests: to phone.
pub async fn may(conn: &mut SqliteConnection, plan: PlanId, adult: AdultId, today: NaiveDate) -> anyhow::Result<May> {
    let since = today - chrono::Days::new(A_WHILE.unsigned_abs());
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = ?1) AS "closed!: bool",
             (SELECT count(*) FROM review_request q WHERE q.adult_id = ?2 AND q.asked_on > ?3) AS "many!: i64",
             (SELECT json_array(q.asked_on, q.due_on) FROM review_request q
              WHERE q.plan_id = ?1 AND q.adult_id = ?2 AND q.due_on IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.plan_id = q.plan_id AND c.offered_at > q.entered_at)
                AND NOT EXISTS (SELECT 1 FROM review r JOIN cycle k ON k.id = r.cycle_id
                                WHERE k.plan_id = q.plan_id AND r.entered_at > q.entered_at)
              ORDER BY q.id DESC LIMIT 1) AS "standing?: String""#,
        plan.0,
        adult.0,
        since
    )
    .fetch_one(conn)
    .await?;
    if let Some(text) = row.standing {
        let (asked_on, due_on) = serde_json::from_str(&text)?;
        return Ok(May::Wait(Standing { asked_on, due_on }));
    }
    Ok(if row.closed || row.many >= MOST_IN_A_WHILE { May::Phone } else { May::Ask })
}

/// Writes a request down, and asks whoever leads the plan to offer a meeting in time. The clock runs in school days from the day they
/// asked: no law sets this time (Code of Practice 6.65 asks only that parents are met at least three times a year).
pub async fn add(tx: &mut Tx, new: &NewRequest<'_>) -> anyhow::Result<()> {
    let (school, now, by) = (tx.school()?, tx.now, tx.actor.staff());
    let days = schools::rules(tx.conn(), school, now.today()).await?.get(rules::MEETING_ASKED);
    let due_on = calendar::load(tx.conn(), school).await?.plus_school_days(new.asked_on, days);
    let (entered, adult) = (now.unix(), new.by.map(|(adult, _)| adult.0));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO review_request (plan_id, asked_on, words, entered_at, entered_by, adult_id, due_on) VALUES (?, ?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        new.plan.0,
        new.asked_on,
        new.words,
        entered,
        by,
        adult,
        due_on
    )
    .fetch_one(tx.conn())
    .await?;
    let (pupil, owner, words) = (new.pupil, new.owner, new.words);
    let request = task::Request { id, pupil, by: new.by, owner, words, days, due_on };
    tasks::add(tx, &task::meeting_asked(&request)).await?;
    let entry = Entry::new(Deed::Created, Subject::ReviewRequest).id(new.plan.0).pupil(new.pupil);
    tx.audit(entry).await
}

/// Something was done about the requests on a plan: nobody has to offer a meeting for them any more.
pub(super) async fn settle(tx: &mut Tx, plan: PlanId, note: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "UPDATE task SET done_at = ?, done_by = ?, done_note = ? WHERE kind = 'meeting_asked' AND done_at IS NULL
           AND key IN (SELECT 'meeting_asked/' || id FROM review_request WHERE plan_id = ?)",
        now,
        by,
        note,
        plan.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
