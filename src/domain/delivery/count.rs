//! "41 of 50 sessions, 6 lost: 4 adult absent": what was planned, given and lost.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{HowItWent, Lost, Session};
use crate::domain::count::counted;

/// What became of a session for one pupil.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It happened, for so many minutes.
    Given(u32, Option<HowItWent>),
    /// It did not.
    Lost(Lost),
}

/// Sessions up to a day, counted. Nothing is in two of the figures.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Delivery {
    /// Sessions planned so far.
    pub planned: u32,
    /// Of those, given.
    pub delivered: u32,
    /// Of those, lost, by reason.
    pub reasons: BTreeMap<Lost, u32>,
    /// Given beside the plan.
    pub besides: u32,
    /// Minutes given, of both.
    pub minutes: u32,
}

impl Delivery {
    /// Counts planned sessions and what is noted of them by their day and beginning, up to and including today. A session of today counts
    /// once it is noted: until then it may still be to come.
    #[must_use]
    pub fn of(planned: &[Session], notes: &BTreeMap<(NaiveDate, u32), Outcome>, today: NaiveDate) -> Self {
        let mut all = Self::default();
        for one in planned.iter().filter(|one| one.on <= today) {
            match notes.get(&(one.on, one.begins)) {
                Some(Outcome::Given(minutes, _)) => {
                    all.delivered += 1;
                    all.minutes += minutes;
                }
                Some(Outcome::Lost(why)) => *all.reasons.entry(*why).or_default() += 1,
                None if one.on == today => continue,
                None => {}
            }
            all.planned += 1;
        }
        let is_planned = |key: &(NaiveDate, u32)| planned.iter().any(|one| (one.on, one.begins) == *key);
        for (_, outcome) in notes.iter().filter(|(key, _)| key.0 <= today && !is_planned(key)) {
            if let Outcome::Given(minutes, _) = outcome {
                all.besides += 1;
                all.minutes += minutes;
            }
        }
        all
    }

    /// The two together, as of two groups with the same provision.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.planned += other.planned;
        self.delivered += other.delivered;
        self.besides += other.besides;
        self.minutes += other.minutes;
        for (why, many) in &other.reasons {
            *self.reasons.entry(*why).or_default() += many;
        }
        self
    }

    /// Sessions lost.
    #[must_use]
    pub fn lost(&self) -> u32 {
        self.reasons.values().sum()
    }

    /// Sessions given, planned or not.
    #[must_use]
    pub fn given(&self) -> u32 {
        self.delivered + self.besides
    }

    /// Sessions that have gone by and of which nobody has said anything.
    #[must_use]
    pub fn not_noted(&self) -> u32 {
        self.planned.saturating_sub(self.delivered + self.lost())
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.planned == 0 && self.besides == 0
    }

    /// "41 of 50 sessions".
    #[must_use]
    pub fn figure(&self) -> String {
        format!("{} of {}", self.delivered, counted(self.planned, "session", "sessions"))
    }

    /// "41 of 50 sessions, 6 lost: 4 adult absent, 2 pupil absent; 3 not noted".
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = self.figure();
        if self.lost() > 0 {
            let mut reasons: Vec<_> = self.reasons.iter().collect();
            reasons.sort_by_key(|(why, many)| (std::cmp::Reverse(**many), **why));
            let each: Vec<String> = reasons.iter().map(|(why, many)| format!("{many} {}", why.short())).collect();
            words += &format!(", {} lost: {}", self.lost(), each.join(", "));
        }
        if self.not_noted() > 0 {
            words += &format!("; {} not noted", self.not_noted());
        }
        if self.besides > 0 {
            words += &format!("; {} more beside the plan", self.besides);
        }
        words
    }
}
