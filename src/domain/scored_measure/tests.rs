use proptest::prelude::*;

use super::*;

fn score(whole: i64) -> Score {
    Score(whole * 100)
}

fn cut(side: Side, at: i64, words: &str) -> CutOff {
    CutOff { side, at: score(at), words: words.to_owned() }
}

fn reading(cut_offs: Vec<CutOff>) -> ScoredMeasure {
    let name = "Reading test".to_owned();
    ScoredMeasure { name, lowest: score(40), highest: score(160), direction: Direction::Higher, cut_offs }
}

fn usual() -> ScoredMeasure {
    reading(vec![
        cut(Side::Below, 85, "below average"),
        cut(Side::Below, 70, "well below average"),
        cut(Side::From, 115, "above average"),
    ])
}

#[test]
fn a_score_means_what_the_nearest_cut_off_says() {
    for (at, meaning) in [
        (40, Some("well below average")),
        (69, Some("well below average")),
        (70, Some("below average")),
        (84, Some("below average")),
        (85, None),
        (114, None),
        (115, Some("above average")),
        (160, Some("above average")),
    ] {
        assert_eq!(usual().meaning(score(at)), meaning, "{at}");
    }
    assert_eq!(usual().meaning(Score(8_499)), Some("below average"));
    assert_eq!(reading(Vec::new()).meaning(score(50)), None);
}

#[test]
fn a_score_outside_the_range_is_refused_with_the_range() {
    for (at, fits) in [(39, false), (40, true), (160, true), (161, false)] {
        assert_eq!(usual().fits(score(at)).is_ok(), fits, "{at}");
    }
    let said = usual().fits(score(161)).unwrap_err().to_string();
    assert_eq!(said, "Reading test goes from 40 to 160: 161 cannot be");
}

#[test]
fn cut_offs_that_part_nothing_or_contradict_each_other_are_named() {
    use CutOffProblem::{Both, Outside, Twice};
    assert_eq!(usual().problems(), []);
    let outside = |at: i64| Outside(score(at), score(40), score(160));
    for (cut_offs, found) in [
        (vec![cut(Side::Below, 40, "a")], vec![(0, outside(40))]),
        (vec![cut(Side::From, 161, "a")], vec![(0, outside(161))]),
        (vec![cut(Side::From, 160, "a"), cut(Side::Below, 160, "b")], vec![]),
        (vec![cut(Side::Below, 85, "a"), cut(Side::Below, 85, "b")], vec![(1, Twice(score(85)))]),
        (vec![cut(Side::Below, 100, "a"), cut(Side::From, 90, "b")], vec![(1, Both(score(90)))]),
        (vec![cut(Side::From, 90, "b"), cut(Side::Below, 100, "a")], vec![(1, Both(score(90)))]),
        (vec![cut(Side::Below, 85, "a"), cut(Side::From, 85, "b")], vec![]),
    ] {
        assert_eq!(reading(cut_offs.clone()).problems(), found, "{cut_offs:?}");
    }
    assert!(usual().has_range() && !ScoredMeasure { lowest: score(160), ..usual() }.has_range());
}

fn scored(key: i64, measure: ScoredMeasure, month: u32, at: i64) -> Scored<i64> {
    Scored { key, measure, on: NaiveDate::from_ymd_opt(2026, month, 1).unwrap(), score: score(at) }
}

#[test]
fn old_scores_keep_what_they_meant_and_another_range_begins_another_line() {
    let worded_anew =
        ScoredMeasure { name: "Reading".to_owned(), cut_offs: vec![cut(Side::Below, 90, "low")], ..usual() };
    let other_range = ScoredMeasure { highest: score(20), lowest: score(0), cut_offs: Vec::new(), ..usual() };
    let all = [
        scored(1, usual(), 1, 86),
        scored(2, other_range.clone(), 2, 5),
        scored(1, worded_anew, 3, 88),
        scored(1, other_range, 6, 12),
    ];
    let lines = lines(all);
    let names: Vec<_> = lines.iter().map(|line| (line.measure.name.as_str(), line.points.len())).collect();
    assert_eq!(names, [("Reading", 2), ("Reading test", 1), ("Reading test", 1)]);
    assert_eq!(lines[0].points[0].2, None, "86 meant nothing then");
    assert_eq!(lines[0].points[1].2.as_deref(), Some("low"));
    assert_eq!(lines[0].sentence(), "From 86 to 88 over 2 scores: better. Now: low.");
    assert_eq!(lines[2].sentence(), "12, the first score.");
}

#[test]
fn less_is_better_where_the_school_says_so() {
    let worries = ScoredMeasure { direction: Direction::Lower, ..usual() };
    for (from, to, said) in [(90, 100, "worse"), (100, 90, "better"), (90, 90, "the same")] {
        let line = &lines([scored(1, worries.clone(), 1, from), scored(1, worries.clone(), 2, to)])[0];
        assert_eq!(line.sentence(), format!("From {from} to {to} over 2 scores: {said}."));
    }
}

proptest! {
    #[test]
    fn where_the_cut_offs_agree_no_score_has_two_meanings(
        all in proptest::collection::vec((any::<bool>(), 30_i64..170), 0..6), at in 40_i64..161
    ) {
        let side = |below| if below { Side::Below } else { Side::From };
        let cut_offs = all.iter().enumerate().map(|(n, (below, at))| cut(side(*below), *at, &n.to_string())).collect();
        let measure = reading(cut_offs);
        let found = measure.meaning(score(at));
        prop_assert_eq!(found.is_some(), measure.cut_offs.iter().any(|one| one.holds(score(at))));
        if measure.problems().is_empty() {
            let sides: Vec<Side> = measure.cut_offs.iter().filter(|one| one.holds(score(at))).map(|one| one.side).collect();
            prop_assert!(sides.windows(2).all(|two| two[0] == two[1]), "{:?}", sides);
        }
    }

    #[test]
    fn no_score_is_lost_between_the_lines(all in proptest::collection::vec((0_i64..3, 40_i64..161), 0..20)) {
        let found = lines(all.iter().map(|(key, at)| scored(*key, usual(), 1, *at)));
        prop_assert_eq!(found.iter().map(|line| line.points.len()).sum::<usize>(), all.len());
        let keys: std::collections::BTreeSet<_> = all.iter().map(|(key, _)| key).collect();
        prop_assert_eq!(found.len(), keys.len());
    }
}
