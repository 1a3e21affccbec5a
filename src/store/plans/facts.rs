//! The versions of a plan as the plan's own statement gives them.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::plan_version::Version;

#[derive(Deserialize)]
struct RawVersion {
    id: i64,
    number: i64,
    agreed: Option<NaiveDate>,
    discarded: i64,
    saves: i64,
}

/// Oldest first.
pub(super) fn versions(text: &str) -> anyhow::Result<Vec<Version>> {
    let raw: Vec<RawVersion> = serde_json::from_str(text)?;
    let version = |raw: RawVersion| Version {
        id: raw.id,
        number: raw.number,
        agreed_on: raw.agreed,
        is_discarded: raw.discarded != 0,
        saves: raw.saves,
    };
    Ok(raw.into_iter().map(version).collect())
}
