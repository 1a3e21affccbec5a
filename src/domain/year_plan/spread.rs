//! One round's reviews on its days: first that nobody has more in a day than they can hold, then evenly.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{AdultId, Calendar, PlanId, StaffId};

/// A review that wants a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Whose.
    pub plan: PlanId,
    /// Who leads it.
    pub owner: StaffId,
    /// The child's first contact.
    pub family: Option<AdultId>,
    /// First day it may have.
    pub from: NaiveDate,
    /// Last day it may have.
    pub until: NaiveDate,
    /// The day that it would have by last year's pattern. It gets it where its owner has room.
    pub wished: Option<NaiveDate>,
}

/// Why a review has no good day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// There is no school day left for it.
    NoDay,
    /// Its owner has more reviews than the days can hold.
    Full,
}

/// Where a review came to lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The day, if there is any.
    pub on: Option<NaiveDate>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
}

/// Spreads reviews over school days. `taken` are days on which their owners lead one already. Nobody leads more than `cap` on a day,
/// unless no arrangement could avoid it; then each that is too much says so. Two of one family with one owner come on the same or on
/// neighbouring days where that costs nobody a place. The same reviews always come to lie the same, in whatever order they are given.
#[must_use]
pub fn spread(calendar: &Calendar, wanted: &[Wanted], taken: &[(StaffId, NaiveDate)], cap: u32) -> Vec<Placed> {
    let mut round = Round::new(calendar, wanted, taken, cap);
    let mut full = Vec::new();
    for n in round.order() {
        if let Some(day) = round.wished(n) {
            round.put(n, day);
        }
    }
    for n in round.order().into_iter().filter(|n| round.given[*n].is_none()).collect::<Vec<_>>() {
        match round.best(n, true) {
            Some(day) => round.put(n, day),
            None if round.days_of(n).is_empty() => {}
            None if round.make_room(n, &mut BTreeSet::new()) => {}
            None => full.push(n),
        }
    }
    for n in &full {
        if let Some(day) = round.best(*n, false) {
            round.put(*n, day);
        }
    }
    let trouble = |n: usize| match round.given[n] {
        None => Some(Trouble::NoDay),
        Some(_) => full.contains(&n).then_some(Trouble::Full),
    };
    (0..wanted.len()).map(|n| Placed { on: round.given[n].map(|d| round.days[d]), trouble: trouble(n) }).collect()
}

/// What has a place so far. Days are numbers into `days`.
struct Round<'a> {
    wanted: &'a [Wanted],
    /// Every school day that any of the reviews may have.
    days: Vec<NaiveDate>,
    given: Vec<Option<usize>>,
    /// How many each person leads on each day.
    load: BTreeMap<(StaffId, usize), u32>,
    /// How many the whole school has on each day.
    total: Vec<u32>,
    /// For each review, how many of its owner's come before it, and how many there are.
    rank: Vec<(usize, usize)>,
    cap: u32,
}

impl<'a> Round<'a> {
    fn new(calendar: &Calendar, wanted: &'a [Wanted], taken: &[(StaffId, NaiveDate)], cap: u32) -> Self {
        let any = |day: &NaiveDate| wanted.iter().any(|w| w.from <= *day && *day <= w.until);
        let first = wanted.iter().map(|w| w.from).min().unwrap_or_default();
        let last = wanted.iter().map(|w| w.until).max().unwrap_or_default();
        let days = first.iter_days().take_while(|d| *d <= last).filter(|d| calendar.is_school_day(*d)).filter(any);
        let days: Vec<NaiveDate> = days.collect();
        let mut round = Self {
            wanted,
            given: vec![None; wanted.len()],
            load: BTreeMap::new(),
            total: vec![0; days.len()],
            rank: Vec::new(),
            days,
            cap: cap.max(1),
        };
        for (owner, day) in taken {
            if let Ok(day) = round.days.binary_search(day) {
                *round.load.entry((*owner, day)).or_default() += 1;
                round.total[day] += 1;
            }
        }
        round.rank = round.ranks();
        round
    }

