//! What a change of plans does to the messages: the same rules, asked once on the facts as they are and once as they would be.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Moment, Picture, Planned, Standing, plan};
use crate::domain::notice::{NoticeKind, Recipient};

/// How many messages of one kind a change would bring, move, take away, or say otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Effect {
    /// Written where none would have been.
    pub written: u32,
    /// To the same person within the same week, on another day.
    pub moved: u32,
    /// No longer written.
    pub withdrawn: u32,
    /// On the same day, with other counts or days in it.
    pub reworded: u32,
}

impl Effect {
    /// Nothing changes.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What a change does to the messages that will leave up to and including `until`, by kind. A kind that it leaves alone is not listed.
#[must_use]
pub fn effects(before: &Picture, after: &Picture, now: Moment, until: NaiveDate) -> Vec<(NoticeKind, Effect)> {
    let (before, after) = (plan(before, now, until), plan(after, now, until));
    let (before, after) = (leaving(&before), leaving(&after));
    let of = |kind: NoticeKind| {
        let gone = || before.values().filter(|p| p.kind == kind && !after.contains_key(p.key.as_str()));
        let new = || after.values().filter(|p| p.kind == kind && !before.contains_key(p.key.as_str()));
        let moved = moved(gone().copied(), new().copied());
        let both = after.values().filter(|p| p.kind == kind).filter_map(|p| Some((before.get(p.key.as_str())?, p)));
        let differs = |old: &Planned, new: &Planned| (&old.matter, old.due_on) != (&new.matter, new.due_on);
        Effect {
            written: count(new().count()) - moved,
            moved,
            withdrawn: count(gone().count()) - moved,
            reworded: count(both.filter(|(old, new)| differs(old, new)).count()),
        }
    };
    NoticeKind::ALL.iter().map(|kind| (*kind, of(*kind))).filter(|(_, effect)| !effect.is_nothing()).collect()
}

/// The messages that go, by key.
fn leaving(planned: &[Planned]) -> BTreeMap<&str, &Planned> {
    let goes = |p: &&Planned| matches!(p.standing, Standing::Due | Standing::Later);
    planned.iter().filter(goes).map(|p| (p.key.as_str(), p)).collect()
}

/// How many of those that go away come back for the same person within the same week.
fn moved<'a>(gone: impl Iterator<Item = &'a Planned>, new: impl Iterator<Item = &'a Planned>) -> u32 {
    let week = |p: &Planned| (p.to, p.due_on - chrono::Days::new(u64::from(p.due_on.weekday().num_days_from_monday())));
    let mut left: BTreeMap<(Recipient, NaiveDate), u32> = BTreeMap::new();
    for one in gone {
        *left.entry(week(one)).or_default() += 1;
    }
    let mut moved = 0;
    for one in new {
        if let Some(n) = left.get_mut(&week(one)).filter(|n| **n > 0) {
            *n -= 1;
            moved += 1;
        }
    }
    moved
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
