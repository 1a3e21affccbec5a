//! What the census asks of the pupils of a school on a day, beside status and needs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    code,
    register::{Of, Part, Register},
};
use crate::domain::{census::Indicator, ids::PupilId};

/// What is true of each pupil on the day. Whoever shows it has asked whom the person may see.
#[derive(PartialEq, Debug, Default)]
pub struct Indicators(BTreeMap<PupilId, Vec<Indicator>>);

impl Indicators {
    /// What is true of one of them.
    #[must_use]
    pub fn of(&self, pupil: PupilId) -> &[Indicator] {
        self.0.get(&pupil).map_or(&[], Vec::as_slice)
    }
}

impl Part for Indicators {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let school = register.school().0;
        let rows = sqlx::query!(
            "SELECT i.pupil_id, i.code FROM pupil p JOIN census_indicator i ON i.pupil_id = p.id
             WHERE p.school_id = ?1 AND i.from_on <= ?2 AND (i.until_on IS NULL OR i.until_on >= ?2) ORDER BY i.pupil_id, i.id",
            school,
            day
        )
        .fetch_all(conn)
        .await?;
        let mut all = Self::default();
        for row in rows {
            all.0.entry(PupilId(row.pupil_id)).or_default().push(code::read(&row.code)?);
        }
        Ok(all)
    }
}
