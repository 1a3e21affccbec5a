//! The only place that asks what time it is. Everything else is handed a [`Moment`], so that a test can walk a school year and the
//! demo can stay in November.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::NaiveDate;

use crate::domain::time::Moment;

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// The machine's clock, moved by so many seconds: the demo's `--today`. Time goes on from there.
    Moved(i64),
    /// Stands still until it is set: tests.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this instant until [`Clock::set`] moves it.
    #[must_use]
    pub fn standing_at(moment: Moment) -> Self {
        Self::Set(Arc::new(AtomicI64::new(moment.unix())))
    }

    /// The machine's clock moved so that today is `day` in England, at the present time of day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self::from(Moment::at(day, Self::System.now().local().time()))
    }

    /// The machine's clock moved so that it is `start` now: the demo. Time goes on from there.
    #[must_use]
    pub fn from(start: Moment) -> Self {
        Self::Moved(start.unix() - Self::System.now().unix())
    }

    /// Moves a standing clock; others keep their time.
    pub fn set(&self, moment: Moment) {
        if let Self::Set(held) = self {
            held.store(moment.unix(), Ordering::SeqCst);
        }
    }

    /// The instant it is now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => Moment::from_unix(chrono::Utc::now().timestamp()),
            Self::Moved(by) => Moment::from_unix(chrono::Utc::now().timestamp() + by),
            Self::Set(held) => Moment::from_unix(held.load(Ordering::SeqCst)),
        }
    }
}
