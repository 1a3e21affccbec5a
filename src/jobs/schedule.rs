//! When things happen. Every time span of the worker is here, with its reason.

use std::time::Duration;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::domain::{calendar::Calendar, ids::NoticeId, notice::NoticeKind, reminder::sending_hours, time::Moment};

/// Between two looks at what is due: a minute, the grain of everything that people agree on.
pub const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How often the sender looks whether anything waits.
pub const SEND_EVERY: Duration = Duration::from_secs(5);

/// How long a mail server may keep one message waiting until another sender goes on with the others, on a connection of its own.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks into the mailbox to which messages come back: a quarter of an hour, in which nobody has waited long for a family to be
/// phoned instead, and which no provider takes for too often.
pub const MAILBOX_EVERY: Duration = Duration::from_secs(15 * 60);
/// Mails that are looked at in one go, each go on a connection of its own.
pub const MAILS_A_LOOK: usize = 200;

/// Seconds after which a backup that failed is tried again: an hour, in which a full disk or a lost mount may have been seen to.
pub const BACKUP_AGAIN_AFTER: i64 = 60 * 60;

/// How long a message in flight may take to finish when the program is asked to stop: shorter than the ten seconds after which
/// containers are killed.
pub const GRACE: Duration = Duration::from_secs(8);

/// Seconds between two questions to a mail server that refuses us: often enough to notice within minutes that it was put right.
pub const PROBE_EVERY: i64 = 5 * 60;

/// Seconds after which a message that was never taken is given up: RFC 5321 4.5.4.1 asks for four to five days.
pub const GIVE_UP_AFTER: i64 = 5 * 24 * 60 * 60;

/// Tries that must have been made before a message is given up: one that the holidays kept waiting was not tried for five days.
pub const TRIES_BEFORE_GIVING_UP: i64 = 12;

/// Tries after which a message whose words are refused is set aside: enough to outlast a filter's bad day, few enough to be noticed.
pub const POISONED: i64 = 3;

/// Tries in a row that fail for now before the rest waits for the next look: a server that is down is not asked once for each message.
pub const ENOUGH_FAILURES: usize = 3;

/// Minutes to wait after the first four tries; then an hour.
const BACKOFF: [i64; 4] = [1, 5, 15, 30];

/// When to try again after so many tries, with a fifth of jitter either way so that messages that failed together do not come back
/// together. The same message and try give the same jitter.
#[must_use]
pub fn next_try(id: NoticeId, attempt: i64, now: Moment) -> Moment {
    let minutes = usize::try_from(attempt - 1).ok().and_then(|i| BACKOFF.get(i)).copied().unwrap_or(60);
    let digest = Sha256::digest(format!("{id}:{attempt}").as_bytes());
    let fraction = i64::from(digest[0]) - 128; // -128 to 127: a fifth of the wait either way
    now.plus_seconds(minutes * 60 + minutes * 60 * fraction / 640)
}

/// Whether a message answers what somebody has just done, and waits for no hour.
#[must_use]
pub fn leaves_at_any_hour(kind: NoticeKind) -> bool {
    use NoticeKind::{
        AccessGiven, AccountInvite, Booked, Cancelled, Changed, PasswordReset, PleasePhone, ReadingCode, RunningLate,
        Security,
    };
    let about_a_meeting = matches!(kind, Booked | Changed | Cancelled | RunningLate | PleasePhone);
    about_a_meeting || matches!(kind, AccessGiven | Security | AccountInvite | PasswordReset | ReadingCode)
}

/// When a message of this kind may leave, if not now: what nobody has just asked for goes between 07:30 and 18:00 on school days. Where
/// that would be after a day in law it goes within those hours on any day, and at any hour where even that would be too late.
#[must_use]
pub fn opens(kind: NoticeKind, limit: Option<NaiveDate>, calendar: &Calendar, now: Moment) -> Option<Moment> {
    if leaves_at_any_hour(kind) {
        return None;
    }
    let in_time = |then: Option<Moment>| limit.is_none_or(|limit| then.unwrap_or(now).today() <= limit);
    let usual = opening(now, |day| calendar.is_school_day(day), |day| calendar.on_or_after(day));
    let any_day = opening(now, |_| true, |day| day);
    [usual, any_day].into_iter().find(|then| in_time(*then)).flatten()
}

