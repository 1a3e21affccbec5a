use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{gathering::gathered, *};
use crate::domain::{
    attendance::Attendance,
    calendar::AcademicYear,
    calendar::Season,
    compliance::Kept,
    costing::{Bought, BoughtFor, CostShare, Line, Price},
    delivery::{Delivery, Lost},
    ids::{CycleId, InvitationId, PlanId, ProvisionId, PupilId},
    payer::Borne,
    people::Role,
    plan::Funding,
    provision_map::MapLine,
    satisfaction::HowFar,
    sen_status::SenCode,
    target::Progress,
    wellbeing::{Change, Measure, Rating, TermOf},
};

fn one<T>(pupil: i64, is: T) -> Counted<T> {
    Counted { pupil: PupilId(pupil), own: Values::new(), is }
}

fn given_as<T>(pupil: i64, provision: &str, is: T) -> Counted<T> {
    let own = [(ReportBy::Provision, vec![(0, provision.to_owned())])].into();
    Counted { own, ..one(pupil, is) }
}

/// Pupils 1 to 3 in 4A, 4 and 5 in 10B.
fn classes() -> PupilValues {
    (1..=5)
        .map(|pupil| {
            let class = if pupil < 4 { "4A" } else { "10B" };
            let facts = PupilFacts {
                needs: vec!["SLCN".to_owned()],
                class: class.to_owned(),
                nc_year: class.trim_end_matches(char::is_alphabetic).to_owned(),
                status: Some(SenCode::Support),
                sex: if pupil % 2 == 0 { "F".to_owned() } else { "Male".to_owned() },
                pupil_premium: pupil == 1,
                fields: vec![("Young carer".to_owned(), "Yes".to_owned())],
                ..PupilFacts::default()
            };
            (PupilId(pupil), values(&facts))
        })
        .collect()
}

fn told(row: &ReportRow) -> Vec<String> {
    row.cells.iter().map(ReportCell::words).collect()
}

fn rows(report: &Report) -> Vec<Vec<String>> {
    report.tables[0].rows.iter().map(told).collect()
}

#[test]
fn targets_are_told_by_group_and_no_share_of_fewer_than_five() {
    use Progress::{Declined, Exceeded, Met, NotDelivered, Partly};
    let all: Vec<_> = [(1, Met), (1, Exceeded), (2, Partly), (3, Met), (3, Declined), (4, NotDelivered), (4, Met)]
        .map(|(pupil, progress)| one(pupil, progress))
        .to_vec();
    let report = targets(&all, ReportBy::Class, &classes());
    assert_eq!(report.lead, "4 of 6 (67%) targets that were reviewed were met or exceeded, of 4 pupils.");
    assert_eq!(
        rows(&report),
        [
            ["10B", "1", "2", "0", "1", "0", "0", "0", "1", "Fewer than five"],
            ["4A", "3", "5", "1", "2", "1", "0", "1", "0", "60%"]
        ]
    );
    assert_eq!(told(report.tables[0].together.as_ref().unwrap())[..3], ["Together", "4", "7"]);
    assert_eq!(report.tables[0].rows[1].bar, [1, 2, 1, 0, 1, 0]);
    assert!(targets(&[], ReportBy::Class, &classes()).tables[0].is_empty());
}

#[test]
fn year_groups_stand_in_their_order_and_what_is_not_recorded_behind() {
    let all = [one(4, Progress::Met), one(1, Progress::Met), one(9, Progress::Met)];
    let found = gathered(&all, ReportBy::NcYear, &classes());
    assert_eq!(found.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), ["4", "10", "Not recorded"]);
}

#[test]
fn a_pupil_is_in_one_group_of_each_pair_and_in_those_of_the_school_itself() {
    let all = [one(1, Progress::Met), one(2, Progress::Met)];
    let found = gathered(&all, ReportBy::Equality, &classes());
    let told: Vec<_> = found.iter().map(|(words, of)| (words.as_str(), of.len())).collect();
    assert_eq!(
        told,
        [
            ("Boys", 1),
            ("Girls", 1),
            ("SEN support", 2),
            ("No pupil premium", 1),
            ("Pupil premium", 1),
            ("No free school meals", 2),
            ("English as the first language", 2),
            ("Not in care", 2),
            ("Young carer: Yes", 2)
        ]
    );
    let report = targets(&all, ReportBy::Equality, &classes());
    assert!(report.notes.iter().any(|note| note.contains("do not add up")), "{:?}", report.notes);
}

