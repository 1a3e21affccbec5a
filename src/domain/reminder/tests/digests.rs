//! What staff read in their digests, walked day by day.

use super::*;

pub(super) fn with_late_plan(picture: &mut Picture) {
    picture.staff = [(1, Role::Teacher), (2, Role::Senco), (3, Role::Head), (4, Role::Governor)]
        .map(|(id, role)| StaffFacts {
            name: format!("Mx Staff{id}"),
            id: StaffId(id),
            role,
            address: crate::domain::access::deliverable_staff(
                &format!("s{id}@example.org"),
                None,
                false,
                false,
                day(2026, 9, 1),
            ),
        })
        .to_vec();
    let year = standing::Facts {
        year: AcademicYear::new(2026),
        a_year: 3,
        supported: vec![standing::Span { from: day(2025, 9, 1), until: None }],
        reviews: vec![],
        meetings: vec![],
        agreed_on: Some(day(2026, 11, 4)),
        planned: vec![],
        exemptions: vec![],
        ended: vec![],
        rhythm: standing::Rhythm::Terms,
    };
    let (teachers, inputs) = (vec![], crate::domain::teacher_view::Facts::default());
    picture.plans = vec![PlanFacts {
        plan: Some(PlanId(1)),
        pupil: PupilId(1),
        lead: Some(StaffId(1)),
        teachers,
        inputs,
        year,
        missing: vec![],
    }];
}

#[test]
fn a_late_review_goes_to_its_owner_then_the_senco_then_the_head_in_digests() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    for person in [2, 3] {
        let key = format!("digest/s{person}/2026-11-02");
        school.picture.said.insert(key, Said { on: day(2026, 11, 2), live: true });
    }
    school.run(day(2026, 11, 5), day(2026, 11, 20));
    let days = |who: &str| -> Vec<NaiveDate> {
        school.sent.iter().filter(|(k, _)| k.contains(who)).map(|(_, m)| m.today()).collect()
    };
    assert_eq!(days("/s1/").first(), Some(&day(2026, 11, 5)));
    // The week's digest has the board's figures; five school days late is news of its own.
    assert_eq!(days("/s2/"), [day(2026, 11, 9), day(2026, 11, 11), day(2026, 11, 16)]);
    assert_eq!(days("/s3/").first(), Some(&day(2026, 11, 18)), "ten school days late");
    assert_eq!(days("/s4/"), [], "a governor hears of no child");
}

#[test]
fn the_head_reads_weekly_how_many_are_late_with_whom_and_nobody_else_does() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    let second = PlanFacts { plan: Some(PlanId(2)), lead: Some(StaffId(9)), ..school.picture.plans[0].clone() };
    school.picture.plans.push(second);
    let monday = day(2026, 11, 23);
    let owners = |p: &Planned| match &p.matter {
        Matter::Digest(digest) => digest.late_by_owner.clone(),
        _ => vec![],
    };
    let planned = plan(&school.picture, at(monday, 9, 0), monday);
    let heads = planned.iter().find(|p| p.to == Recipient::Staff(StaffId(3))).map(owners).unwrap();
    assert_eq!(heads, [("Mx Staff1".to_owned(), 1), ("Somebody who has left".to_owned(), 1)]);
    let others = planned.iter().filter(|p| p.to != Recipient::Staff(StaffId(3)));
    assert!(others.clone().count() > 0 && others.flat_map(owners).next().is_none());
}

#[test]
fn a_week_whose_first_digest_was_missed_gets_it_on_the_next_day_unless_a_person_holds_it() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.held.insert("digest/s2/2026-11-02".to_owned());
    school.run(day(2026, 11, 3), day(2026, 11, 4));
    let days = |who: &str| school.sent.iter().filter(|(k, _)| k.contains(who)).count();
    assert_eq!((days("/s1/"), days("/s2/"), days("/s3/")), (1, 0, 1));
}

#[test]
fn what_somebody_led_who_has_left_is_the_sencos() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.staff.remove(0);
    school.run(day(2026, 11, 5), day(2026, 11, 6));
    let told: Vec<&str> = school.sent.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(told, ["digest/s2/2026-11-05"], "from the first day, and nobody else");
}

#[test]
fn staff_get_at_most_one_mail_a_day_and_none_in_a_holiday() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.run(day(2026, 11, 1), day(2027, 1, 12));
    for (key, when) in &school.sent {
        assert!(school.picture.calendar.is_school_day(when.today()), "{key} on {when:?}");
        assert_eq!(when.local().time(), NaiveTime::from_hms_opt(9, 0, 0).unwrap(), "in hours only");
    }
    let mut days: Vec<&String> = school.sent.iter().map(|(k, _)| k).collect();
    let all = days.len();
    days.dedup();
    assert_eq!(days.len(), all);
}

