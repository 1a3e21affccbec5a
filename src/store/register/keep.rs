//! The registers in memory: one a school while its version stands, those that were not asked for longest making room.

use std::sync::{Arc, Mutex, PoisonError, atomic::Ordering};

use chrono::NaiveDate;
use sqlx::SqliteConnection;
use tokio::sync;

use super::{COMPARES, Register, load, renewed, version};
use crate::{
    domain::{calendar::AcademicYear, ids::SchoolId},
    store::{Store, Tx},
};

/// Schools whose registers are kept at most: half a megabyte each for a large school.
const MOST: usize = 32;

/// Where a school's register lies. Whoever finds it out of date reads it anew while the others wait: it is read once.
type Place = Arc<sync::Mutex<Option<Arc<Register>>>>;

/// The registers in memory, the one asked for last at the end.
#[derive(Debug, Default)]
pub(in crate::store) struct Keep(Mutex<Vec<(SchoolId, Place)>>);

impl Keep {
    fn place(&self, school: SchoolId) -> Place {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(of, _)| *of == school).map(|at| kept.remove(at).1);
        let place = found.unwrap_or_default();
        if kept.len() >= MOST {
            kept.remove(0);
        }
        kept.push((school, Arc::clone(&place)));
        place
    }
}

impl Store {
    /// A school's register as of the last commit, with the reviews and meetings of the year of `day` and of the year before.
    pub async fn register(
        &self,
        conn: &mut SqliteConnection,
        school: SchoolId,
        day: NaiveDate,
    ) -> anyhow::Result<Arc<Register>> {
        let now = version::look(conn, school).await?;
        self.register_since(conn, school, day, now).await
    }

    /// The same as of a version that was looked at before, or of a later one.
    pub async fn register_since(
        &self,
        conn: &mut SqliteConnection,
        school: SchoolId,
        day: NaiveDate,
        now: i64,
    ) -> anyhow::Result<Arc<Register>> {
        let place = self.registers.place(school);
        let mut held = place.lock().await;
        if let Some(kept) = held.as_ref().filter(|kept| kept.is_good(now, day)) {
            let kept = Arc::clone(kept);
            drop(held);
            if COMPARES.load(Ordering::Relaxed) {
                compare(conn, school, &kept).await?;
            }
            return Ok(kept);
        }
        let fresh = Arc::new(renewed(conn, school, year_before(day), held.as_deref()).await?);
        // A report on an earlier year reads more than the other pages need: it is not what they should wait for from then on.
        if held.as_ref().is_none_or(|kept| kept.since <= fresh.since) {
            *held = Some(Arc::clone(&fresh));
        }
        Ok(fresh)
    }
}

impl Tx {
    /// The register of the act's school, as it is before the act writes anything: nobody else can meanwhile. What it has to read anew is not
    /// kept, since the act may yet come to nothing.
    pub async fn register(&mut self, day: NaiveDate) -> anyhow::Result<Arc<Register>> {
        let school = self.school()?;
        let now = version::look(self.conn(), school).await?;
        let place = self.registers.place(school);
        let kept = place.lock().await.as_ref().map(Arc::clone);
        if let Some(kept) = kept.clone().filter(|kept| kept.is_good(now, day)) {
            if COMPARES.load(Ordering::Relaxed) {
                compare(self.conn(), school, &kept).await?;
            }
            return Ok(kept);
        }
        Ok(Arc::new(renewed(self.conn(), school, year_before(day), kept.as_deref()).await?))
    }
}

impl Register {
    /// Whether it is of this version or a later one, and holds the year of a day.
    fn is_good(&self, version: i64, day: NaiveDate) -> bool {
        self.version >= version && self.since <= AcademicYear::containing(day)
    }
}

fn year_before(day: NaiveDate) -> AcademicYear {
    AcademicYear::containing(day).previous()
}

/// Panics where the register is not what the database holds: somewhere something was written that raised no version.
async fn compare(conn: &mut SqliteConnection, school: SchoolId, kept: &Register) -> anyhow::Result<()> {
    let fresh = load(conn, school, kept.since).await?;
    assert!(
        fresh.version != kept.version || fresh.facts == kept.facts,
        "the register of school {school} is out of date at version {}",
        kept.version
    );
    Ok(())
}
