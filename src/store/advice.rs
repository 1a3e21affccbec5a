//! Advice asked of professionals: what was asked and when, the report, who has read it, and which strategy it became.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, pupils::head::Head};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::PupilId,
    people::Name,
    time::Moment,
};

/// What is asked, of whom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The professional's name, if it is known.
    pub name: String,
    /// "Educational psychologist".
    pub profession: String,
    /// The service they work for; may be empty.
    pub service: String,
    /// What was asked.
    pub about: String,
    /// When and how the parents agreed (Code of Practice 6.47).
    pub parents_agreed: String,
}

/// A report, as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The day it came.
    pub received_on: NaiveDate,
    /// What it says, in short.
    pub summary: String,
}

/// Advice with all that became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// Its row.
    pub id: i64,
    /// What was asked.
    pub asked: Asked,
    /// On which day.
    pub asked_on: NaiveDate,
    /// When that was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
    /// The report, once it has come.
    pub report: Option<Report>,
    /// When the report was entered.
    pub report_entered: Option<Moment>,
    /// The documents filed for it that can be opened: number and title.
    pub documents: Vec<(i64, String)>,
    /// Who has read it and when, the first leading.
    pub readers: Vec<(i64, String, Moment)>,
    /// The targets whose strategy it became: the plan, the target's words and its strategy.
    pub strategies: Vec<Strategy>,
}

/// What adults do because of some advice.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Strategy {
    /// The plan of the target.
    pub plan: i64,
    /// The target.
    pub target: i64,
    /// Its words.
    pub wording: String,
    /// What adults do.
    pub strategy: String,
}

/// All advice about a pupil, the newest first, with those of its documents that the person reads whom the head was loaded for.
pub async fn of_pupil(conn: &mut SqliteConnection, head: &Head) -> anyhow::Result<Vec<Advice>> {
    let (pupil, reader) = (head.id.0, head.viewer().staff.0);
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.name, a.profession, a.service, a.about, a.parents_agreed, a.asked_on AS "asked_on: NaiveDate",
             a.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?",
             r.received_on AS "received_on?: NaiveDate", r.summary AS "summary?", r.entered_at AS "report_at?: i64",
             (SELECT json_group_array(json_array(w.id, trim(coalesce(nullif(w.title, ''), w.forename) || ' ' || w.surname), d.read_at))
                FROM (SELECT * FROM advice_reading WHERE advice_id = a.id ORDER BY read_at, staff_id) d JOIN staff w ON w.id = d.staff_id)
               AS "readers!: String",
             (SELECT json_group_array(json_object('plan', c.plan_id, 'target', t.id, 'wording', t.wording, 'strategy', t.strategy))
                FROM advice_strategy g JOIN target_in_words t ON t.id = g.target_id JOIN cycle c ON c.id = t.cycle_id WHERE g.advice_id = a.id)
               AS "strategies!: String",
             (SELECT json_group_array(json_array(o.id, o.title)) FROM advice_document l JOIN document o ON o.id = l.document_id
                WHERE l.advice_id = a.id AND o.withdrawn_at IS NULL AND (o.circle = 'record' OR EXISTS
                  (SELECT 1 FROM document_reader x WHERE x.document_id = o.id AND x.staff_id = ?2 AND x.until_at IS NULL))) AS "documents!: String"
           FROM advice a LEFT JOIN staff s ON s.id = a.entered_by LEFT JOIN advice_report r ON r.advice_id = a.id
           WHERE a.pupil_id = ?1 ORDER BY a.asked_on DESC, a.id DESC"#,
        pupil,
        reader
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let readers: Vec<(i64, String, i64)> = serde_json::from_str(&r.readers)?;
        Ok(Advice {
            id: r.id,
            asked: Asked {
                name: r.name,
                profession: r.profession,
                service: r.service,
                about: r.about,
                parents_agreed: r.parents_agreed,
            },
            asked_on: r.asked_on,
            entered: Moment::from_unix(r.entered_at),
            by: Name::maybe(r.title, r.forename, r.surname),
            report: r.received_on.zip(r.summary).map(|(received_on, summary)| Report { received_on, summary }),
            report_entered: r.report_at.map(Moment::from_unix),
            documents: serde_json::from_str(&r.documents)?,
            readers: readers.into_iter().map(|(id, name, at)| (id, name, Moment::from_unix(at))).collect(),
            strategies: serde_json::from_str(&r.strategies)?,
        })
    });
    read.collect()
}

/// Writes down that advice was asked.
pub async fn ask(tx: &mut Tx, pupil: PupilId, asked: &Asked, on: NaiveDate) -> anyhow::Result<i64> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO advice (pupil_id, name, profession, service, about, asked_on, parents_agreed, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        asked.name,
        asked.profession,
        asked.service,
        asked.about,
        on,
        asked.parents_agreed,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Advice).id(id).pupil(pupil)).await?;
    Ok(id)
}

/// Writes a report down. Returns whether it is the first.
pub async fn receive(tx: &mut Tx, pupil: PupilId, advice: i64, report: &Report) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "INSERT INTO advice_report (advice_id, received_on, summary, entered_at, entered_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        advice,
        report.received_on,
        report.summary,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    tx.audit(Entry::new(Deed::Changed, Subject::Advice).id(advice).pupil(pupil).detail("report")).await?;
    Ok(true)
}

/// Ties a document of the same pupil to a report. A second time changes nothing.
pub async fn file(tx: &mut Tx, pupil: PupilId, advice: i64, document: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO advice_document (advice_id, document_id, entered_at, entered_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        advice,
        document,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Advice).id(advice).pupil(pupil).detail("document")).await
}

/// Writes down that whoever acts has read a report. A second time changes nothing.
pub async fn read_it(tx: &mut Tx, pupil: PupilId, advice: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO advice_reading (advice_id, staff_id, read_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        advice,
        by,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Read, Subject::Advice).id(advice).pupil(pupil)).await
}

/// The current targets of a pupil's open plans, as strategies that advice may become.
pub async fn open_targets(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Strategy>> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "plan!", t.id AS "target!", t.wording, t.strategy AS "strategy!: String" FROM target_in_words t JOIN cycle c ON c.id = t.cycle_id
           JOIN plan p ON p.id = c.plan_id
           WHERE p.pupil_id = ? AND t.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = p.id) ORDER BY p.id, t.position, t.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Strategy { plan: r.plan, target: r.target, wording: r.wording, strategy: r.strategy })
        .collect())
}

/// Writes down that advice became a target's strategy. A second time changes nothing.
pub async fn became(tx: &mut Tx, pupil: PupilId, advice: i64, target: i64) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO advice_strategy (advice_id, target_id, entered_at, entered_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        advice,
        target,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Advice).id(advice).pupil(pupil).detail("strategy")).await
}
