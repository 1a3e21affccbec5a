//! What the links lead to that families opened of late, in memory: while nothing is committed in the school, a page that is opened again asks
//! whether anything was, and nothing else. Links are known by their hash alone, as in the table.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use chrono::NaiveDate;
use sqlx::{Connection, SqliteConnection};

use super::invitations::{Opened, by_token};
use crate::{
    domain::{time::Moment, wording::Wording},
    store::{
        Store,
        register::{COMPARES, version},
        schools::SchoolCard,
        secret::hashed,
        wordings,
    },
};

/// Links kept at most; then all are forgotten, and each is read once more.
const MOST: usize = 2_000;

/// What a live link leads to, with the school that it is about and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkedTo {
    /// The meeting, and whose link it is.
    pub opened: Opened,
    /// The school's card.
    pub school: SchoolCard,
    /// How the school words what families read.
    pub wording: Wording,
}

/// As of what a link was read: the version of its school's facts, and the day, since contacts and rules end with a day.
type AsOf = (i64, NaiveDate);

/// A link as it was read.
type Kept = (AsOf, Arc<LinkedTo>);

/// The links that were opened, by their hash.
#[derive(Debug, Default)]
pub(in crate::store) struct OpenedLinks(Mutex<HashMap<Vec<u8>, Kept>>);

impl OpenedLinks {
    fn get(&self, hash: &[u8]) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn put(&self, hash: Vec<u8>, as_of: AsOf, linked: &Arc<LinkedTo>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash, (as_of, Arc::clone(linked)));
    }
}

impl Store {
    /// What a link leads to now, as [`by_token`] has it, with its school. In debug builds what is kept is read again and compared.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn linked_to(
        &self,
        conn: &mut SqliteConnection,
        token: &str,
        now: Moment,
    ) -> anyhow::Result<Option<Arc<LinkedTo>>> {
        let hash = hashed(token);
        if let Some((as_of, kept)) = self.opened.get(&hash)
            && kept.opened.until.is_some_and(|until| until > now)
            && as_of == (version(conn, kept.opened.conversation.school).await?, now.today())
        {
            if COMPARES.load(Ordering::Relaxed) {
                compare(conn, token, (as_of, &kept), now).await?;
            }
            return Ok(Some(kept));
        }
        let Some((as_of, fresh)) = read(conn, token, now).await? else { return Ok(None) };
        let fresh = Arc::new(fresh);
        self.opened.put(hash, as_of, &fresh);
        Ok(Some(fresh))
    }
}

/// Reads it with the version that it is of: all of one instant.
async fn read(conn: &mut SqliteConnection, token: &str, now: Moment) -> anyhow::Result<Option<(AsOf, LinkedTo)>> {
    let mut one = conn.begin().await?;
    let Some(opened) = by_token(&mut one, token, now).await? else { return Ok(None) };
    let school = opened.conversation.school;
    let as_of = (version(&mut one, school).await?, now.today());
    let (card, wording) = wordings::with_card(&mut one, school).await?;
    one.rollback().await?; // nothing was written
    Ok(Some((as_of, LinkedTo { opened, school: card, wording })))
}

/// Panics where what is kept is not what the database holds: somewhere something was written that raised no version.
async fn compare(
    conn: &mut SqliteConnection,
    token: &str,
    (as_of, kept): (AsOf, &LinkedTo),
    now: Moment,
) -> anyhow::Result<()> {
    let fresh = read(conn, token, now).await?;
    let is_same = fresh.as_ref().is_some_and(|(of, fresh)| *of != as_of || fresh == kept);
    let is_gone = fresh.is_none() && version(conn, kept.opened.conversation.school).await? != as_of.0;
    assert!(is_same || is_gone, "what a link leads to is out of date: {kept:?} is {fresh:?}");
    Ok(())
}
