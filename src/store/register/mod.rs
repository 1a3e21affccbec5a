//! A school's facts as plain values: read in a few statements, each one pass over a table, joined here, and kept in memory while nothing
//! is committed there. Never stored and never the truth: what follows from the facts on a day is worked out by pure functions.
//!
//! Whoever hands it to a person asks [`domain::access`](crate::domain::access) first, as for any other read.

mod child;
mod day;
mod early;
mod keep;
mod left_open;
mod lists;
mod meetings;
mod part;
mod people;
mod plans;
mod rows;
mod seen;
mod version;

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use chrono::NaiveDate;
use sqlx::{Connection, SqliteConnection};

use self::lists::Reading;
use super::{
    calendar,
    changes::{self, Changes, Topic},
    schools,
};
use crate::domain::{
    calendar::{AcademicYear, Calendar},
    ids::{ClassId, SchoolId, StaffId},
    rules::{DatedSetting, Rules},
    standing::Standing,
};

pub use child::{Child, HeldPlan, InClass, Offered};
pub use early::Early;
pub(in crate::store) use keep::Keep;
pub use left_open::LeftOpen;
pub use part::{Of, Part};
pub use people::{Children, Class, Member};
pub use rows::{BoardOf, BoardRow};
pub use seen::Board;
pub use version::look as version;

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
    /// How often each topic had been changed by then.
    changes: Changes,
    /// The first year of which reviews and meetings are held.
    since: AcademicYear,
    facts: Facts,
    lists: lists::Lists,
    /// The boards of the version before, whose standings hold where nothing about their pupil has changed.
    before: day::Boards,
    days: Mutex<day::Boards>,
    parts: part::Parts,
}

/// The facts themselves.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The school's calendar.
    pub calendar: Arc<Calendar>,
    /// Its dated settings, oldest first.
    pub settings: Arc<Vec<DatedSetting>>,
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
    renewed(conn, school, since, None).await
}

/// The same, reading only what was changed since an earlier reading.
async fn renewed(
    conn: &mut SqliteConnection,
    school: SchoolId,
    since: AcademicYear,
    earlier: Option<&Register>,
) -> anyhow::Result<Register> {
    let mut one = conn.begin().await?;
    let version = version::look(&mut one, school).await?;
    let changes = changes::look(&mut one).await?;
    let (nothing, earlier) = (lists::Lists::default(), earlier.filter(|kept| kept.since == since));
    let changed = match earlier {
        Some(kept) => changes::pupils_since(&mut one, kept.changes.of(Topic::Pupil)).await?,
        None => Vec::new(),
    };
    let taken_over = earlier.map(|kept| (&kept.facts.children, changed.into_iter().collect()));
    let mut read = Reading::new(&mut one, changes, earlier.map_or(&nothing, |kept| &kept.lists));
    let facts = facts(&mut read, school, since, taken_over).await?;
    let lists = read.lists();
    one.rollback().await?; // nothing was written
    let before = earlier.map(|kept| kept.boards_for(&facts)).unwrap_or_default();
    let parts = earlier.map(|kept| kept.parts_for(&changes)).unwrap_or_default();
    Ok(Register { school, version, changes, since, facts, lists, before, days: Mutex::default(), parts })
}

async fn facts(
    read: &mut Reading<'_>,
    school: SchoolId,
    since: AcademicYear,
    earlier: Option<(&Children, HashSet<i64>)>,
) -> anyhow::Result<Facts> {
    let (mut children, fresh) = people::children(read, school, earlier).await?;
    if !fresh.is_empty() {
        let pupils = serde_json::to_string(&fresh)?;
        people::fill(read, &pupils, since, &mut children).await?;
        plans::fill(read, &pupils, since, &mut children).await?;
        meetings::fill(read, &pupils, since, &mut children).await?;
    }
    let (staff, classes) = (people::staff(read, school).await?, people::classes(read, school).await?);
    let calendar = match read.kept("calendar", Topic::Calendar) {
        Some(kept) => kept,
        None => {
            let fresh = calendar::load(read.conn, school).await?;
            read.keep("calendar", Topic::Calendar, fresh)
        }
    };
    let settings = match read.kept("settings", Topic::Calendar) {
        Some(kept) => kept,
        None => {
            let fresh = schools::settings(read.conn, school).await?;
            read.keep("settings", Topic::Calendar, fresh)
        }
    };
    Ok(Facts { calendar, settings, staff, classes, children })
}
