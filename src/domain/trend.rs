//! How each target has gone from cycle to cycle: where it started, what was expected and hoped for, and what was read.

use chrono::NaiveDate;

use super::{
    count::counted,
    target::{Aim, Progress, Score},
};

/// A target at the end of one cycle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The day of the review: held, or agreed where it is still to come.
    pub on: NaiveDate,
    /// What it set out from and aimed for in that cycle.
    pub aim: Aim,
    /// What was read.
    pub actual: Option<Score>,
    /// How far it was reached; nothing while it is still to be reviewed.
    pub progress: Option<Progress>,
}

/// One target through all its cycles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its words, as they stood last.
    pub wording: String,
    /// Its unit.
    pub unit: String,
    /// Oldest first.
    pub points: Vec<Point>,
}

impl Line {
    /// The least and the greatest reading that anything on the line has.
    #[must_use]
    pub fn range(&self) -> (Score, Score) {
        let of = |p: &Point| [Some(p.aim.baseline), Some(p.aim.predicted), p.aim.challenge, p.actual];
        let all = self.points.iter().flat_map(of).flatten();
        all.fold(None, |range: Option<(Score, Score)>, s| Some(range.map_or((s, s), |(a, b)| (a.min(s), b.max(s)))))
            .unwrap_or((Score(0), Score(0)))
    }

    /// The line in a sentence: "From 4 to 14 words over two reviews; 16 expected next."
    #[must_use]
    pub fn sentence(&self) -> String {
        let Some(first) = self.points.first() else { return String::new() };
        let unit = |s: Score| s.of(&self.unit);
        let reviews = self.points.iter().filter(|p| p.progress.is_some()).count();
        let over = counted(reviews, "review", "reviews");
        let next = self.points.last().filter(|p| p.progress.is_none());
        let next = next.map(|p| format!(" {} expected next.", unit(p.aim.predicted))).unwrap_or_default();
        match self.points.iter().rev().find_map(|p| p.actual) {
            Some(last) => format!("From {} to {} over {over}.{next}", first.aim.baseline, unit(last)),
            None => format!("Started at {}; nothing was read over {over}.{next}", unit(first.aim.baseline)),
        }
    }
}

/// Puts points together that are the same target: `found` are key, words, unit and point, oldest first. A key stands for one target
/// however often it was carried on.
pub fn lines<K: PartialEq>(found: impl IntoIterator<Item = (K, String, String, Point)>) -> Vec<Line> {
    let mut lines: Vec<(K, Line)> = Vec::new();
    for (key, wording, unit, point) in found {
        match lines.iter_mut().find(|(known, _)| *known == key) {
            Some((_, line)) => {
                line.wording = wording;
                line.unit = unit;
                line.points.push(point);
            }
            None => lines.push((key, Line { wording, unit, points: vec![point] })),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::Direction;

    fn point(month: u32, from: i64, to: i64, actual: Option<i64>) -> Point {
        let aim = Aim {
            direction: Direction::Higher,
            baseline: Score(from * 100),
            predicted: Score(to * 100),
            challenge: None,
        };
        let actual = actual.map(|a| Score(a * 100));
        let on = NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        Point { on, aim, actual, progress: actual.map(|a| aim.progress(a)) }
    }

    #[test]
    fn a_target_that_is_carried_on_is_one_line() {
        let words = |text: &str| text.to_owned();
        let found = lines([
            (1, words("Reads ten words"), words("words"), point(3, 4, 10, Some(9))),
            (2, words("Sits down"), String::new(), point(3, 0, 2, None)),
            (1, words("Reads twelve words"), words("words"), point(7, 9, 12, Some(14))),
            (1, words("Reads twenty words"), words("words"), point(12, 14, 20, None)),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].wording.as_str(), found[0].points.len()), ("Reads twenty words", 3));
        assert_eq!(found[0].range(), (Score(400), Score(2000)));
        assert_eq!(found[0].sentence(), "From 4 to 14 words over 2 reviews. 20 words expected next.");
        assert_eq!(found[1].sentence(), "Started at 0; nothing was read over 0 reviews. 2 expected next.");
    }
}
