//! What the frame of every page of a school says, kept in memory while nothing about it is written.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Store,
    changes::{Changes, Topic},
    health::{self, Health},
    schools,
};
use crate::domain::{ids::SchoolId, time::Moment};

/// Schools whose frames are kept at most; then all are forgotten.
const MOST: usize = 1000;

/// What the frame of a school's pages says.
#[derive(Debug)]
pub struct Frame {
    /// The school's name.
    pub school: String,
    health: Health,
    /// How many messages could not be put into bytes.
    pub unwritten: i64,
    /// Why the last backup failed, if none has been made since.
    pub backup_failed: Option<String>,
}

impl Frame {
    /// Why mail does not leave, if it does not.
    #[must_use]
    pub fn mail_trouble(&self, now: Moment) -> Option<String> {
        self.health.trouble(now)
    }

    /// Whether a part of the worker has not been heard of for too long.
    #[must_use]
    pub fn is_stalled(&self, now: Moment) -> bool {
        self.health.is_stalled(now)
    }
}

/// The frames in memory, each as of so many changes.
#[derive(Debug, Default)]
pub(super) struct Frames(Mutex<HashMap<SchoolId, (i64, Arc<Frame>)>>);

impl Store {
    /// What the frame of a school's pages says, as of these changes or later.
    pub async fn frame(&self, school: SchoolId, changes: &Changes) -> anyhow::Result<Arc<Frame>> {
        let as_of = changes.of(Topic::Frame);
        if let Some(kept) = self.frames.get(school, as_of) {
            return Ok(kept);
        }
        let mut conn = self.read().await?;
        let school_name = schools::get(&mut conn, school).await?.name;
        let health = health::look(&mut conn).await?;
        let (unwritten, backup_failed) = (health.unwritten, health.backup_failed.clone());
        let frame = Arc::new(Frame { school: school_name, health, unwritten, backup_failed });
        self.frames.put(school, as_of, &frame);
        Ok(frame)
    }
}

impl Frames {
    fn get(&self, school: SchoolId, as_of: i64) -> Option<Arc<Frame>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&school).filter(|(of, _)| *of == as_of).map(|(_, frame)| Arc::clone(frame))
    }

    fn put(&self, school: SchoolId, as_of: i64, frame: &Arc<Frame>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(school, (as_of, Arc::clone(frame)));
    }
}
