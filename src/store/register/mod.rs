//! A school's facts as plain values: read in a few statements, each one pass over a table, joined here, and kept in memory while nothing
//! is committed there. Never stored and never the truth: what follows from the facts on a day is worked out by pure functions.
//!
//! Whoever hands it to a person asks [`domain::access`](crate::domain::access) first, as for any other read.

mod child;
mod day;
mod keep;
mod meetings;
mod part;
mod people;
mod plans;
mod read;
mod rows;
mod seen;
mod version;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use chrono::NaiveDate;
use sqlx::{Connection, SqliteConnection};

use super::{calendar, schools};
use crate::domain::{
    calendar::{AcademicYear, Calendar},
    ids::{ClassId, SchoolId, StaffId},
    rules::{DatedSetting, Rules},
    standing::Standing,
};

pub use child::{Child, HeldPlan, InClass, Offered};
pub(in crate::store) use keep::Keep;
pub use part::Part;
pub use people::{Children, Class, Member};
pub use rows::{BoardOf, BoardRow};
pub use seen::Board;

/// Whether what is kept is compared with what the tables hold whenever it is used: in debug builds, but for a test that counts statements.
pub static COMPARES: AtomicBool = AtomicBool::new(cfg!(debug_assertions));

/// A line of the board with where it stands.
pub type Line = (BoardRow, Standing);

/// A school's facts at one version, and what was worked out from them.
#[derive(Debug)]
pub struct Register {
    school: SchoolId,
    /// How many acts the school had seen.
    version: i64,
    /// The first year of which reviews and meetings are held.
    since: AcademicYear,
    facts: Facts,
    days: Mutex<Vec<(BoardOf, Arc<Vec<Line>>)>>,
    parts: part::Parts,
}

/// The facts themselves.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The school's calendar.
    pub calendar: Calendar,
    /// Its dated settings, oldest first.
    pub settings: Vec<DatedSetting>,
    /// Everybody who works or worked there.
    pub staff: BTreeMap<StaffId, Member>,
    /// Its classes.
    pub classes: BTreeMap<ClassId, Class>,
    /// Its pupils.
    pub children: Children,
}

impl Register {
    /// Whose it is.
    #[must_use]
    pub fn school(&self) -> SchoolId {
        self.school
    }

    /// What was read.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The school's calendar.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.facts.calendar
    }

    /// The rules in force on a day.
    #[must_use]
    pub fn rules(&self, day: NaiveDate) -> Rules {
        Rules::on(day, &self.facts.settings)
    }
}

/// Reads a school's facts anew, with the reviews and meetings of this year and of later ones: all of one instant. An act reads them so,
/// with what it has written itself.
pub async fn load(conn: &mut SqliteConnection, school: SchoolId, since: AcademicYear) -> anyhow::Result<Register> {
    let mut one = conn.begin().await?;
    let version = version::look(&mut one, school).await?;
    let mut children = people::children(&mut one, school, since).await?;
    plans::fill(&mut one, school, since, &mut children).await?;
    meetings::fill(&mut one, school, since, &mut children).await?;
    let facts = Facts {
        calendar: calendar::load(&mut one, school).await?,
        settings: schools::settings(&mut one, school).await?,
        staff: people::staff(&mut one, school).await?,
        classes: people::classes(&mut one, school).await?,
        children,
    };
    one.rollback().await?; // nothing was written
    Ok(Register { school, version, since, facts, days: Mutex::default(), parts: part::Parts::default() })
}
