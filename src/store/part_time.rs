//! Part-time timetables as people enter them. What was entered stays: of terms and of each parent's answers the newest counts, a week that
//! was changed is withdrawn. What is not attended and what is to be done follows from them by [`domain::part_time`](crate::domain::part_time).

mod entering;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::code;
use crate::domain::{
    ids::{AdultId, PartTimeId, PupilId},
    part_time::{Agreement, AtSchool, Days, Decision, Due, End, Facts, Part, Pattern, Timetable, is_agreed, wanted},
    people::Name,
    time::Moment,
};

pub use entering::{Held, New, Terms, add_step, answer, change, end, enter, hold, set_review, tell, withdraw_step};

/// Terms as they were from one entry to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldTerms {
    /// The days, the reason and the full week.
    pub terms: Terms,
    /// When they were entered.
    pub entered: Moment,
    /// By whom.
    pub by: Option<Name>,
}

/// What a parent answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// Who.
    pub adult: AdultId,
    /// Their name.
    pub name: Name,
    /// What.
    pub answer: Agreement,
    /// On which day.
    pub on: NaiveDate,
}

/// A review: the day set for it, and what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetReview {
    /// Its row.
    pub id: i64,
    /// The day set for it.
    pub planned_on: NaiveDate,
    /// What was decided and noted on which day, once it is held.
    pub held: Option<(NaiveDate, Decision, String)>,
}

/// How a timetable ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// How.
    pub kind: End,
    /// The last day on which it held.
    pub on: NaiveDate,
    /// Why; empty where nothing needs saying.
    pub reason: String,
}

/// A timetable with all that was entered about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldTimetable {
    /// Which.
    pub id: PartTimeId,
    /// Its terms, the newest first: that one counts.
    pub terms: Vec<HeldTerms>,
    /// Its weeks, by the day from which each holds: row, day, week.
    pub weeks: Vec<(i64, NaiveDate, Pattern)>,
    /// What parents answered, in the order in which it was entered.
    pub answers: Vec<Answered>,
    /// When the authority was told, and how; the newest entry.
    pub told: Option<(NaiveDate, String)>,
    /// Its reviews, by the day set for each.
    pub reviews: Vec<SetReview>,
    /// How it ended, once it has.
    pub ended: Option<Ended>,
}

impl HeldTimetable {
    /// The terms that count.
    #[must_use]
    pub fn now(&self) -> &Terms {
        &self.terms[0].terms
    }

    /// As its days are counted.
    #[must_use]
    pub fn timetable(&self) -> Timetable {
        let steps = self.weeks.iter().map(|(_, from, week)| (*from, *week)).collect();
        let ended = self.ended.as_ref().map(|end| (end.on, end.kind));
        Timetable { days: self.now().days, full_week: self.now().full_week, steps, ended }
    }

    /// Whether a parent agrees to it.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        is_agreed(&self.answers.iter().map(|one| (one.adult, one.answer)).collect::<Vec<_>>())
    }

    /// What has to be done about it; nothing once it has ended.
    #[must_use]
    pub fn wanted(&self, today: NaiveDate) -> Vec<Due> {
        let Days { from, until } = self.now().days;
        let facts = Facts {
            id: self.id,
            from,
            until,
            agreed: self.is_agreed(),
            told: self.told.is_some(),
            review_on: self.reviews.iter().find(|one| one.held.is_none()).map(|one| one.planned_on),
            to_full_time: self.last_decision() == Some(Decision::FullTime),
        };
        if self.ended.is_some() { Vec::new() } else { wanted(&facts, today) }
    }

    /// What the review decided that was held last.
    fn last_decision(&self) -> Option<Decision> {
        let held = self.reviews.iter().filter_map(|one| Some((one.held.as_ref()?, one.id)));
        held.max_by_key(|(held, id)| (held.0, *id)).map(|(held, _)| held.1)
    }
}

#[derive(Deserialize)]
struct RawDay(usize, String, u32, u32);

/// All of a pupil's, the newest first. The caller has asked what the person may see of them.
///
/// # Errors
/// When the database refuses.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<HeldTimetable>> {
    let mut all: BTreeMap<i64, HeldTimetable> = BTreeMap::new();
    terms(conn, pupil, &mut all).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    weeks(conn, pupil, &mut all).await?;
    answers(conn, pupil, &mut all).await?;
    reviews(conn, pupil, &mut all).await?;
    endings(conn, pupil, &mut all).await?;
    let mut all: Vec<HeldTimetable> = all.into_values().collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.now().days.from, one.id.0)));
    Ok(all)
}

