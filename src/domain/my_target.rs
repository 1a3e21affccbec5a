//! A pupil's own card of targets: few words, large, with a drawing. It says nothing of needs, and nothing of costs.

use super::target::{Aim, Direction};

/// The most characters of a line: more is no longer read from a card on a desk.
pub const MOST: usize = 140;

coded! {
    /// The drawing beside a target.
    Drawing {
        /// For whatever has no drawing of its own.
        Star = "star", "Star";
        /// Reading.
        Book = "book", "Book";
        /// Writing.
        Pencil = "pencil", "Pencil";
        /// Counting.
        Numbers = "numbers", "Numbers";
        /// Talking.
        Speech = "speech", "Talking";
        /// Listening.
        Ear = "ear", "Listening";
        /// Being with others.
        Friends = "friends", "Friends";
        /// Being calm.
        Calm = "calm", "Being calm";
        /// Moving.
        Body = "body", "Moving";
    }
}

/// What the card says of one target beside its numbers. Empty words are those of the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MyTarget {
    /// The target, in a child's words.
    pub wording: String,
    /// What helps me; may be empty.
    pub helps: String,
    /// The drawing.
    pub drawing: Drawing,
}

impl Default for MyTarget {
    fn default() -> Self {
        Self { wording: String::new(), helps: String::new(), drawing: Drawing::Star }
    }
}

/// Where the pupil is and is going, as a child reads it: "I could do 4 words. Now I am going for 12 words."
#[must_use]
pub fn way(aim: &Aim, unit: &str) -> String {
    let (from, to) = (aim.baseline.of(unit), aim.predicted.of(unit));
    match aim.direction {
        _ if aim.baseline == aim.predicted => format!("I keep it at {to}."),
        Direction::Higher => format!("I started at {from}. I am going for {to}."),
        Direction::Lower => format!("I started at {from}. I want to get down to {to}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::Score;

    #[test]
    fn the_way_is_said_in_short_sentences_in_either_direction() {
        let aim = |direction, from: i64, to: i64| Aim {
            direction,
            baseline: Score(from * 100),
            predicted: Score(to * 100),
            challenge: None,
        };
        for (aim, unit, said) in [
            (aim(Direction::Higher, 4, 12), "words", "I started at 4 words. I am going for 12 words."),
            (aim(Direction::Lower, 9, 1), "times", "I started at 9 times. I want to get down to 1 time."),
            (aim(Direction::Higher, 5, 5), "", "I keep it at 5."),
        ] {
            assert_eq!(way(&aim, unit), said);
        }
    }
}
