//! What is asked of each line of provision, and of all of them in a week.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Finding, LineText, Place, PlanToCheck, Rule, found, vague};
use crate::domain::calendar::Calendar;

/// Minutes of a school week of 32.5 hours.
const WEEK: u64 = 1950;

pub(super) fn check(plan: &PlanToCheck<'_>) -> Vec<Finding> {
    let weeks = school_weeks(plan.calendar, plan.started_on, plan.review_on);
    let each = plan.lines.iter().enumerate().flat_map(|(n, line)| one(n, line, weeks));
    each.chain(fits_week(plan)).collect()
}

fn one(n: usize, line: &LineText<'_>, weeks: usize) -> Vec<Finding> {
    let all =
        [frequency(n, line), role(n, line), serves(n, line), plain(n, line), ordinary(n, line), within(n, line, weeks)];
    all.into_iter().flatten().collect()
}

fn frequency(n: usize, line: &LineText<'_>) -> Option<Finding> {
    if !line.takes_time {
        return None;
    }
    let missing = [(line.minutes, "minutes"), (line.times_a_week, "times"), (line.weeks, "weeks")];
    let (_, field) = missing.into_iter().find(|(number, _)| *number == 0)?;
    let reason = "It does not say how long, how often and for how many weeks.";
    Some(found(Rule::Frequency, Place::Line(n, field), reason))
}

fn role(n: usize, line: &LineText<'_>) -> Option<Finding> {
    let is_missing = line.takes_time && line.role.trim().is_empty();
    is_missing.then(|| found(Rule::NamedRole, Place::Line(n, "role"), "It does not say who gives it."))
}

fn serves(n: usize, line: &LineText<'_>) -> Option<Finding> {
    let reason = "It serves no target: tick those it is for, or leave it out.";
    line.serves.is_empty().then(|| found(Rule::LineHasTarget, Place::Line(n, "name"), reason))
}

fn plain(n: usize, line: &LineText<'_>) -> Option<Finding> {
    let word = vague::in_support(line.name)?;
    let reason = format!("“{word}” could be anything: name the intervention, or what the adult does.");
    Some(found(Rule::PlainLine, Place::Line(n, "name"), reason))
}

fn ordinary(n: usize, line: &LineText<'_>) -> Option<Finding> {
    let word = vague::ordinary(line.name)?;
    let reason =
        format!("“{word}” is every teacher’s for every pupil: only what is additional or different belongs here.");
    Some(found(Rule::BeyondOrdinary, Place::Line(n, "name"), reason))
}

fn within(n: usize, line: &LineText<'_>, weeks: usize) -> Option<Finding> {
    let reason =
        format!("It runs for {} weeks; until the review there are {weeks} weeks with school in them.", line.weeks);
    let is_longer = usize::try_from(line.weeks).is_ok_and(|planned| planned > weeks);
    is_longer.then(|| found(Rule::WithinPlan, Place::Line(n, "weeks"), reason))
}

/// All of it in one week: those that run one after the other are not told apart.
fn fits_week(plan: &PlanToCheck<'_>) -> Option<Finding> {
    let minutes = |line: &LineText<'_>| u64::from(line.minutes) * u64::from(line.times_a_week);
    let all: u64 = plan.lines.iter().map(minutes).sum();
    let longest = plan.lines.iter().enumerate().max_by_key(|(_, line)| minutes(line)).map(|(n, _)| n)?;
    let reason = format!("All support together takes {} hours a week; a school week has 32.5.", all / 60);
    (all > WEEK).then(|| found(Rule::FitsWeek, Place::Line(longest, "times"), reason))
}

/// The weeks with a school day in them, from one day to another.
fn school_weeks(calendar: &Calendar, from: NaiveDate, until: NaiveDate) -> usize {
    let days = from.iter_days().take_while(|day| *day <= until).take(800);
    let weeks: BTreeSet<_> = days
        .filter(|day| calendar.is_school_day(*day))
        .map(|day| (day.iso_week().year(), day.iso_week().week()))
        .collect();
    weeks.len()
}
