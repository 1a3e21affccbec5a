//! The school's own scored measures: a name, a range, which way is better, and cut-offs in the school's own words. Nothing of a licensed
//! test is held: no items, no layout, no norms; of what was assessed only name, date, rater and score (the licences of most tests forbid more).

use chrono::NaiveDate;

use super::{
    count::counted,
    target::{Direction, Score},
};

/// The most cut-offs of a measure.
pub const MOST_CUT_OFFS: usize = 6;

coded! {
    /// On which side of a score a cut-off's words hold.
    Side {
        /// For every score under it.
        Below = "below", "Below";
        /// For it and every score over it.
        From = "from", "From";
    }
}

/// "Below 85: below average".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CutOff {
    /// On which side of it.
    pub side: Side,
    /// The score.
    pub at: Score,
    /// What such a score means, as the school says it.
    pub words: String,
}

impl CutOff {
    fn holds(&self, score: Score) -> bool {
        match self.side {
            Side::Below => score < self.at,
            Side::From => score >= self.at,
        }
    }
}

/// What a score is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoredMeasure {
    /// As the school calls it.
    pub name: String,
    /// The lowest score there is.
    pub lowest: Score,
    /// The highest.
    pub highest: Score,
    /// Which way is better.
    pub direction: Direction,
    /// In the order in which they were written.
    pub cut_offs: Vec<CutOff>,
}

/// Why a score is none of this measure.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{name} goes from {lowest} to {highest}: {score} cannot be")]
pub struct OutOfRange {
    name: String,
    lowest: Score,
    highest: Score,
    score: Score,
}

/// Why a cut-off cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CutOffProblem {
    /// No score would ever fall under it, or every one would.
    #[error("{0} parts no scores: enter one between the lowest, {1}, and the highest, {2}")]
    Outside(Score, Score, Score),
    /// The same stands there already.
    #[error("{0} stands there twice: keep one of them")]
    Twice(Score),
    /// A score would have two meanings.
    #[error("A score of {0} would fall under “below” and under “from”: it can mean one thing only")]
    Both(Score),
}

impl ScoredMeasure {
    /// Whether the measure has a range at all.
    #[must_use]
    pub fn has_range(&self) -> bool {
        self.lowest < self.highest
    }

    /// What is wrong with its cut-offs, each with its place.
    #[must_use]
    pub fn problems(&self) -> Vec<(usize, CutOffProblem)> {
        let problem = |(n, one): (usize, &CutOff)| {
            let before = &self.cut_offs[..n];
            let parts = one.at > self.lowest && one.at <= self.highest;
            let meets = |other: &&CutOff| match (one.side, other.side) {
                (Side::From, Side::Below) => other.at > one.at,
                (Side::Below, Side::From) => one.at > other.at,
                _ => false,
            };
            if !parts {
                return Some((n, CutOffProblem::Outside(one.at, self.lowest, self.highest)));
            }
            if before.iter().any(|other| (other.side, other.at) == (one.side, one.at)) {
                return Some((n, CutOffProblem::Twice(one.at)));
            }
            before.iter().find(meets).map(|other| (n, CutOffProblem::Both(one.at.min(other.at))))
        };
        self.cut_offs.iter().enumerate().filter_map(problem).collect()
    }

    /// Whether a score is one of this measure.
    ///
    /// # Errors
    /// When it lies outside the range.
    pub fn fits(&self, score: Score) -> Result<(), OutOfRange> {
        if (self.lowest..=self.highest).contains(&score) {
            return Ok(());
        }
        Err(OutOfRange { name: self.name.clone(), lowest: self.lowest, highest: self.highest, score })
    }

    /// What a score means in the school's words: of several cut-offs the nearest. Nothing where no cut-off holds.
    #[must_use]
    pub fn meaning(&self, score: Score) -> Option<&str> {
        let holding = self.cut_offs.iter().filter(|one| one.holds(score));
        holding.min_by_key(|one| (one.at.0 - score.0).abs()).map(|one| one.words.as_str())
    }
}

/// A score as it was given: on the measure as it was then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scored<K> {
    /// What stays the same however often the measure is worded anew.
    pub key: K,
    /// The measure as it was then.
    pub measure: ScoredMeasure,
    /// When.
    pub on: NaiveDate,
    /// The score.
    pub score: Score,
}

/// One measure's scores of a pupil, the oldest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreLine {
    /// The measure as it was when the last of them was given.
    pub measure: ScoredMeasure,
    /// Day, score, and what it meant then.
    pub points: Vec<(NaiveDate, Score, Option<String>)>,
}

impl ScoreLine {
    /// "From 80 to 86 over 3 scores: better. Now: average", or the one score.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (Some((_, first, _)), Some((_, last, meant))) = (self.points.first(), self.points.last()) else {
            return String::new();
        };
        let meant = meant.as_ref().map(|words| format!(" Now: {words}.")).unwrap_or_default();
        if self.points.len() == 1 {
            return format!("{last}, the first score.{meant}");
        }
        let went = match (last.cmp(first), self.measure.direction) {
            (std::cmp::Ordering::Equal, _) => "the same",
            (std::cmp::Ordering::Greater, Direction::Higher) | (std::cmp::Ordering::Less, Direction::Lower) => "better",
            _ => "worse",
        };
        let over = counted(self.points.len(), "score", "scores");
        format!("From {first} to {last} over {over}: {went}.{meant}")
    }
}

/// Puts scores together that can be compared: of the same measure, and with the same range and direction. `found` is the oldest first.
pub fn lines<K: PartialEq>(found: impl IntoIterator<Item = Scored<K>>) -> Vec<ScoreLine> {
    let mut lines: Vec<(K, ScoreLine)> = Vec::new();
    for one in found {
        let point = (one.on, one.score, one.measure.meaning(one.score).map(str::to_owned));
        let scale = |of: &ScoredMeasure| (of.lowest, of.highest, of.direction);
        match lines.iter_mut().find(|(key, line)| *key == one.key && scale(&line.measure) == scale(&one.measure)) {
            Some((_, line)) => {
                line.measure = one.measure;
                line.points.push(point);
            }
            None => lines.push((one.key, ScoreLine { measure: one.measure, points: vec![point] })),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests;
