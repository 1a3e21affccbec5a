//! Incidents of force, restraint and seclusion: every account of each, who was told, and to whom telling is owed. Whoever reads them has asked
//! [`incident::may_read`](crate::domain::incident::may_read).

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use sqlx::SqliteConnection;

use super::{Tx, code, contacts};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{AdultId, IncidentId, PupilId, SchoolId, StaffId},
    incident::{self, Account, Telling, Told, Way, may_be_told},
    people::Name,
    time::Moment,
};

/// How a table writes a time of day.
const CLOCK: &str = "%H:%M";

/// An account with who wrote it and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// What.
    pub account: Account,
    /// Why it was written anew; empty for the first.
    pub corrects: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: (StaffId, Name),
}

/// An incident.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// Which.
    pub id: IncidentId,
    /// The account that counts: the newest.
    pub newest: Written,
    /// Those before it, the oldest first.
    pub before: Vec<Written>,
}

impl Incident {
    /// Who wrote it down first.
    #[must_use]
    pub fn author(&self) -> StaffId {
        self.before.first().unwrap_or(&self.newest).by.0
    }
}

/// That somebody was told, as it was entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldTelling {
    /// Who, when and how.
    pub told: Told,
    /// Their name; nobody: the local authority.
    pub name: Option<Name>,
    /// What they were told.
    pub words: String,
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: Name,
}

/// An incident as lists and figures know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Which.
    pub id: IncidentId,
    /// With whom.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// The day.
    pub on: NaiveDate,
    /// What was used.
    pub kinds: Vec<incident::IncidentKind>,
    /// Where the telling stands.
    pub telling: Telling,
}

/// Every incident of a pupil, the newest first.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Incident>> {
    let rows = sqlx::query!(
        r#"SELECT a.incident_id AS "incident!: i64", a.kinds, a.happened_on AS "on: NaiveDate", a.began, a.minutes AS "minutes: u32",
             a.place, a.staff, a.others, a.needs, a.why, a.triggers, a.tried, a.degree, a.injuries, a.support, a.staff_support,
             a.corrects, a.entered_at, a.entered_by, s.title, s.forename, s.surname
           FROM incident i JOIN incident_account a ON a.incident_id = i.id JOIN staff s ON s.id = a.entered_by
           WHERE i.pupil_id = ? ORDER BY a.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<IncidentId, Vec<Written>> = BTreeMap::new();
    for r in rows {
        let account = Account {
            kinds: incident::kinds(&r.kinds).context("an unknown kind of an incident")?,
            on: r.on,
            began: NaiveTime::parse_from_str(&r.began, CLOCK)?,
            minutes: r.minutes,
            place: r.place,
            staff: r.staff,
            others: r.others,
            needs: r.needs,
            why: r.why,
            triggers: r.triggers,
            tried: r.tried,
            degree: r.degree,
            injuries: r.injuries,
            support: r.support,
            staff_support: r.staff_support,
        };
        let by = (StaffId(r.entered_by), Name { title: r.title, forename: r.forename, surname: r.surname });
        let written = Written { account, corrects: r.corrects, at: Moment::from_unix(r.entered_at), by };
        found.entry(IncidentId(r.incident)).or_default().push(written);
    }
    let whole =
        |(id, mut all): (IncidentId, Vec<Written>)| all.pop().map(|newest| Incident { id, newest, before: all });
    let mut all: Vec<Incident> = found.into_iter().filter_map(whole).collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.newest.account.on, one.newest.account.began, one.id)));
    Ok(all)
}

/// Who was told of an incident, in the order in which it was entered.
pub async fn tellings(conn: &mut SqliteConnection, incident: IncidentId) -> anyhow::Result<Vec<HeldTelling>> {
    let rows = sqlx::query!(
        r#"SELECT t.adult_id, t.told_on AS "on: NaiveDate", t.way, t.words, t.entered_at, s.title, s.forename, s.surname,
             a.title AS "adult_title?", a.forename AS "adult_forename?", a.surname AS "adult_surname?"
           FROM incident_telling t JOIN staff s ON s.id = t.entered_by LEFT JOIN adult a ON a.id = t.adult_id
           WHERE t.incident_id = ? ORDER BY t.id"#,
        incident.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        Ok(HeldTelling {
            told: Told { adult: r.adult_id.map(AdultId), on: r.on, way: code::read::<Way>(&r.way)? },
            name: Name::maybe(r.adult_title, r.adult_forename, r.adult_surname),
            words: r.words,
            at: Moment::from_unix(r.entered_at),
            by: Name { title: r.title, forename: r.forename, surname: r.surname },
        })
    });
    read.collect()
}

