//! Attackers. One knows only what is printed and that the cells add up; the other also knows these very functions, tries every school
//! there could be, and keeps those that would have printed the same. Neither may be left with one answer for a hidden cell.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// Every way to part up to `most` pupils into so many cells.
fn schools(cells: usize, most: u32) -> Vec<Vec<u32>> {
    (0..cells).fold(vec![vec![]], |all, _| {
        let longer = |of: Vec<u32>| {
            let left = most - of.iter().sum::<u32>();
            (0..=left).map(move |n| of.iter().copied().chain([n]).collect::<Vec<u32>>())
        };
        all.into_iter().flat_map(longer).collect()
    })
}

/// What each cell may hold, of all the schools that are still possible.
fn possible(schools: &[Vec<u32>]) -> Vec<BTreeSet<u32>> {
    let cells = schools.first().map_or(0, Vec::len);
    (0..cells).map(|i| schools.iter().map(|s| s[i]).collect()).collect()
}

fn hidden(published: &Published) -> impl Iterator<Item = usize> {
    published.cells.iter().enumerate().filter(|(_, c)| !matches!(c, Shown::Exact(_))).map(|(i, _)| i)
}

/// Whether a number fits what is printed.
fn fits(shown: Shown, n: u32, threshold: u32) -> bool {
    match shown {
        Shown::Exact(exact) => n == exact,
        Shown::Few => n < threshold,
        Shown::Between(from, to) => (from..=to).contains(&n),
        Shown::Withheld => true,
    }
}

#[test]
fn figures_of_a_usual_school_can_be_read() {
    use Shown::{Between, Exact, Few, Withheld};
    let cells = |counts: &[u32]| publish(counts, 5).cells;
    assert_eq!(cells(&[30, 8]), [Exact(30), Exact(8)]);
    assert_eq!(cells(&[36, 2]), [Between(34, 38), Few], "the complement is hidden too");
    assert_eq!(cells(&[38, 0]), [Between(34, 38), Few], "none is a small number");
    assert_eq!(cells(&[30, 2, 4, 2]), [Exact(30), Few, Few, Few]);
    assert_eq!(cells(&[12, 9, 3, 11]), [Exact(12), Exact(9), Few, Between(10, 14)]);
    assert_eq!(cells(&[58, 3, 0, 8]), [Between(53, 61), Few, Few, Exact(8)]);
    assert_eq!(cells(&[1, 6, 6, 30]), [Few, Exact(6), Exact(6), Between(27, 31)]);
    assert_eq!(cells(&[2, 6, 7]), [Withheld; 3], "of 15, a few and two withheld would leave 0 to 3 only");
    assert_eq!(cells(&[1, 2, 6]), [Withheld; 3], "too few pupils for three cells");
    assert_eq!(publish(&[1, 3], 5).total, Few);
    assert_eq!(publish(&[], 5).total, Few);
}

#[test]
fn whoever_knows_the_rule_and_tries_every_school_is_not_left_with_one_answer() {
    for (cells, most, threshold) in [(2, 30, 5), (3, 24, 5), (4, 16, 3), (5, 18, 3)] {
        let mut same: BTreeMap<Published, Vec<Vec<u32>>> = BTreeMap::new();
        for school in schools(cells, most) {
            same.entry(publish(&school, threshold)).or_default().push(school);
        }
        for (published, schools) in same {
            let open = possible(&schools);
            for i in hidden(&published) {
                assert!(open[i].len() > 1, "{published:?} can only be {schools:?}");
                if published.cells[i] == Shown::Few {
                    assert_eq!(open[i].len(), threshold as usize, "{published:?}: {:?}", open[i]);
                }
            }
        }
    }
}

