//! Reading the meetings that were offered to parents, as far as the count is concerned.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime};

use super::{child::Offered, lists::Reading, people::Children};
use crate::domain::{calendar::AcademicYear, ids::PlanId, standing::Meeting, time::Moment};

/// Seconds before a year in which a meeting that counts for it may have been offered: 200 days.
const OFFERED_BEFORE: i64 = 200 * 86_400;

/// From when on the meetings were offered that may count for a year.
pub(super) fn offered_since(year: AcademicYear) -> Moment {
    Moment::at(year.starts_on(), NaiveTime::MIN).plus_seconds(-OFFERED_BEFORE)
}

/// Adds to the pupils the meetings that may count for a year or a later one.
pub(super) async fn fill(
    read: &mut Reading<'_>,
    pupils: &str,
    since: AcademicYear,
    children: &mut Children,
) -> anyhow::Result<()> {
    let after = offered_since(since).unix();
    let list = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(v.id, v.pupil_id, v.plan_id, v.offered_at, r.held_on, x.cancelled_at) ORDER BY v.id) AS "list!: String"
           FROM json_each(?) p CROSS JOIN conversation v ON v.pupil_id = p.value
           LEFT JOIN conversation_record r ON r.conversation_id = v.id
           LEFT JOIN conversation_cancellation x ON x.conversation_id = v.id
           WHERE v.offered_at > ?"#,
        pupils,
        after
    );
    type Raw = (i64, i64, i64, i64, Option<NaiveDate>, Option<i64>);
    let found = read.rows::<Raw>(list).await?;
    let happened = Happened::read(read, pupils, after).await?;
    for (id, pupil, plan, offered_at, held_on, cancelled_at) in found {
        let booked = happened.booked.get(&id).copied();
        let on = held_on.unwrap_or_else(|| Moment::from_unix(booked.unwrap_or(offered_at)).today());
        // What was given by hand counts unless the meeting had been called off before it was offered.
        let by_hand = cancelled_at.is_none_or(|at| at >= offered_at) && happened.by_hand.contains(&id);
        let meeting = Meeting {
            on,
            offered: happened.written.contains(&id) || by_hand,
            met: happened.met.contains(&id),
            booked: booked.is_some() && held_on.is_none() && cancelled_at.is_none(),
        };
        let offered = Offered { plan: PlanId(plan), at: Moment::from_unix(offered_at), meeting };
        children.with(pupil, |child| child.meetings.push(offered));
    }
    Ok(())
}

/// What happened about meetings, by their numbers.
struct Happened {
    /// When it is booked for.
    booked: HashMap<i64, i64>,
    /// An invitation was accepted by a mail server.
    written: HashSet<i64>,
    /// An invitation was given by hand.
    by_hand: HashSet<i64>,
    /// A parent took part.
    met: HashSet<i64>,
}

impl Happened {
    async fn read(read: &mut Reading<'_>, pupils: &str, after: i64) -> anyhow::Result<Self> {
        let booked = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(b.conversation_id, s.starts_at) ORDER BY b.sequence) AS "list!: String"
               FROM json_each(?) p CROSS JOIN conversation v ON v.pupil_id = p.value JOIN booking b ON b.conversation_id = v.id JOIN slot s ON s.id = b.slot_id
               WHERE v.offered_at > ?"#,
            pupils,
            after
        );
        let booked = read.rows::<(i64, i64)>(booked).await?;
        let written = sqlx::query_scalar!(
            r#"SELECT json_group_array(o.conversation_id) AS "list!: String"
               FROM json_each(?) p CROSS JOIN conversation v ON v.pupil_id = p.value JOIN notice o ON o.conversation_id = v.id
               WHERE v.offered_at > ? AND o.kind = 'invite' AND o.state = 'accepted'"#,
            pupils,
            after
        );
        let written = read.rows::<i64>(written).await?;
        let by_hand = sqlx::query_scalar!(
            r#"SELECT json_group_array(i.conversation_id) AS "list!: String"
               FROM json_each(?) p CROSS JOIN conversation v ON v.pupil_id = p.value JOIN invitation i ON i.conversation_id = v.id
               WHERE v.offered_at > ? AND i.by_hand <> ''"#,
            pupils,
            after
        );
        let by_hand = read.rows::<i64>(by_hand).await?;
        let met = sqlx::query_scalar!(
            r#"SELECT json_group_array(a.conversation_id) AS "list!: String"
               FROM json_each(?) p CROSS JOIN conversation v ON v.pupil_id = p.value JOIN conversation_attendance a ON a.conversation_id = v.id
               WHERE v.offered_at > ? AND a.how IN ('attended', 'phoned_later')"#,
            pupils,
            after
        );
        let met = read.rows::<i64>(met).await?;
        let set = |list: Vec<i64>| list.into_iter().collect();
        Ok(Self { booked: booked.into_iter().collect(), written: set(written), by_hand: set(by_hand), met: set(met) })
    }
}
