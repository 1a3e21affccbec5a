//! The versions of a plan: the draft that is written beside the one in force, its agreement, and what was said to each.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Content, PlanView, Saved, kept::Kept, load, save, successors};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        conversation::Agreement,
        ids::{AdultId, CycleId},
        people::Name,
        plan_version::{AnswerHow, Version, agreed_on},
        time::Moment,
    },
    store::{Tx, code, readings},
};

/// What somebody says to a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAnswer {
    /// Which adult; `None` is the pupil.
    pub adult: Option<AdultId>,
    /// What they say.
    pub answer: Agreement,
    /// In their words; may be empty.
    pub words: String,
    /// How it came.
    pub how: AnswerHow,
}

/// The same, as it was written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// To which version.
    pub version: i64,
    /// The adult's name; `None` is the pupil.
    pub adult: Option<Name>,
    /// What they say.
    pub answer: Agreement,
    /// In their words.
    pub words: String,
    /// How it came.
    pub how: AnswerHow,
    /// On which day.
    pub on: NaiveDate,
}

/// A version with its content and who agreed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptVersion {
    /// Its facts.
    pub version: Version,
    /// What it says.
    pub kept: Kept,
    /// When it was begun, and by whom.
    pub opened: (Moment, Option<Name>),
    /// Who wrote down that it was agreed.
    pub agreed_by: Option<Name>,
}

/// What the draft of a plan says, over the plan's own days and lead; nothing where none is being written.
///
/// # Errors
/// When the database refuses.
pub async fn draft(conn: &mut SqliteConnection, plan: &PlanView) -> anyhow::Result<Option<Content>> {
    let Some(draft) = plan.draft() else { return Ok(None) };
    let (kept, line) = (kept(&mut *conn, draft.id).await?, successors(conn, plan.id).await?);
    Ok(Some(kept.over(&plan.content, &line, plan.may(Thing::Costs, Verb::See))?))
}

async fn kept(conn: &mut SqliteConnection, version: i64) -> anyhow::Result<Kept> {
    let text = sqlx::query_scalar!("SELECT content FROM plan_version WHERE id = ?", version).fetch_one(conn).await?;
    Ok(serde_json::from_str(&text)?)
}

/// What the plan says now, as a version keeps it: with what everything costs, whoever asks.
async fn now(conn: &mut SqliteConnection, plan: &PlanView) -> anyhow::Result<Kept> {
    let cycle = sqlx::query_scalar!(r#"SELECT max(id) AS "id!: i64" FROM cycle WHERE plan_id = ?"#, plan.id.0)
        .fetch_one(&mut *conn)
        .await?;
    let (outcomes, targets, placements) = load::written(&mut *conn, plan.id, CycleId(cycle), true).await?;
    let line = successors(conn, plan.id).await?;
    Ok(Kept::of(&Content { outcomes, targets, placements, ..plan.content.clone() }, &line))
}

/// Saves a plan that was read at `live.lock()`. An unchanged row stays the row it is. Where a version was agreed, what is written joins a
/// draft of the next; who leads the plan and its days are of the plan itself.
///
/// # Errors
/// When the database refuses.
pub async fn save_or_draft(tx: &mut Tx, live: &PlanView, new: &Content) -> anyhow::Result<Saved> {
    match live.in_force() {
        Some(_) => save_draft(tx, live, new).await,
        None => save::at_once(tx, live, new).await,
    }
}

/// Saves what is to be agreed next as a draft, beside the version in force; where it says the same as that one, no draft is left.
async fn save_draft(tx: &mut Tx, live: &PlanView, new: &Content) -> anyhow::Result<Saved> {
    if save::frame(tx, live, new, false).await? == Saved::Stale {
        return Ok(Saved::Stale);
    }
    let same = |a: &Content| (&a.outcomes, &a.targets, &a.placements) == (&new.outcomes, &new.targets, &new.placements);
    if same(&live.content) {
        back_to_live(tx, live).await?;
        return Ok(Saved::Saved);
    }
    let line = successors(tx.conn(), live.id).await?;
    let mut next = Kept::of(new, &line);
    if !live.may(Thing::Costs, Verb::See) {
        let mut costs: Vec<(i64, i64)> = now(tx.conn(), live).await?.costs().collect();
        if let Some(draft) = live.draft() {
            costs.splice(0..0, kept(tx.conn(), draft.id).await?.costs());
        }
        next = next.with_costs_of(&costs);
    }
    put_draft(tx, live, &next).await?;
    Ok(Saved::Saved)
}

async fn put_draft(tx: &mut Tx, plan: &PlanView, content: &Kept) -> anyhow::Result<()> {
    let (now, by, content) = (tx.now.unix(), tx.actor.staff(), serde_json::to_string(content)?);
    let deed = match plan.draft() {
        Some(draft) => {
            sqlx::query!("UPDATE plan_version SET content = ?, saves = saves + 1 WHERE id = ?", content, draft.id)
                .execute(tx.conn())
                .await?;
            Deed::Changed
        }
        None => {
            sqlx::query!(
                "INSERT INTO plan_version (plan_id, number, content, saves, opened_at, opened_by)
                 VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM plan_version WHERE plan_id = ?1), ?2, 1, ?3, ?4)",
                plan.id.0,
                content,
                now,
                by
            )
            .execute(tx.conn())
            .await?;
            Deed::Created
        }
    };
    tx.audit(Entry::new(deed, Subject::PlanVersion).id(plan.id.0).pupil(plan.pupil)).await
}