#[test]
fn the_main_fact_is_shown_against_all_others_where_all_of_them_would_hide_it() {
    use Shown::{Between, Exact, Few};
    let shown = |counts: &[u32]| {
        let printed = print(Line::Due, counts, 5);
        (printed.names.len(), printed.published.cells[0])
    };
    assert_eq!(shown(&[30, 8, 6]), (3, Exact(30)));
    assert_eq!(shown(&[58, 3, 4]), (2, Exact(58)), "late and not held are seven together");
    assert_eq!(shown(&[36, 1, 1]), (2, Between(34, 38)));
    assert_eq!(print(Line::Status, &[36, 1, 1], 5).names.len(), 3, "no cell of it leads");
    assert_eq!(print(Line::Due, &[36, 1, 1], 5).published.cells[1], Few);
    // Whoever knows this rule too, and tries every school, is not left with one answer.
    let (most, threshold) = (22, 4);
    let mut same: BTreeMap<Printed, Vec<Vec<u32>>> = BTreeMap::new();
    for school in schools(3, most) {
        same.entry(print(Line::Due, &school, threshold)).or_default().push(school);
    }
    for (printed, schools) in same {
        let together: Vec<Vec<u32>> = schools.iter().map(|s| vec![s[0], s[1] + s[2]]).collect();
        let open = possible(if printed.names.len() == 2 { &together } else { &schools });
        for i in hidden(&printed.published) {
            assert!(open[i].len() > 1, "{printed:?} can only be {schools:?}");
        }
    }
}

/// What is printed of a lasting line, one publication after the other.
fn printed_in_turn(counts: &[&[u32]], threshold: u32) -> Vec<Published> {
    let mut all: Vec<Published> = Vec::new();
    for now in counts {
        let fresh = publish(now, threshold);
        let last = all.last().filter(|_| !may_follow(&all, &fresh, threshold)).cloned();
        all.push(last.unwrap_or(fresh));
    }
    all
}

#[test]
fn what_is_published_is_checked_against_all_that_ever_was() {
    let shown = printed_in_turn(&[&[10, 5], &[5, 5], &[11, 5], &[20, 9]], 5);
    let exact = |cells: [u32; 2]| cells.map(Shown::Exact).to_vec();
    let cells: Vec<Vec<Shown>> = shown.into_iter().map(|one| one.cells).collect();
    assert_eq!(
        cells,
        [exact([10, 5]), exact([5, 5]), exact([5, 5]), exact([20, 9])],
        "11 and 10 would differ by one pupil"
    );
}

#[test]
fn whoever_compares_any_two_of_three_publications_is_not_left_with_one_answer() {
    let (all, threshold) = (schools(2, 11), 3);
    let mut same: BTreeMap<Vec<Published>, Vec<Vec<u32>>> = BTreeMap::new();
    for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
        for c in &all {
            let shown = printed_in_turn(&[a, b, c], threshold);
            let pairs = [(0, 1), (0, 2), (1, 2)];
            let apart = |(x, y): (usize, usize)| shown[x] == shown[y] || may_replace(&shown[x], &shown[y], threshold);
            assert!(pairs.into_iter().all(apart), "{a:?} {b:?} {c:?}: {shown:?}");
            same.entry(shown).or_default().push(a.clone());
        }
    }
    for (shown, first) in same {
        let open = possible(&first);
        for i in hidden(&shown[0]) {
            assert!(open[i].len() > 1, "{shown:?}: the first can only be {:?}", open[i]);
        }
    }
}

#[test]
fn a_year_is_not_shown_where_it_gives_away_a_term() {
    let of =
        |counts: &[u32]| Printed { names: Line::Due.cells()[..counts.len()].to_vec(), published: publish(counts, 5) };
    let terms = [of(&[40, 4]), of(&[34, 10]), of(&[34, 10])];
    assert!(narrows(&of(&[20, 24]), &terms, 5), "24 need the four of autumn");
    assert!(!narrows(&of(&[30, 14]), &terms, 5));
    assert!(narrows(&of(&[30, 14]), &terms[..2], 5), "only 10 of them can be of spring");
    // Thirteen were late or not held in each term: that eight pupils of the year were not held says little of any of them.
    let terms: Vec<Printed> = (0..3).map(|_| print(Line::Due, &[60, 9, 4], 5)).collect();
    assert!(!narrows(&print(Line::Year, &[40, 25, 8], 5), &terms, 5));
}

#[test]
fn whoever_compares_two_publications_and_knows_both_rules_is_not_left_with_one_answer() {
    for (cells, most, threshold) in [(2, 14, 3), (3, 9, 3)] {
        let all = schools(cells, most);
        let mut same: BTreeMap<(Published, Published), Vec<Vec<u32>>> = BTreeMap::new();
        for old in &all {
            for new in &all {
                let both = (publish(old, threshold), publish(new, threshold));
                // Where it may not be published anew, the earlier line is printed once more and tells nothing new.
                if !may_replace(&both.0, &both.1, threshold) {
                    continue;
                }
                same.entry(both).or_default().push(old.iter().chain(new).copied().collect());
            }
        }
        for ((old, new), schools) in same {
            let open = possible(&schools);
            for i in hidden(&old).chain(hidden(&new).map(|i| i + cells)) {
                assert!(open[i].len() > 1, "{old:?} then {new:?}: cell {i} can only be {:?}", open[i]);
            }
        }
    }
}

