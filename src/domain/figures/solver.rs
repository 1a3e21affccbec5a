//! Somebody who takes all that is printed for governors in a year, and all that follows from it, and narrows every number as far as it goes. A
//! thousand schools are made up, published term by term by these very rules, and attacked: no hidden number may be left with one value. Where one
//! of the rules is left out, the same attack finds such numbers, so that it would be seen if the rules did not hold.

use super::{Line, Printed, Published, Shown, caps, may_follow, narrows, print, publish};

const THRESHOLD: u32 = 5;
const SCHOOLS: u64 = 1_000;

/// Numbers, each added or taken away, whose sum lies between two others.
type Sum = (Vec<(i64, usize)>, i64, i64);
/// What is printed of a line, with the term of which it tells.
type Told = (Line, usize, Printed);

/// Numbers with all that can be said of them: each from so many to so many, and sums of some of them likewise.
#[derive(Default)]
struct Solver {
    ranges: Vec<(i64, i64)>,
    sums: Vec<Sum>,
}

impl Solver {
    fn number(&mut self, from: i64, to: i64) -> usize {
        self.ranges.push((from, to));
        self.ranges.len() - 1
    }

    /// The sum of these, each added or taken away, lies between two numbers.
    fn sum(&mut self, of: Vec<(i64, usize)>, from: i64, to: i64) {
        self.sums.push((of, from, to));
    }

    /// Narrows every number by every sum until nothing changes.
    fn narrow(&mut self) {
        while self
            .sums
            .iter()
            .fold(false, |changed, (of, from, to)| tighten(&mut self.ranges, of, *from, *to) || changed)
        {}
    }
}

/// What one number of a sum can be, given what all others of it can be.
fn tighten(ranges: &mut [(i64, i64)], of: &[(i64, usize)], from: i64, to: i64) -> bool {
    let ends = |ranges: &[(i64, i64)], (sign, at): (i64, usize)| {
        let (a, b) = (ranges[at].0 * sign, ranges[at].1 * sign);
        (a.min(b), a.max(b))
    };
    let mut changed = false;
    for one in of {
        let (least, most) = of.iter().fold((0, 0), |(a, b), other| {
            let (x, y) = ends(ranges, *other);
            (a + x, b + y)
        });
        let own = ends(ranges, *one);
        let (low, high) = (from - (most - own.1), to - (least - own.0));
        let (low, high) = if one.0 > 0 { (low, high) } else { (-high, -low) };
        let (was, now) = (ranges[one.1], (ranges[one.1].0.max(low), ranges[one.1].1.min(high)));
        ranges[one.1] = now;
        changed |= was != now;
    }
    changed
}

/// The next of a sequence of numbers that look like chance, and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most.max(1)
    }

    /// One of so many, the first far more often where it is `skewed`: small numbers are what is to be hidden.
    fn one_of(&mut self, many: u64, skewed: bool) -> usize {
        if skewed && self.below(10) < 7 { 0 } else { usize::try_from(self.below(many)).unwrap() }
    }
}

#[derive(Clone)]
struct Child {
    status: usize,
    area: usize,
    /// What became of the review of each term, where one was due, and whether a parent took part.
    terms: [Option<(usize, usize)>; 3],
    /// What came of the targets of each term's review, were it held.
    targets: [Vec<usize>; 3],
    /// What each parent would say who took part in a term.
    parents: [Vec<usize>; 3],
    /// Sessions of each term, given and not.
    sessions: [(u32, u32); 3],
}

/// Where they are `alone`, every review has one target, and of every pupil one parent comes: then there are as many as pupils.
fn child(dice: &mut Dice, skewed: bool, alone: bool) -> Child {
    let term = |dice: &mut Dice| (dice.below(12) > 0).then(|| (dice.one_of(3, skewed), dice.one_of(2, skewed)));
    let (status, area, terms) = (dice.one_of(3, skewed), dice.one_of(5, skewed), [term(dice), term(dice), term(dice)]);
    let some = |dice: &mut Dice, most: u64| {
        let many = if alone { 1 } else { 1 + dice.below(most) };
        (0..many).map(|_| dice.one_of(3, skewed)).collect::<Vec<_>>()
    };
    let each = |dice: &mut Dice, most: u64| [some(dice, most), some(dice, most), some(dice, most)];
    let (targets, parents) = (each(dice, 3), each(dice, 2));
    let number = |dice: &mut Dice, most: u64| u32::try_from(dice.below(most)).unwrap();
    let both = |dice: &mut Dice| (number(dice, 20), number(dice, 3));
    Child { status, area, terms, targets, parents, sessions: [both(dice), both(dice), both(dice)] }
}

