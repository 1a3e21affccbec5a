//! The ladder, walked day by day. `School` is a small stand-in for the rest of the product: what the rules say is due it says, and
//! remembers, and nothing else.

mod cast;
mod digests;

use cast::{at, contact, day, invited, oakfield};
use chrono::Days;
use digests::with_late_plan;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    access::Restriction,
    calendar::AcademicYear,
    ids::{ConversationId, PlanId, PupilId, SlotId, StaffId},
};

fn slot(id: i64, starts: Moment) -> SlotFacts {
    SlotFacts { id: SlotId(id), starts, minutes: 30, mode: Mode::School, place: "Room 2".into() }
}

fn offered(now: Moment, starts: Moment) -> MeetingFacts {
    MeetingFacts {
        id: ConversationId(1),
        pupil: PupilId(1),
        plan: PlanId(1),
        lead: StaffId(1),
        ehc_annual: false,
        offered: now,
        answer_by: now.today() + Days::new(7),
        slots: vec![slot(1, starts)],
        bookings: vec![],
        cancelled: None,
        told: vec![],
        recorded: None,
        review_recorded: None,
        invited: vec![invited(1)],
        on_roll: true,
        plan_open: true,
    }
}

struct School {
    picture: Picture,
    sent: Vec<(String, Moment)>,
}

impl School {
    fn with(meetings: Vec<MeetingFacts>) -> Self {
        let picture = Picture {
            calendar: oakfield(),
            rules: Rules::default(),
            staff: vec![],
            meetings,
            plans: vec![],
            concerns: vec![],
            handovers: vec![],
            annual: Vec::new(),
            sessions_lost: Vec::new(),
            said: BTreeMap::new(),
            held: BTreeSet::new(),
            days: BTreeMap::new(),
        };
        Self { picture, sent: vec![] }
    }

    /// One tick of the scheduler.
    fn tick(&mut self, now: Moment) {
        for planned in plan(&self.picture, now, now.today()) {
            let live = match planned.standing {
                Standing::Due => true,
                Standing::Stale(_) => false,
                _ => continue,
            };
            let before = self.picture.said.insert(planned.key.clone(), Said { on: now.today(), live });
            assert!(before.is_none(), "{} was said twice", planned.key);
            if live {
                self.sent.push((planned.key, now));
            }
        }
    }

    /// Ticks at 06:00, 09:00, noon and 19:00 of every day from one to another.
    fn run(&mut self, from: NaiveDate, to: NaiveDate) {
        for d in from.iter_days().take_while(|d| *d <= to) {
            [6, 9, 12, 19].into_iter().for_each(|h| self.tick(at(d, h, 0)));
        }
    }

    fn kinds(&self) -> Vec<(String, NaiveDate)> {
        self.sent.iter().map(|(k, m)| (k.split('/').next().unwrap().to_owned(), m.today())).collect()
    }
}

fn said(list: &[(&str, NaiveDate)]) -> Vec<(String, NaiveDate)> {
    list.iter().map(|(k, d)| ((*k).to_owned(), *d)).collect()
}

#[test]
fn invite_then_one_chaser_then_a_phone_call_and_never_a_third_mail() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15))]);
    school.run(day(2026, 11, 16), day(2026, 12, 18));
    assert_eq!(
        school.kinds(),
        said(&[
            ("invite", day(2026, 11, 16)),
            ("invite_reminder", day(2026, 11, 20)),
            ("phone_task", day(2026, 11, 25))
        ])
    );
}

#[test]
fn an_invitation_written_in_the_evening_waits_for_the_next_school_day() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 26), 21, 0), at(day(2026, 12, 10), 9, 15))]);
    let seen = plan(&school.picture, at(day(2026, 11, 26), 21, 1), day(2026, 12, 10));
    assert_eq!(seen[0].due_on, day(2026, 11, 30), "the 27th is an INSET day");
    assert_eq!(seen[0].not_before.local().to_string(), "2026-11-30 07:30:00");
    school.run(day(2026, 11, 27), day(2026, 11, 30));
    assert_eq!(school.kinds(), said(&[("invite", day(2026, 11, 30))]));
}