/// Takes back what was drafted. Where the plan itself is what was agreed, no draft is left; after a review it is not, and what was carried
/// forward still waits to be agreed.
async fn back_to_live(tx: &mut Tx, plan: &PlanView) -> anyhow::Result<()> {
    let Some(draft) = plan.draft() else { return Ok(()) };
    let live = now(tx.conn(), plan).await?;
    let agreed = match plan.in_force() {
        Some(version) => Some(kept(tx.conn(), version.id).await?),
        None => None,
    };
    match agreed {
        Some(agreed) if agreed != live => put_draft(tx, plan, &live).await,
        _ => end_draft(tx, plan, draft.id).await,
    }
}

async fn end_draft(tx: &mut Tx, plan: &PlanView, draft: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO plan_version_discarded (version_id, discarded_at, discarded_by) VALUES (?, ?, ?)",
        draft,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Withdrew, Subject::PlanVersion).id(plan.id.0).pupil(plan.pupil)).await
}

/// After a review the plan says something else than what was agreed: a draft of the next version holds it, until it is agreed too.
pub(in crate::store) async fn draft_after_review(tx: &mut Tx, plan: &PlanView) -> anyhow::Result<()> {
    if plan.in_force().is_none() || plan.draft().is_some() {
        return Ok(());
    }
    let content = now(tx.conn(), plan).await?;
    put_draft(tx, plan, &content).await
}

/// Discards what was written in the draft. Returns whether it still was as it was read.
///
/// # Errors
/// When it is none.
pub async fn discard(tx: &mut Tx, plan: &PlanView) -> anyhow::Result<bool> {
    let Some(draft) = plan.draft() else { return Ok(false) };
    draft.discard()?;
    if !is_as_read(tx, plan).await? {
        return Ok(false);
    }
    back_to_live(tx, plan).await?;
    Ok(true)
}

async fn is_as_read(tx: &mut Tx, plan: &PlanView) -> anyhow::Result<bool> {
    let lock = plan.lock();
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1
             AND version + (SELECT coalesce(sum(saves), 0) FROM plan_version WHERE plan_id = ?1) = ?2) AS "is!: bool""#,
        plan.id.0,
        lock
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(found)
}

/// Agrees what is drafted, or what stands where no version was agreed yet: from now on it is in force, and never changes. Returns whether
/// the plan still was as it was read.
///
/// # Errors
/// When the day cannot be, or the database refuses.
pub async fn agree(tx: &mut Tx, plan: &PlanView, on: NaiveDate, answers: &[NewAnswer]) -> anyhow::Result<bool> {
    agreed_on(on, plan.opened_on, tx.now.today())?;
    if !is_as_read(tx, plan).await? {
        return Ok(false);
    }
    let (now_at, by) = (tx.now.unix(), tx.actor.staff());
    let version = match plan.draft() {
        Some(draft) => {
            let line = successors(tx.conn(), plan.id).await?;
            let whole = kept(tx.conn(), draft.id).await?.over(&plan.content, &line, true)?;
            save::written(tx, plan, &without_draft_numbers(whole), false).await?;
            let content = serde_json::to_string(&now(tx.conn(), plan).await?)?;
            sqlx::query!("UPDATE plan_version SET content = ? WHERE id = ?", content, draft.id)
                .execute(tx.conn())
                .await?;
            draft.id
        }
        None => {
            let content = serde_json::to_string(&now(tx.conn(), plan).await?)?;
            sqlx::query_scalar!(
                "INSERT INTO plan_version (plan_id, number, content, opened_at, opened_by)
                 VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM plan_version WHERE plan_id = ?1), ?2, ?3, ?4) RETURNING id AS \"id!\"",
                plan.id.0,
                content,
                now_at,
                by
            )
            .fetch_one(tx.conn())
            .await?
        }
    };
    sqlx::query!(
        "INSERT INTO plan_version_agreed (version_id, agreed_on, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        version,
        on,
        now_at,
        by
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("UPDATE plan SET version = version + 1 WHERE id = ?", plan.id.0).execute(tx.conn()).await?;
    readings::by_author(tx, plan.id).await?;
    answer(tx, version, on, answers).await?;
    tx.audit(Entry::new(Deed::Decided, Subject::PlanVersion).id(plan.id.0).pupil(plan.pupil)).await?;
    Ok(true)
}

