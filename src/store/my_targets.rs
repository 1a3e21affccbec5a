//! The current targets of a pupil as their own card says them.

use sqlx::SqliteConnection;

use super::{Tx, code};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::{PupilId, TargetId},
    my_target::{Drawing, MyTarget},
    target::{Aim, Direction, Score},
};

/// A current target on the card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnCard {
    /// Its row in the plan.
    pub target: TargetId,
    /// As the plan words it.
    pub planned: String,
    /// Its unit.
    pub unit: String,
    /// From where to where.
    pub aim: Aim,
    /// As the card says it.
    pub says: MyTarget,
}

/// Every target of the pupil's open plans until their next reviews, in order. What the card said of a target before it was changed or
/// carried forward stays, until somebody words it anew. The caller has asked whether this person may see the targets.
pub async fn of_pupil(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<OnCard>> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE line (target, was) AS (
             SELECT t.id, t.id FROM target t JOIN cycle c ON c.id = t.cycle_id JOIN plan l ON l.id = c.plan_id
               WHERE l.pupil_id = ? AND t.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id)
                 AND NOT EXISTS (SELECT 1 FROM cycle n WHERE n.plan_id = l.id AND n.number > c.number)
             UNION SELECT line.target, o.replaces_id FROM line JOIN target o ON o.id = line.was WHERE o.replaces_id IS NOT NULL),
           said (target, id) AS (SELECT line.target, max(m.id) FROM line JOIN my_target m ON m.target_id = line.was GROUP BY line.target)
           SELECT t.id AS "id!", t.wording AS "planned!", t.unit AS "unit!", t.direction AS "direction!", t.baseline AS "baseline!",
                  t.predicted AS "predicted!", t.challenge, m.wording AS "wording?", m.helps AS "helps?", m.drawing AS "drawing?"
           FROM target t JOIN cycle c ON c.id = t.cycle_id LEFT JOIN said ON said.target = t.id LEFT JOIN my_target m ON m.id = said.id
           WHERE t.id IN (SELECT target FROM line) ORDER BY c.plan_id, t.position, t.id"#,
        pupil.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let drawing = code::maybe::<Drawing>(r.drawing.as_deref())?.unwrap_or(Drawing::Star);
        let (wording, helps) = (r.wording.unwrap_or_default(), r.helps.unwrap_or_default());
        let direction = code::read::<Direction>(&r.direction)?;
        let (baseline, predicted) = (Score(r.baseline), Score(r.predicted));
        Ok(OnCard {
            target: TargetId(r.id),
            planned: r.planned,
            unit: r.unit,
            aim: Aim { direction, baseline, predicted, challenge: r.challenge.map(Score) },
            says: MyTarget { wording, helps, drawing },
        })
    });
    read.collect()
}

/// Writes down what the card says of targets of a pupil.
pub async fn write(tx: &mut Tx, pupil: PupilId, all: &[(TargetId, MyTarget)]) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    for (target, says) in all {
        let drawing = says.drawing.as_code();
        sqlx::query!(
            "INSERT INTO my_target (target_id, wording, helps, drawing, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)",
            target.0,
            says.wording,
            says.helps,
            drawing,
            now,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    tx.audit(Entry::new(Deed::Changed, Subject::MyTargets).pupil(pupil)).await
}
