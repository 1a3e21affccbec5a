//! What should be thought of before a plan is looked at again.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{early::Prompt, ids::SchoolId},
    store::{early, plans::PlanView, schools},
    web::frame::error::Result,
};

/// Why this plan should be looked at before its day.
pub(in crate::web) async fn prompts(
    conn: &mut SqliteConnection,
    plan: &PlanView,
    school: SchoolId,
    today: NaiveDate,
) -> Result<Vec<Prompt>> {
    let rules = schools::rules(&mut *conn, school, today).await?;
    let found = early::early(conn, school, early::Of::Plan(plan.id), &rules, today).await?;
    Ok(found.into_iter().flat_map(|one| one.prompts).collect())
}
