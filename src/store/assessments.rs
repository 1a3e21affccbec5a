//! What was found out about a pupil: scores and judgements, dated. One that is put right is withdrawn and replaced.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, scored_measures::RawMeasure};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AssessmentId, PupilId, ScoredMeasureId},
    people::Name,
    scored_measure::ScoredMeasure,
    target::Score,
    time::Moment,
};

/// A score, with the measure as it was when it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldScore {
    /// The wording of the measure.
    pub measure_id: ScoredMeasureId,
    /// What stays the same however often the measure is worded anew.
    pub first_id: ScoredMeasureId,
    /// The measure.
    pub measure: ScoredMeasure,
    /// The score.
    pub score: Score,
}

/// An assessment as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldAssessment {
    /// Its row.
    pub id: AssessmentId,
    /// When it was made.
    pub on: NaiveDate,
    /// The score, if anything was measured.
    pub scored: Option<HeldScore>,
    /// In words; may be empty beside a score.
    pub judgement: String,
    /// Who assessed.
    pub assessor: String,
    /// What it shows; may be empty.
    pub shows: String,
    /// Whether it stands: it was neither put right nor taken back.
    pub stands: bool,
    /// When it was entered, and by whom.
    pub entered: (Moment, Option<Name>),
}

/// What is to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAssessment {
    /// When it was made.
    pub on: NaiveDate,
    /// The wording of the measure and the score, if anything was measured.
    pub scored: Option<(ScoredMeasureId, Score)>,
    /// In words; may be empty beside a score.
    pub judgement: String,
    /// Who assessed.
    pub assessor: String,
    /// What it shows; may be empty.
    pub shows: String,
}

/// Every assessment of a pupil in the order of its days, those that do not stand any longer among them. The caller has asked who may see it.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldAssessment>> {
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.assessed_on AS "on: NaiveDate", a.measure_id, a.score, a.judgement, a.assessor, a.shows, a.entered_at,
                  a.withdrawn_at, coalesce(m.first_id, m.id) AS "first_id?: i64", m.name AS "name?", m.lowest AS "lowest?",
                  m.highest AS "highest?", m.direction AS "direction?",
                  (SELECT json_group_array(json_array(c.side, c.at, c.words)) FROM
                     (SELECT side, at, words FROM scored_measure_cut_off WHERE measure_id = m.id ORDER BY id) c) AS "cut_offs!: String",
                  s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM assessment a LEFT JOIN scored_measure m ON m.id = a.measure_id LEFT JOIN staff s ON s.id = a.entered_by
           WHERE a.pupil_id = ? ORDER BY a.assessed_on, a.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let raw = match (r.name, r.lowest, r.highest, r.direction) {
            (Some(name), Some(lowest), Some(highest), Some(direction)) => {
                Some(RawMeasure { name, lowest, highest, direction, cut_offs: r.cut_offs })
            }
            _ => None,
        };
        let scored = match (raw, r.measure_id, r.first_id, r.score) {
            (Some(raw), Some(measure), Some(first), Some(score)) => Some(HeldScore {
                measure_id: ScoredMeasureId(measure),
                first_id: ScoredMeasureId(first),
                measure: raw.read()?,
                score: Score(score),
            }),
            _ => None,
        };
        Ok(HeldAssessment {
            id: AssessmentId(r.id),
            on: r.on,
            scored,
            judgement: r.judgement,
            assessor: r.assessor,
            shows: r.shows,
            stands: r.withdrawn_at.is_none(),
            entered: (Moment::from_unix(r.entered_at), Name::maybe(r.title, r.forename, r.surname)),
        })
    });
    read.collect()
}

/// Keeps an assessment.
pub async fn add(tx: &mut Tx, pupil: PupilId, new: &NewAssessment) -> anyhow::Result<()> {
    let id = insert(tx, pupil, new, None).await?;
    tx.audit(Entry::new(Deed::Recorded, Subject::Assessment).id(id).pupil(pupil)).await
}

/// Puts an assessment of the pupil right. Returns whether it still stood.
pub async fn correct(tx: &mut Tx, pupil: PupilId, id: AssessmentId, new: &NewAssessment) -> anyhow::Result<bool> {
    if !close(tx, pupil, id).await? {
        return Ok(false);
    }
    let new = insert(tx, pupil, new, Some(id)).await?;
    tx.audit(Entry::new(Deed::Corrected, Subject::Assessment).id(new).pupil(pupil)).await?;
    Ok(true)
}

/// Takes an assessment of the pupil back. Returns whether it still stood.
pub async fn withdraw(tx: &mut Tx, pupil: PupilId, id: AssessmentId) -> anyhow::Result<bool> {
    let was = close(tx, pupil, id).await?;
    if was {
        tx.audit(Entry::new(Deed::Withdrew, Subject::Assessment).id(id.0).pupil(pupil)).await?;
    }
    Ok(was)
}

async fn close(tx: &mut Tx, pupil: PupilId, id: AssessmentId) -> anyhow::Result<bool> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    let done = sqlx::query!(
        "UPDATE assessment SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND pupil_id = ? AND withdrawn_at IS NULL",
        now,
        by,
        id.0,
        pupil.0
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

async fn insert(
    tx: &mut Tx,
    pupil: PupilId,
    new: &NewAssessment,
    replaces: Option<AssessmentId>,
) -> anyhow::Result<i64> {
    let (now, by, replaces) = (tx.now.unix(), tx.actor.staff(), replaces.map(|id| id.0));
    let (measure, score) = (new.scored.map(|(id, _)| id.0), new.scored.map(|(_, score)| score.0));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO assessment (pupil_id, assessed_on, measure_id, score, judgement, assessor, shows, entered_at, entered_by, replaces_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!""#,
        pupil.0,
        new.on,
        measure,
        score,
        new.judgement,
        new.assessor,
        new.shows,
        now,
        by,
        replaces
    );
    Ok(id.fetch_one(tx.conn()).await?)
}
