//! Who of other services was asked to a meeting, how, on what ground, and what became of it.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{ConversationId, PlanId, PupilId},
        service::{Asked, Part},
    },
    store::{Tx, code},
};

/// Somebody of another service, as they are asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewService {
    /// Their name; may be empty.
    pub name: String,
    /// The service.
    pub service: String,
    /// How the school asked them.
    pub how: Asked,
    /// On which day.
    pub on: NaiveDate,
    /// Why the school may tell them of the child: the parents' agreement and when it was given, or another lawful ground.
    pub ground: String,
}

/// The same with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
    /// Its row.
    pub id: i64,
    /// As they were asked.
    pub asked: NewService,
    /// What became of it, if it is known.
    pub part: Option<Part>,
}

impl Service {
    /// "Dr Lee, CAMHS".
    #[must_use]
    pub fn who(&self) -> String {
        let NewService { name, service, .. } = &self.asked;
        if name.is_empty() { service.clone() } else { format!("{name}, {service}") }
    }
}

/// Somebody who was asked, as the statement of a meeting gives them.
#[derive(Deserialize)]
struct RawService {
    id: i64,
    name: String,
    service: String,
    how: String,
    on: NaiveDate,
    ground: String,
    part: Option<String>,
}

/// Who was asked to a meeting, of a JSON array in that order. What was entered by mistake is left out.
pub(super) fn read(all: &str) -> anyhow::Result<Vec<Service>> {
    let rows: Vec<RawService> = serde_json::from_str(all)?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let part = row.part.map(|part| code::read::<Part>(&part)).transpose()?;
        if part == Some(Part::Mistake) {
            continue;
        }
        let how = code::read::<Asked>(&row.how)?;
        let asked = NewService { name: row.name, service: row.service, how, on: row.on, ground: row.ground };
        found.push(Service { id: row.id, asked, part });
    }
    Ok(found)
}

/// Somebody of another service who is known already: from the plan, or because advice was asked of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownService {
    /// Their name; may be empty.
    pub name: String,
    /// The service, or the profession where no service was named.
    pub service: String,
}

impl KnownService {
    /// "Dr Lee, Educational psychology".
    #[must_use]
    pub fn words(&self) -> String {
        if self.name.is_empty() { self.service.clone() } else { format!("{}, {}", self.name, self.service) }
    }
}

/// Who of other services is known from a plan and from the advice that was asked about its pupil, each once.
pub async fn known(conn: &mut SqliteConnection, plan: PlanId, pupil: PupilId) -> anyhow::Result<Vec<KnownService>> {
    let rows = sqlx::query!(
        r#"SELECT trim(name) AS "name!: String", trim(agency) AS "service!: String" FROM plan_agency WHERE plan_id = ?1 AND withdrawn_at IS NULL
           UNION SELECT trim(name), coalesce(nullif(trim(service), ''), trim(profession)) FROM advice WHERE pupil_id = ?2
           ORDER BY 2, 1"#,
        plan.0,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| KnownService { name: r.name, service: r.service }).collect())
}

/// Writes down that somebody was asked.
pub async fn ask(tx: &mut Tx, (id, pupil): (ConversationId, PupilId), new: &NewService) -> anyhow::Result<()> {
    let (now, by, how) = (tx.now.unix(), tx.actor.staff(), new.how.as_code());
    let row = sqlx::query_scalar!(
        r#"INSERT INTO service_asked (conversation_id, name, service, how, asked_on, ground, entered_at, entered_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        id.0,
        new.name,
        new.service,
        how,
        new.on,
        new.ground,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Asked, Subject::Service).id(row).pupil(pupil).detail(how)).await
}

/// Writes down what became of it. The newest word counts.
pub async fn took_part(tx: &mut Tx, pupil: PupilId, service: i64, part: Part) -> anyhow::Result<()> {
    let (now, by, code) = (tx.now.unix(), tx.actor.staff(), part.as_code());
    sqlx::query!(
        "INSERT INTO service_part (service_asked_id, part, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        service,
        code,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Service).id(service).pupil(pupil).detail(code)).await
}
