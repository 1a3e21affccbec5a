//! How each target has gone from cycle to cycle: where it started, what was expected and hoped for, and what was read.

use chrono::NaiveDate;

use super::{
    calendar::AcademicYear,
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

/// What came of the targets of one school year, over every plan, in the class that the pupil was in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InYear {
    /// The school year.
    pub year: AcademicYear,
    /// The class, or nothing where the pupil was in none.
    pub class: Option<String>,
    /// Reviews held.
    pub reviews: usize,
    /// What came of each target that was reviewed.
    pub results: Vec<Progress>,
}

impl InYear {
    /// Targets of which this came.
    #[must_use]
    pub fn of(&self, progress: Progress) -> usize {
        self.results.iter().filter(|one| **one == progress).count()
    }
}

/// Reviews put together by school year and class, the newest first. `held` are the day, the class of that day, and what came of each target.
pub fn by_year(held: impl IntoIterator<Item = (NaiveDate, Option<String>, Vec<Progress>)>) -> Vec<InYear> {
    let mut held: Vec<_> = held.into_iter().collect();
    held.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
    let mut years: Vec<InYear> = Vec::new();
    for (day, class, results) in held {
        let year = AcademicYear::containing(day);
        match years.iter_mut().find(|one| one.year == year && one.class == class) {
            Some(one) => {
                one.reviews += 1;
                one.results.extend(results);
            }
            None => years.push(InYear { year, class, reviews: 1, results }),
        }
    }
    years
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
    fn reviews_are_put_together_by_school_year_and_class_the_newest_first() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 20).unwrap();
        let class = |name: &str| Some(name.to_owned());
        let found = by_year([
            (day(2026, 3), class("3B"), vec![Progress::Met, Progress::Partly]),
            (day(2026, 11), class("4A"), vec![Progress::Exceeded]),
            (day(2026, 8), class("3B"), vec![Progress::Met]),
            (day(2026, 9), None, vec![]),
        ]);
        let told: Vec<_> = found.iter().map(|one| (one.year.to_string(), one.class.as_deref(), one.reviews)).collect();
        assert_eq!(
            told,
            [
                ("2026/27".to_owned(), Some("4A"), 1),
                ("2026/27".to_owned(), None, 1),
                ("2025/26".to_owned(), Some("3B"), 2),
            ]
        );
        assert_eq!((found[2].of(Progress::Met), found[2].of(Progress::Partly)), (2, 1));
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
