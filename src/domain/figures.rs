//! What governors may see: counts, none of which can be traced to a child.
//!
//! A line parts a number of pupils into cells that add up to it. A cell below the threshold is not shown, and where the others would
//! give it away by subtraction, more are withheld. Over time a line is shown anew only where so many pupils have changed: from two
//! publications that differ by a few pupils nobody learns what those few are. What is published is frozen.

coded! {
    /// A line of figures.
    Line {
        /// What became of the reviews that were due in the term.
        Due = "due", "Reviews that were due in the term";
        /// Whether a parent took part in a meeting in the term.
        Met = "met", "Parents of the pupils whose review was due";
        /// What came of the targets that were reviewed in the term.
        Targets = "targets", "Targets that were reviewed in the term";
        /// What parents said after the meetings of the term.
        Said = "said", "What parents said after meetings";
        /// What was given in the term of the provision that was planned.
        Given = "given", "Sessions of provision that were planned in the term";
        /// What became of a pupil's reviews in the whole year.
        Year = "year", "Pupils by their reviews in the whole year";
        /// By SEN status.
        Status = "status", "By status";
        /// By the area of the first need.
        Area = "area", "By main area of need";
        /// As it was published before reviews that are not needed were left out.
        Reviews = "reviews", "Reviews of the term";
        /// As it was published before it was asked of those alone whose review was due.
        Parents = "parents", "Parents in a meeting of the term";
    }
}

impl Line {
    /// The lines of a new publication, what people ask first leading.
    pub const PUBLISHED: [Self; 8] =
        [Self::Due, Self::Met, Self::Targets, Self::Said, Self::Given, Self::Year, Self::Status, Self::Area];

    /// What its cells count, in order.
    #[must_use]
    pub fn cells(self) -> &'static [&'static str] {
        match self {
            Self::Due => &["On time", "Late", "Not held"],
            Self::Targets => &["Met or exceeded", "Partly met", "Not met"],
            Self::Said => &["Yes to all that was asked", "Not yes to all", "No answer"],
            Self::Given => &["Given", "Not given, or not noted"],
            Self::Year => &["All on time", "All held, some late", "Not all held"],
            Self::Status => &["SEN support", "EHC plan", "Another plan"],
            Self::Area => &[
                "Communication and interaction",
                "Cognition and learning",
                "Social, emotional and mental health",
                "Sensory and physical",
                "Another, or none recorded",
            ],
            Self::Reviews => &["On time", "Late", "Not held", "Not needed"],
            Self::Met | Self::Parents => &["A parent took part", "No parent took part"],
        }
    }

    /// What its total counts. The reviews of a term are counted of those that were due, which is another number than that of all pupils:
    /// so no total of pupils stands beside one that was frozen earlier, from which one pupil could be told.
    #[must_use]
    pub fn total(self) -> &'static str {
        match self {
            Self::Due | Self::Met => "Reviews that were due",
            Self::Targets => "Targets that were reviewed",
            Self::Said => "Parents who met us and were asked",
            Self::Given => "Sessions that were planned",
            Self::Year => "Pupils with a review that was due",
            Self::Status | Self::Area | Self::Reviews | Self::Parents => "All pupils with a right to reviews",
        }
    }

    /// What its cells but the first are together, where the first alone is the main thing: it is published so where all of them would hide it.
    #[must_use]
    pub fn others(self) -> Option<&'static str> {
        match self {
            Self::Due => Some("Late, or not held"),
            Self::Targets => Some("Partly met, or not met"),
            Self::Year => Some("Not all on time"),
            _ => None,
        }
    }

    /// The line of the same term of which so many of the first cells together are never more than this one's total: who is in them has one or
    /// more of what is counted here. Every review that was held has a target, and every parent who took part was asked.
    #[must_use]
    pub fn is_at_least(self) -> Option<(Self, usize)> {
        match self {
            Self::Targets => Some((Self::Due, 2)),
            Self::Said => Some((Self::Met, 1)),
            _ => None,
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

/// What of a line may be shown, with numbers below `threshold` (at least 2) hidden, also from whoever subtracts and knows this rule.
///
/// Where small numbers would give each other away, one more cell is withheld: the first after them, in the order of the line, that is at
/// least twice the threshold. Whether that is so is seen from what is printed, so that it tells nothing of a small number; where it is not
/// enough, nothing but the total is shown. Where there are fewer pupils than the threshold for each cell, none is shown either: that
/// follows from numbers which everybody knows.
#[must_use]
pub fn publish(counts: &[u32], threshold: u32) -> Published {
    let (total, cells): (u32, u32) = (counts.iter().sum(), u32::try_from(counts.len()).unwrap_or(u32::MAX));
    let nothing = |total| Published { total, cells: vec![Shown::Withheld; counts.len()] };
    if total < threshold {
        return nothing(Shown::Few);
    }
    if total < threshold.saturating_mul(cells) {
        return nothing(Shown::Exact(total));
    }
    let few: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] < threshold).collect();
    let (small, most) = (few.iter().map(|i| counts[*i]).sum::<u32>(), most_of(few.len(), threshold));
    let withheld = match few.as_slice() {
        [] => None,
        _ if covers(small, few.len(), threshold) => None,
        [.., last] => {
            let enough = threshold.saturating_mul(2);
            let mut after = (1..=counts.len()).map(|i| (last + i) % counts.len());
            match after.find(|i| counts[*i] >= enough).filter(|i| small + counts[*i] >= enough + most) {
                Some(cell) => Some(cell),
                None => return nothing(Shown::Exact(total)),
            }
        }
    };
    let together = small + withheld.map_or(0, |cell| counts[cell]);
    let cell = |i: usize| match counts[i] {
        _ if few.contains(&i) => Shown::Few,
        _ if withheld == Some(i) => Shown::Between(together - most, together),
        exact => Shown::Exact(exact),
    };
    Published { total: Shown::Exact(total), cells: (0..counts.len()).map(cell).collect() }
}

