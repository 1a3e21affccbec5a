//! What a letter about a meeting says of it: for a stack of letters, in one statement.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{ConversationId, SlotId},
        people::Name,
        reminder::SlotFacts,
        time::Moment,
    },
    store::code,
};

/// A meeting as a letter tells of it: nothing of the pupil or of what was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnPaper {
    /// Who leads it.
    pub lead: Name,
    /// Who else will be there.
    pub also_present: String,
    /// The day answers are asked for by.
    pub answer_by: NaiveDate,
    /// The times offered, in order.
    pub slots: Vec<SlotFacts>,
    /// The time that is booked.
    pub booked: Option<SlotFacts>,
    /// It has been held or called off: there is nothing more to say of it.
    pub over: bool,
}

#[derive(Deserialize)]
struct RawSlot {
    id: i64,
    starts: i64,
    minutes: i64,
    mode: String,
    place: String,
}

/// These meetings, as letters tell of them. The caller has asked whether the person may print them.
pub async fn on_paper(
    conn: &mut SqliteConnection,
    ids: &[ConversationId],
) -> anyhow::Result<BTreeMap<ConversationId, OnPaper>> {
    let asked = serde_json::to_string(&ids.iter().map(|id| id.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id!: i64", c.also_present AS "also_present!: String", c.answer_by_on AS "answer_by!: NaiveDate",
             s.title AS "title!: String", s.forename AS "forename!: String",
             s.surname AS "surname!: String",
             EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
               OR EXISTS (SELECT 1 FROM conversation_record r WHERE r.conversation_id = c.id) AS "over!: bool",
             (SELECT b.slot_id FROM booking b WHERE b.conversation_id = c.id ORDER BY b.sequence DESC LIMIT 1) AS "booked?: i64",
             (SELECT json_group_array(json_object('id', t.id, 'starts', t.starts_at, 'minutes', t.minutes, 'mode', t.mode, 'place', t.place))
                FROM (SELECT * FROM slot WHERE conversation_id = c.id ORDER BY position, id) t) AS "slots!: String"
           FROM json_each(?1) asked JOIN conversation c ON c.id = asked.value JOIN staff s ON s.id = c.lead_id"#,
        asked
    )
    .fetch_all(conn)
    .await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let raw: Vec<RawSlot> = serde_json::from_str(&row.slots).context("times that cannot be read")?;
        let slot = |s: RawSlot| {
            let (id, starts) = (SlotId(s.id), Moment::from_unix(s.starts));
            Ok(SlotFacts { id, starts, minutes: s.minutes, mode: code::read(&s.mode)?, place: s.place })
        };
        let slots = raw.into_iter().map(slot).collect::<anyhow::Result<Vec<SlotFacts>>>()?;
        let meeting = OnPaper {
            lead: Name { title: row.title, forename: row.forename, surname: row.surname },
            also_present: row.also_present,
            answer_by: row.answer_by,
            booked: slots.iter().find(|s| Some(s.id.0) == row.booked).cloned(),
            slots,
            over: row.over,
        };
        found.insert(ConversationId(row.id), meeting);
    }
    Ok(found)
}
