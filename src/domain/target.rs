//! Targets and how far they were reached: the same measure before and after, in either direction.

use std::fmt;

use super::count;

/// A reading of a measure, in hundredths of its unit, so that 14.5 words is 1450 and nothing is rounded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Score(pub i64);

/// Why a text is no reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("must be a number, like 14 or 14.5")]
pub struct NotAScore;

impl Score {
    /// Reads "14", "14.5", "-3", "1,200" or "45%": at most two decimals and seven digits before them.
    ///
    /// # Errors
    /// When it is no such number.
    pub fn parse(text: &str) -> Result<Self, NotAScore> {
        let plain = ungrouped(text.trim().trim_end_matches('%').trim()).ok_or(NotAScore)?;
        let (sign, unsigned) = match plain.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (-1, rest),
            None => (1, plain.as_str()),
        };
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || whole.len() > 7 || part.len() > 2 || !digits(whole) || !digits(part)
        {
            return Err(NotAScore);
        }
        let number = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<i64>().map_err(|_| NotAScore) };
        let tenths = if part.len() == 1 { 10 } else { 1 };
        Ok(Self(sign * (number(whole)? * 100 + number(part)? * tenths)))
    }
}

impl Score {
    /// The score with the unit of its target, as people read it: "14 words", "1 word".
    #[must_use]
    pub fn of(self, unit: &str) -> String {
        let unit = if self == Self(100) { count::one_of(unit) } else { unit.to_owned() };
        format!("{self} {unit}").trim().to_owned()
    }
}

/// A number without what parts its thousands. "1,2" is no 12: whoever writes it means 1.2, or has slipped.
fn ungrouped(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split([',', ' ']).skip(1).peekable();
    let is_grouped = groups.peek().is_none() || groups.all(|group| group.len() == 3);
    is_grouped.then(|| text.chars().filter(|c| *c != ',' && *c != ' ').collect())
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        f.write_str(if self.0 < 0 { "-" } else { "" })?;
        match part {
            0 => write!(f, "{whole}"),
            tens if tens.is_multiple_of(10) => write!(f, "{whole}.{}", tens / 10),
            _ => write!(f, "{whole}.{part:02}"),
        }
    }
}

coded! {
    /// Which way is better.
    Direction {
        /// More is better: words read, minutes on task.
        Higher = "higher", "Higher is better";
        /// Less is better: times out of class, errors.
        Lower = "lower", "Lower is better";
    }
}

coded! {
    /// How far a target was reached.
    Progress {
        /// As far as the challenge, or further.
        Exceeded = "exceeded", "Exceeded";
        /// As far as predicted.
        Met = "met", "Met";
        /// Between where it started and what was predicted.
        Partly = "partly", "Partly met";
        /// Where it started.
        NoChange = "no_change", "No change";
        /// Further away than at the start.
        Declined = "declined", "Declined";
        /// The support was not given, so nothing can be said about the pupil's progress.
        NotDelivered = "not_delivered", "Support not delivered";
    }
}

/// What a target sets out from and aims for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aim {
    /// Which way is better.
    pub direction: Direction,
    /// The measure at the start.
    pub baseline: Score,
    /// Expected by the review.
    pub predicted: Score,
    /// Hoped for.
    pub challenge: Option<Score>,
}

/// Why an aim cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AimProblem {
    /// Predicted is worse than the start.
    #[error("Expected by the review ({1}) must not be worse than now ({0})")]
    PredictedBehind(Score, Score),
    /// The challenge is less than what is expected anyway.
    #[error("The challenge ({1}) must go further than what is expected by the review ({0})")]
    ChallengeBehind(Score, Score),
}

impl Aim {
    /// Checks that the aim goes the way that is better. Keeping a measure where it is can be an aim.
    ///
    /// # Errors
    /// A sentence that names the two readings.
    pub fn check(&self) -> Result<(), AimProblem> {
        if self.better(self.predicted) < self.better(self.baseline) {
            return Err(AimProblem::PredictedBehind(self.baseline, self.predicted));
        }
        match self.challenge {
            Some(far) if self.better(far) < self.better(self.predicted) => {
                Err(AimProblem::ChallengeBehind(self.predicted, far))
            }
            _ => Ok(()),
        }
    }