#[test]
fn a_parent_who_books_is_told_at_once_at_any_hour_and_reminded_before() {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
    let mut school = School::with(vec![meeting.clone()]);
    school.tick(at(day(2026, 11, 16), 10, 0));
    let now = at(day(2026, 11, 17), 22, 30);
    meeting.invited[0].answer = Some((AnswerKind::Accept, now));
    meeting.bookings =
        vec![BookingFacts { sequence: 0, slot: meeting.slots[0].clone(), at: now, by_adult: Some(AdultId(1)) }];
    school.picture.meetings = vec![meeting];
    school.tick(now);
    school.run(day(2026, 11, 18), day(2026, 12, 18));
    assert_eq!(
        school.kinds(),
        said(&[
            ("invite", day(2026, 11, 16)),
            ("booked", day(2026, 11, 17)),
            ("before", day(2026, 12, 3)),
            ("eve", day(2026, 12, 9))
        ])
    );
}

#[test]
fn a_moved_meeting_is_a_change_with_its_own_reminder() {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
    let first =
        BookingFacts { sequence: 0, slot: meeting.slots[0].clone(), at: at(day(2026, 11, 16), 11, 0), by_adult: None };
    meeting.bookings = vec![first];
    meeting.invited[0].views = true;
    let mut school = School::with(vec![meeting]);
    school.run(day(2026, 11, 16), day(2026, 11, 20));
    let moved = BookingFacts {
        sequence: 1,
        slot: slot(2, at(day(2026, 12, 15), 9, 0)),
        at: at(day(2026, 11, 20), 12, 0),
        by_adult: None,
    };
    school.picture.meetings[0].bookings.push(moved);
    school.run(day(2026, 11, 23), day(2026, 12, 18));
    let kinds: Vec<String> = school.kinds().into_iter().map(|(k, _)| k).collect();
    assert_eq!(kinds, ["invite", "booked", "changed", "before"]);
    assert_eq!(school.sent.last().unwrap().1.today(), day(2026, 12, 14), "the day before, as their views are in");
}

#[test]
fn after_the_meeting_the_record_and_one_question_and_no_more_than_three_of_our_own_accord() {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
    let mut school = School::with(vec![meeting.clone()]);
    school.run(day(2026, 11, 16), day(2026, 11, 24));
    let answered = at(day(2026, 11, 24), 20, 0);
    meeting.invited[0].answer = Some((AnswerKind::Accept, answered));
    meeting.bookings =
        vec![BookingFacts { sequence: 0, slot: meeting.slots[0].clone(), at: answered, by_adult: Some(AdultId(1)) }];
    school.picture.meetings = vec![meeting.clone()];
    school.run(day(2026, 11, 25), day(2026, 12, 9));
    meeting.recorded = Some(RecordFacts { at: at(day(2026, 12, 10), 10, 0), held_on: day(2026, 12, 10), met: true });
    meeting.invited[0].took_part = Some(TookPart::Attended);
    school.picture.meetings = vec![meeting];
    school.tick(at(day(2026, 12, 10), 10, 5));
    assert!(!school.kinds().iter().any(|(k, _)| k == "summary"), "ten minutes in which it can be undone");
    school.run(day(2026, 12, 10), day(2026, 12, 18));
    let kinds: Vec<String> = school.kinds().into_iter().map(|(k, _)| k).collect();
    assert_eq!(
        kinds,
        ["invite", "invite_reminder", "booked", "before", "eve", "summary"],
        "a fourth, the question, is held back"
    );
    let held = plan(&school.picture, at(day(2026, 12, 18), 9, 0), day(2026, 12, 18));
    assert_eq!(held[0].standing, Standing::Held(HeldBack::EnoughMails(3)));
}

#[test]
fn a_no_show_gets_no_record_and_no_question() {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 11, 24), 9, 15));
    meeting.recorded = Some(RecordFacts { at: at(day(2026, 11, 24), 10, 0), held_on: day(2026, 11, 24), met: false });
    let mut school = School::with(vec![meeting]);
    school.run(day(2026, 11, 25), day(2026, 12, 18));
    assert_eq!(school.kinds(), vec![]);
}

