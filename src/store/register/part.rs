//! What pages ask beside the facts: read when somebody first asks for it, and kept while nothing is committed in the school, or at least
//! nothing of what it is read from.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{COMPARES, Register, version};
use crate::{
    domain::access::Viewer,
    store::changes::{Changes, Topic},
};

/// Parts kept with one register at most: then all are forgotten.
const MOST: usize = 200;

/// Of what, and for whom, a part is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Of {
    /// Who may see it; nobody in particular where whoever shows it asks what a person may see of it.
    viewer: Option<Viewer>,
    /// The number of the pupil or the plan; 0 for the whole school.
    id: i64,
    /// What is asked about it, as codes; empty where there is only one question.
    asked: [&'static str; 2],
}

impl Of {
    /// The whole school, for nobody in particular.
    pub const SCHOOL: Self = Self { viewer: None, id: 0, asked: [""; 2] };

    /// What one person may see.
    #[must_use]
    pub fn seen_by(viewer: &Viewer) -> Self {
        Self { viewer: Some(*viewer), ..Self::SCHOOL }
    }

    /// The same of the pupil or plan with this number.
    #[must_use]
    pub fn about(self, id: i64) -> Self {
        Self { id, ..self }
    }

    /// The same as an answer to one of several questions, each known by its codes.
    #[must_use]
    pub fn asking(self, asked: [&'static str; 2]) -> Self {
        Self { asked, ..self }
    }

    /// For whom it is.
    ///
    /// # Errors
    /// When it is for nobody in particular.
    pub fn viewer(&self) -> anyhow::Result<&Viewer> {
        self.viewer.as_ref().ok_or_else(|| anyhow::anyhow!("a part that is for nobody in particular"))
    }

    /// The number of the pupil or the plan.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The codes of the question.
    #[must_use]
    pub fn asked(&self) -> [&'static str; 2] {
        self.asked
    }
}

/// Something about a school on a day.
pub trait Part: PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// What it is read from, all of it: while nothing of this is written it holds for later facts, too. Nothing, where it follows from
    /// more than these topics.
    const TOPICS: &'static [Topic] = &[];

    /// Reads it anew.
    fn read(
        conn: &mut SqliteConnection,
        register: &Register,
        of: Of,
        day: NaiveDate,
    ) -> impl Future<Output = anyhow::Result<Self>> + Send;
}

/// A part of whatever type, with its day and its topics.
type Kept = (NaiveDate, &'static [Topic], Arc<dyn Any + Send + Sync>);

/// The parts that somebody has asked for.
#[derive(Default)]
pub(super) struct Parts(Mutex<HashMap<(TypeId, Of), Kept>>);

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

impl Parts {
    fn get<T: Part>(&self, of: Of, day: NaiveDate) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (on, _, part) = kept.get(&(TypeId::of::<T>(), of))?;
        if *on == day { Arc::clone(part).downcast().ok() } else { None }
    }

    fn keep<T: Part>(&self, of: Of, day: NaiveDate, part: Arc<T>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert((TypeId::of::<T>(), of), (day, T::TOPICS, part));
    }
}

impl Register {
    /// The parts that hold for later facts, too.
    pub(super) fn parts_for(&self, later: &Changes) -> Parts {
        let kept = self.parts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |topics: &[Topic]| !topics.is_empty() && self.changes.agree(later, topics);
        let held = kept.iter().filter(|(_, (_, topics, _))| holds(topics));
        Parts(Mutex::new(held.map(|(of, part)| (*of, part.clone())).collect()))
    }

    /// A part about the whole school on a day: what was read since the last commit, or else read now.
    pub async fn part<T: Part>(&self, conn: &mut SqliteConnection, day: NaiveDate) -> anyhow::Result<Arc<T>> {
        self.part_of(conn, Of::SCHOOL, day).await
    }

    /// A part of one thing, or for one person, on a day. In debug builds what is kept is read again and compared.
    pub async fn part_of<T: Part>(
        &self,
        conn: &mut SqliteConnection,
        of: Of,
        day: NaiveDate,
    ) -> anyhow::Result<Arc<T>> {
        let kept = self.parts.get::<T>(of, day);
        if let Some(kept) = kept {
            if COMPARES.load(Ordering::Relaxed) {
                let fresh = T::read(conn, self, of, day).await?;
                let moved_on = version::look(conn, self.school).await? != self.version;
                assert!(moved_on || fresh == *kept, "out of date: {kept:?} is {fresh:?}");
            }
            return Ok(kept);
        }
        let fresh = Arc::new(T::read(conn, self, of, day).await?);
        // What was committed meanwhile may be in it: then it is of a later version than the facts.
        if version::look(conn, self.school).await? == self.version {
            self.parts.keep(of, day, Arc::clone(&fresh));
        }
        Ok(fresh)
    }
}