    /// How far a reading says the target was reached. A person may say otherwise, and only a person can say "not delivered".
    #[must_use]
    pub fn progress(&self, actual: Score) -> Progress {
        let [now, start, expected] = [actual, self.baseline, self.predicted].map(|s| self.better(s));
        if now >= expected {
            let beyond = self.challenge.is_some_and(|far| now >= self.better(far).max(expected));
            return if beyond && now > start { Progress::Exceeded } else { Progress::Met };
        }
        match now.cmp(&start) {
            std::cmp::Ordering::Greater => Progress::Partly,
            std::cmp::Ordering::Equal => Progress::NoChange,
            std::cmp::Ordering::Less => Progress::Declined,
        }
    }

    /// How much of the predicted way was gone, in per cent, rounded half away from zero; nothing where the aim was to stay.
    #[must_use]
    pub fn percent(&self, actual: Score) -> Option<i64> {
        let [gone, whole] = [actual, self.predicted].map(|s| i128::from(s.0) - i128::from(self.baseline.0));
        if whole == 0 {
            return None;
        }
        let (over, under) = (gone * 100 * whole.signum(), whole.abs());
        let rounded = (over.abs() * 2 + under) / (under * 2) * over.signum();
        i64::try_from(rounded).ok()
    }

    /// The aim of the next cycle when a target is carried forward: it starts from the last reading, as far as that still leaves
    /// something to aim for.
    #[must_use]
    pub fn carried(&self, actual: Option<Score>) -> Self {
        let onward = Self { baseline: actual.unwrap_or(self.baseline), ..*self };
        if onward.check().is_ok() { onward } else { *self }
    }

    /// Whether a reading leaves nothing to aim for: whoever goes on from here needs a new aim. To keep a measure where it is can be one,
    /// and stays one.
    #[must_use]
    pub fn is_used_up(&self, actual: Score) -> bool {
        self.predicted != self.baseline && self.better(actual) >= self.better(self.predicted)
    }

    /// The aim of the next cycle towards a reading that was agreed anew.
    ///
    /// # Errors
    /// When the new reading is no further than where the measure stands.
    pub fn onward(&self, actual: Score, predicted: Score) -> Result<Self, AimProblem> {
        if self.better(predicted) <= self.better(actual) {
            return Err(AimProblem::PredictedBehind(actual, predicted));
        }
        let challenge = self.challenge.filter(|far| self.better(*far) >= self.better(predicted));
        Ok(Self { baseline: actual, predicted, challenge, ..*self })
    }

