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
    assert_eq!(cells(&[1, 2, 12]), [Few, Few, Between(7, 15)]);
    assert_eq!(cells(&[2, 6, 7]), [Few, Withheld, Withheld]);
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
                    assert!(open[i].iter().all(|n| *n < threshold));
                }
            }
        }
    }
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
