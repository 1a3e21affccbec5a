//! Complaints and their answers. What was answered wrongly is answered anew: the newest answer counts, and those before it stay.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    complaint::ComplaintOutcome,
    ids::{ComplaintId, PupilId, SchoolId},
    people::Name,
    time::Moment,
};

/// A complaint as somebody enters it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewComplaint {
    /// The day it came.
    pub received_on: NaiveDate,
    /// Who complains.
    pub complainant: String,
    /// About whose support, where it is about one pupil's.
    pub pupil: Option<PupilId>,
    /// What about.
    pub about: String,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComplaintAnswer {
    /// The day on which whoever complained was told.
    pub on: NaiveDate,
    /// What came of it.
    pub outcome: ComplaintOutcome,
    /// What they were told, and what changes.
    pub words: String,
}

/// A complaint as it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// Which.
    pub id: ComplaintId,
    /// What was entered.
    pub what: NewComplaint,
    /// The pupil's name, where it is about one.
    pub pupil_name: Option<Name>,
    /// When it was entered.
    pub entered: Moment,
    /// By whom.
    pub by: Name,
    /// Its answers, the newest last.
    pub answers: Vec<ComplaintAnswer>,
}

impl Complaint {
    /// The answer that counts.
    #[must_use]
    pub fn answer(&self) -> Option<&ComplaintAnswer> {
        self.answers.last()
    }
}

#[derive(Deserialize)]
struct RawAnswer {
    on: NaiveDate,
    outcome: String,
    words: String,
}

/// Every complaint of a school, the newest first.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Complaint>> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.received_on AS "received_on: NaiveDate", c.complainant, c.pupil_id, c.about, c.entered_at,
             s.title, s.forename, s.surname, p.forename AS "pupil_forename?", p.surname AS "pupil_surname?",
             (SELECT json_group_array(json_object('on', a.answered_on, 'outcome', a.outcome, 'words', a.words) ORDER BY a.id)
                FROM complaint_answer a WHERE a.complaint_id = c.id) AS "answers!: String"
           FROM complaint c JOIN staff s ON s.id = c.entered_by LEFT JOIN pupil p ON p.id = c.pupil_id
           WHERE c.school_id = ? ORDER BY c.received_on DESC, c.id DESC"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let answers: Vec<RawAnswer> = serde_json::from_str(&r.answers)?;
        let answer = |a: RawAnswer| Ok(ComplaintAnswer { on: a.on, outcome: code::read(&a.outcome)?, words: a.words });
        let pupil = r.pupil_id.map(PupilId);
        Ok(Complaint {
            id: ComplaintId(r.id),
            what: NewComplaint { received_on: r.received_on, complainant: r.complainant, pupil, about: r.about },
            pupil_name: Name::maybe(None, r.pupil_forename, r.pupil_surname),
            entered: Moment::from_unix(r.entered_at),
            by: Name { title: r.title, forename: r.forename, surname: r.surname },
            answers: answers.into_iter().map(answer).collect::<anyhow::Result<_>>()?,
        })
    });
    read.collect()
}

fn entry<'a>(deed: Deed, id: i64, pupil: Option<PupilId>) -> Entry<'a> {
    Entry { pupil, ..Entry::new(deed, Subject::Complaint).id(id) }
}

/// Writes a complaint down.
pub async fn receive(tx: &mut Tx, new: &NewComplaint) -> anyhow::Result<ComplaintId> {
    let (school, pupil, now, by) = (tx.school()?.0, new.pupil.map(|one| one.0), tx.now.unix(), tx.actor.staff());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO complaint (school_id, received_on, complainant, pupil_id, about, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)
           RETURNING id AS "id!: i64""#,
        school,
        new.received_on,
        new.complainant,
        pupil,
        new.about,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(entry(Deed::Created, id, new.pupil)).await?;
    Ok(ComplaintId(id))
}

/// Writes down how a complaint was answered.
pub async fn answer(tx: &mut Tx, of: &Complaint, answer: &ComplaintAnswer) -> anyhow::Result<()> {
    let (outcome, now, by) = (answer.outcome.as_code(), tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO complaint_answer (complaint_id, answered_on, outcome, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
        of.id.0,
        answer.on,
        outcome,
        answer.words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(entry(Deed::Answered, of.id.0, of.what.pupil)).await
}
