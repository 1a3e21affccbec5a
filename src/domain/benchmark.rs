//! Progress on a scored measure beside something: beside pupils of like need and start in the school, and beside what a source that the school
//! names expects. Of fewer than five other pupils nothing is said. Others are no norm: the school is one, and the pupils few.

use chrono::NaiveDate;

use super::{
    count::counted,
    ids::PupilId,
    need::Area,
    scored_measure::ScoredMeasure,
    target::{Direction, Score},
};

/// The fewest other pupils of whom anything is said.
pub const FEWEST_PEERS: usize = 5;
/// Changes are compared over so many weeks: about a term.
pub const TERM_WEEKS: u32 = 12;
/// Less time than this between two scores says more about the days than about progress.
const SHORTEST_DAYS: i64 = 42;
/// Scores from longer before the last one are another year's progress.
const LONGEST_DAYS: i64 = 400;
/// Pupils started alike whose first scores lie within this part of the measure's range of each other.
const ALIKE: i64 = 10;

/// From a first score to a last one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Course {
    /// The first day, and the score.
    pub start: (NaiveDate, Score),
    /// The last day, and the score.
    pub end: (NaiveDate, Score),
}

/// Another pupil's course on the same measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer {
    /// Whose.
    pub pupil: PupilId,
    /// The area of their first need.
    pub area: Area,
    /// It.
    pub course: Course,
}

/// What pupils gained in [`TERM_WEEKS`], for the better, in hundredths of a score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    /// How many pupils; at least [`FEWEST_PEERS`].
    pub pupils: usize,
    /// Half of them gained no more, half no less.
    pub median: Score,
    /// A quarter gained no more.
    pub lower: Score,
    /// A quarter gained no less.
    pub upper: Score,
}

/// What a source expects of whoever starts within a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Benchmark {
    /// The lowest score of the start.
    pub from: Score,
    /// The highest.
    pub until: Score,
    /// How many scores better, above nothing.
    pub change: Score,
    /// In so many weeks.
    pub weeks: u32,
    /// Who says so.
    pub source: String,
}

/// Why it cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BenchmarkProblem {
    /// The range is the wrong way round.
    #[error("The highest start must not be below the lowest")]
    Range,
    /// A start that the measure does not have.
    #[error("This measure goes from {0} to {1}")]
    Outside(Score, Score),
    /// No progress, or more than there is.
    #[error("The change must be more than nothing and at most {0}, for the better")]
    Change(Score),
    /// No time, or years.
    #[error("The weeks must be a number from 1 to 104")]
    Weeks,
    /// Nobody says so.
    #[error("Name the source: figures without one are nobody’s")]
    Source,
}

/// Rounded to the nearest, halves away from nothing.
fn divided(of: i64, by: i64) -> i64 {
    let by = by.max(1);
    (2 * of.abs() + by) / (2 * by) * of.signum()
}

impl Course {
    /// From the first of these scores within a year or so of the last one, to that one; nothing where too little time lies between. They are in
    /// the order of their days.
    #[must_use]
    pub fn of(scores: &[(NaiveDate, Score)]) -> Option<Self> {
        let end = *scores.last()?;
        let start = *scores.iter().find(|(on, _)| (end.0 - *on).num_days() <= LONGEST_DAYS)?;
        ((end.0 - start.0).num_days() >= SHORTEST_DAYS).then_some(Self { start, end })
    }

    fn days(&self) -> i64 {
        (self.end.0 - self.start.0).num_days()
    }

    /// Whole weeks, rounded.
    #[must_use]
    pub fn weeks(&self) -> i64 {
        divided(self.days(), 7)
    }

    /// How much better.
    #[must_use]
    pub fn gain(&self, direction: Direction) -> Score {
        let change = self.end.1.0 - self.start.1.0;
        Score(if direction == Direction::Higher { change } else { -change })
    }

    /// The same, as it would be in so many weeks.
    #[must_use]
    pub fn gain_in(&self, direction: Direction, weeks: u32) -> Score {
        Score(divided(self.gain(direction).0 * i64::from(weeks) * 7, self.days()))
    }
}

/// What these gained; nothing of fewer than [`FEWEST_PEERS`].
#[must_use]
pub fn spread(gains: impl IntoIterator<Item = Score>) -> Option<Spread> {
    let mut all: Vec<i64> = gains.into_iter().map(|gain| gain.0).collect();
    all.sort_unstable();
    let n = all.len();
    if n < FEWEST_PEERS {
        return None;
    }
    let middle = |of: &[i64]| Score(divided(of[(of.len() - 1) / 2] + of[of.len() / 2], 2));
    let half = n / 2;
    Some(Spread { pupils: n, median: middle(&all), lower: middle(&all[..half]), upper: middle(&all[n - half..]) })
}

