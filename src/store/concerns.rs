//! Concerns, and what was decided about them.

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{
    Tx, code,
    sen_status::{self, NewStatus},
};
use crate::domain::{
    access::{Relation, Viewer},
    audit::{Deed, Entry, Subject},
    concern::{ANSWER_IS_NEWS, Facts, Outcome, Standing, may_read},
    ids::{ConcernId, PupilId, SchoolId, StaffId},
    people::Name,
    sen_status::{Change, SenCode, Told},
    time::Moment,
};

/// Seconds for which a settled concern is still looked at by the digests.
const NEWS: i64 = ANSWER_IS_NEWS * 86_400;

/// What a person wrote down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// Since about when it has been so.
    pub noticed_on: NaiveDate,
    /// What they see.
    pub seen: String,
    /// What has been tried.
    pub tried: String,
    /// For how long; may be empty.
    pub tried_for: String,
    /// What happened then.
    pub happened: String,
    /// Whether the parents were told (Code of Practice 6.39).
    pub parents: Told,
}

/// A decision about a concern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Its number: whoever decides anew has seen the newest.
    pub id: i64,
    /// What.
    pub outcome: Outcome,
    /// In words, for whoever raised it.
    pub words: String,
    /// The day to look again.
    pub look_again_on: Option<NaiveDate>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Name,
}

/// A concern as its reader may see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Concern {
    /// Which.
    pub id: ConcernId,
    /// About whom.
    pub pupil: PupilId,
    /// The pupil's name.
    pub pupil_name: Name,
    /// The pupil's class today; empty if none.
    pub class: String,
    /// The pupil's SEN status today.
    pub sen: SenCode,
    /// The pupil is on roll today.
    pub on_roll: bool,
    /// What was written down.
    pub content: Content,
    /// When.
    pub raised: Moment,
    /// By whom.
    pub raised_by: (StaffId, Name),
    /// What was decided, in order.
    pub decisions: Vec<Decision>,
}

impl Concern {
    /// The decision that counts.
    #[must_use]
    pub fn newest(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> Standing {
        Standing::on(self.newest().map(|d| d.look_again_on), today)
    }
}

/// What is decided now.
#[derive(Clone, Debug)]
pub struct NewDecision<'a> {
    /// What.
    pub outcome: Outcome,
    /// In words.
    pub words: &'a str,
    /// The day to look again, for those outcomes that have one.
    pub look_again_on: Option<NaiveDate>,
    /// Whether the parents were told that support starts (Children and Families Act 2014 s.68), where it does.
    pub told: Option<Told>,
}

/// Which concerns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// This one.
    One(ConcernId),
    /// All about this pupil.
    Of(PupilId),
    /// All.
    All,
}

#[derive(Deserialize)]
struct RawDecision {
    id: i64,
    outcome: String,
    words: String,
    again: Option<NaiveDate>,
    at: i64,
    title: String,
    forename: String,
    surname: String,
}