#[test]
fn reviews_are_counted_as_the_report_on_them_does() {
    let all = [Kept::OnTime, Kept::OnTime, Kept::Late, Kept::Never, Kept::Open].map(|kept| one(1, kept));
    let report = reviews(&all, ReportBy::Class, &classes());
    assert_eq!(report.lead, "2 of 4 reviews that were due were held on time (50%).");
    assert_eq!(rows(&report), [["4A", "1", "4", "2", "1", "1", "1", "0", "Fewer than five"]]);
    assert_eq!(report.tables[0].together, None, "one group is the whole");
}

#[test]
fn attendance_is_judged_by_the_newest_report_and_compared_with_the_first() {
    let of = |possible, attended| Attendance::sessions(possible, attended);
    let given = Delivery { planned: 10, delivered: 8, ..Delivery::default() };
    let attends = |pupil, provision: &str, first, last| {
        given_as(pupil, provision, Attending { first, last, given: given.clone() })
    };
    let all = [
        // 80 of 100, then 98 of 100: 18 of the 20 sessions since would not do.
        attends(1, "Lego group", of(100, 80), of(120, 99)),
        attends(1, "Precision teaching", of(100, 80), of(120, 99)),
        attends(2, "Lego group", of(100, 100), of(120, 118)),
        attends(3, "Lego group", None, None),
    ];
    let report = attendance(&all, ReportBy::Provision, &PupilValues::new());
    assert_eq!(report.lead, "1 of 2 pupils with SEN whose attendance is known miss a tenth or more of their sessions.");
    assert_eq!(
        rows(&report),
        [
            ["Lego group", "3", "2", "1", "0", "1", "0", "Fewer than five", "1", "0", "1", "24", "0"],
            ["Precision teaching", "1", "1", "0", "0", "1", "0", "Fewer than five", "1", "0", "0", "8", "0"]
        ]
    );
    let together = report.tables[0].together.as_ref().map(told).unwrap();
    assert_eq!(together[..7], ["Together", "3", "2", "1", "0", "1", "0"], "whoever has two provisions counts once");
}

#[test]
fn single_answers_that_rose_and_fell_are_counted_and_the_two_voices_never_mixed() {
    let term = TermOf(AcademicYear::new(2026), Season::Autumn);
    let change = |before, now| Change { measure: Measure::Peers, before: Some((before, term)), now };
    let first = Change { measure: Measure::Adults, before: None, now: Rating::Five };
    let said = vec![change(Rating::Two, Rating::Four), change(Rating::Three, Rating::Three), first];
    let all = [
        one(1, Feeling { pupil: Some(said), ..Feeling::default() }),
        one(2, Feeling { adult: Some(vec![change(Rating::Four, Rating::One)]), ..Feeling::default() }),
    ];
    let report = wellbeing(&all, ReportBy::Class, &classes());
    assert_eq!(
        report.lead,
        "1 of 2 pupils with SEN has said in this school year how they are: of 2 answers that can be compared 1 rose and 0 fell."
    );
    assert_eq!(rows(&report), [["4A", "2", "1", "1", "1", "0", "1", "0", "0", "1", "0"]]);
}

#[test]
fn parents_who_do_not_answer_say_neither_yes_nor_no() {
    let asked = |invitation, said| one(1, Asked { invitation: InvitationId(invitation), said });
    let all: Vec<_> = (1..=4)
        .map(|n| asked(n, Some(HowFar::Yes)))
        .chain([asked(5, Some(HowFar::No)), asked(6, None)])
        // The same parent about the same meeting is asked a second question.
        .chain([asked(1, Some(HowFar::Partly))])
        .collect();
    let report = satisfaction(&all, ReportBy::Class, &classes());
    assert_eq!(
        report.lead,
        "5 of 6 (83%) parents who met us answered. Of their answers, 4 are yes, 1 partly and 1 no."
    );
    assert_eq!(rows(&report), [["4A", "6", "5", "83%", "4", "1", "1", "67%"]]);
    assert_eq!(report.tables[0].rows[0].bar, [4, 1, 1, 1]);
}

