//! The year laid out at its start: a day for each review of each plan, spread over the people who lead them and the days of each round.
//!
//! A proposal only; the SENCO changes what does not suit. Days are school days inside the round; an EHC plan's annual review keeps to
//! the last day that leaves the authority its four weeks, even where that is before the round opens.

mod spread;

use chrono::{Days, NaiveDate};

pub use spread::{Placed, Trouble, Wanted, spread};

use super::{
    calendar::{AcademicYear, Calendar, Season},
    ids::{AdultId, PlanId, StaffId},
    standing::{Cell, Facts, State},
    time::LongDay,
};

/// A term of one plan's year, as far as its day is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Term {
    /// Held, not needed, or late beyond its round: there is no day to give.
    Closed,
    /// A meeting is booked: its day is the review's.
    Booked(NaiveDate),
    /// To be held, with the day it has been given so far.
    Open(Option<NaiveDate>),
}

impl Term {
    /// Where a term of a plan's year stands, and the day it has been given: the agreed one of the open cycle, else the one planned ahead.
    #[must_use]
    pub fn of(calendar: &Calendar, facts: &Facts, cell: &Cell, today: NaiveDate) -> Self {
        match cell.state {
            State::Booked(on) => Self::Booked(on),
            State::Planned | State::DueSoon(_) => Self::Open(given(calendar, facts, cell.season)),
            State::Overdue(_) if today < cell.window.closes_on => Self::Open(given(calendar, facts, cell.season)),
            State::Overdue(_) | State::Done { .. } | State::NotNeeded(_) => Self::Closed,
        }
    }
}

/// The day that a term's review has been given.
#[must_use]
pub fn given(calendar: &Calendar, facts: &Facts, season: Season) -> Option<NaiveDate> {
    let (from, until) = calendar.reach(facts.year, season);
    facts.agreed_on.filter(|on| from <= *on && *on <= until).or(facts.planned_for(season))
}

/// Reviews of a plan's year that are to be held and have no day of their own yet.
#[must_use]
pub fn undated(calendar: &Calendar, facts: &Facts, cells: &[Cell; 3], today: NaiveDate) -> usize {
    cells.iter().filter(|cell| Term::of(calendar, facts, cell, today) == Term::Open(None)).count()
}

/// One plan's year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanYear {
    /// Which plan.
    pub plan: PlanId,
    /// Who leads its reviews.
    pub owner: StaffId,
    /// The child's first contact: who shares one is of one family.
    pub family: Option<AdultId>,
    /// EHC: the last day for the annual review's meeting, while that meeting has not been held.
    pub legal: Option<NaiveDate>,
    /// Autumn, spring, summer.
    pub terms: [Term; 3],
    /// Last year's reviews, each by how many school days after its round opened it was held.
    pub last_year: [Option<i64>; 3],
}

/// The day proposed for one review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Whose.
    pub plan: PlanId,
    /// Of which term.
    pub season: Season,
    /// The day, and what is wrong with it.
    pub placed: Placed,
}

/// School days between a proposal and the first day it proposes, where the round still has so many: a week in which parents can be asked
/// and a plan be written. Whoever wants a nearer day chooses it.
pub const NOTICE_SCHOOL_DAYS: i64 = 5;

/// A day for each open review of these seasons. With `keep`, what has a day already keeps it and counts as load.
#[must_use]
pub fn propose(
    calendar: &Calendar,
    year: AcademicYear,
    plans: &[PlanYear],
    (seasons, keep): (&[Season], bool),
    cap: u32,
    today: NaiveDate,
) -> Vec<Proposal> {
    let noticed = calendar.plus_school_days(today, NOTICE_SCHOOL_DAYS);
    let round = |season: Season| {
        let (mut wanted, mut taken) = (Vec::new(), Vec::new());
        for plan in plans {
            match plan.terms[season.index()] {
                Term::Closed => {}
                Term::Booked(on) => taken.push((plan.owner, on)),
                Term::Open(Some(on)) if keep => taken.push((plan.owner, on)),
                Term::Open(_) => {
                    let (from, until) = days(calendar, year, season, plan.legal, today);
                    let from = if noticed <= until { from.max(noticed) } else { from };
                    let wished =
                        plan.last_year[season.index()].map(|days| like_last_year(calendar, year, season, days));
                    wanted.push(Wanted {
                        plan: plan.plan,
                        owner: plan.owner,
                        family: plan.family,
                        from,
                        until,
                        wished,
                    });
                }
            }
        }
        let placed = spread(calendar, &wanted, &taken, cap);
        let proposal = |(wanted, placed): (Wanted, Placed)| Proposal { plan: wanted.plan, season, placed };
        wanted.into_iter().zip(placed).map(proposal).collect::<Vec<_>>()
    };
    seasons.iter().flat_map(|season| round(*season)).collect()
}