/// The concerns that this person may read today, the newest first. Where there are none for them, there are none.
pub async fn visible_to(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    which: Which,
    today: NaiveDate,
) -> anyhow::Result<Vec<Concern>> {
    let (one, of) = match which {
        Which::One(id) => (Some(id.0), None),
        Which::Of(pupil) => (None, Some(pupil.0)),
        Which::All => (None, None),
    };
    let rows = sqlx::query!(
        r#"SELECT n.id AS "id!", n.pupil_id, n.noticed_on AS "noticed_on: NaiveDate", n.seen, n.tried, n.tried_for, n.happened,
             n.parents_told_on AS "told_on: NaiveDate", n.parents_told_how, n.not_told_why, n.raised_at, n.raised_by,
             w.title, w.forename AS by_forename, w.surname AS by_surname, p.forename, p.surname,
             coalesce(k.name, '') AS "class!: String",
             (SELECT s.code FROM sen_status s WHERE s.pupil_id = p.id AND s.from_on <= ?3 AND (s.until_on IS NULL OR s.until_on >= ?3)
                ORDER BY s.from_on DESC LIMIT 1) AS "sen?: String",
             EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?3 AND (e.until_on IS NULL OR e.until_on >= ?3))
               AS "on_roll!: bool",
             EXISTS (SELECT 1 FROM class_staff c WHERE c.class_id = m.class_id AND c.staff_id = ?2 AND c.from_on <= ?3
               AND (c.until_on IS NULL OR c.until_on >= ?3)) AS "by_class!: bool",
             EXISTS (SELECT 1 FROM pupil_support u WHERE u.pupil_id = p.id AND u.staff_id = ?2 AND u.from_on <= ?3
               AND (u.until_on IS NULL OR u.until_on >= ?3)) AS "by_name!: bool",
             (SELECT json_group_array(json_object('id', d.id, 'outcome', d.outcome, 'words', d.words, 'again', d.look_again_on,
                'at', d.decided_at, 'title', o.title, 'forename', o.forename, 'surname', o.surname))
                FROM (SELECT * FROM concern_decision WHERE concern_id = n.id ORDER BY id) d JOIN staff o ON o.id = d.decided_by)
               AS "decisions!: String"
           FROM concern n JOIN pupil p ON p.id = n.pupil_id JOIN staff w ON w.id = n.raised_by
           LEFT JOIN class_membership m ON m.id = (SELECT cm.id FROM class_membership cm WHERE cm.pupil_id = p.id AND cm.from_on <= ?3
             AND (cm.until_on IS NULL OR cm.until_on >= ?3) ORDER BY cm.id DESC LIMIT 1)
           LEFT JOIN class k ON k.id = m.class_id
           WHERE p.school_id = ?1 AND (?4 IS NULL OR n.id = ?4) AND (?5 IS NULL OR n.pupil_id = ?5)
           ORDER BY n.raised_at DESC, n.id DESC"#,
        viewer.school.0,
        viewer.staff.0,
        today,
        one,
        of
    )
    .fetch_all(conn)
    .await?;
    let mut found = Vec::new();
    for r in rows {
        let relation = Relation::of(viewer.role, r.by_class && r.on_roll, r.by_name && r.on_roll);
        if !may_read(viewer, relation, r.raised_by == viewer.staff.0) {
            continue;
        }
        found.push(Concern {
            id: ConcernId(r.id),
            pupil: PupilId(r.pupil_id),
            pupil_name: Name { title: String::new(), forename: r.forename, surname: r.surname },
            class: r.class,
            sen: r.sen.as_deref().and_then(SenCode::from_code).unwrap_or(SenCode::None),
            on_roll: r.on_roll,
            content: Content {
                noticed_on: r.noticed_on,
                seen: r.seen,
                tried: r.tried,
                tried_for: r.tried_for,
                happened: r.happened,
                parents: r.told_on.map_or(Told::NotYet(r.not_told_why), |on| Told::On(on, r.parents_told_how)),
            },
            raised: Moment::from_unix(r.raised_at),
            raised_by: (StaffId(r.raised_by), Name { title: r.title, forename: r.by_forename, surname: r.by_surname }),
            decisions: decisions(&r.decisions)?,
        });
    }
    Ok(found)
}

fn decisions(text: &str) -> anyhow::Result<Vec<Decision>> {
    let raw: Vec<RawDecision> = serde_json::from_str(text).context("the decisions of a concern cannot be read")?;
    let read = raw.into_iter().map(|d| {
        anyhow::Ok(Decision {
            id: d.id,
            outcome: code::read::<Outcome>(&d.outcome)?,
            words: d.words,
            look_again_on: d.again,
            at: Moment::from_unix(d.at),
            by: Name { title: d.title, forename: d.forename, surname: d.surname },
        })
    });
    read.collect()
}

