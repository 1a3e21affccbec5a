//! Looks at records, written down before the page goes out. Whoever looks while another's look is being written waits for the next
//! commit, which writes all that have gathered by then: one commit for many pages.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, anyhow};
use sqlx::{SqliteConnection, SqlitePool};
use tokio::sync::{self, oneshot};

use super::columns;
use crate::{
    domain::{audit::Entry, ids::SchoolId, time::Moment},
    store::{Actor, Store, fault::Fault},
};

/// Looks kept in memory at most while the disk does not take them.
const MOST_KEPT: usize = 10_000;

/// The looks of one page each that wait to be written, with whoever is to be told.
#[derive(Debug, Default)]
pub(in crate::store) struct Views {
    waiting: Mutex<Vec<(Vec<Row>, Told)>>,
    /// Those whose pages were shown although the disk did not take them.
    kept: Mutex<Vec<Row>>,
    turn: sync::Mutex<()>,
}

/// A row of the audit, as the statement takes it.
type Row =
    (i64, i64, &'static str, Option<i64>, Option<i64>, &'static str, &'static str, Option<i64>, Option<i64>, String);

/// Told that all of it is on record; or why not, in words.
type Told = oneshot::Sender<Result<(), String>>;

impl Store {
    /// Leaves these audit entries of somebody who looks, and comes back when they are durable. Nothing else may be of the act. Where the
    /// disk takes nothing they are kept in memory, so many at most, until [`Store::catch_up`] can write them.
    ///
    /// # Errors
    /// When the database refuses, or too many are kept: then the page must not be shown.
    pub async fn looked(
        &self,
        actor: Actor,
        school: SchoolId,
        now: Moment,
        entries: impl IntoIterator<Item = Entry<'_>>,
    ) -> anyhow::Result<()> {
        let (kind, staff, adult) = columns(actor);
        let row = |one: Entry<'_>| {
            let (deed, subject, pupil) = (one.deed.as_code(), one.subject.as_code(), one.pupil.map(|pupil| pupil.0));
            (school.0, now.unix(), kind, staff, adult, deed, subject, one.id, pupil, one.detail.to_owned())
        };
        let rows: Vec<Row> = entries.into_iter().map(row).collect();
        let (told, mut hear) = oneshot::channel();
        lock(&self.views.waiting).push((rows, told));
        let said = tokio::select! {
            biased;
            said = &mut hear => said,
            _turn = self.views.turn.lock() => {
                // On a task of its own, since others wait for it who have not closed their browser.
                let all = tokio::spawn(Views::write(Arc::clone(&self.views), self.writer.clone()));
                all.await.context("looks could not be recorded")?;
                hear.await
            }
        };
        said.context("looks could not be recorded")?.map_err(|why| anyhow!(why))
    }

    /// How many looks are kept in memory because the disk does not take them.
    #[must_use]
    pub fn looks_kept(&self) -> usize {
        lock(&self.views.kept).len()
    }

    /// Writes the looks that are kept in memory, if there are any and the disk takes them.
    pub async fn catch_up(&self) {
        if self.looks_kept() > 0 {
            let _turn = self.views.turn.lock().await;
            Views::write(Arc::clone(&self.views), self.writer.clone()).await;
        }
    }
}

impl Views {
    /// Writes everything that waits, and what could not be written before, in one statement, which is one act of its own.
    async fn write(views: Arc<Self>, writer: SqlitePool) {
        let mut conn = writer.acquire().await;
        let waiting = mem::take(&mut *lock(&views.waiting));
        let kept = mem::take(&mut *lock(&views.kept));
        if waiting.is_empty() && kept.is_empty() {
            return; // who had the turn before has written ours, too
        }
        let rows: Vec<&Row> = kept.iter().chain(waiting.iter().flat_map(|(rows, _)| rows)).collect();
        let done = match &mut conn {
            Ok(conn) => insert(conn, &rows).await,
            Err(_) => Err(anyhow!(sqlx::Error::PoolTimedOut)),
        };
        match (done, conn) {
            (Ok(()), _) => tell(waiting, &Ok(())),
            (Err(why), Ok(mut conn)) if !Fault::of(&why).passes() => one_by_one(&mut conn, kept, waiting).await,
            (Err(why), _) => views.keep(kept, waiting, &why),
        }
    }

    /// Keeps what the disk does not take until it does, so that people can go on reading; in the log, too, in case it never does.
    fn keep(&self, mut kept: Vec<Row>, waiting: Vec<(Vec<Row>, Told)>, why: &anyhow::Error) {
        for (rows, told) in waiting {
            if kept.len() + rows.len() > MOST_KEPT {
                tell(vec![(rows, told)], &Err(format!("{why:#}")));
                continue;
            }
            for row in &rows {
                tracing::error!(why = format!("{why:#}"), ?row, "a look is kept in memory: it cannot be written down");
            }
            kept.extend(rows.iter().cloned());
            tell(vec![(rows, told)], &Ok(()));
        }
        *lock(&self.kept) = kept;
    }
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes each page's by themselves, since all together could not be: a fault is one page's.
async fn one_by_one(conn: &mut SqliteConnection, kept: Vec<Row>, waiting: Vec<(Vec<Row>, Told)>) {
    for row in kept {
        if let Err(why) = insert(conn, &[&row]).await {
            tracing::error!(
                why = format!("{why:#}"),
                ?row,
                "a look that was kept in memory cannot be written down at all"
            );
        }
    }
    for (rows, told) in waiting {
        let done = insert(conn, &rows.iter().collect::<Vec<_>>()).await.map_err(|why| format!("{why:#}"));
        tell(vec![(rows, told)], &done);
    }
}

fn tell(waiting: Vec<(Vec<Row>, Told)>, done: &Result<(), String>) {
    for (_, told) in waiting {
        let _ = told.send(done.clone()); // whoever went away need not hear it
    }
}

async fn insert(conn: &mut SqliteConnection, rows: &[&Row]) -> anyhow::Result<()> {
    let rows = serde_json::to_string(rows)?;
    sqlx::query!(
        "INSERT INTO audit (school_id, at, actor_kind, staff_id, adult_id, verb, thing, thing_id, pupil_id, detail)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
           value ->> 9 FROM json_each(?)",
        rows
    )
    .execute(conn)
    .await?;
    Ok(())
}