    /// A reading as a number that grows as things get better.
    fn better(&self, score: Score) -> i64 {
        match self.direction {
            Direction::Higher => score.0,
            Direction::Lower => score.0.saturating_neg(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_target_that_was_met_goes_on_towards_something_new() {
        let aim = higher();
        assert!(aim.is_used_up(Score(1200)) && aim.is_used_up(Score(1500)) && !aim.is_used_up(Score(1100)));
        let on = aim.onward(Score(1300), Score(1500)).unwrap();
        assert_eq!((on.baseline, on.predicted, on.challenge), (Score(1300), Score(1500), Some(Score(1600))));
        assert_eq!(aim.onward(Score(1300), Score(1700)).unwrap().challenge, None, "further than what was hoped for");
        assert!(aim.onward(Score(1300), Score(1300)).is_err(), "from 13 to 13 is no aim");
        let kept = Aim { predicted: Score(400), challenge: None, ..aim };
        assert!(!kept.is_used_up(Score(400)), "keeping it where it is was the aim, and stays it");
        let lower = Aim { direction: Direction::Lower, baseline: Score(900), predicted: Score(300), challenge: None };
        assert!(lower.is_used_up(Score(300)) && lower.onward(Score(300), Score(500)).is_err());
    }

    fn higher() -> Aim {
        Aim { direction: Direction::Higher, baseline: Score(400), predicted: Score(1200), challenge: Some(Score(1600)) }
    }

    fn lower() -> Aim {
        Aim { direction: Direction::Lower, baseline: Score(1000), predicted: Score(600), challenge: Some(Score(300)) }
    }

    #[test]
    fn each_reading_has_its_word_in_either_direction() {
        use Progress::*;
        for (actual, word) in [
            (1600, Exceeded),
            (1200, Met),
            (1599, Met),
            (1199, Partly),
            (401, Partly),
            (400, NoChange),
            (399, Declined),
        ] {
            assert_eq!(higher().progress(Score(actual)), word, "{actual}");
        }
        for (actual, word) in
            [(300, Exceeded), (0, Exceeded), (600, Met), (301, Met), (601, Partly), (1000, NoChange), (1001, Declined)]
        {
            assert_eq!(lower().progress(Score(actual)), word, "{actual}");
        }
        assert_eq!(Aim { challenge: None, ..higher() }.progress(Score(9900)), Met);
    }

    #[test]
    fn holding_steady_can_be_the_aim() {
        let steady = Aim { predicted: Score(400), challenge: None, ..higher() };
        assert_eq!(steady.check(), Ok(()));
        assert_eq!((steady.progress(Score(400)), steady.percent(Score(400))), (Progress::Met, None));
        assert_eq!(steady.progress(Score(399)), Progress::Declined);
    }

    #[test]
    fn the_way_gone_is_a_share_of_the_way_predicted() {
        assert_eq!(higher().percent(Score(800)), Some(50));
        assert_eq!(higher().percent(Score(1400)), Some(125));
        assert_eq!(higher().percent(Score(300)), Some(-13));
        assert_eq!(lower().percent(Score(800)), Some(50));
        assert_eq!(lower().percent(Score(1200)), Some(-50));
    }

    #[test]
    fn an_aim_the_wrong_way_is_refused_with_its_readings() {
        let wrong = Aim { predicted: Score(350), ..higher() };
        assert_eq!(
            wrong.check().unwrap_err().to_string(),
            "Expected by the review (3.5) must not be worse than now (4)"
        );
        let timid = Aim { challenge: Some(Score(1100)), ..higher() };
        assert_eq!(timid.check(), Err(AimProblem::ChallengeBehind(Score(1200), Score(1100))));
        assert_eq!(lower().check(), Ok(()));
    }

    #[test]
    fn readings_are_read_as_people_write_them() {
        for (text, hundredths) in [
            ("14", 1400),
            (" 14.5 ", 1450),
            ("-3", -300),
            ("1,200", 120_000),
            ("45%", 4500),
            (".25", 25),
            ("\u{2212}1", -100),
        ] {
            assert_eq!(Score::parse(text), Ok(Score(hundredths)), "{text}");
        }
        for bad in ["", "-", "lots", "1.234", "12345678", "1/2", "--1", "1,2", "1,20", "1 2"] {
            assert_eq!(Score::parse(bad), Err(NotAScore), "{bad}");
        }
        assert_eq!([1400, 1450, 1405, -25].map(|s| Score(s).to_string()), ["14", "14.5", "14.05", "-0.25"]);
    }

    proptest! {
        #[test]
        fn a_reading_goes_to_words_and_back(hundredths in -999_999_999_i64..999_999_999) {
            prop_assert_eq!(Score::parse(&Score(hundredths).to_string()), Ok(Score(hundredths)));
        }

        #[test]
        fn a_better_reading_never_gets_a_worse_word(
            start in -5000_i64..5000, way in 0_i64..5000, more in 0_i64..5000, far in any::<bool>(), a in -20_000_i64..20_000, b in -20_000_i64..20_000
        ) {
            for (direction, sign) in [(Direction::Higher, 1), (Direction::Lower, -1)] {
                let aim = Aim {
                    direction,
                    baseline: Score(sign * start),
                    predicted: Score(sign * (start + way)),
                    challenge: far.then_some(Score(sign * (start + way + more))),
                };
                prop_assert_eq!(aim.check(), Ok(()));
                let (worse, better) = (a.min(b), a.max(b));
                // Progress lists the best first.
                prop_assert!(aim.progress(Score(sign * better)) <= aim.progress(Score(sign * worse)));
            }
        }
    }
}