/// A school at the end of each term, and how many pupils came, left or moved before it.
fn school(seed: u64) -> Vec<(Vec<Child>, u32)> {
    let mut dice = Dice(seed);
    let skewed = dice.below(3) > 0;
    let (many, alone) = (dice.below(70), seed.is_multiple_of(2));
    let mut there: Vec<Child> = (0..many).map(|_| child(&mut dice, skewed, alone)).collect();
    let mut terms = vec![(there.clone(), 0)];
    for _ in 0..2 {
        let changes = [0, 0, 1, 1, 2, 3, 6, 12][dice.one_of(8, false)];
        for _ in 0..changes {
            let at = usize::try_from(dice.below(there.len() as u64)).unwrap();
            match dice.below(3) {
                0 if !there.is_empty() => drop(there.swap_remove(at)),
                1 if !there.is_empty() => there[at].area = dice.one_of(5, false),
                _ => there.push(child(&mut dice, skewed, alone)),
            }
        }
        terms.push((there.clone(), changes));
    }
    terms
}

/// Counts of what is no pupil, and of which one pupil may have many.
fn many(line: Line, one: &Child, term: usize) -> Vec<(usize, u32)> {
    let is = |fits: fn((usize, usize)) -> bool| one.terms[term].is_some_and(fits);
    let each = |of: &[usize]| of.iter().map(|cell| (*cell, 1)).collect();
    match line {
        Line::Targets if is(|(kept, _)| kept < 2) => each(&one.targets[term]),
        Line::Said if is(|(_, met)| met == 0) => each(&one.parents[term]),
        Line::Given => vec![(0, one.sessions[term].0), (1, one.sessions[term].1)],
        _ => vec![],
    }
}

fn counts(line: Line, there: &[Child], term: usize) -> Vec<u32> {
    let mut counts = vec![0; line.cells().len()];
    for one in there {
        if matches!(line, Line::Targets | Line::Said | Line::Given) {
            many(line, one, term).into_iter().for_each(|(cell, many)| counts[cell] += many);
            continue;
        }
        let cell = match line {
            Line::Status => Some(one.status),
            Line::Area => Some(one.area),
            Line::Due => one.terms[term].map(|(kept, _)| kept),
            Line::Met => one.terms[term].map(|(_, met)| met),
            _ => one.terms.iter().flatten().map(|(kept, _)| *kept).max(),
        };
        if let Some(cell) = cell {
            counts[cell] += 1;
        }
    }
    counts
}

/// A rule that is left out, to see that it is needed.
#[derive(Clone, Copy, PartialEq)]
enum Without {
    Nothing,
    /// Only small numbers are hidden, and nothing beside them.
    Secondary,
    /// Every line is printed anew, however few pupils have changed.
    Waiting,
    /// What is counted of targets and parents stands beside the pupils whose they are, whatever it tells of them.
    Capping,
}

fn printed(line: Line, counts: &[u32], without: Without) -> Printed {
    if without != Without::Secondary {
        return print(line, counts, THRESHOLD);
    }
    let shown = |n: u32| if n < THRESHOLD { Shown::Few } else { Shown::Exact(n) };
    let published =
        Published { total: Shown::Exact(counts.iter().sum()), cells: counts.iter().map(|n| shown(*n)).collect() };
    Printed { names: line.cells().to_vec(), published }
}

