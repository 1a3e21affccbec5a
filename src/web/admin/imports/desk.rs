//! Files between upload and import. They hold personal data, so they lie in this process's memory and nowhere else: never on the disk,
//! in no backup. Each person has one pile; it goes when it is brought in or thrown away, and after a day.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    domain::{ids::StaffId, time::Moment},
    exchange::{File, Mapping},
};

/// For how long files wait: a day.
const DAY: Duration = Duration::from_secs(86_400);

/// Every pile.
#[derive(Clone, Default)]
pub struct Desk(Arc<Mutex<BTreeMap<StaffId, Pile>>>);

struct Pile {
    since: Moment,
    files: Arc<Vec<File>>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

impl Desk {
    /// Puts files there, in place of those that waited. They go after a day by themselves.
    pub(super) fn put(&self, person: StaffId, files: Vec<File>, now: Moment) {
        self.piles().insert(person, Pile { since: now, files: Arc::new(files) });
        let desk = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(DAY).await;
            desk.piles().retain(|owner, pile| *owner != person || pile.since != now);
        });
    }

    /// A person's files, if any wait.
    pub(super) fn get(&self, person: StaffId, now: Moment) -> Option<Arc<Vec<File>>> {
        let mut piles = self.piles();
        let oldest = now.plus_seconds(-i64::try_from(DAY.as_secs()).unwrap_or(i64::MAX));
        piles.retain(|_, pile| pile.since > oldest);
        piles.get(&person).map(|pile| Arc::clone(&pile.files))
    }

    /// Says what the columns of one of a person's files are.
    pub(super) fn choose(&self, person: StaffId, at: usize, mapping: Mapping) {
        if let Some(file) = self.piles().get_mut(&person).and_then(|pile| Arc::make_mut(&mut pile.files).get_mut(at)) {
            file.mapping = Some(mapping);
        }
    }

    /// Throws a person's files away.
    pub(super) fn clear(&self, person: StaffId) {
        self.piles().remove(&person);
    }

    fn piles(&self) -> MutexGuard<'_, BTreeMap<StaffId, Pile>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn files_are_their_owners_for_a_day_and_never_shown_in_a_log() {
        let (desk, now) = (Desk::default(), Moment::from_unix(1_795_420_800));
        desk.put(StaffId(1), vec![File::new("pupils.csv", b"UPN".to_vec())], now);
        assert!(desk.get(StaffId(2), now).is_none(), "nobody else has them");
        assert!(desk.get(StaffId(1), now.plus_seconds(86_399)).is_some());
        assert!(!format!("{desk:?}").contains("pupils"));
        assert!(desk.get(StaffId(1), now.plus_seconds(86_400)).is_none());
        assert!(desk.piles().is_empty());
    }
}
