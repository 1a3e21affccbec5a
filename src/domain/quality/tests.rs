use super::*;
use crate::domain::{
    calendar::{AcademicYear, Facts, Season, Window},
    target::Direction,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn score(n: i64) -> Score {
    Score(n * 100)
}

/// From one reading to another, more being better.
fn aim(from: i64, to: i64) -> Aim {
    Aim { direction: Direction::Higher, baseline: score(from), predicted: score(to), challenge: None }
}

fn target(wording: &'static str, outcome: usize) -> TargetText<'static> {
    TargetText {
        outcome,
        wording,
        measure: "Sentences in ten minutes of play",
        unit: "sentences",
        aim: aim(4, 9),
        strategy: "The adult says the sentence back, then waits".to_owned(),
        at_home: "Say it back at tea",
        carried: 0,
    }
}

const LINE: LineText<'static> = LineText {
    name: "Talking Partners",
    role: "teaching_assistant",
    minutes: 20,
    times_a_week: 3,
    takes_time: true,
    weeks: 8,
    reference: "F2",
    serves: &[0],
};

/// Checks a good plan in which something is done first.
fn checked(change: impl FnOnce(&mut PlanToCheck<'_>)) -> Quality {
    let year = AcademicYear::new(2026);
    let window = Window { opens_on: day("2026-11-16"), closes_on: day("2026-12-11") };
    let calendar = Calendar::new(Facts { windows: vec![(year, Season::Autumn, window)], ..Facts::default() });
    let review_on = day("2026-12-04");
    let mut plan = PlanToCheck {
        kind: PlanKind::SenSupport,
        needs: &[Need::Slcn],
        outcomes: vec![OutcomeText {
            wording: "Talks with other children at play",
            area: Area::Communication,
            reference: "E1",
        }],
        targets: vec![target("Says sentences of five words or more at play", 0)],
        lines: vec![LINE],
        started_on: day("2026-09-07"),
        review_on,
        anchor: Some(day("2026-01-15")),
        has_pupils_voice: true,
        has_parents_voice: true,
        met: &[],
        calendar: &calendar,
    };
    change(&mut plan);
    check(&plan)
}

fn rules(quality: &Quality) -> Vec<Rule> {
    quality.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_good_plan_is_found_nothing_in_and_has_a_hundred() {
    let good = checked(|_| ());
    assert_eq!((good.findings.as_slice(), good.score()), (&[][..], 100));
    let ehc = checked(|plan| plan.kind = PlanKind::EhcDelivery);
    assert_eq!((ehc.findings.as_slice(), ehc.asked), (&[][..], good.asked + 3));
}

/// What a rule is to find, where, and what is done to a good plan first.
type Case = (Rule, Place, fn(&mut PlanToCheck<'_>));

/// The plan as a whole.
fn whole_plans() -> Vec<Case> {
    vec![
        (Rule::HasNeed, Place::Needs, |p| p.needs = &[]),
        (Rule::NeedHasOutcome, Place::Outcome(0, "wording"), |p| p.needs = &[Need::Slcn, Need::Semh]),
        (Rule::OutcomeHasTarget, Place::Outcome(1, "wording"), |p| {
            p.outcomes.push(OutcomeText { wording: "Reads alone", area: Area::Cognition, reference: "E2" });
        }),
        (Rule::HasTarget, Place::Plan, |p| {
            p.targets.clear();
            p.outcomes.clear();
            p.lines.clear();
            p.needs = &[Need::Nsa];
            p.outcomes.push(OutcomeText { wording: "Reads alone", area: Area::Other, reference: "" });
        }),
        (Rule::FewTargets, Place::Target(5, "wording"), |p| {
            for words in [
                "Asks a friend to play",
                "Tells a story in order",
                "Names how he is",
                "Waits for a turn",
                "Answers why",
            ] {
                p.targets.push(target(words, 0));
            }
        }),
        (Rule::PupilHeard, Place::Voices, |p| p.has_pupils_voice = false),
        (Rule::ParentsHeard, Place::Voices, |p| p.has_parents_voice = false),
        (Rule::InWindow, Place::Review, |p| p.review_on = day("2026-10-07")),
        (Rule::ReviewAhead, Place::Review, |p| p.review_on = p.started_on),
        (Rule::SectionF, Place::Line(0, "reference"), |p| {
            p.kind = PlanKind::EhcDelivery;
            p.lines[0].reference = "";
        }),
        (Rule::SectionE, Place::Outcome(0, "reference"), |p| {
            p.kind = PlanKind::EhcDelivery;
            p.outcomes[0].reference = " ";
        }),
        (Rule::Anchored, Place::Anchor, |p| {
            p.kind = PlanKind::EhcDelivery;
            p.anchor = None;
        }),
        (Rule::Today, Place::Line(0, "name"), |p| p.lines[0].name = "School Action Plus reading"),
    ]
}

/// One target.
fn single_targets() -> Vec<Case> {
    vec![
        (Rule::Measured, Place::Target(0, "measure"), |p| p.targets[0].measure = "tbc"),
        (Rule::MeasureCounts, Place::Target(0, "measure"), |p| p.targets[0].measure = "Teacher observation"),
        (Rule::PlainWording, Place::Target(0, "wording"), |p| {
            p.targets[0].wording = "To improve her confidence in class"
        }),
        (Rule::PlainWording, Place::Target(0, "wording"), |p| p.targets[0].wording = "Spelling"),
        (Rule::OneStep, Place::Target(0, "wording"), |p| {
            p.targets[0].wording = "Says a sentence of five words. Writes it down on the line. Reads it to a friend.";
        }),
        (Rule::Moves, Place::Target(0, "predicted"), |p| p.targets[0].aim = aim(4, 4)),
        (Rule::Realistic, Place::Target(0, "predicted"), |p| p.targets[0].aim = aim(10, 80)),
        (Rule::Realistic, Place::Target(0, "predicted"), |p| {
            p.targets[0].aim = aim(20, 90);
            p.targets[0].unit = "%";
        }),
        (Rule::WithinScale, Place::Target(0, "predicted"), |p| {
            p.targets[0].aim = aim(80, 110);
            p.targets[0].unit = "%";
        }),
        (Rule::NoTwins, Place::Target(1, "wording"), |p| {
            p.targets.push(target("says sentences of five words, or more, at play", 0))
        }),
        (Rule::TargetHasSupport, Place::Target(1, "strategy_0"), |p| {
            p.targets.push(TargetText { strategy: " ".to_owned(), ..target("Asks a friend to play", 0) });
        }),
        (Rule::PlainStrategy, Place::Target(0, "strategy_0"), |p| {
            p.targets[0].strategy = "Adult support as required".to_owned()
        }),
        (Rule::CarriedThrice, Place::Target(0, "wording"), |p| p.targets[0].carried = 3),
        (Rule::ForHome, Place::Target(0, "at_home"), |p| p.targets[0].at_home = ""),
    ]
}

/// One line of provision.
fn single_lines() -> Vec<Case> {
    vec![
        (Rule::Frequency, Place::Line(0, "times"), |p| p.lines[0].times_a_week = 0),
        (Rule::NamedRole, Place::Line(0, "role"), |p| p.lines[0].role = ""),
        (Rule::LineHasTarget, Place::Line(0, "name"), |p| p.lines[0].serves = &[]),
        (Rule::PlainLine, Place::Line(0, "name"), |p| p.lines[0].name = "Access to a quiet space"),
        (Rule::BeyondOrdinary, Place::Line(0, "name"), |p| p.lines[0].name = "Quality First Teaching"),
        (Rule::WithinPlan, Place::Line(0, "weeks"), |p| p.lines[0].weeks = 38),
        (Rule::FitsWeek, Place::Line(0, "times"), |p| (p.lines[0].minutes, p.lines[0].times_a_week) = (400, 5)),
    ]
}

#[test]
fn each_rule_finds_what_it_is_for_and_where() {
    let cases: Vec<Case> = [whole_plans(), single_targets(), single_lines()].concat();
    for (rule, place, change) in &cases {
        let quality = checked(change);
        let finding = quality.findings.iter().find(|one| one.rule == *rule);
        let finding = finding.unwrap_or_else(|| panic!("{rule:?} finds nothing: {:?}", quality.findings));
        assert_eq!(finding.place, *place, "{rule:?}");
        assert!(quality.score() < 100 && finding.reason.ends_with('.'), "{finding:?}");
    }
    let tried: std::collections::BTreeSet<Rule> = cases.iter().map(|case| case.0).collect();
    let left: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !tried.contains(rule)).collect();
    assert_eq!(left, [&Rule::MetBefore], "which is tried by itself");
}

#[test]
fn what_was_met_is_new_only_where_it_goes_further() {
    let met: &'static [MetBefore] =
        vec![MetBefore { wording: "Says sentences of five words or more at play".to_owned(), predicted: score(9) }]
            .leak();
    assert_eq!(rules(&checked(|plan| plan.met = met)), [Rule::MetBefore]);
    let further = checked(|plan| {
        plan.met = met;
        plan.targets[0].aim = aim(9, 12);
    });
    assert_eq!(rules(&further), []);
}

#[test]
fn what_can_be_counted_is_not_called_vague() {
    for wording in [
        "Tries four new foods at lunch",
        "Copes with 10 minutes of carpet time",
        "Engages with a partner for five minutes",
    ] {
        assert_eq!(rules(&checked(|plan| plan.targets[0].wording = wording)), [], "{wording}");
    }
    for measure in
        ["Observation: number of words in a minute", "Score of the weekly spelling test", "Tally of calling out"]
    {
        assert_eq!(rules(&checked(|plan| plan.targets[0].measure = measure)), [], "{measure}");
    }
    assert_eq!(
        rules(&checked(
            |plan| (plan.targets[0].wording, plan.targets[0].aim) = ("Keeps coming to school every day", aim(5, 5))
        )),
        []
    );
}

#[test]
fn agreement_needs_measure_frequency_who_and_a_target_and_nothing_else() {
    let needed: Vec<&Rule> = Rule::ALL.iter().filter(|rule| rule.is_needed()).collect();
    assert_eq!(needed, [&Rule::HasTarget, &Rule::Measured, &Rule::Frequency, &Rule::NamedRole]);
    let both = checked(|plan| {
        plan.lines[0].role = "";
        plan.has_pupils_voice = false;
    });
    assert_eq!(rules(&both), [Rule::NamedRole, Rule::PupilHeard], "what is needed comes first");
    assert_eq!(both.needed().count(), 1);
}

#[test]
fn the_numbers_are_those_of_the_list_and_a_plan_that_is_no_sen_plan_is_asked_less() {
    for (place, rule) in Rule::ALL.iter().enumerate() {
        assert_eq!(rule.number(), format!("Q{:02}", place + 1));
        assert!(!rule.asks_for().is_empty() && !rule.source().is_empty());
    }
    let pastoral = checked(|plan| {
        plan.kind = PlanKind::Pastoral;
        plan.needs = &[];
        plan.review_on = day("2026-10-07");
        plan.lines[0].weeks = 4;
    });
    assert_eq!(rules(&pastoral), [], "it owes no need and no window");
}
