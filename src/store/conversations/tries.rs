//! One meeting that was offered again and again: every try, and what became of it.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        conversation::TookPart,
        ids::{ConversationId, PlanId, PupilId, SchoolId},
        time::{LongDay, Moment},
    },
    store::{
        changes::Topic,
        register::{Of, Part, Register},
    },
};

/// One offer in a row of offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Try {
    /// Which meeting.
    pub id: ConversationId,
    /// About which plan.
    pub plan: PlanId,
    /// When it was offered.
    pub offered: Moment,
    /// What became of it.
    pub became: Became,
}

/// What became of an offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Became {
    /// A parent took part, on this day.
    Met(NaiveDate),
    /// Nobody could come, on this day. Recorded without blame.
    Missed(NaiveDate),
    /// It was called off.
    CalledOff,
    /// A time is agreed.
    Booked(NaiveDate),
    /// Still waiting for an answer.
    Open,
}

impl fmt::Display for Became {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Met(day) => write!(f, "Held on {}", LongDay(*day)),
            Self::Missed(day) => write!(f, "Nobody could come on {}", LongDay(*day)),
            Self::CalledOff => f.write_str("Cancelled"),
            Self::Booked(day) => write!(f, "Booked for {}", LongDay(*day)),
            Self::Open => f.write_str("Waiting for an answer"),
        }
    }
}

/// A row of either query.
struct Row {
    id: i64,
    plan_id: i64,
    offered_at: i64,
    held_on: Option<NaiveDate>,
    how: Option<String>,
    off: bool,
    booked_at: Option<i64>,
}

impl From<Row> for Try {
    fn from(row: Row) -> Self {
        let met = row.how.unwrap_or_default().split(',').filter_map(TookPart::from_code).any(TookPart::is_meeting);
        let became = match (row.held_on, row.off, row.booked_at) {
            (Some(day), ..) if met => Became::Met(day),
            (Some(day), ..) => Became::Missed(day),
            (None, true, _) => Became::CalledOff,
            (None, false, Some(at)) => Became::Booked(Moment::from_unix(at).today()),
            (None, false, None) => Became::Open,
        };
        Self {
            id: ConversationId(row.id),
            plan: PlanId(row.plan_id),
            offered: Moment::from_unix(row.offered_at),
            became,
        }
    }
}

/// Every try of the meeting that this one belongs to, the first one leading. The caller has asked whether this person may see it.
pub async fn tries(conn: &mut SqliteConnection, id: ConversationId) -> anyhow::Result<Vec<Try>> {
    let rows = sqlx::query_as!(
        Row,
        r#"WITH RECURSIVE chain (id) AS (
             SELECT ?1
             UNION SELECT c.replaces_id FROM conversation c JOIN chain ON c.id = chain.id WHERE c.replaces_id IS NOT NULL
             UNION SELECT c.id FROM conversation c JOIN chain ON c.replaces_id = chain.id)
           SELECT c.id AS "id!", c.plan_id AS "plan_id!", c.offered_at AS "offered_at!", d.held_on AS "held_on?: NaiveDate",
             (SELECT group_concat(a.how) FROM conversation_attendance a WHERE a.conversation_id = c.id) AS "how?: String",
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "off!: bool",
             (SELECT s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.conversation_id = c.id
              ORDER BY b.sequence DESC LIMIT 1) AS "booked_at?: i64"
           FROM conversation c JOIN chain ON chain.id = c.id LEFT JOIN conversation_record d ON d.conversation_id = c.id
           ORDER BY c.id"#,
        id.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Try::from).collect())
}

/// Every meeting that was offered on a plan, the newest leading. The caller has asked whether this person may see the plan's meetings.
pub async fn of_plan(conn: &mut SqliteConnection, plan: PlanId) -> anyhow::Result<Vec<Try>> {
    offered(conn, Some(plan), None).await
}

/// Every meeting that was offered about a pupil, the newest leading. The caller has asked whether this person may see them.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<Try>> {
    offered(conn, None, Some(pupil)).await
}

/// The meetings of a plan or of a pupil, whichever is given.
async fn offered(
    conn: &mut SqliteConnection,
    plan: Option<PlanId>,
    pupil: Option<PupilId>,
) -> anyhow::Result<Vec<Try>> {
    let (plan, pupil) = (plan.map(|one| one.0), pupil.map(|one| one.0));
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT c.id AS "id!", c.plan_id AS "plan_id!", c.offered_at AS "offered_at!", d.held_on AS "held_on?: NaiveDate",
             (SELECT group_concat(a.how) FROM conversation_attendance a WHERE a.conversation_id = c.id) AS "how?: String",
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id) AS "off!: bool",
             (SELECT s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.conversation_id = c.id
              ORDER BY b.sequence DESC LIMIT 1) AS "booked_at?: i64"
           FROM conversation c LEFT JOIN conversation_record d ON d.conversation_id = c.id
           WHERE c.plan_id = ?1 OR c.pupil_id = ?2 ORDER BY c.id DESC"#,
        plan,
        pupil
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Try::from).collect())
}

impl Part for BTreeMap<PlanId, ConversationId> {
    const TOPICS: &'static [Topic] = &[Topic::Meetings];

    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, _: NaiveDate) -> anyhow::Result<Self> {
        open_of_school(conn, register.school()).await
    }
}

/// The newest meeting of each plan that is still to be held: one statement for a whole school.
pub async fn open_of_school(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<PlanId, ConversationId>> {
    let rows = sqlx::query!(
        r#"SELECT c.plan_id AS "plan!: i64", max(c.id) AS "id!: i64" FROM conversation c JOIN pupil p ON p.id = c.pupil_id
           WHERE p.school_id = ? AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
           GROUP BY c.plan_id"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (PlanId(r.plan), ConversationId(r.id))).collect())
}
