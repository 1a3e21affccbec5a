//! What pages ask of a whole school beside the facts: read when somebody first asks for it, and kept with the facts of the same version.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{COMPARES, Register, version};

/// Something about a whole school on a day. There is one of each type, and it is nobody's in particular: whoever shows it to a person
/// asks what they may see of it.
pub trait Part: PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// Reads it anew.
    fn read(
        conn: &mut SqliteConnection,
        register: &Register,
        day: NaiveDate,
    ) -> impl Future<Output = anyhow::Result<Self>> + Send;
}

/// A part of whatever type, with its day.
type Kept = (NaiveDate, Arc<dyn Any + Send + Sync>);

/// The parts that somebody has asked for, by type.
#[derive(Default)]
pub(super) struct Parts(Mutex<HashMap<TypeId, Kept>>);

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

impl Parts {
    fn get<T: Part>(&self, day: NaiveDate) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, part) = kept.get(&TypeId::of::<T>())?;
        if *of == day { Arc::clone(part).downcast().ok() } else { None }
    }

    fn keep<T: Part>(&self, day: NaiveDate, part: Arc<T>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), (day, part));
    }
}

impl Register {
    /// A part of a day: what was read since the last commit, or else read now. In debug builds it is read again and compared.
    pub async fn part<T: Part>(&self, conn: &mut SqliteConnection, day: NaiveDate) -> anyhow::Result<Arc<T>> {
        let kept = self.parts.get::<T>(day);
        if let Some(kept) = kept {
            if COMPARES.load(Ordering::Relaxed) {
                let fresh = T::read(conn, self, day).await?;
                let moved_on = version::look(conn, self.school).await? != self.version;
                assert!(moved_on || fresh == *kept, "out of date: {kept:?} is {fresh:?}");
            }
            return Ok(kept);
        }
        let fresh = Arc::new(T::read(conn, self, day).await?);
        // What was committed meanwhile may be in it: then it is of a later version than the facts.
        if version::look(conn, self.school).await? == self.version {
            self.parts.keep(day, Arc::clone(&fresh));
        }
        Ok(fresh)
    }
}
