//! The year as it stands in the form: what was typed, what is ticked, and what was saved when the form was made.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{PupilYear, YearPage};
use crate::{
    domain::{
        calendar::Season,
        ids::PlanId,
        time::LongDay,
        year_plan::{self, Term},
    },
    store::year_plan::Change,
    web::form::{days::date, fields::FormErrors, typed::Typed},
};

/// A cell of the year.
pub(super) type Key = (PlanId, Season);

/// The form.
pub(super) struct Draft {
    /// Each cell's date as typed.
    pub(super) days: BTreeMap<Key, String>,
    /// What was saved when the form was made.
    pub(super) was: BTreeMap<Key, NaiveDate>,
    /// The ticked cells.
    pub(super) picked: BTreeSet<Key>,
    /// What a step has to say about single cells.
    pub(super) notes: BTreeMap<Key, String>,
    /// Everything else.
    pub(super) typed: Typed,
}

/// The name of a cell's date in the form.
pub(super) fn field((plan, season): Key) -> String {
    format!("on-{}", name((plan, season)))
}

/// A cell as a form names it: "12-spring".
pub(super) fn name((plan, season): Key) -> String {
    format!("{plan}-{}", season.as_code())
}

fn key(name: &str) -> Option<Key> {
    let (plan, season) = name.split_once('-')?;
    Some((PlanId(plan.parse().ok()?), Season::from_code(season)?))
}

/// What stands beside a review for which no day can be proposed.
pub(super) const NO_DAY: &str = "No school day is left in this round.";

impl Draft {
    /// The form before anything is typed.
    pub(super) fn saved(seen: &YearPage) -> Self {
        let mut typed = Typed::default();
        typed.set("cap", seen.cap.to_string());
        let was: BTreeMap<Key, NaiveDate> =
            open(seen).filter_map(|(line, key)| Some((key, line.saved(&seen.calendar, key.1)?))).collect();
        let days = was.iter().map(|(key, on)| (*key, on.to_string())).collect();
        let is_full = |line: &PupilYear, key: &Key| {
            let legal = line.ties.and_then(|t| t.legal);
            let (from, until) = year_plan::days(&seen.calendar, seen.year, key.1, legal, seen.today);
            !was.contains_key(key) && until < from
        };
        let full = open(seen).filter(|(line, key)| is_full(line, key));
        let notes = full.map(|(_, key)| (key, NO_DAY.to_owned())).collect();
        Self { days, was, picked: BTreeSet::new(), notes, typed }
    }

    /// The form as it was saved, with the ticks that somebody set on the board.
    pub(super) fn ticked(seen: &YearPage, typed: &Typed) -> Self {
        let season = Season::from_code(typed.get("season"));
        let plans = typed.0.iter().filter(|(name, _)| name == "plan").filter_map(|(_, value)| value.parse().ok());
        let picked = plans.filter_map(|plan| Some((PlanId(plan), season?))).collect();
        Self { picked, ..Self::saved(seen) }
    }

    /// The form as it was sent.
    pub(super) fn read(typed: &Typed) -> Self {
        let days =
            typed.0.iter().filter_map(|(name, value)| Some((key(name.strip_prefix("on-")?)?, value.trim().to_owned())));
        let was = typed.get("was").split_whitespace().filter_map(|one| {
            let (name, on) = one.split_once('=')?;
            Some((key(name)?, on.parse().ok()?))
        });
        let picked = typed.0.iter().filter(|(name, _)| name == "pick").filter_map(|(_, value)| key(value));
        Self {
            days: days.collect(),
            was: was.collect(),
            picked: picked.collect(),
            notes: BTreeMap::new(),
            typed: typed.clone(),
        }
    }

    /// What was saved when the form was made, for the form.
    pub(super) fn was(&self) -> String {
        self.was.iter().map(|(key, on)| format!("{}={on}", name(*key))).collect::<Vec<_>>().join(" ")
    }

    /// A cell's date, if one is typed that can be read.
    pub(super) fn day(&self, key: Key) -> Option<NaiveDate> {
        self.days.get(&key).and_then(|text| date(text))
    }

    /// What is to be saved, or errors beside the dates that cannot be. Where somebody else saved another day meanwhile, theirs stays
    /// unless a day was typed here too: then both are said, and it is asked again.
    pub(super) fn changes(&mut self, seen: &YearPage, errors: &mut FormErrors) -> Vec<Change> {
        let mut changes = Vec::new();
        for (line, key) in open(seen) {
            let (saved, was) = (line.saved(&seen.calendar, key.1), self.was.get(&key).copied());
            let text = self.days.get(&key).map(String::as_str).unwrap_or_default();
            let on = date(text);
            if on == was && (on.is_some() || text.is_empty()) {
                self.days.insert(key, saved.map(|on| on.to_string()).unwrap_or_default());
                continue;
            }
            match self.judge(seen, line, key, (saved, was), text) {
                Ok(on) if on == saved => {}
                Ok(on) => changes.push(Change {
                    plan: key.0,
                    pupil: line.row.pupil,
                    term: (seen.year, key.1),
                    agreed: seen.is_agreed(line, key.1),
                    on,
                }),
                Err(why) => {
                    let who = line.row.name.short();
                    errors.add(field(key), format!("{who}, {}: {why}", key.1.words()));
                }
            }
        }
        // Who is told of another's day has seen it: sent again, theirs is replaced.
        self.was = Self::saved(seen).was;
        changes
    }

    fn judge(
        &self,
        seen: &YearPage,
        line: &PupilYear,
        key: Key,
        (saved, was): (Option<NaiveDate>, Option<NaiveDate>),
        text: &str,
    ) -> Result<Option<NaiveDate>, String> {
        let on = match (text, date(text)) {
            ("", _) if seen.is_agreed(line, key.1) => {
                return Err("enter a date: every open plan has an agreed review date".to_owned());
            }
            ("", _) => None,
            (_, None) => return Err(format!("{text} is not a real date; write it like 2027-03-10")),
            (_, Some(on)) => Some(on),
        };
        if saved != was && saved != on {
            let other = saved.map_or_else(|| "no day".to_owned(), |on| LongDay(on).to_string());
            return Err(format!(
                "somebody else has saved {other} meanwhile. Yours is kept here; check again to save it"
            ));
        }
        if let Some(on) = on.filter(|on| Some(*on) != saved) {
            let legal = line.ties.and_then(|t| t.legal);
            if line.is_beside() {
                year_plan::check_beside(&seen.calendar, (seen.year, key.1), on, line.row.ends_on, seen.today)?;
            } else {
                year_plan::check(&seen.calendar, (seen.year, key.1), on, legal, seen.today)?;
            }
        }
        Ok(on)
    }
}

/// The cells that can be given a day.
pub(super) fn open(seen: &YearPage) -> impl Iterator<Item = (&PupilYear, Key)> {
    let terms = |line: &PupilYear| {
        Season::ALL.iter().map(|s| (*s, line.term(&seen.calendar, *s, seen.today))).collect::<Vec<_>>()
    };
    seen.lines.iter().flat_map(move |line| {
        let plan = line.row.plan;
        let cells = terms(line).into_iter().filter(|(_, term)| matches!(term, Term::Open(_)));
        cells.filter_map(move |(season, _)| Some((line, (plan?, season)))).collect::<Vec<_>>()
    })
}
