//! The standing in a sentence or two, as the strip above a pupil's record shows it.

use chrono::NaiveDate;

use super::{Calendar, Cell, Ended, NotNeeded, Rhythm, Standing, State};
use crate::domain::{
    count::{counted, school_days, times},
    time::{Day, LongDay},
};

pub(super) fn sentence(calendar: &Calendar, standing: &Standing, rhythm: &Rhythm, today: NaiveDate) -> String {
    let mut said = vec![head(standing, rhythm)];
    said.extend(standing.cells.iter().find_map(|c| next(calendar, c, today)));
    said.push(meetings(standing));
    said.extend(standing.cells.iter().filter_map(exception));
    said.join(" ")
}

fn head(standing: &Standing, rhythm: &Rhythm) -> String {
    let Standing { required, reviews_held, terms_covered, year, .. } = standing;
    match (reviews_held, required) {
        (0, 0) if *rhythm != Rhythm::Terms => format!("No review held yet in {year}."),
        (held, 0) if *held > 0 => format!("{} held in {year}.", counted(*held, "review", "reviews")),
        (0, 0) => format!("No reviews are needed in {year}."),
        (held, needed) if is_reached(standing) => format!("{} held: the year's number is reached.", of(*held, *needed)),
        (held, needed) if held == terms_covered => format!("{} held in {year}.", of(*held, *needed)),
        // Three on one day are three reviews, and one term's promise.
        (held, needed) => {
            let reviews = counted(*held, "review", "reviews");
            format!("{reviews} held, in {terms_covered} of {needed} terms, in {year}.")
        }
    }
}

fn of(held: u32, needed: u32) -> String {
    format!("{held} of {}", counted(needed, "review", "reviews"))
}

/// Whether the year has what it needs: nothing is late, and as many terms as need one, or as many reviews as are more than the terms, are
/// held. The same cells that give the light its colour say it.
fn is_reached(standing: &Standing) -> bool {
    let Standing { required, reviews_held, terms_covered, cells, .. } = standing;
    let open = |cell: &Cell| !matches!(cell.state, State::Done { .. } | State::NotNeeded(_));
    let terms = (*required).min(3);
    terms_covered >= &terms && reviews_held >= required && !cells.iter().any(open)
}

/// What comes next, or what is late: the first cell that is neither done nor unneeded.
fn next(calendar: &Calendar, cell: &Cell, today: NaiveDate) -> Option<String> {
    let season = cell.season.words();
    match cell.state {
        State::Overdue(0) => Some(format!("The {season} review was due on {}.", LongDay(cell.due_on))),
        State::Overdue(days) => {
            Some(format!("The {season} review is {} late: it was due on {}.", school_days(days), LongDay(cell.due_on)))
        }
        State::DueSoon(0) => Some(format!("The {season} review is due today, and no meeting is booked.")),
        State::DueSoon(days) => Some(format!(
            "The {season} review is due in {}, by {}, and no meeting is booked.",
            school_days(days),
            LongDay(cell.due_on)
        )),
        State::Booked(on) if cell.is_booked_late() => Some(format!(
            "A meeting for the {season} review is booked for {}, after the day it is due: {}.",
            LongDay(on),
            LongDay(cell.due_on)
        )),
        State::Booked(on) => Some(format!("A meeting for the {season} review is booked for {}.", LongDay(on))),
        State::Planned => {
            let left = calendar.school_days_between(today, cell.due_on);
            Some(format!("The {season} review is due by {}, in {}.", LongDay(cell.due_on), school_days(left)))
        }
        State::Done { .. } | State::NotNeeded(_) => None,
    }
}

fn meetings(standing: &Standing) -> String {
    match (standing.meetings_held, standing.meetings_offered) {
        (0, 0) => "No meeting with parents has been offered yet.".to_owned(),
        (held, offered) if held == offered => format!("Met parents {}.", times(held)),
        (0, offered) => format!("A meeting was offered {}; parents have not been met yet.", times(offered)),
        (held, offered) => format!("Met parents {}; a meeting was offered {}.", times(held), times(offered)),
    }
}

fn exception(cell: &Cell) -> Option<String> {
    match &cell.state {
        State::Done { on, late: true } => {
            Some(format!("{}: held on {}, due by {}.", cell.season.title(), LongDay(*on), LongDay(cell.due_on)))
        }
        State::NotNeeded(NotNeeded::Ended(_, on)) if cell.window.closes_on <= *on => {
            Some(format!("{}: not held, {}.", cell.season.title(), reason(&cell.state)?))
        }
        State::NotNeeded(
            NotNeeded::StartedLate(_) | NotNeeded::NotYet(_) | NotNeeded::Ended(..) | NotNeeded::Said(_),
        ) => Some(format!("{}: not needed, {}.", cell.season.title(), reason(&cell.state)?)),
        _ => None,
    }
}

/// The reason a term is not needed, in words; `None` for any other state.
#[must_use]
pub(super) fn reason(state: &State) -> Option<String> {
    let State::NotNeeded(why) = state else { return None };
    Some(match why {
        NotNeeded::StartedLate(on) => {
            format!("fewer than six school weeks were left when support started on {}", Day(*on))
        }
        NotNeeded::NotYet(on) => format!("support starts on {}", Day(*on)),
        NotNeeded::Ended(Ended::Left, on) => format!("left on {}", Day(*on)),
        NotNeeded::Ended(Ended::NoLongerSen, on) => format!("SEN support ended on {}", Day(*on)),
        NotNeeded::Ended(Ended::PlanClosed, on) => format!("the plan closed on {}", Day(*on)),
        NotNeeded::Said(reason) => reason.clone(),
        NotNeeded::Enough => "the year's number is reached".to_owned(),
        NotNeeded::Spared => "not held; the terms that are left are enough for the year's number".to_owned(),
        NotNeeded::NotSupported => "no SEN support in this year".to_owned(),
        NotNeeded::NoneAgreed => "no review of this plan was agreed for this term".to_owned(),
    })
}
