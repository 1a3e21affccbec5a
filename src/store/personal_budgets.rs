//! Personal budgets within EHC plans, what was spent of them, and the looks at them with the parent.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    costing::Pence,
    ids::{AdultId, PersonalBudgetId, PupilId},
    people::Name,
    personal_budget::{BudgetDecision, PersonalBudget},
};

/// Money that was spent.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Spending {
    /// Its row.
    pub id: i64,
    /// When.
    pub on: NaiveDate,
    /// How much.
    pub pence: i64,
    /// What for.
    pub what: String,
    /// Entered wrongly: it does not count.
    pub withdrawn: i64,
}

/// A look at it with a parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BudgetLook {
    /// When.
    pub on: NaiveDate,
    /// With whom.
    pub with: Name,
    /// What was decided.
    pub decision: BudgetDecision,
    /// In words.
    pub words: String,
}

/// A budget as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldBudget {
    /// Which.
    pub id: PersonalBudgetId,
    /// What was agreed.
    pub budget: PersonalBudget,
    /// With whom.
    pub with: Name,
    /// What was spent, the oldest first.
    pub spendings: Vec<Spending>,
    /// The looks at it, the oldest first.
    pub looks: Vec<BudgetLook>,
}

impl HeldBudget {
    /// What counts of what was spent.
    pub fn spent(&self) -> impl Iterator<Item = Pence> {
        self.spendings.iter().filter(|one| one.withdrawn == 0).map(|one| Pence(one.pence))
    }
}

#[derive(Deserialize)]
struct RawLook {
    on: NaiveDate,
    decision: String,
    words: String,
    title: String,
    forename: String,
    surname: String,
}

/// Every budget of a pupil, the newest first. The caller has asked who may see them.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldBudget>> {
    let rows = sqlx::query!(
        r#"SELECT b.id AS "id!", b.purpose, b.pence, b.way, b.from_on AS "from: NaiveDate", b.until_on AS "until: NaiveDate",
             b.agreed_on AS "agreed_on: NaiveDate", a.title, a.forename, a.surname,
             (SELECT json_group_array(json_object('id', s.id, 'on', s.spent_on, 'pence', s.pence, 'what', s.what,
                'withdrawn', s.withdrawn_at IS NOT NULL) ORDER BY s.spent_on, s.id) FROM personal_budget_spending s WHERE s.budget_id = b.id)
               AS "spendings!: String",
             (SELECT json_group_array(json_object('on', l.looked_on, 'decision', l.decision, 'words', l.words, 'title', w.title,
                'forename', w.forename, 'surname', w.surname) ORDER BY l.looked_on, l.id)
                FROM personal_budget_look l JOIN adult w ON w.id = l.adult_id WHERE l.budget_id = b.id) AS "looks!: String"
           FROM personal_budget b JOIN adult a ON a.id = b.agreed_with WHERE b.pupil_id = ? ORDER BY b.from_on DESC, b.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let looks: Vec<RawLook> = serde_json::from_str(&r.looks)?;
        let look = |l: RawLook| {
            let with = Name { title: l.title, forename: l.forename, surname: l.surname };
            Ok(BudgetLook { on: l.on, with, decision: code::read(&l.decision)?, words: l.words })
        };
        Ok(HeldBudget {
            id: PersonalBudgetId(r.id),
            budget: PersonalBudget {
                purpose: r.purpose,
                agreed: Pence(r.pence),
                way: code::read(&r.way)?,
                from: r.from,
                until: r.until,
                agreed_on: r.agreed_on,
            },
            with: Name { title: r.title, forename: r.forename, surname: r.surname },
            spendings: serde_json::from_str(&r.spendings)?,
            looks: looks.into_iter().map(look).collect::<anyhow::Result<_>>()?,
        })
    });
    read.collect()
}

fn entry<'a>(deed: Deed, budget: PersonalBudgetId, pupil: PupilId) -> Entry<'a> {
    Entry::new(deed, Subject::PersonalBudget).id(budget.0).pupil(pupil)
}

/// Writes down what was agreed with a parent.
pub async fn agree(
    tx: &mut Tx,
    pupil: PupilId,
    one: &PersonalBudget,
    with: AdultId,
) -> anyhow::Result<PersonalBudgetId> {
    let (way, now, by) = (one.way.as_code(), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO personal_budget (pupil_id, purpose, pence, way, from_on, until_on, agreed_on, agreed_with, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        one.purpose,
        one.agreed.0,
        way,
        one.from,
        one.until,
        one.agreed_on,
        with.0,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(entry(Deed::Created, PersonalBudgetId(id), pupil)).await?;
    Ok(PersonalBudgetId(id))
}

/// Writes down what was spent.
pub async fn spend(
    tx: &mut Tx,
    (budget, pupil): (PersonalBudgetId, PupilId),
    (on, pence, what): (NaiveDate, Pence, &str),
) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO personal_budget_spending (budget_id, spent_on, pence, what, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        budget.0,
        on,
        pence.0,
        what,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(entry(Deed::Changed, budget, pupil).detail("spent")).await
}

/// Withdraws a spending that was entered wrongly. Returns whether it counted until now.
pub async fn withdraw(
    tx: &mut Tx,
    (budget, pupil): (PersonalBudgetId, PupilId),
    spending: i64,
) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE personal_budget_spending SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND budget_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        spending,
        budget.0
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(entry(Deed::Withdrew, budget, pupil)).await?;
    Ok(true)
}

/// Writes down a look at it with a parent.
pub async fn look(
    tx: &mut Tx,
    (budget, pupil): (PersonalBudgetId, PupilId),
    (on, with): (NaiveDate, AdultId),
    (decision, words): (BudgetDecision, &str),
) -> anyhow::Result<()> {
    let (code, now, by) = (decision.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO personal_budget_look (budget_id, looked_on, adult_id, decision, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        budget.0,
        on,
        with.0,
        code,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(entry(Deed::Changed, budget, pupil).detail(code)).await
}