#[test]
fn what_was_not_given_is_told_with_its_reasons() {
    let lost = |n, why| Delivery {
        planned: 10,
        delivered: 10 - n,
        reasons: [(why, n)].into(),
        minutes: 100,
        ..Delivery::default()
    };
    let all = [
        given_as(1, "Lego group", lost(2, Lost::Cover)),
        given_as(2, "Lego group", Delivery { reasons: BTreeMap::new(), ..lost(1, Lost::Cover) }),
        given_as(3, "Reading", lost(3, Lost::AdultAbsent)),
    ];
    let report = not_delivered(&all, ReportBy::Provision, &PupilValues::new());
    assert!(
        report.lead.starts_with("24 of 30 planned sessions were given (80%), 5 hours; 5 lost and 1 not noted."),
        "{}",
        report.lead
    );
    assert!(report.lead.ends_with("Most were lost through: adult absent (3)."), "{}", report.lead);
    assert_eq!(
        rows(&report)[0],
        ["Lego group", "2", "20", "17", "2", "1", "85%", "0", "3 hours 20 minutes", "Adult moved to cover (2)"]
    );
    let why: Vec<_> = report.tables[1].rows.iter().map(told).collect();
    assert_eq!(why, [["Adult absent", "3", "60%"], ["Adult moved to cover", "2", "40%"]]);
}

#[test]
fn hours_that_are_needed_stand_against_hours_that_there_are() {
    // Three pupils in a group of three, three times twenty minutes: an hour of one adult. One pupil alone, two hours of two.
    let needs: Vec<_> = std::iter::repeat_n(WeeklyNeed::of("ta", (20, 3, 1), Some(3)), 3)
        .chain([WeeklyNeed::of("ta", (60, 2, 2), None), WeeklyNeed::of("Mentor", (30, 1, 1), None)])
        .collect();
    let giver = |name: &str, booked, has| Giver { name: name.to_owned(), role: Role::TeachingAssistant, booked, has };
    let report = staffing(
        &needs,
        &[giver("Miss Bell", 180, Some(150)), giver("Mr Dunn", 30, None), giver("Ms Eve", 0, None)],
        &BTreeMap::new(),
    );
    assert_eq!(
        report.lead,
        "A week of the plans needs 5 hours 30 minutes. There for it: 2 hours 30 minutes; on the timetable: 3 hours 30 minutes. \
         Teaching assistant: 2 hours 30 minutes short."
    );
    assert_eq!(
        rows(&report),
        [
            ["Mentor", "30 minutes", "no time", "–", "–", "0"],
            [
                "Teaching assistant",
                "5 hours",
                "3 hours 30 minutes",
                "2 hours 30 minutes",
                "2 hours 30 minutes short",
                "2"
            ]
        ]
    );
    assert!(
        staffing(&[], &[giver("Ms Eve", 0, None)], &BTreeMap::new()).tables.iter().all(ReportTable::is_empty),
        "nothing to say of anybody"
    );
    let adults: Vec<_> = report.tables[1].rows.iter().map(told).collect();
    assert_eq!(adults[0][2..], ["3 hours", "2 hours 30 minutes", "30 minutes short"]);
    assert_eq!(adults.len(), 2, "whoever gives nothing and of whom nothing is known is not listed");
    assert_eq!(report.tables[0].rows[1].bar, [150, 150, 0]);
}