/// The sections of one person's digest of a day, as planned at nine that morning.
fn digest_of(picture: &Picture, person: i64, on: NaiveDate) -> Vec<(Section, u32, Option<NaiveDate>)> {
    let planned = plan(picture, at(on, 9, 0), on);
    let theirs = planned
        .into_iter()
        .find(|p| p.kind == NoticeKind::Digest && p.to == Recipient::Staff(StaffId(person)) && p.due_on == on);
    match theirs.map(|p| p.matter) {
        Some(Matter::Digest(digest)) => digest.sections,
        _ => vec![],
    }
}

#[test]
fn the_owner_first_hears_of_a_review_ten_school_days_before_it_is_due() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.plans[0].year.agreed_on = Some(day(2026, 12, 11));
    school.picture.said.insert("digest/s1/2026-11-23".into(), Said { on: day(2026, 11, 23), live: true });
    let soon = |on| digest_of(&school.picture, 1, on);
    assert_eq!(soon(day(2026, 11, 25)), vec![], "eleven school days: the 27th is closed");
    let said = vec![(Section::Ahead, 1, Some(day(2026, 12, 11)))];
    assert_eq!(soon(day(2026, 11, 26)), said);
    assert_eq!(digest_of(&school.picture, 2, day(2026, 11, 26)), vec![], "the owner's business");
    let mut booked = school.picture.clone();
    let meeting = standing::Meeting { on: day(2026, 12, 11), offered: true, met: false, booked: true };
    booked.plans[0].year.meetings = vec![meeting];
    assert_eq!(digest_of(&booked, 1, day(2026, 11, 26)), vec![], "a meeting is booked");
    school.run(day(2026, 11, 24), day(2026, 12, 11));
    let told: Vec<NaiveDate> = school.sent.iter().filter(|(k, _)| k.contains("/s1/")).map(|(_, m)| m.today()).collect();
    assert_eq!(told, [day(2026, 11, 26), day(2026, 11, 30), day(2026, 12, 7)], "once, and then with the week");
}

#[test]
fn a_review_that_becomes_due_in_mid_week_is_in_the_weeks_digest() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.plans[0].year.agreed_on = Some(day(2026, 12, 9));
    for person in [1, 2, 3] {
        let said = digest_of(&school.picture, person, day(2026, 12, 7));
        assert_eq!(said, [(Section::ThisWeek, 1, Some(day(2026, 12, 9)))], "{person}");
    }
}

#[test]
fn the_senco_reads_of_all_that_is_late_as_the_board_counts_it() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    let plans = &mut school.picture.plans;
    let another = |n: i64, agreed_on| {
        let mut year = plans[0].year.clone();
        year.agreed_on = Some(agreed_on);
        PlanFacts { plan: Some(PlanId(n)), year, ..plans[0].clone() }
    };
    // One is late for eight school days, two since the last one; one pupil has no plan at all.
    let mut added = vec![another(2, day(2026, 11, 13)), another(3, day(2026, 11, 13))];
    added.push(PlanFacts { plan: None, lead: None, missing: vec![Missing::Plan], ..another(4, day(2026, 11, 12)) });
    plans.extend(added);
    let monday = day(2026, 11, 16);
    let cells = |plan: &PlanFacts| standing::standing(&school.picture.calendar, &plan.year, 20, monday).cells;
    let stood: Vec<_> = school.picture.plans.iter().map(|plan| (plan.missing.as_slice(), cells(plan))).collect();
    let board = crate::domain::missing::attention(stood.iter().map(|(missing, cells)| (*missing, cells)));
    assert_eq!((board.late, board.late_since, board.missing), (4, Some(day(2026, 11, 4)), 1));
    let late = |person| digest_of(&school.picture, person, monday).into_iter().find(|s| s.0 == Section::Overdue);
    assert_eq!(late(2), Some((Section::Overdue, board.late, board.late_since)));
    assert_eq!(late(1), Some((Section::Overdue, 3, Some(day(2026, 11, 4)))), "her own");
    assert_eq!(late(3), None, "no rung of the head's is reached");
    let missing = digest_of(&school.picture, 2, monday).into_iter().find(|s| s.0 == Section::Missing);
    assert_eq!(missing, Some((Section::Missing, board.missing, None)));
}

#[test]
fn what_a_part_time_timetable_needs_is_told_to_the_senco_and_not_to_whoever_leads_the_plan() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.plans[0].missing = vec![Missing::TimetableAgreement, Missing::TimetableReview];
    let monday = day(2026, 11, 16);
    let missing = |picture: &Picture, person| {
        digest_of(picture, person, monday).into_iter().find(|s| s.0 == Section::Missing).map(|s| s.1)
    };
    assert_eq!([1, 2, 3].map(|person| missing(&school.picture, person)), [None, Some(1), None]);
    school.picture.plans[0].missing.push(Missing::Targets);
    assert_eq!(
        [1, 2].map(|person| missing(&school.picture, person)),
        [Some(1), Some(1)],
        "the plan is the lead's to write"
    );
}

