//! One message by a person's hand: the same once more, or on another day. Both ask the rules that would write it, on the facts of now, so
//! that nothing leaves by hand which may not leave by itself.

use chrono::NaiveDate;

use super::{Again, Matter, Moment, Picture, Planned, Standing, meeting, plan};
use crate::domain::{notice::HeldBack, time::LongDay};

/// Why a message cannot go on a day.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DayProblem {
    /// It has gone by.
    #[error("Choose today or a later day")]
    Past,
    /// No message leaves on it.
    #[error("{day} is no school day ({why}): choose another", day = LongDay(*.0), why = .1)]
    Closed(NaiveDate, String),
    /// It would be of no use then.
    #[error("On {day} it would be too late: {why}. Choose an earlier day", day = LongDay(*.0), why = .1)]
    TooLate(NaiveDate, String),
    /// The law sets its last day.
    #[error("The law sets its last day, {day}: choose that or an earlier one", day = LongDay(*.0))]
    Law(NaiveDate),
    /// It has left, or is not to be sent any more.
    #[error("This message has left, or is not to be sent any more")]
    Gone,
}

/// The message with a key once more, to whoever may be told it today. `None` where what it says does not hold any longer.
#[must_use]
pub fn once_more(picture: &Picture, key: &str, again: Again, now: Moment) -> Option<Planned> {
    let mut unsaid = picture.clone();
    unsaid.said.remove(key);
    let mut planned = unsaid.meetings.iter().find_map(|one| meeting::once_more(&unsaid, one, key, now))?;
    if let Matter::Meeting { again: told, .. } = &mut planned.matter {
        *told = Some(again);
    }
    planned.key = format!("again/{}", again.of);
    Some(planned)
}

/// Whether the message with a key may go on this day instead of its own.
///
/// # Errors
/// Why not.
pub fn may_go_on(picture: &Picture, key: &str, day: NaiveDate, now: Moment) -> Result<(), DayProblem> {
    if day < now.today() {
        return Err(DayProblem::Past);
    }
    if let Some(closed) = picture.calendar.why_closed(day) {
        return Err(DayProblem::Closed(day, closed.words()));
    }
    let mut changed = picture.clone();
    changed.days.insert(key.to_owned(), day);
    let planned = plan(&changed, now, day).into_iter().find(|one| one.key == key).ok_or(DayProblem::Gone)?;
    match planned.standing {
        Standing::Stale(why @ (HeldBack::Stale(_) | HeldBack::MeetingCancelled)) => {
            Err(DayProblem::TooLate(day, why.words()))
        }
        Standing::Stale(_) => Err(DayProblem::Gone),
        _ if planned.due_on < day => Err(DayProblem::Law(planned.due_on)),
        _ => Ok(()),
    }
}