#[test]
fn after_three_weeks_of_silence_the_stale_is_recorded_and_not_sent() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 16), 20, 0), at(day(2026, 11, 24), 9, 15))]);
    school.run(day(2026, 12, 7), day(2026, 12, 18));
    assert_eq!(school.kinds(), vec![]);
    assert!(!school.picture.said["invite/c1/a1"].live);
}

#[test]
fn a_cancelled_meeting_is_called_off_once_and_nothing_else_follows() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15))]);
    school.run(day(2026, 11, 16), day(2026, 11, 17));
    school.picture.meetings[0].cancelled = Some(at(day(2026, 11, 17), 20, 0));
    school.run(day(2026, 11, 18), day(2026, 12, 18));
    assert_eq!(school.kinds(), said(&[("invite", day(2026, 11, 16)), ("cancelled", day(2026, 11, 18))]));
}

#[test]
fn an_annual_review_is_offered_fourteen_days_ahead_even_if_that_is_a_holiday() {
    let mut meeting = offered(at(day(2026, 12, 18), 19, 0), at(day(2027, 1, 8), 9, 0));
    meeting.ehc_annual = true;
    let seen = plan(&School::with(vec![meeting.clone()]).picture, at(day(2026, 12, 18), 19, 0), day(2027, 1, 8));
    assert!(seen[0].due_on <= day(2026, 12, 25), "{:?}", seen[0]);
    meeting.ehc_annual = false;
    let seen = plan(&School::with(vec![meeting]).picture, at(day(2026, 12, 18), 19, 0), day(2027, 1, 8));
    assert_eq!(seen[0].due_on, day(2027, 1, 5), "any other waits for term");
}

#[test]
fn a_held_message_waits_and_a_released_one_goes() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15))]);
    school.picture.held.insert("invite/c1/a1".into());
    school.run(day(2026, 11, 16), day(2026, 11, 18));
    assert_eq!(school.kinds(), vec![]);
    school.picture.held.clear();
    school.run(day(2026, 11, 19), day(2026, 11, 19));
    assert_eq!(school.kinds(), said(&[("invite", day(2026, 11, 19))]));
}

#[test]
fn nothing_to_anyone_who_must_not_get_it() {
    for (restriction, why) in
        [(Restriction::Barred, HeldBack::Barred), (Restriction::ToBeChecked, HeldBack::RestrictionToBeChecked)]
    {
        let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
        meeting.invited[0].contact = contact(1, vec![restriction]);
        let mut school = School::with(vec![meeting]);
        let seen = plan(&school.picture, at(day(2026, 11, 16), 10, 0), day(2026, 11, 16));
        assert_eq!(seen[0].standing, Standing::Held(why));
        school.run(day(2026, 11, 16), day(2026, 12, 18));
        assert_eq!(school.kinds(), vec![]);
    }
}

#[test]
fn two_parents_are_written_to_apart() {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
    meeting.invited.push(invited(2));
    let mut school = School::with(vec![meeting]);
    school.run(day(2026, 11, 16), day(2026, 11, 16));
    let keys: Vec<&str> = school.sent.iter().map(|(k, _)| k.as_str()).collect();
    assert_eq!(keys, ["invite/c1/a1", "invite/c1/a2"]);
}

#[test]
fn what_the_page_shows_for_two_weeks_is_what_is_then_sent() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.meetings = vec![offered(at(day(2026, 11, 12), 20, 0), at(day(2026, 12, 10), 9, 15))];
    let shown: BTreeSet<String> =
        plan(&school.picture, at(day(2026, 11, 12), 20, 0), day(2026, 11, 17)).into_iter().map(|p| p.key).collect();
    school.run(day(2026, 11, 13), day(2026, 11, 17));
    let sent: BTreeSet<String> = school.sent.iter().map(|(k, _)| k.clone()).collect();
    assert_eq!(sent, shown);
}

