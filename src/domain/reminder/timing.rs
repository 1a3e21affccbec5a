//! When a message may leave: on school days between 07:30 and 18:00 in England, moved to the next where it falls outside, and never
//! past a date in law.

use chrono::NaiveDate;

use super::sending_hours;
use crate::domain::{
    calendar::Calendar,
    time::{Day, Moment},
};

/// When a message goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct When {
    /// The day.
    pub(super) due_on: NaiveDate,
    /// The earliest instant.
    pub(super) not_before: Moment,
    /// Why not on the day it was meant for.
    pub(super) moved: Option<String>,
}

/// The first instant of a day at which mail leaves.
pub(super) fn opening(day: NaiveDate) -> Moment {
    Moment::at(day, sending_hours().0)
}

/// The first instant of a day at which no mail leaves any more.
pub(super) fn closing(day: NaiveDate) -> Moment {
    Moment::at(day, sending_hours().1)
}

/// When something meant for a day goes, seen from now: not on a day that has gone by, not after `limit`.
pub(super) fn when(
    calendar: &Calendar,
    meant: NaiveDate,
    limit: Option<NaiveDate>,
    not_before: Option<Moment>,
    now: Moment,
) -> When {
    let today = now.today();
    let earliest = not_before.unwrap_or_else(|| opening(meant)).max(now);
    let over = closing(earliest.today()) <= earliest;
    let from = earliest.today().max(meant);
    let from = if over && from == earliest.today() { from + chrono::Days::new(1) } else { from };
    let due_on = calendar.moved(from, limit, today).max(today);
    let legal_now = limit.is_some_and(|l| due_on >= l) && (over || !calendar.is_school_day(due_on));
    let opens = if legal_now && due_on == today { earliest } else { opening(due_on) };
    let moved = (due_on != meant).then(|| match calendar.why_closed(meant) {
        Some(closed) => format!("moved from {}: {}", Day(meant), closed.words()),
        None if meant < today => format!("was due on {}", Day(meant)),
        None => format!("moved from {}, after 18:00", Day(meant)),
    });
    When { due_on, not_before: opens.max(not_before.unwrap_or(opens)), moved }
}