/// What is printed of a term: each line with the term of which it tells.
fn publication(terms: &[(Vec<Child>, u32)], term: usize, earlier: &[Vec<Told>], without: Without) -> Vec<Told> {
    let there = &terms[term].0;
    let fresh = |line: Line| (line, term, printed(line, &counts(line, there, term), without));
    let before = |line: Line| earlier.iter().flatten().filter(move |one| one.0 == line);
    let lasting = [Line::Status, Line::Area];
    let follows = lasting.iter().all(|line| {
        let all: Vec<Published> = before(*line).map(|one| one.2.published.clone()).collect();
        may_follow(&all, &publish(&counts(*line, there, term), THRESHOLD), THRESHOLD)
    });
    let mut lines = vec![fresh(Line::Due), fresh(Line::Met)];
    for line in [Line::Targets, Line::Said, Line::Given] {
        let one = fresh(line);
        let tells = line.is_at_least().is_some_and(|(of, first)| {
            caps(&fresh(of).2, first, one.2.published.total, THRESHOLD) && without != Without::Capping
        });
        lines.extend((!tells).then_some(one));
    }
    for line in lasting {
        let again = before(line).next_back().cloned().filter(|_| !follows && without != Without::Waiting);
        lines.push(again.unwrap_or_else(|| fresh(line)));
    }
    let of_terms: Vec<Printed> = before(Line::Due).map(|one| one.2.clone()).chain([fresh(Line::Due).2]).collect();
    let year = fresh(Line::Year);
    if term == 2 && !narrows(&year.2, &of_terms, THRESHOLD) {
        lines.push(year);
    }
    lines
}

/// The attack on one line: its cells as numbers, with what is printed of them.
fn put(solver: &mut Solver, printed: &Printed, cells: usize) -> (Vec<usize>, usize) {
    let range = |shown: Shown| {
        let (from, to) = shown.range(THRESHOLD);
        (i64::from(from), i64::from(to.min(10_000)))
    };
    let (from, to) = range(printed.published.total);
    let total = solver.number(from, to);
    let numbers: Vec<usize> = (0..cells).map(|_| solver.number(0, to)).collect();
    let whole = printed.names.len() == cells;
    for (at, shown) in printed.published.cells.iter().enumerate() {
        let of = if whole {
            vec![(1, numbers[at])]
        } else if at == 0 {
            vec![(1, numbers[0])]
        } else {
            numbers[1..].iter().map(|n| (1, *n)).collect()
        };
        let (from, to) = range(*shown);
        solver.sum(of, from, to);
    }
    solver.sum(numbers.iter().map(|n| (1, *n)).chain([(-1, total)]).collect(), 0, 0);
    (numbers, total)
}

/// A cell that was hidden, with its number in the solver and what it truly is.
type Hidden = (usize, i64);

/// All that follows from what is printed in a year of a school: of each publication by itself, and of what lies between them.
fn attack(terms: &[(Vec<Child>, u32)], without: Without) -> (Solver, Vec<Hidden>) {
    let (mut solver, mut hidden) = (Solver::default(), Vec::new());
    let mut all: Vec<Vec<Told>> = Vec::new();
    let mut lasting: Vec<(Line, usize, Vec<usize>)> = Vec::new();
    let mut ordered: Vec<(Line, Vec<usize>)> = Vec::new();
    for term in 0..terms.len() {
        let lines = publication(terms, term, &all, without);
        let mut totals: Vec<(Line, usize)> = Vec::new();
        let mut beside: Vec<(Line, Vec<usize>)> = Vec::new();
        for (line, of, printed) in lines.iter().filter(|one| one.1 == term) {
            let truth = counts(*line, &terms[*of].0, *of);
            let (numbers, total) = put(&mut solver, printed, truth.len());
            let shown = |at: usize| {
                printed.names.len() == truth.len() && matches!(printed.published.cells[at], Shown::Exact(_))
            };
            let first = |at: usize| at == 0 && matches!(printed.published.cells[0], Shown::Exact(_));
            hidden.extend(
                numbers
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| !shown(*at) && !first(*at))
                    .map(|(at, n)| (*n, i64::from(truth[at]))),
            );
            if let Some((of, first)) = line.is_at_least() {
                let (_, cells) = beside.iter().find(|(one, _)| *one == of).unwrap();
                solver.sum(cells[..first].iter().map(|n| (1, *n)).chain([(-1, total)]).collect(), -1_000_000, 0);
            }
            beside.push((*line, numbers.clone()));
            totals.push((*line, total));
            if line.is_lasting() {
                lasting.push((*line, term, numbers));
            } else if matches!(line, Line::Due | Line::Year) {
                ordered.push((*line, numbers));
            }
        }
        same_pupils(&mut solver, &totals);
        all.push(lines);
    }
    changed_little(&mut solver, &lasting, terms);
    within_the_year(&mut solver, &ordered, terms);
    solver.narrow();
    (solver, hidden)
}