#[test]
fn a_role_of_the_schools_own_has_its_hours_beside_what_is_needed() {
    let needs = [WeeklyNeed::of("Grade 3", (60, 5, 1), None), WeeklyNeed::of("Mentor", (30, 1, 1), None)];
    let own = [("Grade 3".to_owned(), 240), ("Counsellor".to_owned(), 60)].into();
    let report = staffing(&needs, &[], &own);
    assert!(
        report.lead.contains("There for it: 5 hours;") && report.lead.ends_with("Grade 3: 1 hour short."),
        "{}",
        report.lead
    );
    assert_eq!(
        rows(&report),
        [
            ["Counsellor", "no time", "no time", "1 hour", "1 hour left", "0"],
            ["Grade 3", "5 hours", "no time", "4 hours", "1 hour short", "0"],
            ["Mentor", "30 minutes", "no time", "–", "–", "0"],
        ]
    );
}

fn line(pupil: i64, pence: i64, results: &[Progress]) -> MapLine {
    let priced = Line {
        price: Price::nothing(),
        minutes: 20,
        times_a_week: 1,
        weeks: 10,
        staff: 1,
        group_size: 1,
        share: CostShare::PerGroup,
        bought: Bought::once(Pence(pence)),
        bought_for: BoughtFor::Pupil,
    };
    MapLine {
        pupil: PupilId(pupil),
        plan: PlanId(pupil),
        cycle: CycleId(pupil),
        provision: ProvisionId(1),
        values: BTreeMap::new(),
        how_much: String::new(),
        sessions: 10,
        minutes: 200,
        came: Delivery::default(),
        line: priced,
        has_rate: true,
        results: results.to_vec(),
        borne: Borne::by_one(Funding::NotionalSen),
        part: None,
    }
}

#[test]
fn cost_stands_beside_effect_and_nothing_is_ranked_of_fewer_than_five() {
    use Progress::{Declined, Met, NotDelivered, Partly};
    let give =
        |pupil, provision: &str, pence, results: &[Progress]| given_as(pupil, provision, line(pupil, pence, results));
    let all = [
        give(1, "Lego group", 1_000, &[Met, Met, Partly]),
        give(2, "Lego group", 3_000, &[Met, Declined, NotDelivered]),
        give(3, "Reading", 2_000, &[Met, Met, Met, Met, Partly]),
        give(4, "Art", 500, &[Met, Met, Met, Met, NotDelivered]),
    ];
    let report = effect(&all, ReportBy::Provision, &PupilValues::new());
    assert_eq!(report.lead, "2 of 3 lines have five or more reviewed targets behind them: only those are ranked.");
    let rows = rows(&report);
    let ranks: Vec<_> =
        rows.iter().map(|row| (row[0].as_str(), row[1].as_str(), row[3].as_str(), row[4].as_str())).collect();
    assert_eq!(
        ranks,
        [
            ("Reading", "1", "5", "80%"),
            ("Lego group", "2", "5", "60%"),
            ("Art", "Fewer than five", "4", "Fewer than five")
        ]
    );
    assert_eq!(
        rows[1][11..],
        ["£40.00", "£40.00", "£10.00 to £30.00", "£13.33"],
        "planned, given, spread, for each met"
    );
    assert_eq!(rows[2].last().unwrap(), "–", "four targets are too few to say what one costs");
}

#[test]
fn every_report_begins_with_one_of_its_own_ways_and_is_read_back_as_it_was_kept() {
    for kind in ReportKind::ALL {
        assert!(!kind.ways().is_empty() && kind.tells().ends_with('.'), "{kind:?}");
    }
    let report = targets(&[one(1, Progress::Met)], ReportBy::Class, &classes());
    let kept = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&kept).unwrap(), report);
}

proptest! {
    #[test]
    fn rows_of_one_value_each_add_up_to_all_of_them(of in prop::collection::vec((1..6_i64, 0..6_usize), 1..40)) {
        let all: Vec<_> = of.iter().map(|(pupil, came)| one(*pupil, Progress::ALL[*came])).collect();
        let report = targets(&all, ReportBy::Class, &classes());
        let table = &report.tables[0];
        let reviewed = |row: &ReportRow| match row.cells[2] { ReportCell::Count(n) => n, _ => 0 };
        let sum: u32 = table.rows.iter().map(reviewed).sum();
        prop_assert_eq!(sum as usize, all.len());
        if let Some(together) = &table.together {
            prop_assert_eq!(reviewed(together), sum);
        }
        prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.heads.len() && row.bar.len() == table.segments.len()));
    }
}
