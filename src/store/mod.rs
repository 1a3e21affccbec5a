//! All SQL. One file a noun. A read takes a connection; a write takes a [`Tx`], which owns one instant and one actor, so that every
//! row of one act bears the same time and every change leaves its audit entry in the same transaction.
//!
//! One file, one writer: writes queue for a single connection that begins IMMEDIATE, so no two can race; reads go to several
//! read-only connections and never wait for it. WAL with `synchronous=FULL`: what was acknowledged survives a power cut.
//!
//! Every function here fails where the database does, or where it holds a code that this program does not know. `# Errors` stands only
//! where there is another reason, about which a caller can do something.

pub mod adjustments;
pub mod adult_needs;
pub mod adults;
pub mod advice;
pub mod annual_reviews;
pub mod apart_wishes;
pub mod assessments;
pub mod attendance;
pub mod audit;
pub mod backup;
pub mod bank;
pub mod benchmarks;
pub mod calendar;
pub mod calendar_feeds;
pub mod census;
pub mod changes;
pub mod classes;
mod code;
pub mod complaints;
pub mod concerns;
pub mod contacts;
pub mod conversations;
pub mod covers;
pub mod day_messages;
pub mod delivery_log;
pub mod demo;
pub mod documents;
pub mod drafts;
pub mod earlier_settings;
pub mod evidence;
pub mod exemptions;
pub mod fault;
pub mod files;
pub mod frame;
pub mod free_times;
pub mod funding;
pub mod funding_bands;
pub mod groups;
pub mod handover_notes;
pub mod health;
pub mod imports;
pub mod incidents;
pub mod inclusion_bases;
pub mod inclusion_strategies;
pub mod information_reports;
pub mod inspection;
pub mod layers;
pub mod leavers;
pub mod letters;
pub mod linked_plans;
mod lock;
pub mod looks;
pub mod mail_tests;
pub mod my_targets;
pub mod need_statements;
pub mod needs;
pub mod notices;
pub mod once;
pub mod open;
pub mod open_pages;
pub mod packs;
pub mod parent_views;
pub mod part_time;
pub mod payers;
pub mod people;
pub mod personal_budgets;
pub mod plan_samples;
pub mod plans;
pub mod postal;
pub mod principles;
pub mod profile_pictures;
pub mod profiles;
pub mod provision_map;
pub mod provisions;
pub mod publications;
pub mod pupil_fields;
pub mod pupils;
pub mod readings;
pub mod register;
pub mod relation;
pub mod reminders;
pub mod report_snapshots;
pub mod reports;
pub mod restrictions;
pub mod returned;
pub mod review_requests;
pub mod reviews;
pub mod safeguarding;
pub mod saved;
pub mod schema;
pub mod schools;
pub mod scored_measures;
pub mod secret;
pub mod self_evaluations;
pub mod sen_register;
pub mod sen_status;
pub mod sessions;
pub mod set_up;
pub mod shortfalls;
pub mod stale_tasks;
pub mod surveys;
pub mod suspensions;
pub mod tasks;
pub mod teacher_views;
pub mod templates;
pub mod timeline;
pub mod wellbeing;
pub mod which_child;
pub mod wordings;
pub mod year_plan;

use std::sync::Arc;

use anyhow::Context;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction, pool::PoolConnection};

use crate::domain::{
    ids::{AdultId, SchoolId, StaffId},
    time::Moment,
};

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    path: std::path::PathBuf,
    registers: Arc<register::Keep>,
    sessions: Arc<people::sessions::Sessions>,
    frames: Arc<frame::Frames>,
    opened: Arc<conversations::OpenedLinks>,
    views: Arc<audit::Views>,
    last_write: Arc<fault::LastWrite>,
    _hold: Arc<lock::Hold>,
}

/// Who does something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A member of staff, signed in.
    Staff(StaffId),
    /// A parent or carer, through their link.
    Adult(AdultId),
    /// The scheduler.
    System,
    /// Somebody at the command line of the server.
    Command,
}

impl Actor {
    /// The member of staff, if it is one.
    #[must_use]
    pub fn staff(self) -> Option<i64> {
        match self {
            Self::Staff(id) => Some(id.0),
            _ => None,
        }
    }
}

/// One act: all of it happens, or none. Dropped without [`Tx::commit`] it never was.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Sqlite>,
    registers: Arc<register::Keep>,
    last_write: Arc<fault::LastWrite>,
    /// The instant of every row of this act.
    pub now: Moment,
    /// Who acts.
    pub actor: Actor,
    /// In which school, if it is one school's.
    school: Option<SchoolId>,
}

impl Store {
    /// A connection that can only read.
    ///
    /// # Errors
    /// When none is to be had within the pool's time limit.
    pub async fn read(&self) -> anyhow::Result<PoolConnection<Sqlite>> {
        self.readers.acquire().await.context("no connection to read with")
    }

    /// A connection that can only read, and sees one state however long it reads.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn read_one_state(&self) -> anyhow::Result<Transaction<'static, Sqlite>> {
        self.readers.begin().await.context("no connection to read with")
    }

    /// Begins an act. Others wait their turn; never hold one while waiting for a network.
    ///
    /// # Errors
    /// When the writer is not free within the pool's time limit.
    pub async fn begin(&self, actor: Actor, school: SchoolId, now: Moment) -> anyhow::Result<Tx> {
        let mut tx = self.begin_for_all(actor, now).await?;
        tx.enter(school);
        Ok(tx)
    }

    /// Begins an act that is no school's own, or that has yet to find out whose it is and then [enters](Tx::enter) it.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn begin_for_all(&self, actor: Actor, now: Moment) -> anyhow::Result<Tx> {
        let inner = self.writer.begin_with("BEGIN IMMEDIATE").await.context("no connection to write with")?;
        let (registers, last_write) = (Arc::clone(&self.registers), Arc::clone(&self.last_write));
        Ok(Tx { inner, registers, last_write, now, actor, school: None })
    }

    /// Whether the disk did not take what was last to be written: then pages can be read and nothing can be saved.
    #[must_use]
    pub fn cannot_write(&self) -> bool {
        self.last_write.failed() || self.looks_kept() > 0
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Closes every connection, which folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

impl Tx {
    /// The connection, to read and write inside this act.
    pub fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }

    /// The school in which this is done.
    ///
    /// # Errors
    /// When it is no school's own: then nothing of one school can be read or written by it.
    pub fn school(&self) -> anyhow::Result<SchoolId> {
        self.school.context("this is done in no school")
    }

    /// Goes on in this school.
    pub fn enter(&mut self, school: SchoolId) {
        self.school = Some(school);
    }

    /// Makes it so, and raises the version of the school (of every school, where it is no school's own): the next page reads its facts anew,
    /// and the scheduler looks at it again within a minute.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing of it happened, or (after an I/O error) it may have.
    pub async fn commit(mut self) -> anyhow::Result<()> {
        once::write(&mut self).await.context("could not save")?;
        self.raise().await.context("could not save")?;
        self.commit_aside().await?;
        saved::note();
        Ok(())
    }

    /// Makes it so where nothing was written that a [register](register::Register) holds, or from which anything could follow: who looked,
    /// who is signed in, what is half typed, and how far the sender is.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn commit_aside(self) -> anyhow::Result<()> {
        let done = self.inner.commit().await.context("could not save");
        self.last_write.note(&done);
        done
    }
}
