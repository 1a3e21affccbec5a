//! Files of many sheets while they are made, and until they are fetched. They hold personal data, so they lie in this process's memory and
//! nowhere else. Each person has one; it goes when they ask for another, and after a day.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, futures::Notified};

use crate::domain::{
    ids::StaffId,
    print_job::{KEPT_SECONDS, PrintStage},
    time::Moment,
};

/// Every file.
#[derive(Clone, Default)]
pub struct PrintDesk(Arc<Jobs>);

#[derive(Default)]
struct Jobs {
    all: Mutex<BTreeMap<StaffId, PrintJob>>,
    moved: Notify,
}

/// What somebody asked for.
#[derive(Clone)]
pub(super) struct PrintJob {
    /// When.
    pub(super) since: Moment,
    /// "Class 4A".
    pub(super) about: String,
    /// How far it is.
    pub(super) stage: PrintStage,
    /// The file, once it is ready.
    pub(super) file: Option<Arc<Vec<u8>>>,
}

impl fmt::Debug for PrintDesk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrintDesk").finish_non_exhaustive()
    }
}

impl PrintDesk {
    /// Begins one for a person, in place of what they had. Returns nothing, and begins nothing, where theirs is still being made.
    pub(super) fn begin(&self, person: StaffId, about: String, of: usize, now: Moment) -> bool {
        let mut all = self.all(now);
        if all.get(&person).is_some_and(|job| job.stage.goes_on()) {
            return false;
        }
        let stage = PrintStage::Gathering { done: 0, of };
        all.insert(person, PrintJob { since: now, about, stage, file: None });
        true
    }

    /// Says how far a person's is, with the file where it is ready.
    pub(super) fn is_at(&self, person: StaffId, stage: PrintStage, file: Option<Vec<u8>>, now: Moment) {
        if let Some(job) = self.all(now).get_mut(&person) {
            (job.stage, job.file) = (stage, file.map(Arc::new));
            self.0.moved.notify_waiters();
        }
    }

    /// Comes when any of them has gone further since this was asked.
    pub fn moved(&self) -> Notified<'_> {
        self.0.moved.notified()
    }

    /// What a person asked for, if it is kept.
    pub(super) fn get(&self, person: StaffId, now: Moment) -> Option<PrintJob> {
        self.all(now).get(&person).cloned()
    }

    /// All that is kept today: whatever is older goes.
    fn all(&self, now: Moment) -> MutexGuard<'_, BTreeMap<StaffId, PrintJob>> {
        let mut all = self.0.all.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest = now.plus_seconds(-KEPT_SECONDS);
        all.retain(|_, job| job.since > oldest);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whose_it_is_and_for_a_day() {
        let (desk, now) = (PrintDesk::default(), Moment::from_unix(1_795_420_800));
        assert!(desk.begin(StaffId(1), "Class 4A".to_owned(), 3, now));
        assert!(!desk.begin(StaffId(1), "All".to_owned(), 9, now), "one at a time");
        assert!(desk.get(StaffId(2), now).is_none(), "nobody else has it");
        desk.is_at(StaffId(1), PrintStage::Ready(3), Some(vec![1]), now);
        assert_eq!(desk.get(StaffId(1), now.plus_seconds(86_399)).unwrap().file.unwrap().len(), 1);
        assert!(!format!("{desk:?}").contains("4A"));
        assert!(desk.begin(StaffId(1), "All".to_owned(), 9, now), "what is ready makes room");
        assert!(desk.get(StaffId(1), now.plus_seconds(86_400)).is_none());
    }
}