/// What pupils of like need and start gained beside a pupil's own course: those whose first need is in the same area, and whose first score lies
/// within a tenth of the measure's range of this one's.
#[must_use]
pub fn like(own: &Peer, measure: &ScoredMeasure, all: &[Peer]) -> Option<Spread> {
    let within = (measure.highest.0 - measure.lowest.0) / ALIKE;
    let is_like = |other: &&Peer| {
        let apart = (other.course.start.1.0 - own.course.start.1.0).abs();
        other.pupil != own.pupil && other.area == own.area && apart <= within
    };
    spread(all.iter().filter(is_like).map(|other| other.course.gain_in(measure.direction, TERM_WEEKS)))
}

/// "3 better", "2 worse", "no change".
#[must_use]
pub fn gain_words(gain: Score) -> String {
    match gain.0 {
        0 => "no change".to_owned(),
        better if better > 0 => format!("{gain} better"),
        worse => format!("{} worse", Score(-worse)),
    }
}

impl Spread {
    /// "7 pupils: the median is 3 better in 12 weeks; the middle half lies between 1 better and 5 better".
    #[must_use]
    pub fn words(&self) -> String {
        let [median, lower, upper] = [self.median, self.lower, self.upper].map(gain_words);
        let who = counted(self.pupils, "pupil", "pupils");
        format!("{who}: the median is {median} in {TERM_WEEKS} weeks; the middle half lies between {lower} and {upper}")
    }
}

impl Benchmark {
    /// Checks it for a measure.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(self, measure: &ScoredMeasure) -> Result<Self, BenchmarkProblem> {
        match () {
            () if self.until < self.from => Err(BenchmarkProblem::Range),
            () if self.from < measure.lowest || self.until > measure.highest => {
                Err(BenchmarkProblem::Outside(measure.lowest, measure.highest))
            }
            () if self.change <= Score(0) || self.change.0 > measure.highest.0 - measure.lowest.0 => {
                Err(BenchmarkProblem::Change(Score(measure.highest.0 - measure.lowest.0)))
            }
            () if !(1..=104).contains(&self.weeks) => Err(BenchmarkProblem::Weeks),
            () if self.source.is_empty() => Err(BenchmarkProblem::Source),
            () => Ok(self),
        }
    }

    /// Whether it speaks of this start.
    #[must_use]
    pub fn fits(&self, start: Score) -> bool {
        (self.from..=self.until).contains(&start)
    }

    /// What it expects over the days of a course.
    #[must_use]
    pub fn expects(&self, course: &Course) -> Score {
        Score(divided(self.change.0 * course.days(), i64::from(self.weeks) * 7))
    }

    /// "5 better in 20 weeks from a start of 70 to 84".
    #[must_use]
    pub fn words(&self) -> String {
        let weeks = counted(self.weeks, "week", "weeks");
        format!("{} in {weeks} from a start of {} to {}", gain_words(self.change), self.from, self.until)
    }
}

