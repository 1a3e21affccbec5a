//! What governors may see: counts, none of which can be traced to a child.
//!
//! A line parts a number of pupils into cells that add up to it. A cell below the threshold is not shown, and where the others would
//! give it away by subtraction, more are withheld. Over time a line is shown anew only where so many pupils have changed: from two
//! publications that differ by a few pupils nobody learns what those few are. What is published is frozen.

coded! {
    /// A line of figures.
    Line {
        /// By SEN status.
        Status = "status", "By status";
        /// By the area of the first need.
        Area = "area", "By main area of need";
        /// What became of the term's review.
        Reviews = "reviews", "Reviews of the term";
        /// Whether a parent took part in a meeting in the term.
        Parents = "parents", "Parents in a meeting of the term";
    }
}

impl Line {
    /// What its cells count, in order.
    #[must_use]
    pub fn cells(self) -> &'static [&'static str] {
        match self {
            Self::Status => &["SEN support", "EHC plan", "Another plan"],
            Self::Area => &[
                "Communication and interaction",
                "Cognition and learning",
                "Social, emotional and mental health",
                "Sensory and physical",
                "Another, or none recorded",
            ],
            Self::Reviews => &["On time", "Late", "Not held", "Not needed"],
            Self::Parents => &["A parent took part", "No parent took part"],
        }
    }

    /// Whether it counts the same pupils from term to term, so that two publications could be told apart by one pupil.
    #[must_use]
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::Status | Self::Area)
    }
}

/// How a number is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shown {
    /// As it is.
    Exact(u32),
    /// Below the threshold, zero included.
    Few,
    /// Somewhere from one to the other, as anybody could work out.
    Between(u32, u32),
    /// Not at all.
    Withheld,
}

/// A line as it is published.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Published {
    /// How many pupils in all.
    pub total: Shown,
    /// Each cell.
    pub cells: Vec<Shown>,
}

/// What of a line may be shown, with numbers below `threshold` (at least 2) hidden, also from whoever subtracts.
///
/// Which further cells are withheld follows their order and not their numbers: enough that each hidden cell may hold everything from 0
/// to just below the threshold. Where there are fewer pupils than the threshold for each cell, none is shown: that follows from numbers
/// which everybody knows, so that it tells nothing.
#[must_use]
pub fn publish(counts: &[u32], threshold: u32) -> Published {
    let total: u32 = counts.iter().sum();
    let too_few = total < threshold.saturating_mul(u32::try_from(counts.len()).unwrap_or(u32::MAX));
    if total < threshold || too_few {
        let total = if total < threshold { Shown::Few } else { Shown::Exact(total) };
        return Published { total, cells: vec![Shown::Withheld; counts.len()] };
    }
    let few: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] < threshold).collect();
    let after = few.last().map_or(0, |last| last + 1);
    let mut others = (0..counts.len()).map(|i| (after + i) % counts.len()).filter(|i| counts[*i] >= threshold);
    let mut withheld = Vec::new();
    let hidden = |withheld: &[usize]| few.iter().chain(withheld).map(|i| counts[*i]).sum::<u32>();
    while !few.is_empty() && !covers(hidden(&withheld), few.len(), withheld.len(), threshold) {
        // With the threshold for each cell there, it is covered at the latest once all are withheld.
        let Some(next) = others.next() else { break };
        withheld.push(next);
    }
    let together = hidden(&withheld);
    let most_few = (threshold - 1) * u32::try_from(few.len()).unwrap_or(u32::MAX);
    let cell = |i: usize| match withheld.as_slice() {
        _ if few.contains(&i) => Shown::Few,
        [one] if *one == i => Shown::Between(together.saturating_sub(most_few).max(threshold), together),
        several if several.contains(&i) => Shown::Withheld,
        _ => Shown::Exact(counts[i]),
    };
    Published { total: Shown::Exact(total), cells: (0..counts.len()).map(cell).collect() }
}

/// Whether what is hidden together leaves open, for each of the few, everything from 0 to just below the threshold.
fn covers(together: u32, few: usize, withheld: usize, threshold: u32) -> bool {
    let (few, withheld) = (u32::try_from(few).unwrap_or(u32::MAX), u32::try_from(withheld).unwrap_or(u32::MAX));
    let most = threshold.saturating_sub(1);
    let may_be_most = together >= most.saturating_add(withheld.saturating_mul(threshold));
    let may_be_none = withheld > 0 || together <= most * few.saturating_sub(1);
    may_be_most && may_be_none
}

impl Shown {
    /// The least and the most that it may stand for.
    fn range(self, threshold: u32) -> (u32, u32) {
        match self {
            Self::Exact(n) => (n, n),
            Self::Few => (0, threshold.saturating_sub(1)),
            Self::Between(from, to) => (from, to),
            Self::Withheld => (0, u32::MAX),
        }
    }
}

/// Whether a line may be published anew after an earlier publication: only if, as anybody can see from the two, at least `threshold`
/// pupils have come, gone or moved. It is judged by what is printed and not by what is behind it, so that neither doing it nor leaving it
/// tells anything more.
#[must_use]
pub fn may_replace(old: &Published, new: &Published, threshold: u32) -> bool {
    let gap = |a: Shown, b: Shown| {
        let ((from, to), (other_from, other_to)) = (a.range(threshold), b.range(threshold));
        from.saturating_sub(other_to).max(other_from.saturating_sub(to))
    };
    let apart: u32 = old.cells.iter().zip(&new.cells).map(|(a, b)| gap(*a, *b)).sum();
    // Who moves from one cell to another makes a difference in both.
    apart.div_ceil(2).max(gap(old.total, new.total)) >= threshold
}

#[cfg(test)]
mod tests;
