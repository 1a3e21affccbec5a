//! Published cases, the moves of every kind of school, and what may not be entered.

use super::*;
use crate::domain::calendar::{AcademicYear, Calendar, Facts as CalendarFacts, Season, Term};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn child(nc_year: &str) -> Child {
    Child { born_on: day(2016, 3, 4), nc_year: nc_year.into(), last_year_here: None, moves_on: None }
}

fn calendar() -> Calendar {
    let term = |season, starts_on, half_term, ends_on| {
        (AcademicYear::new(2026), Term { season, starts_on, half_term: Some(half_term), ends_on })
    };
    Calendar::new(CalendarFacts {
        terms: vec![
            term(Season::Autumn, day(2026, 9, 2), (day(2026, 10, 26), day(2026, 10, 30)), day(2026, 12, 18)),
            term(Season::Spring, day(2027, 1, 5), (day(2027, 2, 15), day(2027, 2, 19)), day(2027, 3, 24)),
            term(Season::Summer, day(2027, 4, 12), (day(2027, 5, 31), day(2027, 6, 4)), day(2027, 7, 21)),
        ],
        ..CalendarFacts::default()
    })
}

#[test]
fn the_earliest_of_all_limits_rules_and_says_which() {
    let today = day(2026, 9, 10);
    let rule = |child: &Child, anchor| {
        earliest(anchor, child, today).map(|limit| (limit.rule, limit.by, limit.latest_meeting))
    };
    let twelve = |by, latest| Some((Rule::TwelveMonths, by, latest));
    assert_eq!(rule(&child("4"), day(2026, 3, 1)), twelve(day(2027, 2, 28), day(2027, 1, 31)));
    // Year 6: the meeting on 10 December gave a final plan by 4 March, after 15 February.
    let moves = Some((Rule::Transfer(Moves::School), day(2027, 2, 15), day(2026, 11, 23)));
    assert_eq!(rule(&child("6"), day(2026, 3, 1)), moves);
    assert_eq!(
        rule(&child("11"), day(2026, 3, 1)),
        Some((Rule::Transfer(Moves::AfterYear11), day(2027, 3, 31), day(2027, 1, 6)))
    );
    // What was decided in the year of the move was decided for it; what runs out sooner than the move rules.
    assert_eq!(rule(&child("6"), day(2026, 9, 4)), twelve(day(2027, 9, 3), day(2027, 8, 6)));
    assert_eq!(rule(&child("6"), day(2025, 11, 10)), twelve(day(2026, 11, 9), day(2026, 10, 12)));
}

#[test]
fn infants_middle_schools_under_fives_and_moves_after_16_have_their_limits() {
    let today = day(2026, 9, 10);
    let with = |nc_year: &str, last: &str| Child { last_year_here: Some(last.into()), ..child(nc_year) };
    let first = |child: &Child| earliest(day(2026, 5, 1), child, today).unwrap();
    assert_eq!(first(&with("2", "2")).rule, Rule::Transfer(Moves::School));
    assert_eq!(first(&with("8", "8")).rule, Rule::Transfer(Moves::School));
    assert_eq!(first(&with("6", "8")).rule, Rule::TwelveMonths, "nobody leaves a middle school after Year 6");
    assert_eq!(first(&child("9")).rule, Rule::TwelveMonths);
    // In Year 5 the move of the next school year is seen ahead, and does not yet rule.
    let ahead = limits(day(2026, 5, 1), &child("5"), today);
    assert!(ahead.iter().any(|limit| limit.by == day(2028, 2, 15)) && ahead[0].rule == Rule::TwelveMonths);

    let small = Child { born_on: day(2023, 6, 1), ..child("N1") };
    let limit = first(&small);
    assert_eq!((limit.rule, limit.by, limit.latest_meeting), (Rule::UnderFive, day(2026, 10, 31), day(2026, 10, 3)));
    assert!(limit.words().contains("three to six months") && limit.source().contains("9.178"));

    let moves = Child { moves_on: Some(day(2027, 9, 1)), ..child("13") };
    let limit = first(&moves);
    assert_eq!((limit.rule, limit.by, limit.latest_meeting), (Rule::FiveMonths, day(2027, 4, 1), day(2027, 1, 7)));
}

#[test]
fn the_last_day_of_a_meeting_is_a_school_day() {
    let limit = earliest(day(2026, 3, 1), &child("4"), day(2026, 9, 10)).unwrap();
    assert_eq!(limit.latest_meeting, day(2027, 1, 31), "a Sunday");
    assert_eq!(limit.last_school_day(&calendar()), day(2027, 1, 29));
    let holidays = earliest(day(2026, 9, 4), &child("6"), day(2026, 9, 10)).unwrap();
    assert_eq!(holidays.last_school_day(&calendar()), day(2027, 7, 21), "in the summer holidays");
}