/// A pupil's progress on a measure beside everything that it can be set beside, a sentence each.
#[must_use]
pub fn sentences(own: &Peer, measure: &ScoredMeasure, all: &[Peer], expected: &[Benchmark]) -> Vec<String> {
    let (course, gain) = (&own.course, own.course.gain(measure.direction));
    let ((_, start), (_, end)) = (course.start, course.end);
    let in_term = gain_words(course.gain_in(measure.direction, TERM_WEEKS));
    let weeks = course.weeks();
    let mut words = vec![format!(
        "From {start} to {end} in {weeks} weeks: {}, which is {in_term} in {TERM_WEEKS} weeks.",
        gain_words(gain)
    )];
    words.push(match like(own, measure, all) {
        Some(spread) => format!("Others here of like need and start, {}.", spread.words()),
        None => format!("Fewer than {FEWEST_PEERS} others here have like need and start: nothing is said of them."),
    });
    for one in expected.iter().filter(|one| one.fits(start)) {
        let wanted = one.expects(course);
        let against = match gain.0 - wanted.0 {
            0 => "as expected".to_owned(),
            more if more > 0 => format!("{} more than expected", Score(more)),
            less => format!("{} less than expected", Score(-less)),
        };
        words.push(format!("{} expects {}: {against} in these {weeks} weeks.", one.source, one.words()));
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + chrono::Duration::days(n)
    }

    fn course(start: i64, end: i64, days: i64) -> Course {
        Course { start: (day(0), Score(start * 100)), end: (day(days), Score(end * 100)) }
    }

    fn measure(direction: Direction) -> ScoredMeasure {
        ScoredMeasure {
            name: "Reading".to_owned(),
            lowest: Score(0),
            highest: Score(10_000),
            direction,
            cut_offs: vec![],
        }
    }

    fn peer(id: i64, start: i64, end: i64) -> Peer {
        Peer { pupil: PupilId(id), area: Area::Cognition, course: course(start, end, 84) }
    }

    #[test]
    fn a_course_goes_from_the_first_score_of_the_year_to_the_last() {
        let scores = [(day(-500), Score(100)), (day(0), Score(200)), (day(84), Score(800))];
        let own = Course::of(&scores).unwrap();
        assert_eq!((own.start, own.weeks()), ((day(0), Score(200)), 12));
        assert_eq!(own.gain_in(Direction::Higher, 12), Score(600));
        assert_eq!(own.gain_in(Direction::Lower, 6), Score(-300));
        assert_eq!(Course::of(&scores[2..]), None);
        assert_eq!(Course::of(&[(day(0), Score(1)), (day(41), Score(2))]), None, "too little time");
        assert_eq!(Course::of(&[]), None);
    }

    #[test]
    fn others_are_those_of_like_need_and_start_and_nothing_is_said_of_fewer_than_five() {
        let own = peer(1, 50, 58);
        let mut all = vec![own, peer(2, 45, 46), peer(3, 60, 62), peer(4, 50, 53), peer(5, 55, 59)];
        let far = peer(6, 61, 99);
        let other = Peer { area: Area::Semh, ..peer(7, 50, 90) };
        all.extend([far, other]);
        assert_eq!(like(&own, &measure(Direction::Higher), &all), None, "four others");
        all.push(peer(8, 50, 55));
        let found = like(&own, &measure(Direction::Higher), &all).unwrap();
        assert_eq!(found, Spread { pupils: 5, median: Score(300), lower: Score(150), upper: Score(450) });
        assert_eq!(
            found.words(),
            "5 pupils: the median is 3 better in 12 weeks; the middle half lies between 1.5 better and 4.5 better"
        );
        assert!(like(&own, &measure(Direction::Lower), &all).unwrap().median < Score(0));
    }

    #[test]
    fn a_source_expects_by_the_weeks_of_the_course() {
        let one = Benchmark {
            from: Score(4_000),
            until: Score(5_000),
            change: Score(500),
            weeks: 20,
            source: "The study".to_owned(),
        };
        let one = one.check(&measure(Direction::Higher)).unwrap();
        let told = sentences(&peer(1, 50, 58), &measure(Direction::Higher), &[], std::slice::from_ref(&one));
        assert_eq!(
            told,
            [
                "From 50 to 58 in 12 weeks: 8 better, which is 8 better in 12 weeks.",
                "Fewer than 5 others here have like need and start: nothing is said of them.",
                "The study expects 5 better in 20 weeks from a start of 40 to 50: 5 more than expected in these 12 weeks.",
            ]
        );
        let less = sentences(&peer(1, 50, 51), &measure(Direction::Higher), &[], std::slice::from_ref(&one));
        assert!(less[2].contains("2 less than expected"), "{less:?}");
        assert_eq!(sentences(&peer(1, 51, 58), &measure(Direction::Higher), &[], std::slice::from_ref(&one)).len(), 2);
        let check = |change: fn(&mut Benchmark)| {
            let mut odd = one.clone();
            change(&mut odd);
            odd.check(&measure(Direction::Higher)).unwrap_err()
        };
        assert_eq!(check(|one| one.until = Score(10)), BenchmarkProblem::Range);
        assert_eq!(check(|one| one.from = Score(-1)), BenchmarkProblem::Outside(Score(0), Score(10_000)));
        assert_eq!(check(|one| one.change = Score(0)), BenchmarkProblem::Change(Score(10_000)));
        assert_eq!(check(|one| one.weeks = 0), BenchmarkProblem::Weeks);
        assert_eq!(check(|one| one.source.clear()), BenchmarkProblem::Source);
    }

    proptest! {
        #[test]
        fn the_middle_lies_between_the_quarters(gains in prop::collection::vec(-50_000..50_000_i64, 0..40)) {
            match spread(gains.iter().map(|gain| Score(*gain))) {
                None => prop_assert!(gains.len() < FEWEST_PEERS),
                Some(of) => {
                    prop_assert_eq!(of.pupils, gains.len());
                    prop_assert!(of.lower <= of.median && of.median <= of.upper);
                    prop_assert!(*gains.iter().min().unwrap() <= of.lower.0 && of.upper.0 <= *gains.iter().max().unwrap());
                }
            }
        }
    }
}
