//! When the rules must be asked again, if nothing is entered before then.

use super::{Moment, Picture, Planned, Standing, meeting, plan, timing};

/// An instant before which nothing becomes due by the passing of time alone: the next opening of a school day, on which a digest may go
/// and whatever begins or ends with a day is seen, or what comes earlier about a meeting. It is `now` where something that is due has not
/// been said. What has gone stale meanwhile is written down at that look.
#[must_use]
pub fn next_look(picture: &Picture, now: Moment) -> Moment {
    let unsaid = |p: &Planned| match p.standing {
        Standing::Due => true,
        // Of a call that is too late nothing is recorded.
        Standing::Stale(_) => p.kind.is_mail(),
        Standing::Later | Standing::Held(_) => false,
    };
    if plan(picture, now, now.today()).iter().any(unsaid) {
        return now;
    }
    let today = now.today();
    let from = if timing::opening(today) > now { today } else { today.succ_opt().unwrap_or(today) };
    let morning = timing::opening(picture.calendar.on_or_after(from));
    picture.meetings.iter().flat_map(|m| meeting::instants(picture, m, now)).fold(morning, Moment::min)
}
