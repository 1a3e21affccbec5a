//! One turn of assess > plan > do > review within a plan (Code of Practice 6.44-6.56). Where it stands follows from what was written down
//! and from the day; only a review ends it, and with it the next one begins or the plan ends. A turn that is over is never gone back to.

use chrono::NaiveDate;

use super::review::Decision;

/// What every turn has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// 1, 2, 3 …
    pub number: i64,
    /// First day.
    pub started_on: NaiveDate,
    /// The agreed day of its review (Code of Practice 6.53).
    pub review_on: NaiveDate,
}

/// Where a turn stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cycle {
    /// Nothing is aimed at yet: what the pupil needs is being found out.
    Assess(Turn),
    /// Targets stand; the first day is still to come.
    Plan(Turn),
    /// People work towards the targets until the agreed day.
    Do(Turn),
    /// The agreed day has come: the review is to be held.
    Review(Turn),
    /// The review was held.
    Over(Turn),
}

/// What follows a review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// The next turn.
    Turn(Turn),
    /// Nothing: the plan ends on this day.
    Ends(NaiveDate),
}

/// Something that cannot become of a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IllegalMove {
    /// It is over.
    #[error("the cycle is over: its review was held")]
    Over,
    /// A review before the first day.
    #[error("a cycle that began on {began} cannot be reviewed on {on}")]
    TooEarly {
        /// Its first day.
        began: NaiveDate,
        /// The day of the review.
        on: NaiveDate,
    },
}

impl Cycle {
    /// Where a turn stands on a day.
    #[must_use]
    pub fn of(turn: Turn, targets: usize, reviewed: bool, today: NaiveDate) -> Self {
        match () {
            () if reviewed => Self::Over(turn),
            () if today >= turn.review_on => Self::Review(turn),
            () if targets == 0 => Self::Assess(turn),
            () if today < turn.started_on => Self::Plan(turn),
            () => Self::Do(turn),
        }
    }

    /// The turn, if it is not over.
    ///
    /// # Errors
    /// When its review was held.
    pub fn open(self) -> Result<Turn, IllegalMove> {
        match self {
            Self::Assess(turn) | Self::Plan(turn) | Self::Do(turn) | Self::Review(turn) => Ok(turn),
            Self::Over(_) => Err(IllegalMove::Over),
        }
    }

    /// Agrees on another day for the review.
    ///
    /// # Errors
    /// When the turn is over, or would be reviewed before it began.
    pub fn agree(self, on: NaiveDate) -> Result<Turn, IllegalMove> {
        let turn = self.open()?;
        reviewable(turn.started_on, on)?;
        Ok(Turn { review_on: on, ..turn })
    }

    /// Holds the review, early or late: the next turn begins on the same day and is reviewed on the agreed one, or the plan ends.
    ///
    /// # Errors
    /// When the turn is over, or a turn would be reviewed before it began.
    pub fn review(self, held_on: NaiveDate, decision: Decision, next_on: NaiveDate) -> Result<Next, IllegalMove> {
        let turn = self.open()?;
        reviewable(turn.started_on, held_on)?;
        if decision == Decision::Exit {
            return Ok(Next::Ends(held_on));
        }
        reviewable(held_on, next_on)?;
        Ok(Next::Turn(Turn { number: turn.number + 1, started_on: held_on, review_on: next_on }))
    }
}

fn reviewable(began: NaiveDate, on: NaiveDate) -> Result<(), IllegalMove> {
    if on < began { Err(IllegalMove::TooEarly { began, on }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 7).unwrap() + chrono::Duration::days(n)
    }

    fn turn(started: i64, review: i64) -> Turn {
        Turn { number: 2, started_on: day(started), review_on: day(review) }
    }

    #[test]
    fn a_turn_goes_from_assess_through_plan_and_do_to_review() {
        let turn = turn(10, 80);
        for (targets, reviewed, today, stands) in [
            (0, false, 0, Cycle::Assess(turn)),
            (0, false, 40, Cycle::Assess(turn)),
            (3, false, 9, Cycle::Plan(turn)),
            (3, false, 10, Cycle::Do(turn)),
            (3, false, 79, Cycle::Do(turn)),
            (3, false, 80, Cycle::Review(turn)),
            (0, false, 95, Cycle::Review(turn)),
            (3, true, 40, Cycle::Over(turn)),
        ] {
            assert_eq!(Cycle::of(turn, targets, reviewed, day(today)), stands, "{targets} targets on day {today}");
        }
    }

    #[test]
    fn each_decision_but_the_end_opens_the_next_turn_on_the_day_of_the_review() {
        for decision in Decision::ALL {
            let next = Cycle::Do(turn(0, 80)).review(day(78), *decision, day(150)).unwrap();
            let right = match decision {
                Decision::Exit => Next::Ends(day(78)),
                _ => Next::Turn(Turn { number: 3, started_on: day(78), review_on: day(150) }),
            };
            assert_eq!(next, right, "{decision:?}");
        }
    }

    #[test]
    fn what_is_over_is_over_and_nothing_is_reviewed_before_it_began() {
        let (over, open) = (Cycle::Over(turn(0, 80)), Cycle::Review(turn(0, 80)));
        assert_eq!(over.agree(day(90)), Err(IllegalMove::Over));
        assert_eq!(over.review(day(81), Decision::Continue, day(150)), Err(IllegalMove::Over));
        let early = |began, on| IllegalMove::TooEarly { began: day(began), on: day(on) };
        assert_eq!(open.agree(day(-1)), Err(early(0, -1)));
        assert_eq!(open.review(day(-1), Decision::Continue, day(150)), Err(early(0, -1)));
        assert_eq!(open.review(day(81), Decision::Continue, day(80)), Err(early(81, 80)));
        assert_eq!(open.review(day(81), Decision::Exit, day(80)), Ok(Next::Ends(day(81))), "no day is agreed");
    }

    #[test]
    fn turns_follow_each_other_without_a_gap_until_the_plan_ends() {
        for seed in 0..200_i64 {
            let mut turn = Turn { number: 1, started_on: day(0), review_on: day(40 + seed % 50) };
            for n in 0..12 {
                let held_on = turn.review_on + chrono::Duration::days((seed * 7 + n * 13) % 21 - 10);
                let next_on = held_on + chrono::Duration::days(30 + (seed + n) % 60);
                let decision = Decision::ALL[usize::try_from((seed + n * 3) % 5).unwrap()];
                match Cycle::of(turn, 1, false, held_on).review(held_on, decision, next_on).unwrap() {
                    Next::Turn(next) => {
                        assert_eq!((next.number, next.started_on), (turn.number + 1, held_on));
                        assert!(next.review_on >= next.started_on && next.started_on >= turn.started_on);
                        turn = next;
                    }
                    Next::Ends(on) => {
                        assert_eq!((decision, on), (Decision::Exit, held_on));
                        break;
                    }
                }
            }
        }
    }
}