/// Writes down a concern. The same words by the same person about the same pupil on one day are one concern, however often they are sent.
pub async fn raise(tx: &mut Tx, pupil: PupilId, by: StaffId, content: &Content) -> anyhow::Result<ConcernId> {
    let (now, today) = (tx.now.unix(), Moment::at(tx.now.today(), chrono::NaiveTime::MIN).unix());
    let before = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM concern WHERE pupil_id = ? AND raised_by = ? AND seen = ? AND tried = ? AND raised_at >= ?"#,
        pupil.0,
        by.0,
        content.seen,
        content.tried,
        today
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(id) = before {
        return Ok(ConcernId(id));
    }
    let (told_on, how, why_not) = Told::parts(Some(&content.parents));
    let id = sqlx::query_scalar!(
        r#"INSERT INTO concern (pupil_id, noticed_on, seen, tried, tried_for, happened, parents_told_on, parents_told_how, not_told_why,
             raised_at, raised_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        pupil.0,
        content.noticed_on,
        content.seen,
        content.tried,
        content.tried_for,
        content.happened,
        told_on,
        how,
        why_not,
        now,
        by.0
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Concern).id(id).pupil(pupil)).await?;
    Ok(ConcernId(id))
}

/// Decides about a concern. Returns whether nobody else has decided since `concern` was read; if somebody has, nothing is written.
pub async fn decide(tx: &mut Tx, concern: &Concern, new: &NewDecision<'_>) -> anyhow::Result<bool> {
    let (id, now, by) = (concern.id.0, tx.now.unix(), tx.actor.staff());
    let newest = sqlx::query_scalar!("SELECT max(id) FROM concern_decision WHERE concern_id = ?", id)
        .fetch_one(tx.conn())
        .await?;
    if newest != concern.newest().map(|d| d.id) {
        return Ok(false);
    }
    let outcome = new.outcome.as_code();
    sqlx::query!(
        "INSERT INTO concern_decision (concern_id, outcome, words, look_again_on, decided_at, decided_by) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        outcome,
        new.words,
        new.look_again_on,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Decided, Subject::Concern).id(id).pupil(concern.pupil).detail(outcome)).await?;
    if new.outcome == Outcome::SenSupport && concern.sen == SenCode::None {
        begin_support(tx, concern.pupil, new).await?;
    }
    Ok(true)
}

/// SEN support starts today. A status that began only today is put right where it stands.
async fn begin_support(tx: &mut Tx, pupil: PupilId, new: &NewDecision<'_>) -> anyhow::Result<()> {
    let today = tx.now.today();
    let open = sqlx::query!(
        r#"SELECT id AS "id!", from_on AS "from_on: NaiveDate" FROM sen_status WHERE pupil_id = ? AND until_on IS NULL"#,
        pupil.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let how = if open.as_ref().is_some_and(|o| o.from_on >= today) { Change::Corrects } else { Change::Begins };
    let status =
        NewStatus { code: SenCode::Support, from: today, reason: new.words.to_owned(), told: new.told.clone() };
    sen_status::change(tx, pupil, open.map(|o| o.id), how, &status).await?;
    Ok(())
}

/// What the digests look at: concerns about pupils on roll that nobody has decided about, that are to be looked at again, or whose answer
/// may be news.
pub async fn facts(conn: &mut SqliteConnection, school: SchoolId, now: Moment) -> anyhow::Result<Vec<Facts>> {
    let (today, since) = (now.today(), now.unix() - NEWS);
    let rows = sqlx::query!(
        r#"SELECT n.raised_by, n.raised_at, d.decided_at AS "decided_at?: i64", d.look_again_on AS "look_again_on?: NaiveDate"
           FROM concern n JOIN pupil p ON p.id = n.pupil_id
           LEFT JOIN concern_decision d ON d.id = (SELECT max(e.id) FROM concern_decision e WHERE e.concern_id = n.id)
           WHERE p.school_id = ?1 AND (d.id IS NULL OR d.look_again_on IS NOT NULL OR d.decided_at > ?3)
             AND EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND e.from_on <= ?2 AND (e.until_on IS NULL OR e.until_on >= ?2))"#,
        school.0,
        today,
        since
    )
    .fetch_all(conn)
    .await?;
    let facts = rows.into_iter().map(|r| Facts {
        raised_by: StaffId(r.raised_by),
        raised_on: Moment::from_unix(r.raised_at).today(),
        decided: r.decided_at.map(|at| (Moment::from_unix(at).today(), r.look_again_on)),
    });
    Ok(facts.collect())
}