/// Lines about the same pupils have the same total.
fn same_pupils(solver: &mut Solver, totals: &[(Line, usize)]) {
    for (a, b) in [(Line::Status, Line::Area), (Line::Due, Line::Met)] {
        let of = |line| totals.iter().find(|one| one.0 == line).map(|one| one.1);
        if let (Some(a), Some(b)) = (of(a), of(b)) {
            solver.sum(vec![(1, a), (-1, b)], 0, 0);
        }
    }
}

/// Whoever knows how few pupils have changed knows by how much a number can have changed. Of as many as the threshold nobody knows it of all.
fn changed_little(solver: &mut Solver, lasting: &[(Line, usize, Vec<usize>)], terms: &[(Vec<Child>, u32)]) {
    for (n, (line, term, now)) in lasting.iter().enumerate() {
        for (_, before, then) in lasting[..n].iter().filter(|one| one.0 == *line) {
            let changed: u32 = terms[before + 1..=*term].iter().map(|one| one.1).sum();
            if changed < THRESHOLD {
                for (a, b) in now.iter().zip(then) {
                    solver.sum(vec![(1, *a), (-1, *b)], -i64::from(changed), i64::from(changed));
                }
            }
        }
    }
}

/// A pupil's year is as the worst of its terms: so many in a term are at least this bad, so many in the year, and not more than in all terms.
fn within_the_year(solver: &mut Solver, ordered: &[(Line, Vec<usize>)], terms: &[(Vec<Child>, u32)]) {
    let changed: u32 = terms.iter().map(|one| one.1).sum();
    let Some((_, year)) = ordered.iter().find(|one| one.0 == Line::Year).filter(|_| changed < THRESHOLD) else {
        return;
    };
    let due: Vec<&Vec<usize>> = ordered.iter().filter(|one| one.0 == Line::Due).map(|one| &one.1).collect();
    let slack = i64::from(changed);
    for bad in 1..3 {
        let of = |numbers: &[usize], sign: i64| numbers[bad..].iter().map(|n| (sign, *n)).collect::<Vec<_>>();
        for term in &due {
            solver.sum([of(year, 1), of(term, -1)].concat(), -slack, 10_000);
        }
        let every = due.iter().flat_map(|term| of(term, 1)).collect::<Vec<_>>();
        solver.sum([every, of(year, -1)].concat(), -slack, 100_000);
    }
}

/// How many hidden numbers of all schools are left with one value.
fn recovered(without: Without) -> usize {
    let of = |seed| {
        let terms = school(seed);
        let (solver, hidden) = attack(&terms, without);
        for (at, truth) in &hidden {
            let (from, to) = solver.ranges[*at];
            assert!(
                (from..=to).contains(truth),
                "school {seed}: {truth} is not within {from} to {to}: the attack reckons wrongly"
            );
        }
        hidden.iter().filter(|(at, _)| solver.ranges[*at].0 == solver.ranges[*at].1).count()
    };
    (0..SCHOOLS).map(of).sum()
}

#[test]
fn of_a_thousand_schools_no_hidden_number_is_recovered() {
    assert_eq!(recovered(Without::Nothing), 0);
}

#[test]
fn without_hiding_a_second_number_the_same_attack_recovers_many() {
    assert!(recovered(Without::Secondary) > 500, "{}", recovered(Without::Secondary));
}

#[test]
fn without_waiting_for_enough_pupils_the_same_attack_recovers_some() {
    assert!(recovered(Without::Waiting) > 20, "{}", recovered(Without::Waiting));
}

#[test]
fn without_leaving_out_what_tells_of_pupils_the_same_attack_recovers_some() {
    assert!(recovered(Without::Capping) > 20, "{}", recovered(Without::Capping));
}

#[test]
fn the_attack_subtracts() {
    let mut solver = Solver::default();
    let (total, large, small) = (solver.number(30, 30), solver.number(28, 28), solver.number(0, 4));
    solver.sum(vec![(1, large), (1, small), (-1, total)], 0, 0);
    solver.narrow();
    assert_eq!(solver.ranges[small], (2, 2));
}
