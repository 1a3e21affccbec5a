//! Files brought in slice by slice, each slice one act: others save in between. Where somebody has, the files are compared anew with what
//! is held by then, so that nothing of theirs is overwritten; what was brought in already compares as unchanged.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use super::{Found, known};
use crate::{
    clock::Clock,
    domain::{
        ids::{ImportId, SchoolId},
        roll::{Entered, Piece, Ticked},
        time::Moment,
    },
    exchange::{File, diff::Report},
    store::{
        Actor, Store, Tx, calendar,
        imports::{self, Slice},
        register,
    },
};

/// Pieces of a slice at most: pupils with what is said of them, adults with their links.
const MOST: usize = 100;

/// How long to wait where a slice could not be saved, and how often it is tried: for two hours.
const TRIED_AGAIN_AFTER: Duration = Duration::from_secs(5);
const TRIES: usize = 1440;

/// What was looked at before: its digest, and what of the things entered by hand was ticked to be the files'.
pub struct LookedAt {
    /// As [`Found::digest`].
    pub digest: String,
    /// The ticks.
    pub ticked: Ticked,
}

/// What became of an import's first slice.
#[derive(Debug)]
pub enum Begun {
    /// It is done; where [a part is left](UnderWay::is_done), that goes on.
    UnderWay(Box<UnderWay>),
    /// There was nothing to do.
    Nothing(Box<Report>),
    /// It would do something else by now than was shown: nothing was done.
    Moved,
    /// Another import of this school goes on: nothing was done.
    Busy(ImportId),
}

/// An import of which some slices are done.
pub struct UnderWay {
    store: Store,
    actor: Actor,
    school: SchoolId,
    files: Arc<Vec<File>>,
    ticked: Ticked,
    /// As compared last, without the ticks: what was looked at.
    digest: String,
    found: Found,
    slices: VecDeque<Vec<Piece>>,
    entered: Entered,
    /// The version of the school that was compared with.
    as_of: i64,
    /// Which import it is, once the first slice is done.
    pub id: ImportId,
    /// What the first comparison told.
    pub report: Report,
}

impl std::fmt::Debug for UnderWay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnderWay").field("id", &self.id).finish_non_exhaustive()
    }
}

impl UnderWay {
    /// Does the first slice. With what was looked at, exactly that or nothing.
    ///
    /// # Errors
    /// When the database refuses: then nothing was changed.
    pub async fn begin(
        store: &Store,
        (actor, school): (Actor, SchoolId),
        now: Moment,
        files: Arc<Vec<File>>,
        looked_at: Option<LookedAt>,
    ) -> anyhow::Result<Begun> {
        let goes_on = imports::list(&mut *store.read().await?, school).await?.into_iter().find(|m| m.goes_on(now));
        if let Some(other) = goes_on {
            return Ok(Begun::Busy(other.id));
        }
        know_bank_holidays(store, actor, school, now).await?;
        let (wanted, ticked) = looked_at.map_or_else(Default::default, |at| (Some(at.digest), at.ticked));
        let mut this = Self {
            store: store.clone(),
            actor,
            school,
            files,
            ticked,
            digest: String::new(),
            found: Found { steps: Default::default(), report: Report::default(), digest: String::new() },
            slices: VecDeque::new(),
            entered: Entered::default(),
            as_of: -1,
            id: ImportId(0),
            report: Report::default(),
        };
        let mut tx = this.writing(now).await?;
        if wanted.is_some_and(|wanted| wanted != this.digest) {
            return Ok(Begun::Moved);
        }
        this.report = this.found.report.clone();
        if this.found.is_nothing() {
            return Ok(Begun::Nothing(Box::new(this.report)));
        }
        let counts = serde_json::to_string(&this.report.tallies().map(|(kind, tally)| (kind.as_code(), tally)))?;
        this.id = imports::begin(&mut tx, File::chosen(&this.files), &counts).await?;
        this.slice(tx).await?;
        Ok(Begun::UnderWay(Box::new(this)))
    }