fn facts(held: Option<NaiveDate>, decision: Option<Decision>) -> Facts {
    let limit = earliest(day(2026, 1, 5), &child("4"), day(2026, 9, 10));
    Facts { limit, advice_days: ADVICE_DAYS, held_on: held, decision, ..Facts::default() }
}

fn states(facts: &Facts, today: NaiveDate) -> Vec<(Step, NaiveDate, StepState)> {
    steps(facts, today).into_iter().map(|due| (due.step, due.by, due.state)).collect()
}

#[test]
fn what_is_not_done_stays_late_until_it_is_ticked_with_its_day() {
    let mut known = facts(Some(day(2026, 11, 24)), None);
    let of = |known: &Facts, step| states(known, day(2027, 2, 20)).into_iter().find(|one| one.0 == step).unwrap();
    assert_eq!(of(&known, Step::Report), (Step::Report, day(2026, 12, 8), StepState::Late(74)));
    assert_eq!(of(&known, Step::Decide).2, StepState::Late(60));
    assert_eq!(of(&known, Step::Finalise), (Step::Finalise, day(2027, 2, 16), StepState::Late(4)));
    known.ticked.insert(Step::Report, day(2026, 12, 18));
    assert_eq!(of(&known, Step::Report).2, StepState::Done(day(2026, 12, 18)));
    let late: Vec<Step> =
        steps(&known, day(2027, 2, 20)).into_iter().filter(Due::is_late_with_authority).map(|d| d.step).collect();
    assert_eq!(late, [Step::Decide, Step::Finalise]);
    assert!(steps(&known, day(2027, 2, 20)).iter().all(|due| due.unit == "calendar days" && !due.source.is_empty()));
}

#[test]
fn each_decision_has_its_own_clocks() {
    let held = Some(day(2026, 11, 24));
    let decided = |kind| facts(held, Some(Decision { kind, on: day(2026, 12, 10) }));
    let after = |kind| {
        let all = states(&decided(kind), day(2026, 12, 11));
        (all[6], all[7])
    };
    let amended = after(DecisionKind::Amend);
    assert_eq!(amended.0, (Step::Comment, day(2026, 12, 25), StepState::Due(14)), "fifteen days from the notice");
    assert_eq!(amended.1, (Step::Finalise, day(2027, 2, 4), StepState::Due(55)), "eight weeks from the notice");
    for (kind, why) in [(DecisionKind::Maintain, "the plan stays as it is"), (DecisionKind::Cease, "the plan ceases")] {
        let found = after(kind);
        assert_eq!((found.0.2, found.1.2), (StepState::NotNeeded(why), StepState::NotNeeded(why)));
    }
}

#[test]
fn what_goes_against_a_rule_is_refused_with_it() {
    let today = day(2026, 12, 1);
    let said = |on, held| check_decision(on, held, today).unwrap_err();
    assert!(
        said(day(2026, 11, 20), Some(day(2026, 11, 24))).contains("before the meeting on Tuesday 24 November 2026")
    );
    assert!(said(day(2026, 12, 2), Some(day(2026, 11, 24))).contains("still to come"));
    assert!(said(day(2026, 11, 20), None).contains("no review meeting has been held"));
    assert_eq!(check_decision(today, Some(day(2026, 11, 24)), today), Ok(()));

    let limit = earliest(day(2026, 3, 1), &child("6"), day(2026, 9, 10));
    let why = check_meeting(day(2026, 12, 10), limit.as_ref(), day(2026, 10, 1)).unwrap_err();
    assert!(why.contains("after Monday 23 November 2026") && why.contains("15 February 2027"), "{why}");
    assert_eq!(check_meeting(day(2026, 11, 23), limit.as_ref(), day(2026, 10, 1)), Ok(()));
    assert_eq!(check_meeting(day(2026, 12, 10), limit.as_ref(), today), Ok(()), "late is better than never");
}

#[test]
fn the_young_person_is_asked_themselves_from_year_9() {
    assert!(!Party::must_be_invited("8").contains(&Party::YoungPerson));
    assert!(
        Party::must_be_invited("9").contains(&Party::YoungPerson)
            && Party::must_be_invited("13").contains(&Party::YoungPerson)
    );
    assert_eq!(Party::must_be_invited("R").len(), 5);
}

