//! Sessions in memory, so that a page need not ask who somebody is while nothing about access has changed.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;

use super::{Found, IDLE_SECONDS};
use crate::domain::{ids::SchoolId, time::Moment};

/// Sessions kept at most; then all are forgotten, and each is asked for once more.
const MOST: usize = 20_000;

/// As of what something about access was read: the changes of it, and the day, since people and rights end with a day.
pub(super) type AsOf = (i64, NaiveDate);

/// A session as it was read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) found: Found,
    pub(super) seen_at: i64,
    pub(super) expires_at: i64,
}

impl Kept {
    /// Whether it has neither run out nor been left alone for too long. Where it says no the table decides: another process may have
    /// noted a later use.
    pub(super) fn is_alive(&self, now: Moment) -> bool {
        self.expires_at > now.unix() && self.seen_at > now.unix() - IDLE_SECONDS
    }
}

/// The sessions that were asked for, by the hash of their token.
#[derive(Debug, Default)]
pub(in crate::store) struct Sessions(Mutex<HashMap<Vec<u8>, (AsOf, Kept)>>);

impl Sessions {
    pub(super) fn get(&self, hash: &[u8], as_of: AsOf) -> Option<Kept> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(hash).filter(|(of, _)| *of == as_of).map(|(_, kept)| kept.clone())
    }

    /// Of which school whoever holds this token is, as far as is remembered: a session does not change its school.
    pub(super) fn school(&self, hash: &[u8]) -> Option<SchoolId> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(hash).map(|(_, kept)| kept.found.viewer.school)
    }

    pub(super) fn put(&self, hash: Vec<u8>, as_of: AsOf, kept: Kept) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash, (as_of, kept));
    }
}