#[test]
fn sessions_that_are_lost_are_told_to_the_lead_once_a_week_by_their_count() {
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    school.picture.sessions_lost = vec![StaffId(1), StaffId(1)];
    let of = |person, on| digest_of(&school.picture, person, on).into_iter().find(|s| s.0 == Section::SessionsLost);
    let monday = day(2026, 11, 16);
    let said = Some((Section::SessionsLost, 2, None));
    assert_eq!([1, 2, 3, 4].map(|person| of(person, monday)), [said, None, None, None]);
}

#[test]
fn what_is_late_or_due_of_annual_reviews_is_told_to_the_senco_alone_until_it_is_ticked() {
    use crate::domain::annual_review::{Facts, Step, wanted};
    let mut school = School::with(vec![]);
    with_late_plan(&mut school.picture);
    let held = Facts { held_on: Some(day(2026, 11, 3)), ..Facts::default() };
    school.picture.annual = vec![held];
    let of = |picture: &Picture, person, on| {
        digest_of(picture, person, on).into_iter().find(|s| s.0 == Section::AnnualReview)
    };
    let said = |count| Some((Section::AnnualReview, count, Some(day(2026, 11, 17))));
    // The report is due by 17 November, and the authority's decision by 1 December.
    let monday = day(2026, 11, 16);
    assert_eq!([1, 2, 3, 4].map(|person| of(&school.picture, person, monday)), [None, said(1), None, None]);
    let later = day(2026, 12, 7);
    assert_eq!(of(&school.picture, 2, later), said(2));
    assert_eq!(wanted(&school.picture.annual[0], later).len(), 2, "as the first page and the board count them");
    school.picture.annual[0].ticked.insert(Step::Report, day(2026, 12, 4));
    assert_eq!(of(&school.picture, 2, later).map(|one| one.1), Some(1), "the authority is late still");
}

fn booked() -> MeetingFacts {
    let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 7), 9, 15));
    let answered = at(day(2026, 11, 17), 12, 0);
    meeting.invited[0].answer = Some((AnswerKind::Accept, answered));
    meeting.bookings = vec![BookingFacts { sequence: 0, slot: meeting.slots[0].clone(), at: answered, by_adult: None }];
    meeting
}

#[test]
fn on_the_school_day_before_a_meeting_its_lead_and_who_accepted_are_reminded() {
    let mut meeting = booked();
    meeting.invited.push(invited(2));
    let mut school = School::with(vec![meeting.clone()]);
    with_late_plan(&mut school.picture);
    school.picture.plans.clear();
    let friday = day(2026, 12, 4);
    let meets = |person, on| digest_of(&school.picture, person, on).into_iter().find(|s| s.0 == Section::Meetings);
    assert_eq!(meets(1, friday), Some((Section::Meetings, 1, Some(day(2026, 12, 7)))));
    assert_eq!((meets(2, friday), meets(1, day(2026, 12, 3))), (None, None));
    school.run(day(2026, 11, 16), day(2026, 12, 6));
    let eves: Vec<_> = school.sent.iter().filter(|(key, _)| key.starts_with("eve/")).collect();
    assert_eq!(eves.len(), 1);
    assert_eq!(
        (eves[0].0.as_str(), eves[0].1.today()),
        ("eve/c1.0/a1", friday),
        "before a weekend, and not to who is silent"
    );
    // Whoever said yes on the day before needs no reminder of it.
    meeting.invited.truncate(1);
    meeting.invited[0].answer = Some((AnswerKind::Accept, at(friday, 8, 0)));
    let mut late = School::with(vec![meeting]);
    late.run(day(2026, 12, 4), day(2026, 12, 7));
    assert!(late.sent.iter().all(|(key, _)| !key.starts_with("eve/")), "{:?}", late.sent);
}

#[test]
fn nobody_is_asked_to_ring_or_to_chase_an_adult_who_was_restricted_meanwhile() {
    for (restrictions, rings) in [(vec![], true), (vec![Restriction::Barred], false)] {
        let mut meeting = offered(at(day(2026, 11, 16), 10, 0), at(day(2026, 12, 10), 9, 15));
        let mut school = School::with(vec![meeting.clone()]);
        school.run(day(2026, 11, 16), day(2026, 11, 20));
        meeting.invited[0].contact = contact(1, restrictions.clone());
        school.picture.meetings = vec![meeting.clone()];
        school.run(day(2026, 11, 21), day(2026, 12, 1));
        assert_eq!(school.sent.iter().any(|(key, _)| key.starts_with("phone_task/")), rings);
        // One that was written while nothing spoke against it is not counted as one to chase.
        with_late_plan(&mut school.picture);
        school.picture.plans.clear();
        school.picture.said.insert("phone_task/c1/a1".into(), Said { on: day(2026, 11, 25), live: true });
        let chased = digest_of(&school.picture, 1, day(2026, 11, 30));
        assert_eq!(chased.iter().any(|s| s.0 == Section::ToChase), rings, "{restrictions:?}");
    }
}
