//! Who came to an annual review's meeting: read from the record of the meeting, and never written down a second time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::Came;
use crate::{
    domain::{
        annual_review::{Party, PartyDeed},
        conversation::{OtherRole, TookPart},
        ids::PlanId,
        service::Part,
    },
    store::code,
};

/// Everybody of whom the records of these plans' annual review meetings tell, by plan and day.
pub(super) async fn came(
    conn: &mut SqliteConnection,
    plans: &str,
) -> anyhow::Result<BTreeMap<(PlanId, NaiveDate), Vec<Came>>> {
    let rows = sqlx::query!(
        r#"WITH held AS (SELECT c.id, c.plan_id, d.held_on FROM json_each(?) j CROSS JOIN conversation c ON c.plan_id = j.value
             JOIN conversation_record d ON d.conversation_id = c.id WHERE c.ehc_annual AND d.mode <> 'none')
           SELECT h.plan_id AS "plan!: i64", h.held_on AS "on!: NaiveDate", 1 AS "kind!: i64", a.forename || ' ' || a.surname AS "name!: String",
             t.how AS "code!: String"
           FROM held h JOIN conversation_attendance t ON t.conversation_id = h.id JOIN adult a ON a.id = t.adult_id
           UNION ALL SELECT h.plan_id, h.held_on, 2, o.name, o.role FROM held h JOIN conversation_other o ON o.conversation_id = h.id
           UNION ALL SELECT h.plan_id, h.held_on, 3, CASE s.name WHEN '' THEN s.service ELSE s.name || ', ' || s.service END,
             (SELECT p.part FROM service_part p WHERE p.service_asked_id = s.id ORDER BY p.id DESC LIMIT 1)
           FROM held h JOIN service_asked s ON s.conversation_id = h.id
           WHERE EXISTS (SELECT 1 FROM service_part p WHERE p.service_asked_id = s.id)
           ORDER BY 3, 4"#,
        plans
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<(PlanId, NaiveDate), Vec<Came>> = BTreeMap::new();
    for row in rows {
        let (party, deed) = match row.kind {
            1 => (Party::Parent, of_parent(code::read(&row.code)?)),
            2 => of_other(code::read(&row.code)?),
            _ => (Party::Other, of_service(code::read(&row.code)?)),
        };
        if let Some(deed) = deed {
            all.entry((PlanId(row.plan), row.on)).or_default().push(Came { party, name: row.name, deed });
        }
    }
    Ok(all)
}

fn of_parent(how: TookPart) -> Option<PartyDeed> {
    Some(if how.is_meeting() { PartyDeed::Came } else { PartyDeed::Absent })
}

/// Whoever interprets is no party.
fn of_other(role: OtherRole) -> (Party, Option<PartyDeed>) {
    match role {
        OtherRole::Interpreter => (Party::Other, None),
        OtherRole::Advocate | OtherRole::Agency | OtherRole::Relative => (Party::Other, Some(PartyDeed::Came)),
        OtherRole::Pupil => (Party::YoungPerson, Some(PartyDeed::Came)),
        OtherRole::Staff => (Party::School, Some(PartyDeed::Came)),
    }
}

fn of_service(part: Part) -> Option<PartyDeed> {
    match part {
        Part::Attended | Part::Both => Some(PartyDeed::Came),
        Part::Report | Part::Apologies | Part::Silent => Some(PartyDeed::Absent),
        Part::Mistake => None,
    }
}