    /// Those with the fewest days to choose from first; one owner's and one family's together.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.wanted.len()).collect();
        order.sort_by_key(|n| {
            let w = &self.wanted[*n];
            (self.days_of(*n).len(), w.until, w.owner, w.family, w.plan)
        });
        order
    }

    /// The day it wishes for, where that is one of its own and its owner has room.
    fn wished(&self, n: usize) -> Option<usize> {
        let day = self.days.binary_search(&self.wanted[n].wished?).ok()?;
        (self.days_of(n).contains(&day) && self.load(n, day) < self.cap).then_some(day)
    }

    fn ranks(&self) -> Vec<(usize, usize)> {
        let mut so_far: BTreeMap<StaffId, usize> = BTreeMap::new();
        let mut rank = vec![(0, 0); self.wanted.len()];
        for n in self.order() {
            let many = so_far.entry(self.wanted[n].owner).or_default();
            rank[n].0 = *many;
            *many += 1;
        }
        for (n, w) in self.wanted.iter().enumerate() {
            rank[n].1 = so_far[&w.owner];
        }
        rank
    }

    fn days_of(&self, n: usize) -> std::ops::Range<usize> {
        let w = &self.wanted[n];
        let first = self.days.partition_point(|d| *d < w.from);
        first..self.days.partition_point(|d| *d <= w.until).max(first)
    }

    fn load(&self, n: usize, day: usize) -> u32 {
        self.load.get(&(self.wanted[n].owner, day)).copied().unwrap_or(0)
    }

    /// The day that suits a review best: near a brother's or sister's, where its owner has least, where the school has least, and as
    /// far from the owner's other days as can be.
    fn best(&self, n: usize, within_cap: bool) -> Option<usize> {
        let days = self.days_of(n);
        let (before, of) = self.rank[n];
        let ideal = days.start + days.len() * (2 * before + 1) / (2 * of.max(1));
        let free = days.filter(|day| !within_cap || self.load(n, *day) < self.cap);
        free.min_by_key(|day| {
            (!self.near_family(n, *day), self.load(n, *day), self.total[*day], day.abs_diff(ideal), *day)
        })
    }

    fn near_family(&self, n: usize, day: usize) -> bool {
        let me = &self.wanted[n];
        let theirs =
            self.wanted.iter().zip(&self.given).filter(|(w, _)| {
                w.family.is_some() && (w.family, w.owner) == (me.family, me.owner) && w.plan != me.plan
            });
        theirs.filter_map(|(_, given)| *given).any(|given| given.abs_diff(day) <= 1)
    }

    fn put(&mut self, n: usize, day: usize) {
        let owner = self.wanted[n].owner;
        if let Some(old) = self.given[n].replace(day) {
            self.total[old] -= 1;
            self.load.entry((owner, old)).and_modify(|many| *many -= 1);
        }
        self.total[day] += 1;
        *self.load.entry((owner, day)).or_default() += 1;
    }

    /// Finds a place for a review by moving others of its owner on, each to another of its own days (an augmenting path): where this
    /// fails, no arrangement has a place for one more.
    fn make_room(&mut self, n: usize, tried: &mut BTreeSet<usize>) -> bool {
        for day in self.days_of(n) {
            if !tried.insert(day) {
                continue;
            }
            if self.load(n, day) < self.cap || self.move_one_from(n, day, tried) {
                self.put(n, day);
                return true;
            }
        }
        false
    }

    fn move_one_from(&mut self, n: usize, day: usize, tried: &mut BTreeSet<usize>) -> bool {
        let owner = self.wanted[n].owner;
        let there = |other: &usize| self.given[*other] == Some(day) && self.wanted[*other].owner == owner;
        let others: Vec<usize> = (0..self.wanted.len()).filter(there).collect();
        others.into_iter().any(|other| self.make_room(other, tried))
    }
}