#[test]
fn a_day_that_somebody_chose_counts_and_none_on_which_it_may_not_go() {
    let (now, key) = (at(day(2026, 11, 16), 10, 0), "invite/c1/a1");
    let mut school = School::with(vec![offered(now, at(day(2026, 12, 10), 9, 15))]);
    for (chosen, expected) in [
        (day(2026, 11, 13), Err(DayProblem::Past)),
        (day(2026, 11, 27), Err(DayProblem::Closed(day(2026, 11, 27), "INSET day".into()))),
        (
            day(2026, 12, 11),
            Err(DayProblem::TooLate(day(2026, 12, 11), "no longer useful after Thursday 10 December".into())),
        ),
        (day(2026, 11, 18), Ok(())),
    ] {
        let found = may_go_on(&school.picture, key, chosen, now);
        assert_eq!(found.is_ok(), expected.is_ok(), "{chosen}: {found:?}");
        if let (Err(found), Err(expected)) = (found, expected) {
            assert_eq!(std::mem::discriminant(&found), std::mem::discriminant(&expected), "{chosen}: {found}");
        }
    }
    assert_eq!(may_go_on(&school.picture, "invite/c9/a9", day(2026, 11, 18), now), Err(DayProblem::Gone));
    school.picture.days.insert(key.into(), day(2026, 11, 18));
    school.run(day(2026, 11, 16), day(2026, 11, 18));
    assert_eq!(school.kinds(), said(&[("invite", day(2026, 11, 18))]));
    let mut annual = offered(now, at(day(2026, 12, 10), 9, 15));
    annual.ehc_annual = true;
    let school = School::with(vec![annual]);
    assert_eq!(
        may_go_on(&school.picture, key, day(2026, 12, 1), now),
        Err(DayProblem::Law(day(2026, 11, 26))),
        "fourteen days before it"
    );
}

#[test]
fn what_is_sent_once_more_is_what_the_rules_would_say_today() {
    let mut school = School::with(vec![offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15))]);
    let again = Again { of: NoticeId(7), on: day(2026, 11, 16) };
    school.run(day(2026, 11, 16), day(2026, 11, 16));
    let evening = at(day(2026, 11, 20), 19, 0);
    let more = once_more(&school.picture, "invite/c1/a1", again, evening).unwrap();
    assert_eq!((more.key.as_str(), &more.standing, more.due_on), ("again/7", &Standing::Later, day(2026, 11, 23)));
    assert!(matches!(more.matter, Matter::Meeting { again: Some(told), .. } if told == again));
    assert_eq!(once_more(&school.picture, "booked/c1.0/a1", again, evening), None, "no time is agreed");
    school.picture.meetings[0].invited[0].contact = contact(1, vec![Restriction::Barred]);
    let barred = once_more(&school.picture, "invite/c1/a1", again, evening).unwrap();
    assert_eq!(barred.standing, Standing::Held(HeldBack::Barred));
}

prop_compose! {
    fn some_meeting()(
        offered_in in 0..300u64,
        hour in 0..24u32,
        ahead in 1..40u64,
        answers in prop::option::of(0..20u64),
        cancelled in prop::option::of(0..40u64),
        ehc in any::<bool>(),
        barred in any::<bool>(),
    ) -> (MeetingFacts, Option<u64>, Option<u64>, bool) {
        let offered_on = day(2026, 9, 1) + Days::new(offered_in);
        let mut meeting = offered(at(offered_on, hour, 0), at(offered_on + Days::new(ahead), 9, 0));
        meeting.ehc_annual = ehc;
        if barred {
            meeting.invited[0].contact = contact(1, vec![Restriction::Barred]);
        }
        (meeting, answers, cancelled, barred)
    }
}

/// A meeting once the parent has booked, and once it was called off, so many days after it was offered.
fn as_known(meeting: &MeetingFacts, answers: Option<u64>, cancelled: Option<u64>) -> MeetingFacts {
    let mut now = meeting.clone();
    let noon = |after| at(meeting.offered.today() + Days::new(after), 12, 0);
    if let Some(when) = answers.map(noon) {
        now.invited[0].answer = Some((AnswerKind::Accept, when));
        let slot = now.slots[0].clone();
        now.bookings = vec![BookingFacts { sequence: 0, slot, at: when, by_adult: Some(AdultId(1)) }];
    }
    now.cancelled = cancelled.map(noon);
    now
}