/// The most that so many small cells can hold together.
fn most_of(few: usize, threshold: u32) -> u32 {
    threshold.saturating_sub(1).saturating_mul(u32::try_from(few).unwrap_or(u32::MAX))
}

/// Whether so many small cells, whose sum can be worked out, leave open for each of them everything from 0 to just below the threshold.
fn covers(together: u32, few: usize, threshold: u32) -> bool {
    few > 1 && (threshold.saturating_sub(1)..=most_of(few - 1, threshold)).contains(&together)
}

/// A line as it is printed: the names of its cells and what is shown of each.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Printed {
    /// What each cell counts.
    pub names: Vec<&'static str>,
    /// What is shown of it.
    pub published: Published,
}

/// A line with its cells; where they would hide the first one, which people ask for, with that one against all others.
#[must_use]
pub fn print(line: Line, counts: &[u32], threshold: u32) -> Printed {
    let whole = Printed { names: line.cells().to_vec(), published: publish(counts, threshold) };
    let is_shown = |printed: &Printed| matches!(printed.published.cells.first(), Some(Shown::Exact(_)));
    let (Some(others), Some((first, rest)), false) = (line.others(), counts.split_first(), is_shown(&whole)) else {
        return whole;
    };
    let short = publish(&[*first, rest.iter().sum()], threshold);
    let names = vec![line.cells()[0], others];
    if short.cells[0] == Shown::Withheld { whole } else { Printed { names, published: short } }
}

/// How a number that stands alone is shown.
#[must_use]
pub fn alone(count: u32, threshold: u32) -> Shown {
    if count < threshold { Shown::Few } else { Shown::Exact(count) }
}

impl Shown {
    /// The number as people read it: "fewer than 5".
    #[must_use]
    pub fn words(self, threshold: u32) -> String {
        match self {
            Self::Exact(n) => n.to_string(),
            Self::Few => format!("fewer than {threshold}"),
            Self::Between(from, to) => format!("{from} to {to}"),
            Self::Withheld => "not shown".to_owned(),
        }
    }

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

/// Whether a line may be published after all that were ever published of it, in whatever order: it must differ from each of them by so
/// many pupils.
#[must_use]
pub fn may_follow<'a>(earlier: impl IntoIterator<Item = &'a Published>, new: &Published, threshold: u32) -> bool {
    earlier.into_iter().all(|old| may_replace(old, new, threshold))
}

/// Whether a line about the year, beside the lines of its terms about the same pupils, narrows what they leave open. Its cells go from the best
/// to the worst, and a pupil's year is as the worst of its terms: so many as are this bad in the year are so in at least one term. `terms` are
/// those of the year that were published, as they were printed. What leaves open as many numbers as the threshold gives nobody away.
#[must_use]
pub fn narrows(year: &Printed, terms: &[Printed], threshold: u32) -> bool {
    (1..=Line::Year.cells().len() - 1).any(|worse| {
        let (least, most) = year.range_since(worse, threshold);
        let all: Vec<(u32, u32)> = terms.iter().map(|term| term.range_since(worse, threshold)).collect();
        let sum: u32 = all.iter().fold(0, |sum, (_, to)| sum.saturating_add(*to));
        all.iter().any(|(from, to)| {
            let left = (*from.max(&least.saturating_sub(sum.saturating_sub(*to))), *to.min(&most));
            left != (*from, *to) && left.1.saturating_sub(left.0) < threshold - 1
        })
    })
}

/// Whether a total that is never less than the first cells of a printed line together would say more of them than that line does: then it is
/// not printed beside it.
#[must_use]
pub fn caps(line: &Printed, first: usize, total: Shown, threshold: u32) -> bool {
    let most = line.published.total.range(threshold).1;
    total.range(threshold).1 < most.saturating_sub(line.range_since(first, threshold).0)
}

/// The share of those asked who answered, in words: of what is printed alone, so that it tells nothing more. Nothing where it is not told how
/// many did not answer.
#[must_use]
pub fn response_rate(said: &Published) -> Option<String> {
    let (Shown::Exact(asked), Some(Shown::Exact(silent))) = (said.total, said.cells.last().copied()) else {
        return None;
    };
    let answered = asked.checked_sub(silent)?;
    let percent = (answered * 100 + asked / 2).checked_div(asked)?;
    Some(format!("{answered} of {asked} parents who were asked answered ({percent}%)"))
}

impl Printed {
    /// The least and the most that the cells from this one on hold together, as anybody can work out: by what is shown of them, and by what the
    /// others leave of the total. Where only the first stands against all others, these are at most as many as all of those.
    fn range_since(&self, place: usize, threshold: u32) -> (u32, u32) {
        let shown = &self.published;
        let whole = shown.cells.len() >= Line::Year.cells().len() || place == 1;
        let sum = |cells: &[Shown]| {
            let ranges = cells.iter().map(|cell| cell.range(threshold));
            ranges.fold((0_u32, 0_u32), |(from, to), (a, b)| (from.saturating_add(a), to.saturating_add(b)))
        };
        let (before, after) = shown.cells.split_at(place.min(shown.cells.len()));
        let (before, (from, to)) = (sum(before), sum(after));
        let total = shown.total.range(threshold);
        let (from, to) = (from.max(total.0.saturating_sub(before.1)), to.min(total.1.saturating_sub(before.0)));
        if whole { (from, to) } else { (0, self.range_since(1, threshold).1) }
    }
}

#[cfg(test)]
mod solver;
#[cfg(test)]
mod tests;