/// The next opening on a day that is good, or nothing where it is open now.
fn opening(
    now: Moment,
    good: impl Fn(NaiveDate) -> bool,
    on_or_after: impl Fn(NaiveDate) -> NaiveDate,
) -> Option<Moment> {
    let (from, until) = sending_hours();
    let (today, time) = (now.today(), now.local().time());
    if good(today) && (from..until).contains(&time) {
        return None;
    }
    let day = if time < from { today } else { today.succ_opt().unwrap_or(today) };
    Some(Moment::at(on_or_after(day), from))
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};

    use super::*;
    use crate::domain::calendar;

    #[test]
    fn waits_grow_to_an_hour_and_stray_by_a_fifth_at_most() {
        let now = Moment::from_unix(1_800_000_000);
        for (attempt, minutes) in [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (100, 60)] {
            for id in 0..200 {
                let wait = next_try(NoticeId(id), attempt, now).unix() - now.unix();
                assert!((minutes * 48..=minutes * 72).contains(&wait), "{attempt}: {wait}");
            }
        }
        assert_eq!(next_try(NoticeId(7), 3, now), next_try(NoticeId(7), 3, now));
        assert_ne!(next_try(NoticeId(7), 5, now), next_try(NoticeId(8), 5, now));
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn at(day: NaiveDate, h: u32, m: u32) -> Moment {
        Moment::at(day, NaiveTime::from_hms_opt(h, m, 0).unwrap())
    }

    /// No terms entered, so the usual ones; with a bank holiday and an INSET day of its own.
    fn school() -> Calendar {
        Calendar::new(calendar::Facts {
            closures: vec![(day(2026, 11, 27), calendar::ClosureKind::Inset, "Staff training".into())],
            bank_holidays: vec![(day(2027, 5, 3), "Early May bank holiday".into())],
            ..Default::default()
        })
    }

    #[test]
    fn every_night_of_ten_years_a_message_waits_for_the_next_school_morning_and_no_longer() {
        let school = school();
        for today in day(2026, 9, 1).iter_days().take_while(|d| *d < day(2036, 9, 1)) {
            for (h, m) in [(0, 0), (0, 59), (1, 30), (2, 0), (7, 29), (7, 30), (12, 0), (17, 59), (18, 0), (23, 59)] {
                let now = at(today, h, m);
                let open = school.is_school_day(today) && (7, 30) <= (h, m) && h < 18;
                let found = opens(NoticeKind::Invite, None, &school, now);
                assert_eq!(found.is_none(), open, "{today} {h}:{m}");
                let Some(opens) = found else { continue };
                let local = opens.local();
                assert!(opens > now && school.is_school_day(local.date()), "{today} {h}:{m}: {local}");
                assert_eq!(local.time(), sending_hours().0, "{today} {h}:{m}");
                let first = if h < 7 || (h, m) == (7, 29) { today } else { today.succ_opt().unwrap() };
                assert_eq!(local.date(), school.on_or_after(first), "{today} {h}:{m}: a school day was passed over");
                assert_eq!(super::opens(NoticeKind::Invite, None, &school, opens), None, "it opens when it says");
            }
        }
    }

    #[test]
    fn clocks_that_change_move_no_opening() {
        let school = school();
        // Friday evening before each change; the Monday after it is a school day, or the holidays have begun.
        for friday in [day(2026, 10, 23), day(2027, 3, 26), day(2029, 3, 23), day(2031, 10, 24)] {
            let opens = opens(NoticeKind::Digest, None, &school, at(friday, 18, 0)).unwrap();
            assert_eq!(opens.local().time(), sending_hours().0, "{friday}");
        }
    }

    #[test]
    fn inset_days_and_bank_holidays_are_no_school_days_and_answers_wait_for_neither() {
        let school = school();
        let invite = |now| opens(NoticeKind::Invite, None, &school, now).map(|m| m.local().date());
        assert_eq!(invite(at(day(2026, 11, 27), 10, 0)), Some(day(2026, 11, 30)), "an INSET day");
        assert_eq!(invite(at(day(2027, 5, 3), 10, 0)), Some(day(2027, 5, 4)), "a bank holiday");
        for kind in [NoticeKind::Booked, NoticeKind::Changed, NoticeKind::Cancelled, NoticeKind::Security] {
            assert_eq!(opens(kind, None, &school, at(day(2026, 12, 25), 3, 0)), None, "{kind:?}");
        }
    }

    #[test]
    fn a_day_in_law_outweighs_the_holiday_and_on_the_last_evening_the_hour() {
        let school = school();
        let holiday = day(2026, 12, 28);
        let by_then = |h| opens(NoticeKind::Invite, Some(holiday), &school, at(holiday, h, 0));
        assert_eq!(by_then(6), Some(at(holiday, 7, 30)));
        assert_eq!(by_then(9), None);
        assert_eq!(by_then(20), None, "tomorrow would be too late");
        let long_before = opens(NoticeKind::Invite, Some(holiday), &school, at(day(2026, 11, 20), 20, 0));
        assert_eq!(long_before, Some(at(day(2026, 11, 23), 7, 30)), "a Friday evening in term waits for Monday");
    }
}