/// Rows that only the draft knows are new to the plan.
fn without_draft_numbers(mut content: Content) -> Content {
    content.outcomes.iter_mut().for_each(|one| one.id = one.id.filter(|id| id.0 > 0));
    content.targets.iter_mut().for_each(|one| one.id = one.id.filter(|id| id.0 > 0));
    content.placements.iter_mut().for_each(|one| one.id = one.id.filter(|id| id.0 > 0));
    content
}

/// Writes down what is said to a version. What was said before stays.
async fn answer(tx: &mut Tx, version: i64, on: NaiveDate, answers: &[NewAnswer]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for one in answers {
        let (adult, answer, how) = (one.adult.map(|id| id.0), one.answer.as_code(), one.how.as_code());
        sqlx::query!(
            "INSERT INTO plan_answer (version_id, adult_id, answer, words, how, said_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            version,
            adult,
            answer,
            one.words,
            how,
            on,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Writes down what somebody says to the version in force after it was agreed: whoever was not reached then, or has thought again.
///
/// # Errors
/// When the database refuses.
pub async fn answer_later(tx: &mut Tx, plan: &PlanView, on: NaiveDate, answers: &[NewAnswer]) -> anyhow::Result<()> {
    let Some(version) = plan.in_force() else { return Ok(()) };
    answer(tx, version.id, on, answers).await?;
    tx.audit(Entry::new(Deed::Answered, Subject::PlanVersion).id(plan.id.0).pupil(plan.pupil)).await
}

/// Every version of a plan with its content, oldest first. The caller has asked whether this person may see the plan.
///
/// # Errors
/// When the database refuses.
pub async fn all(conn: &mut SqliteConnection, plan: &PlanView) -> anyhow::Result<Vec<KeptVersion>> {
    let rows = sqlx::query!(
        r#"SELECT v.id, v.content, v.opened_at, o.title AS "title?", o.forename AS "forename?", o.surname AS "surname?",
                  s.title AS "by_title?", s.forename AS "by_forename?", s.surname AS "by_surname?"
           FROM plan_version v LEFT JOIN staff o ON o.id = v.opened_by
           LEFT JOIN plan_version_agreed a ON a.version_id = v.id LEFT JOIN staff s ON s.id = a.entered_by
           WHERE v.plan_id = ? ORDER BY v.number"#,
        plan.id.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().filter_map(|row| {
        let version = *plan.versions.iter().find(|one| one.id == row.id)?;
        let opened = (Moment::from_unix(row.opened_at), Name::maybe(row.title, row.forename, row.surname));
        let agreed_by = Name::maybe(row.by_title, row.by_forename, row.by_surname);
        let read = |kept| KeptVersion { version, kept, opened, agreed_by };
        Some(serde_json::from_str(&row.content).map(read).map_err(Into::into))
    });
    read.collect()
}

/// Everything that was said to the versions of a plan, the newest last. The caller has asked whether this person may see meetings.
///
/// # Errors
/// When the database refuses.
pub async fn answers(conn: &mut SqliteConnection, plan: &PlanView) -> anyhow::Result<Vec<Answered>> {
    let rows = sqlx::query!(
        r#"SELECT w.version_id, w.answer, w.words, w.how, w.said_on AS "on: NaiveDate",
                  a.title AS "title?", a.forename AS "forename?", a.surname AS "surname?"
           FROM plan_version v JOIN plan_answer w ON w.version_id = v.id LEFT JOIN adult a ON a.id = w.adult_id
           WHERE v.plan_id = ? ORDER BY w.id"#,
        plan.id.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(Answered {
            version: row.version_id,
            adult: Name::maybe(row.title, row.forename, row.surname),
            answer: code::read::<Agreement>(&row.answer)?,
            words: row.words,
            how: code::read::<AnswerHow>(&row.how)?,
            on: row.on,
        })
    });
    read.collect()
}
