//! What a parent says of a meeting afterwards: that they were listened to, and that they know what happens next, one tap each. "Parents say
//! that the outcomes of structured conversations are positive" is what a school wants to know of itself; who answers is never ranked.

use std::collections::BTreeMap;

coded! {
    /// What is asked, in the words of whoever answers.
    MeetingStatement {
        /// The first.
        Listened = "listened", "I was listened to";
        /// The second.
        NextStep = "next_step", "I know what happens next";
        /// The one that was asked before these two: kept, and not asked any more.
        Useful = "useful", "The meeting was useful";
    }
}

impl MeetingStatement {
    /// What is asked today, in order.
    pub const ASKED: [Self; 2] = [Self::Listened, Self::NextStep];
}

coded! {
    /// How far somebody agrees.
    HowFar {
        /// They do.
        Yes = "yes", "Yes";
        /// In part.
        Partly = "partly", "Partly";
        /// They do not.
        No = "no", "No";
    }
}

/// What one adult said of one meeting.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Satisfaction {
    /// What they said last to each statement that they answered.
    pub said: BTreeMap<MeetingStatement, HowFar>,
    /// What they wrote last, or empty.
    pub comment: String,
}

impl Satisfaction {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty() && self.comment.is_empty()
    }

    /// Whether the meeting was good for them: they agree with everything that they answered. `None` where they answered nothing.
    #[must_use]
    pub fn is_positive(&self) -> Option<bool> {
        (!self.said.is_empty()).then(|| self.said.values().all(|far| *far == HowFar::Yes))
    }

    /// "I was listened to: yes; I know what happens next: partly".
    #[must_use]
    pub fn words(&self) -> String {
        let each = self.said.iter().map(|(one, far)| format!("{}: {}", one.words(), far.words().to_lowercase()));
        each.collect::<Vec<_>>().join("; ")
    }
}

/// What counts of everything that an adult said, the oldest first: the newest to each statement, and their newest words.
#[must_use]
pub fn counts(said: impl IntoIterator<Item = (Vec<(MeetingStatement, HowFar)>, String)>) -> Satisfaction {
    let mut all = Satisfaction::default();
    for (answers, comment) in said {
        all.said.extend(answers);
        if !comment.is_empty() {
            all.comment = comment;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use HowFar::{No, Partly, Yes};
    use MeetingStatement::{Listened, NextStep};

    #[test]
    fn the_newest_answer_to_each_statement_counts() {
        let said = [
            (vec![(Listened, No)], "Too short".to_owned()),
            (vec![(NextStep, Partly)], String::new()),
            (vec![(Listened, Yes)], String::new()),
        ];
        let all = counts(said);
        assert_eq!(all.words(), "I was listened to: yes; I know what happens next: partly");
        assert_eq!(all.comment, "Too short", "an empty box takes no words away");
        assert_eq!(all.is_positive(), Some(false), "in part is not yes");
        assert_eq!(counts([(vec![(NextStep, Yes)], String::new())]).is_positive(), Some(true), "one tap is an answer");
        assert_eq!(counts([(Vec::new(), "Thank you".to_owned())]).is_positive(), None, "words alone are none");
    }
}