/// Walks 400 days, with the service up only on the days that `up` allows, and facts that come when they come.
fn walk(case: &(MeetingFacts, Option<u64>, Option<u64>, bool), up: impl Fn(u64) -> bool) -> School {
    let (meeting, answers, cancelled, _) = case;
    let mut school = School::with(vec![]);
    for n in 0..400 {
        let today = day(2026, 9, 1) + Days::new(n);
        let known = meeting.offered.today() <= today;
        if known {
            let since = (today - meeting.offered.today()).num_days().cast_unsigned();
            let come = |after: &Option<u64>| after.filter(|after| since >= *after);
            school.picture.meetings = vec![as_known(meeting, come(answers), come(cancelled))];
        }
        if up(n) {
            [5, 12, 17, 20]
                .into_iter()
                .filter(|h| known && at(today, *h, 0) >= meeting.offered)
                .for_each(|h| school.tick(at(today, h, 30)));
        }
    }
    school
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_barred_ever_gets_anything_and_no_mail_comes_after_its_use(case in some_meeting()) {
        let school = walk(&case, |_| true);
        if case.3 {
            prop_assert!(school.sent.is_empty());
        }
        for (key, when) in &school.sent {
            let kind = key.split('/').next().unwrap();
            let instant = kind == "booked";
            let legal = case.0.ehc_annual && kind == "invite";
            prop_assert!(instant || legal || school.picture.calendar.is_school_day(when.today()), "{key} on {when:?}");
            if ["invite", "invite_reminder", "before", "booked"].contains(&kind) {
                prop_assert!(*when < case.0.slots[0].starts, "{key} after the meeting");
            }
        }
    }

    #[test]
    fn downtime_adds_nothing_and_repeats_nothing(case in some_meeting(), down in prop::collection::btree_set(0..400u64, 0..120)) {
        let whole: BTreeSet<String> = walk(&case, |_| true).sent.into_iter().map(|(k, _)| k).collect();
        let broken = walk(&case, |n| !down.contains(&n));
        let keys: BTreeSet<String> = broken.sent.iter().map(|(k, _)| k.clone()).collect();
        prop_assert_eq!(keys.len(), broken.sent.len(), "each key once");
        let late_only = ["phone_task", "invite_reminder", "before"];
        for key in keys.difference(&whole) {
            prop_assert!(late_only.iter().any(|k| key.starts_with(k)) || key.starts_with("cancelled") || key.starts_with("booked"), "{key}");
        }
    }

    #[test]
    fn a_clock_that_jumps_says_nothing_twice(case in some_meeting(), jumps in prop::collection::vec(0..400u64, 1..40)) {
        let mut school = School::with(vec![case.0]);
        for n in jumps {
            school.tick(at(day(2026, 9, 1) + Days::new(n), 10, 0)); // tick itself asserts that no key comes twice
        }
    }

    #[test]
    fn nothing_is_ever_due_before_the_next_look(case in some_meeting(), first in 0..40_000i64, ticks in prop::collection::vec(1..2000i64, 1..60)) {
        let (meeting, answers, cancelled, _) = &case;
        let mut school = School::with(vec![as_known(meeting, *answers, *cancelled)]);
        let mut now = meeting.offered.plus_minutes(first);
        for minutes in ticks {
            school.tick(now);
            let next = next_look(&school.picture, now);
            let then = now.plus_minutes(minutes);
            let due = plan(&school.picture, then, then.today());
            let due = due.iter().find(|p| matches!(p.standing, Standing::Due));
            prop_assert!(then >= next || due.is_none(), "{:?} is due at {then:?}, before {next:?}, seen from {now:?}", due);
            now = then;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whoever_looks_only_then_says_all_that_is_said_by_looking_every_half_hour(case in some_meeting(), blocked in any::<bool>()) {
        let (meeting, answers, cancelled, _) = &case;
        let mut meeting = as_known(meeting, *answers, *cancelled);
        if blocked {
            meeting.invited[0].contact.address = Err(HeldBack::NoAddress);
        }
        let (mut often, mut seldom) = (School::with(vec![meeting.clone()]), School::with(vec![meeting.clone()]));
        let (mut now, until) = (meeting.offered, meeting.offered.plus_minutes(45 * 24 * 60));
        let mut next = now;
        while now < until {
            often.tick(now);
            if now >= next {
                seldom.tick(now);
                next = next_look(&seldom.picture, now);
            }
            now = now.plus_minutes(30);
        }
        prop_assert_eq!(often.sent, seldom.sent);
    }
}
