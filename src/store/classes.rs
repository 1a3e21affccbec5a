//! Moving pupils from class to class by hand: what it can change, and doing it in one act.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, imports, people::handover};
use crate::domain::{
    ids::SchoolId,
    roll::{Handover, Held, PupilStep, StaffKey, Steps},
};

/// What a move can change: pupils, staff and who leads which plan.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Held> {
    Ok(Held {
        pupils: imports::pupils::held(conn, school, today).await?,
        staff: imports::staff::held(conn, school).await?,
        led: handover::plans_led(conn, school, today).await?,
        ..Held::default()
    })
}

/// Moves pupils who are here, and hands over what goes with them. The steps must have been worked out inside this act.
pub async fn move_pupils(tx: &mut Tx, steps: &Steps) -> anyhow::Result<()> {
    for step in &steps.pupils {
        if let PupilStep::Change(was, to) = step {
            imports::pupils::change(tx, was, to).await?;
        }
    }
    for Handover { plan, pupil, from, to, .. } in &steps.handovers {
        if let StaffKey::Held(to) = to {
            handover::give(tx, (*plan, *pupil), *from, *to).await?;
        }
    }
    Ok(())
}
