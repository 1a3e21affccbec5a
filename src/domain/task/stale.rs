//! What nobody has to do any more, because its time has passed or nobody may be reached for it: it settles itself, as messages do.

use chrono::NaiveDate;

use super::TaskKind;
use crate::domain::{
    calendar::Calendar,
    notice::{HeldBack, NoticeKind},
    reminder::SUMMARY_IS_NEWS,
    time::Moment,
};

/// An open task, as far as it can become of no use.
#[derive(Clone, Copy, Debug)]
pub struct Waits<'a> {
    /// Its kind.
    pub kind: TaskKind,
    /// The message that it stands for.
    pub message: Option<NoticeKind>,
    /// The day by which it was to be done.
    pub due_on: NaiveDate,
    /// The last day on which it is of use, where it has one.
    pub until: Option<NaiveDate>,
    /// The meeting that it is about was held, or was missed: that is written down.
    pub held: bool,
    /// The last time of the meeting that it is about: the one agreed, else the last that was offered.
    pub meets: Option<Moment>,
    /// Why its adult may not take part, if that is so.
    pub blocked: Option<&'a HeldBack>,
}

/// Why a task settles itself, if it does. What a person has to look into first waits for them: a restriction to be checked, somebody who may
/// be restricted, a link in the wrong hands, help that a child is said not to get.
#[must_use]
pub fn stale(task: &Waits<'_>, calendar: &Calendar, now: Moment) -> Option<HeldBack> {
    if matches!(task.kind, TaskKind::CheckRestriction | TaskKind::NotHappening) {
        return None;
    }
    let for_good = |why: &&HeldBack| matches!(why, HeldBack::Barred | HeldBack::NoLongerLinked | HeldBack::PupilLeft);
    if let Some(why) = task.blocked.filter(for_good) {
        return Some(why.clone());
    }
    match task.until {
        Some(_) if task.held => return Some(HeldBack::NotThisWay("the meeting is written down")),
        Some(until) if until < now.today() => return Some(HeldBack::Stale(until)),
        _ => {}
    }
    let ahead_of_it = match task.message {
        Some(NoticeKind::Summary) => return no_news(task.due_on, calendar, now),
        Some(_) => true,
        None => matches!(task.kind, TaskKind::PrintLetter | TaskKind::BookInterpreter | TaskKind::AccessNeeds),
    };
    let over = task.meets.filter(|meets| ahead_of_it && *meets <= now);
    over.map(|meets| HeldBack::Stale(meets.today()))
}

/// A letter with what was agreed is news for as long as its message would be.
fn no_news(due_on: NaiveDate, calendar: &Calendar, now: Moment) -> Option<HeldBack> {
    let until = calendar.plus_school_days(due_on, SUMMARY_IS_NEWS);
    (now.today() > until).then_some(HeldBack::Stale(until))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn at(d: NaiveDate) -> Moment {
        Moment::at(d, NaiveTime::from_hms_opt(9, 0, 0).unwrap())
    }

    fn waits(kind: TaskKind, message: Option<NoticeKind>, blocked: Option<&HeldBack>) -> Waits<'_> {
        let (until, held) = (None, false);
        Waits { kind, message, due_on: day(11, 2), until, held, meets: Some(at(day(11, 26))), blocked }
    }

    #[test]
    fn what_is_of_no_use_any_more_settles_itself() {
        use NoticeKind::{Booked, Cancelled, Invite, Summary};
        use TaskKind::{AccessNeeds, BookInterpreter, OtherTimes, PhoneParent, PrintLetter};
        let (before, after) = (day(11, 25), day(11, 27));
        for (kind, message, on, settles) in [
            (PrintLetter, None, before, false),
            (PrintLetter, None, after, true),
            (PrintLetter, Some(Invite), after, true),
            (PrintLetter, Some(Cancelled), after, true),
            (PhoneParent, Some(Booked), after, true),
            (PhoneParent, None, after, false),
            (OtherTimes, None, after, false),
            (BookInterpreter, None, after, true),
            (AccessNeeds, None, after, true),
            (PrintLetter, Some(Summary), after, false),
            (PrintLetter, Some(Summary), day(12, 31), true),
        ] {
            let found = stale(&waits(kind, message, None), &Calendar::new(Default::default()), at(on));
            assert_eq!(found.is_some(), settles, "{kind:?} {message:?} on {on}: {found:?}");
        }
    }

    #[test]
    fn what_was_to_be_done_on_the_day_is_over_with_it_or_with_the_meeting() {
        let calendar = Calendar::new(Default::default());
        let of_the_day = Waits { until: Some(day(11, 26)), ..waits(TaskKind::PhoneParent, None, None) };
        for (held, on, settles) in [(false, 26, false), (false, 27, true), (true, 26, true)] {
            let found = stale(&Waits { held, ..of_the_day }, &calendar, at(day(11, on)));
            assert_eq!(found.is_some(), settles, "{held} on {on}: {found:?}");
        }
    }

    #[test]
    fn whoever_may_not_be_reached_for_good_is_not_rung_and_what_is_to_be_decided_waits() {
        let calendar = Calendar::new(Default::default());
        for (why, settles) in [
            (HeldBack::Barred, true),
            (HeldBack::NoLongerLinked, true),
            (HeldBack::PupilLeft, true),
            (HeldBack::RestrictionToBeChecked, false),
            (HeldBack::WrongPerson, false),
        ] {
            let found = stale(&waits(TaskKind::PhoneParent, None, Some(&why)), &calendar, at(day(11, 3)));
            assert_eq!(found.is_some(), settles, "{why:?}");
        }
        let check = waits(TaskKind::CheckRestriction, None, Some(&HeldBack::Barred));
        assert_eq!(stale(&check, &calendar, at(day(12, 31))), None);
    }
}