#[test]
fn the_next_year_starts_with_the_decision_and_not_with_its_limit() {
    // IPSEA's worked case: meeting 1 November, limit 29 November, decided on 25 November.
    let known = facts(Some(day(2026, 11, 1)), None);
    let decide = steps(&known, day(2026, 11, 2)).into_iter().find(|due| due.step == Step::Decide).unwrap();
    assert_eq!(decide.by, day(2026, 11, 29));
    let next = earliest(day(2026, 11, 25), &child("4"), day(2026, 11, 26)).unwrap();
    assert_eq!((next.by, next.latest_meeting), (day(2027, 11, 24), day(2027, 10, 27)));
}

#[test]
fn a_leap_day_has_its_anniversary_on_28_february() {
    assert_eq!(complete_by(day(2028, 2, 29)), day(2029, 2, 27));
    assert_eq!(complete_by(day(2027, 3, 1)), day(2028, 2, 29));
}

#[test]
fn moves_have_their_days() {
    let year = AcademicYear::new(2026);
    assert_eq!(Moves::School.named_by(year), day(2027, 2, 15));
    assert_eq!(Moves::AfterYear11.named_by(year), day(2027, 3, 31));
    let at = |nc_year, last| Moves::at_the_end_of(nc_year, last);
    assert_eq!((at("6", None), at("11", None)), (Some(Moves::School), Some(Moves::AfterYear11)));
    assert_eq!((at("2", None), at("2", Some("2"))), (None, Some(Moves::School)));
    assert_eq!((at("6", Some("8")), at("8", Some("8"))), (None, Some(Moves::School)));
    // A plan of which nobody knows when the authority decided last has its move all the same.
    assert_eq!(next_move(&child("6"), day(2026, 9, 10)).map(|limit| limit.by), Some(day(2027, 2, 15)));
    assert_eq!(next_move(&child("3"), day(2026, 9, 10)), None);
}

#[test]
fn a_plan_that_ceases_stays_in_force_for_an_appeal_and_the_status_is_a_thing_to_do() {
    let decided = Some(Decision { kind: DecisionKind::Cease, on: day(2026, 12, 31) });
    let mut known = facts(Some(day(2026, 12, 10)), decided);
    let status = |known: &Facts, today| {
        let due = steps(known, today).into_iter().find(|due| due.step == Step::Status).unwrap();
        (due.by, due.state, due.is_wanted())
    };
    let until = day(2027, 2, 28); // two months after 31 December
    assert_eq!(status(&known, day(2027, 1, 10)), (until, StepState::Due(49), false));
    assert_eq!(status(&known, day(2027, 2, 14)), (until, StepState::Due(14), true));
    assert_eq!(status(&known, day(2027, 4, 1)), (until, StepState::Late(32), true), "it stays until it is done");
    known.no_ehcp_since = Some(day(2020, 1, 1));
    assert!(status(&known, day(2027, 4, 1)).2, "a status from before the decision is not the one that follows");
    known.no_ehcp_since = Some(day(2027, 3, 1));
    assert_eq!(status(&known, day(2027, 4, 1)).1, StepState::Done(day(2027, 3, 1)));
    (known.no_ehcp_since, known.runs_on) = (None, true);
    assert_eq!(status(&known, day(2027, 4, 1)).1, StepState::NotNeeded("the plan runs on"), "won on appeal");
    let others = |kind| steps(&facts(Some(day(2026, 12, 10)), Some(Decision { kind, on: day(2026, 12, 31) })), until);
    assert!(others(DecisionKind::Maintain).iter().all(|due| due.step != Step::Status));
}

#[test]
fn a_step_says_in_a_line_what_is_late_or_due_and_from_when_it_is_a_thing_to_do() {
    let known = facts(Some(day(2026, 11, 24)), None);
    let lines = |today| wanted(&known, today).iter().map(Due::line).collect::<Vec<_>>();
    assert_eq!(lines(day(2026, 11, 24)), ["in 14 days: Send the report to everybody who was invited"]);
    assert_eq!(lines(day(2026, 12, 8)), ["today: Send the report to everybody who was invited"]);
    let late = lines(day(2026, 12, 23));
    assert_eq!(
        late,
        [
            "15 days late: Send the report to everybody who was invited",
            "1 day late: The authority decides: maintain, amend or cease"
        ]
    );
    let from: Vec<NaiveDate> = wanted(&known, day(2026, 12, 23)).iter().map(Due::wanted_from).collect();
    assert_eq!(from, [day(2026, 11, 24), day(2026, 12, 23)]);
}
