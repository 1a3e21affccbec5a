//! How pupils are, as they or adults have said it: nothing is changed, what is put right is another row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PupilId, SchoolId, StaffId},
    people::Name,
    time::Moment,
    wellbeing::{Answers, Filled, Rating, Source},
};

/// One filling-in as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldWellbeing {
    /// What was said, and when.
    pub filled: Filled,
    /// The adult whose view it is.
    pub rater: Option<Name>,
    /// Who sat with the pupil; may be empty.
    pub with_whom: String,
    /// When it was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// What is to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewWellbeing {
    /// What was said, and when.
    pub filled: Filled,
    /// The adult whose view it is; nobody where the pupil says it.
    pub rater: Option<StaffId>,
    /// Who sat with the pupil; may be empty.
    pub with_whom: String,
}

/// Every filling-in of a pupil that stands, in the order of its days: of several of the same day, source and adult the newest. The caller
/// has asked who may see it.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldWellbeing>> {
    let rows = sqlx::query!(
        r#"SELECT w.said_on AS "on: NaiveDate", w.source, w.confidence, w.resilience, w.peers, w.adults, w.motivation, w.with_whom, w.entered_at,
                  r.title AS "title?", r.forename AS "forename?", r.surname AS "surname?",
                  s.title AS "by_title?", s.forename AS "by_forename?", s.surname AS "by_surname?"
           FROM wellbeing w LEFT JOIN staff r ON r.id = w.rater_id LEFT JOIN staff s ON s.id = w.entered_by
           WHERE w.pupil_id = ?1 AND NOT EXISTS (SELECT 1 FROM wellbeing n WHERE n.pupil_id = ?1 AND n.said_on = w.said_on
             AND n.source = w.source AND n.rater_id IS w.rater_id AND n.id > w.id)
           ORDER BY w.said_on, w.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let answers = [r.confidence, r.resilience, r.peers, r.adults, r.motivation];
        let answers = Answers(answers.map(|steps| steps.and_then(Rating::of_steps)));
        Ok(HeldWellbeing {
            filled: Filled { on: r.on, source: code::read::<Source>(&r.source)?, answers },
            rater: Name::maybe(r.title, r.forename, r.surname),
            with_whom: r.with_whom,
            entered: Moment::from_unix(r.entered_at),
            by: Name::maybe(r.by_title, r.by_forename, r.by_surname),
        })
    });
    read.collect()
}

/// What was filled in of each pupil of a school up to a day and stands, in the order of its days. The caller has asked who may see it.
pub async fn of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
    day: NaiveDate,
) -> anyhow::Result<BTreeMap<PupilId, Vec<Filled>>> {
    let rows = sqlx::query!(
        r#"SELECT w.pupil_id, w.said_on AS "on: NaiveDate", w.source, w.confidence, w.resilience, w.peers, w.adults, w.motivation
           FROM pupil p JOIN wellbeing w ON w.pupil_id = p.id
           WHERE p.school_id = ?1 AND w.said_on <= ?2 AND NOT EXISTS (SELECT 1 FROM wellbeing n WHERE n.pupil_id = w.pupil_id
             AND n.said_on = w.said_on AND n.source = w.source AND n.rater_id IS w.rater_id AND n.id > w.id)
           ORDER BY w.said_on, w.id"#,
        school.0,
        day
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<PupilId, Vec<Filled>> = BTreeMap::new();
    for r in rows {
        let answers = [r.confidence, r.resilience, r.peers, r.adults, r.motivation];
        let answers = Answers(answers.map(|steps| steps.and_then(Rating::of_steps)));
        let filled = Filled { on: r.on, source: code::read::<Source>(&r.source)?, answers };
        all.entry(PupilId(r.pupil_id)).or_default().push(filled);
    }
    Ok(all)
}

/// The day on which each of these pupils last had one filled in. The caller has asked who may see them.
pub async fn last_of(conn: &mut SqliteConnection, pupils: &[PupilId]) -> anyhow::Result<BTreeMap<PupilId, NaiveDate>> {
    let list = serde_json::to_string(&pupils.iter().map(|pupil| pupil.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT pupil_id AS "pupil!", max(said_on) AS "on!: NaiveDate" FROM wellbeing
           WHERE pupil_id IN (SELECT value FROM json_each(?)) GROUP BY pupil_id"#,
        list
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (PupilId(r.pupil), r.on)).collect())
}

/// Keeps what was said.
pub async fn add(tx: &mut Tx, pupil: PupilId, new: &NewWellbeing) -> anyhow::Result<()> {
    let (now, by, rater) = (tx.now.unix(), tx.actor.staff(), new.rater.map(|one| one.0));
    let source = new.filled.source.as_code();
    let [confidence, resilience, peers, adults, motivation] = new.filled.answers.0.map(|one| one.map(Rating::steps));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO wellbeing (pupil_id, said_on, source, rater_id, confidence, resilience, peers, adults, motivation, with_whom,
             entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        pupil.0,
        new.filled.on,
        source,
        rater,
        confidence,
        resilience,
        peers,
        adults,
        motivation,
        new.with_whom,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::Wellbeing).id(id).pupil(pupil)).await
}