async fn terms(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    all: &mut BTreeMap<i64, HeldTimetable>,
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!", m.from_on AS "from: NaiveDate", m.until_on AS "until: NaiveDate", m.reason, m.full_week AS "full_week: u32",
             m.entered_at, s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM part_time_timetable t JOIN part_time_terms m ON m.timetable_id = t.id LEFT JOIN staff s ON s.id = m.entered_by
           WHERE t.pupil_id = ? ORDER BY m.id DESC"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let days = Days { from: row.from, until: row.until };
        let terms = HeldTerms {
            terms: Terms { days, reason: row.reason, full_week: row.full_week },
            entered: Moment::from_unix(row.entered_at),
            by: Name::maybe(row.title, row.forename, row.surname),
        };
        let empty = || HeldTimetable {
            id: PartTimeId(row.id),
            terms: Vec::new(),
            weeks: Vec::new(),
            answers: Vec::new(),
            told: None,
            reviews: Vec::new(),
            ended: None,
        };
        all.entry(row.id).or_insert_with(empty).terms.push(terms);
    }
    Ok(())
}

async fn weeks(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    all: &mut BTreeMap<i64, HeldTimetable>,
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"SELECT w.timetable_id, w.id AS "id!", w.from_on AS "from: NaiveDate",
             (SELECT json_group_array(json_array(d.weekday, d.part, d.begins, d.ends)) FROM part_time_day d WHERE d.week_id = w.id) AS "days!: String"
           FROM part_time_timetable t JOIN part_time_week w ON w.timetable_id = t.id
           WHERE t.pupil_id = ? AND w.withdrawn_at IS NULL ORDER BY w.from_on, w.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let mut week = Pattern::default();
        for RawDay(weekday, part, begins, ends) in serde_json::from_str::<Vec<RawDay>>(&row.days)? {
            if let Some(day) = weekday.checked_sub(1).and_then(|at| week.0.get_mut(at)) {
                *day = Some(AtSchool { part: code::read::<Part>(&part)?, begins, ends });
            }
        }
        if let Some(one) = all.get_mut(&row.timetable_id) {
            one.weeks.push((row.id, row.from, week));
        }
    }
    Ok(())
}

async fn answers(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    all: &mut BTreeMap<i64, HeldTimetable>,
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"SELECT x.timetable_id, x.adult_id, x.answer, x.answered_on AS "on: NaiveDate", a.title, a.forename, a.surname
           FROM part_time_timetable t JOIN part_time_agreement x ON x.timetable_id = t.id JOIN adult a ON a.id = x.adult_id
           WHERE t.pupil_id = ? ORDER BY x.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let answered = Answered {
            adult: AdultId(row.adult_id),
            name: Name { title: row.title, forename: row.forename, surname: row.surname },
            answer: code::read(&row.answer)?,
            on: row.on,
        };
        if let Some(one) = all.get_mut(&row.timetable_id) {
            one.answers.push(answered);
        }
    }
    Ok(())
}

async fn reviews(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    all: &mut BTreeMap<i64, HeldTimetable>,
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"SELECT r.timetable_id, r.id AS "id!", r.planned_on AS "planned_on: NaiveDate", r.held_on AS "held_on: NaiveDate", r.decision, r.note
           FROM part_time_timetable t JOIN part_time_review r ON r.timetable_id = t.id WHERE t.pupil_id = ? ORDER BY r.planned_on, r.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let held = match (row.held_on, row.decision) {
            (Some(on), Some(decision)) => Some((on, code::read::<Decision>(&decision)?, row.note)),
            _ => None,
        };
        if let Some(one) = all.get_mut(&row.timetable_id) {
            one.reviews.push(SetReview { id: row.id, planned_on: row.planned_on, held });
        }
    }
    Ok(())
}

/// Whether the authority was told, and how each ended.
async fn endings(
    conn: &mut SqliteConnection,
    pupil: PupilId,
    all: &mut BTreeMap<i64, HeldTimetable>,
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id!", o.told_on AS "told_on?: NaiveDate", o.how AS "how?",
             e.kind AS "kind?", e.ended_on AS "ended_on?: NaiveDate", e.reason AS "reason?"
           FROM part_time_timetable t LEFT JOIN part_time_end e ON e.timetable_id = t.id
           LEFT JOIN part_time_told o ON o.id = (SELECT max(id) FROM part_time_told WHERE timetable_id = t.id)
           WHERE t.pupil_id = ?"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let Some(one) = all.get_mut(&row.id) else { continue };
        one.told = row.told_on.zip(row.how);
        one.ended = match (row.kind, row.ended_on, row.reason) {
            (Some(kind), Some(on), Some(reason)) => Some(Ended { kind: code::read::<End>(&kind)?, on, reason }),
            _ => None,
        };
    }
    Ok(())
}
