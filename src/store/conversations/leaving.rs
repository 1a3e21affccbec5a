//! A child leaves: the meetings about them that would be held later are called off, in the same act.

use chrono::{Days, NaiveDate, NaiveTime};

use super::cancel;
use crate::{
    domain::{
        ids::{ConversationId, PupilId},
        time::{LongDay, Moment},
    },
    store::{Tx, tasks},
};

/// Calls off every open meeting about a pupil that would be held after their last day. Whoever knows of it is told once, as of any meeting
/// that is called off, and its calendar entry goes.
pub(in crate::store) async fn call_off(tx: &mut Tx, pupil: PupilId, last_day: NaiveDate) -> anyhow::Result<()> {
    let after = Moment::at(last_day + Days::new(1), NaiveTime::MIN).unix();
    let open = sqlx::query_scalar!(
        r#"SELECT c.id AS "id!: i64" FROM conversation c
           WHERE c.pupil_id = ?1
             AND NOT EXISTS (SELECT 1 FROM conversation_record d WHERE d.conversation_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM conversation_cancellation x WHERE x.conversation_id = c.id)
             AND coalesce((SELECT s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.conversation_id = c.id
                           ORDER BY b.sequence DESC LIMIT 1),
                          (SELECT max(s.starts_at) FROM slot s WHERE s.conversation_id = c.id), 0) >= ?2
           ORDER BY c.id"#,
        pupil.0,
        after
    )
    .fetch_all(tx.conn())
    .await?;
    let why = format!("The child left the school; {} was the last day", LongDay(last_day));
    for id in open.into_iter().map(ConversationId) {
        cancel(tx, id, pupil, &why).await?;
        tasks::settle(tx, id, None, "The child has left").await?;
    }
    Ok(())
}