proptest! {
    #[test]
    fn whoever_subtracts_cannot_pin_a_hidden_cell(counts in prop::collection::vec(0..14u32, 2..4), threshold in 3..8u32) {
        let total: u32 = counts.iter().sum();
        let published = publish(&counts, threshold);
        let adds_up = |s: &Vec<u32>| fits(published.total, s.iter().sum(), threshold)
            && s.iter().zip(&published.cells).all(|(n, shown)| fits(*shown, *n, threshold));
        let left: Vec<Vec<u32>> = schools(counts.len(), total.max(threshold)).into_iter().filter(adds_up).collect();
        prop_assert!(left.contains(&counts), "what is printed is true");
        let open = possible(&left);
        for i in hidden(&published) {
            prop_assert!(open[i].len() > 1, "{published:?}");
            if published.cells[i] == Shown::Few {
                prop_assert_eq!(open[i].len(), threshold as usize, "everything below the threshold stays open: {:?}", published);
            }
        }
        for (n, shown) in counts.iter().zip(&published.cells) {
            if let Shown::Exact(exact) = shown {
                prop_assert!(exact == n && *n >= threshold);
            }
        }
    }

    #[test]
    fn one_pupil_more_less_or_moved_changes_nothing_that_is_published(
        counts in prop::collection::vec(0..40u32, 2..6), from in 0..6usize, to in 0..6usize, threshold in 3..=10u32
    ) {
        let (from, to) = (from % counts.len(), to % counts.len());
        let replaces = |old: &[u32], new: &[u32]| {
            may_replace(&publish(old, threshold), &publish(new, threshold), threshold)
        };
        let mut joined = counts.clone();
        joined[to] += 1;
        prop_assert!(!replaces(&counts, &joined) && !replaces(&joined, &counts) && !replaces(&counts, &counts));
        prop_assume!(from != to && counts[from] > 0);
        let mut moved = joined;
        moved[from] -= 1;
        prop_assert!(!replaces(&counts, &moved));
    }

    #[test]
    fn fewer_than_the_threshold_are_never_enough_to_publish_anew(
        counts in prop::collection::vec(0..40u32, 2..6), more in prop::collection::vec(0..10u32, 2..6), threshold in 3..=10u32
    ) {
        let new: Vec<u32> = counts.iter().zip(more.iter().chain([0].iter().cycle())).map(|(a, b)| a + b).collect();
        let joined: u32 = new.iter().sum::<u32>() - counts.iter().sum::<u32>();
        let replaces = may_replace(&publish(&counts, threshold), &publish(&new, threshold), threshold);
        prop_assert!(joined >= threshold || !replaces);
    }
}

#[test]
fn a_total_that_tells_of_pupils_is_not_printed_beside_them() {
    // Of thirty reviews held on time and a few late, thirty targets would say that none was late.
    let due = print(Line::Due, &[30, 2, 9], 5);
    for (targets, tells) in [(30, true), (38, true), (41, false), (90, false)] {
        assert_eq!(caps(&due, 2, Shown::Exact(targets), 5), tells, "{targets}: {due:?}");
    }
    let open = print(Line::Met, &[30, 9], 5);
    assert!(!caps(&open, 1, Shown::Exact(30), 5), "what is told already cannot be told by it");
    assert!(!caps(&print(Line::Met, &[1, 1], 5), 1, Shown::Few, 5));
}

#[test]
fn the_response_rate_is_reckoned_from_what_is_printed() {
    let rate = |counts: &[u32]| response_rate(&print(Line::Said, counts, 5).published);
    assert_eq!(rate(&[30, 8, 7]).as_deref(), Some("38 of 45 parents who were asked answered (84%)"));
    assert_eq!(rate(&[30, 8, 3]), None, "how many did not answer is not told");
    assert_eq!(rate(&[1, 1, 1]), None);
}