/// By how many school days after its round opened a review of a term was held; `None`: none was, in the days of that term.
#[must_use]
pub fn pattern(calendar: &Calendar, year: AcademicYear, season: Season, reviews: &[NaiveDate]) -> Option<i64> {
    let (first, last) = calendar.reach(year, season);
    let opens = calendar.window(year, season).opens_on;
    let on = reviews.iter().filter(|on| first <= **on && **on <= last).max()?;
    Some(calendar.school_days_between(opens, *on))
}

/// The day that lies so many school days after a round opens, as a review did last year.
fn like_last_year(calendar: &Calendar, year: AcademicYear, season: Season, days: i64) -> NaiveDate {
    let window = calendar.window(year, season);
    calendar.plus_school_days(window.opens_on, days).clamp(window.opens_on, window.closes_on)
}

/// First and last day that a review of a term may have, seen from `today`: the round, cut short by the legal day of an annual review
/// that falls to this term. Where that lies before the round opens, the days of the term up to it. Empty (last before first) where all
/// of them have gone by; a legal day that has gone by leaves the next school day.
#[must_use]
pub fn days(
    calendar: &Calendar,
    year: AcademicYear,
    season: Season,
    legal: Option<NaiveDate>,
    today: NaiveDate,
) -> (NaiveDate, NaiveDate) {
    let (window, (first, last)) = (calendar.window(year, season), calendar.reach(year, season));
    let tomorrow = calendar.on_or_after(today + Days::new(1));
    let here = first <= tomorrow && tomorrow <= last;
    match legal {
        Some(legal) if legal < tomorrow && here => (tomorrow, tomorrow),
        Some(legal) if first <= legal && legal < window.opens_on => (first.max(tomorrow), legal),
        Some(legal) if window.contains(legal) => (window.opens_on.max(tomorrow), legal),
        _ => (window.opens_on.max(tomorrow), window.closes_on),
    }
}

/// Checks a day that a person chose for a review of a term: a school day to come, in that term, not after its round closes, and not
/// after the legal day of an annual review.
///
/// # Errors
/// A sentence that names the day.
pub fn check(
    calendar: &Calendar,
    (year, season): (AcademicYear, Season),
    on: NaiveDate,
    legal: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), String> {
    let (window, (first, last)) = (calendar.window(year, season), calendar.reach(year, season));
    let day = LongDay(on);
    if on <= today {
        return Err(format!("{day} is not in the future"));
    }
    if on < first || last < on {
        return Err(format!("{day} is not in the {} term of {year}", season.words()));
    }
    if let Some(closed) = calendar.why_closed(on) {
        return Err(format!("{day} is no school day: {}", closed.words()));
    }
    if window.closes_on < on {
        return Err(format!("{day} is after the round closes on {}", LongDay(window.closes_on)));
    }
    match legal {
        Some(legal) if today < legal && first <= legal && legal <= last && legal < on => {
            Err(format!("{day} is after {}, the last school day for the annual review’s meeting", LongDay(legal)))
        }
        _ => Ok(()),
    }
}

/// Checks a day that a person chose for the review of a plan beside SEN support: a school day to come, in that term, and not after the
/// plan's last day. No round binds it.
///
/// # Errors
/// A sentence that names the day.
pub fn check_beside(
    calendar: &Calendar,
    (year, season): (AcademicYear, Season),
    on: NaiveDate,
    ends_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), String> {
    let ((first, last), day) = (calendar.reach(year, season), LongDay(on));
    if on <= today {
        return Err(format!("{day} is not in the future"));
    }
    if on < first || last < on {
        return Err(format!("{day} is not in the {} term of {year}", season.words()));
    }
    if let Some(closed) = calendar.why_closed(on) {
        return Err(format!("{day} is no school day: {}", closed.words()));
    }
    match ends_on {
        Some(end) if end < on => Err(format!("{day} is after the plan’s last day, {}", LongDay(end))),
        _ => Ok(()),
    }
}

/// A day moved by so many school days, or `None` where it may not go there.
#[must_use]
pub fn shifted(
    calendar: &Calendar,
    term: (AcademicYear, Season),
    on: NaiveDate,
    by: i64,
    legal: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let there = calendar.plus_school_days(on, by);
    check(calendar, term, there, legal, today).is_ok().then_some(there)
}

#[cfg(test)]
mod tests;