    /// Whether all of it is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.slices.is_empty()
    }

    /// Pieces that are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.slices.iter().map(Vec::len).sum()
    }

    /// Does the next slice.
    ///
    /// # Errors
    /// When the database refuses it: then this slice was not done, and can be tried again.
    pub async fn go_on(&mut self, now: Moment) -> anyhow::Result<()> {
        let tx = self.writing(now).await?;
        self.slice(tx).await
    }

    /// Does what is left. A slice that could not be saved is tried again, as after a disk that was full.
    pub async fn finish(mut self: Box<Self>, clock: Clock) {
        for _ in 0..TRIES {
            while !self.is_done() {
                if let Err(error) = self.go_on(clock.now()).await {
                    tracing::error!(error = format!("{error:#}"), "a slice of an import failed; it is tried again");
                    // What it had worked out may be half done in memory.
                    self.as_of = -1;
                    break;
                }
            }
            if self.is_done() {
                return;
            }
            tokio::time::sleep(TRIED_AGAIN_AFTER).await;
        }
        tracing::error!("an import was given up: it can be made again");
    }

    /// An act in which what was compared still holds. Where somebody has saved since, it is compared again without keeping others from
    /// saving; and in the act itself where they have again.
    async fn writing(&mut self, now: Moment) -> anyhow::Result<Tx> {
        let tx = self.store.begin(self.actor, self.school, now).await;
        let mut tx = tx?;
        if self.holds(&mut tx).await? {
            return Ok(tx);
        }
        drop(tx);
        let mut apart = self.store.read_one_state().await?;
        self.compare(&mut apart, now).await?;
        drop(apart);
        let mut tx = self.store.begin(self.actor, self.school, now).await?;
        if !self.holds(&mut tx).await? {
            self.compare(tx.conn(), now).await?;
        }
        Ok(tx)
    }

    async fn holds(&self, tx: &mut Tx) -> anyhow::Result<bool> {
        Ok(register::version(tx.conn(), self.school).await? == self.as_of)
    }

    async fn compare(&mut self, conn: &mut sqlx::SqliteConnection, now: Moment) -> anyhow::Result<()> {
        self.as_of = register::version(conn, self.school).await?;
        let (held, answers) = known(conn, self.school, now).await?;
        self.found = Found::of(&self.files, &answers, &held, &Ticked::new(), now);
        self.digest.clone_from(&self.found.digest);
        if !self.ticked.is_empty() {
            self.found = Found::of(&self.files, &answers, &held, &self.ticked, now);
        }
        self.slices = self.found.steps.slices(MOST).into();
        self.entered = Entered::default();
        Ok(())
    }

    async fn slice(&mut self, mut tx: Tx) -> anyhow::Result<()> {
        let Some(pieces) = self.slices.front() else { return Ok(()) };
        let left = self.left() - pieces.len();
        let slice = Slice { steps: &self.found.steps, pieces, left };
        imports::slice(&mut tx, self.id, slice, &mut self.entered).await?;
        // The end of the act raises it by one.
        let as_of = register::version(tx.conn(), self.school).await? + 1;
        tx.commit().await?;
        self.as_of = as_of;
        self.slices.pop_front();
        Ok(())
    }
}

async fn know_bank_holidays(store: &Store, actor: Actor, school: SchoolId, now: Moment) -> anyhow::Result<()> {
    let mut tx = store.begin(actor, school, now).await?;
    calendar::ensure_bank_holidays(&mut tx).await?;
    tx.commit().await
}

/// Brings files in, slice after slice, and says after each how many pieces are left.
///
/// # Errors
/// When the database refuses a slice: those before it stay.
pub async fn bring_in(
    store: &Store,
    (actor, school): (Actor, SchoolId),
    now: Moment,
    files: Vec<File>,
    mut left: impl FnMut(usize),
) -> anyhow::Result<Report> {
    match UnderWay::begin(store, (actor, school), now, Arc::new(files), None).await? {
        Begun::Nothing(report) => Ok(*report),
        Begun::Moved | Begun::Busy(_) => anyhow::bail!("another import goes on; try again when it is done"),
        Begun::UnderWay(mut this) => {
            while !this.is_done() {
                left(this.left());
                this.go_on(now).await?;
            }
            Ok(this.report)
        }
    }
}