/// Where the telling of each of a school's incidents stands, of those from one day to another, both included: the oldest first.
pub async fn facts(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> anyhow::Result<Vec<Fact>> {
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id!: i64", p.id AS "pupil!: i64", p.forename, p.surname, a.kinds, a.happened_on AS "on: NaiveDate",
             (SELECT json_group_array(DISTINCT g.adult_id) FROM guardianship g WHERE g.pupil_id = p.id AND g.responsibility <> 'no'
                AND g.from_on <= a.happened_on) AS "parents!: String",
             (SELECT json_group_array(json_array(t.adult_id, t.told_on, t.way)) FROM incident_telling t WHERE t.incident_id = i.id)
                AS "told!: String"
           FROM pupil p JOIN incident i ON i.pupil_id = p.id
           JOIN incident_account a ON a.id = (SELECT max(id) FROM incident_account WHERE incident_id = i.id)
           WHERE p.school_id = ? AND a.happened_on BETWEEN ? AND ? ORDER BY a.happened_on, a.began, i.id"#,
        school.0,
        from,
        to
    )
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut pairs = Vec::new();
    for r in &rows {
        let parents: Vec<i64> = serde_json::from_str(&r.parents)?;
        pairs.push(parents.into_iter().map(|adult| (AdultId(adult), PupilId(r.pupil))).collect::<Vec<_>>());
    }
    let known = contacts::facts_of_all(conn, &pairs.concat(), today).await?;
    let read = rows.into_iter().zip(pairs).map(|(r, parents)| {
        let may = |pair: &&(AdultId, PupilId)| known.get(*pair).is_some_and(may_be_told);
        let owed: Vec<AdultId> = parents.iter().filter(may).map(|(adult, _)| *adult).collect();
        Ok(Fact {
            id: IncidentId(r.id),
            pupil: PupilId(r.pupil),
            name: Name { title: String::new(), forename: r.forename, surname: r.surname },
            on: r.on,
            kinds: incident::kinds(&r.kinds).context("an unknown kind of an incident")?,
            telling: incident::telling(r.on, &owed, &told(&r.told)?, today),
        })
    });
    read.collect()
}

fn told(rows: &str) -> anyhow::Result<Vec<Told>> {
    let rows: Vec<(Option<i64>, NaiveDate, String)> = serde_json::from_str(rows)?;
    let read =
        rows.into_iter().map(|(adult, on, way)| Ok(Told { adult: adult.map(AdultId), on, way: code::read(&way)? }));
    read.collect()
}

/// Writes an incident down.
pub async fn record(tx: &mut Tx, pupil: PupilId, account: &Account) -> anyhow::Result<IncidentId> {
    let id = sqlx::query_scalar!(r#"INSERT INTO incident (pupil_id) VALUES (?) RETURNING id AS "id!: i64""#, pupil.0)
        .fetch_one(tx.conn())
        .await?;
    put(tx, IncidentId(id), account, "").await?;
    tx.audit(Entry::new(Deed::Created, Subject::Incident).id(id).pupil(pupil)).await?;
    Ok(IncidentId(id))
}

/// Writes an account anew, with why. What was written before stays.
pub async fn correct(tx: &mut Tx, pupil: PupilId, id: IncidentId, account: &Account, why: &str) -> anyhow::Result<()> {
    put(tx, id, account, why).await?;
    tx.audit(Entry::new(Deed::Corrected, Subject::Incident).id(id.0).pupil(pupil)).await
}

async fn put(tx: &mut Tx, id: IncidentId, account: &Account, corrects: &str) -> anyhow::Result<()> {
    let (kinds, began) = (incident::codes(&account.kinds), account.began.format(CLOCK).to_string());
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO incident_account (incident_id, kinds, happened_on, began, minutes, place, staff, others, needs, why, triggers, tried,
           degree, injuries, support, staff_support, corrects, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id.0,
        kinds,
        account.on,
        began,
        account.minutes,
        account.place,
        account.staff,
        account.others,
        account.needs,
        account.why,
        account.triggers,
        account.tried,
        account.degree,
        account.injuries,
        account.support,
        account.staff_support,
        corrects,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes down that these were told, each in the same way and words.
pub async fn tell(tx: &mut Tx, pupil: PupilId, id: IncidentId, told: &[Told], words: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for one in told {
        let (adult, way) = (one.adult.map(|adult| adult.0), one.way.as_code());
        sqlx::query!(
            "INSERT INTO incident_telling (incident_id, adult_id, told_on, way, words, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            id.0,
            adult,
            one.on,
            way,
            words,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Recorded, Subject::Incident).id(id.0).pupil(pupil).detail("parents told")).await
}
