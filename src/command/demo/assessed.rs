//! What was found out about some of the demo's pupils: a reading score from term to term on a measure of the school's own, and a judgement.

use chrono::NaiveDate;

use super::{
    children::Child,
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        benchmark::Benchmark,
        scored_measure::{CutOff, ScoredMeasure, Side},
        target::{Direction, Score},
    },
    store::{
        Actor, Tx,
        assessments::{self, NewAssessment},
        benchmarks, scored_measures,
    },
};

/// Scores of three terms, the oldest first, in turn.
const SCORES: [[i64; 3]; 4] = [[78, 81, 86], [92, 90, 95], [84, 84, 83], [70, 76, 80]];

/// What the last of them shows, in turn.
const SHOWS: [&str; 4] = [
    "Reads on to the end of a word now; the group goes on",
    "Understands more than the score says when the text is read out",
    "No change: look at another way of practising",
    "Catching up since the daily five minutes",
];

/// Who says what is expected of the measure.
const SOURCE: &str = "The reading programme’s handbook, 2024";

/// Every third pupil with a plan.
pub(super) async fn make(tx: &mut Tx, frame: &Frame, staff: Staff, children: &[Child]) -> anyhow::Result<()> {
    let (now, actor) = (tx.now, tx.actor);
    (tx.now, tx.actor) = (moment(frame.since, 16, 0), Actor::Staff(staff.senco));
    let measure = scored_measures::add(tx, &reading()).await?;
    let expected =
        Benchmark { from: Score(7_000), until: Score(8_400), change: Score(500), weeks: 36, source: SOURCE.to_owned() };
    benchmarks::enter(tx, measure, &expected).await?;
    let mut days: Vec<NaiveDate> = frame.past.iter().rev().take(2).map(|round| round.window.opens_on).collect();
    days.reverse();
    days.push(frame.day(-9));
    let assessed = children.iter().filter(|child| child.plan.is_some() && !child.leaves).step_by(3);
    for (n, child) in assessed.enumerate() {
        for (term, day) in days.iter().map(|day| frame.calendar.on_or_after(*day)).enumerate() {
            if day < child.since.max(frame.since) {
                continue;
            }
            (tx.now, tx.actor) = (moment(day, 15, 10), Actor::Staff(child.lead));
            let is_last = term + 1 == days.len();
            let new = NewAssessment {
                on: day,
                scored: Some((measure, Score(SCORES[n % SCORES.len()][term] * 100))),
                judgement: String::new(),
                assessor: "Class teacher".to_owned(),
                shows: if is_last { SHOWS[n % SHOWS.len()].to_owned() } else { String::new() },
            };
            assessments::add(tx, child.pupil, &new).await?;
        }
    }
    (tx.now, tx.actor) = (now, actor);
    Ok(())
}

fn reading() -> ScoredMeasure {
    let cut_off = |side, at: i64, words: &str| CutOff { side, at: Score(at * 100), words: words.to_owned() };
    ScoredMeasure {
        name: "Reading, standardised score".to_owned(),
        lowest: Score(4_000),
        highest: Score(16_000),
        direction: Direction::Higher,
        cut_offs: vec![
            cut_off(Side::Below, 70, "well below average"),
            cut_off(Side::Below, 85, "below average"),
            cut_off(Side::From, 116, "above average"),
        ],
    }
}
