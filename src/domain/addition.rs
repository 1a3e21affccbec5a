//! What a SENCO adds to one message about a meeting: where to come, and what to bring. These are the only places of a mail in which words of a
//! person may stand, and what stands there is looked at first: others may read a mailbox, so that nothing in it names a child, or tells why
//! the school writes, or leads anywhere.

use std::collections::BTreeSet;

use super::notice::{NoticeKind, tells, words_of};

/// The most letters of one line.
pub const LONGEST: usize = 150;

/// What is added to one message; a line that is empty is not there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Addition {
    /// Where to come.
    pub come: String,
    /// What to bring.
    pub bring: String,
}

impl Addition {
    /// Whether nothing is added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.come.is_empty() && self.bring.is_empty()
    }
}

/// Whether a message of this kind has room for such lines: it is about a meeting to come, and nobody waits for it at the gate.
#[must_use]
pub fn has_room(kind: NoticeKind) -> bool {
    kind.is_before_meeting() && !matches!(kind, NoticeKind::RunningLate | NoticeKind::PleasePhone)
}

/// Why a line may not stand in a message.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
    /// It is no line.
    #[error("Use at most {LONGEST} letters")]
    TooLong,
    /// It leads somewhere.
    #[error("Leave out “{0}”: the message has one link, and no other address stands in it")]
    Leads(String),
    /// It tells why the school writes, or whose record it is about.
    #[error("Leave out “{0}”: others may read this e-mail, and it must not tell which child it is about, nor why")]
    Tells(String),
}

/// Words of plans and of what leads to them, beside those that no message holds: in a line of a person they would say why.
const OF_PLANS: &[&str] = &[
    "plan",
    "plans",
    "target",
    "targets",
    "outcome",
    "outcomes",
    "provision",
    "intervention",
    "interventions",
    "assessment",
    "assessments",
    "diagnosis",
    "dyspraxia",
    "dyscalculia",
    "anxiety",
    "medication",
    "counsellor",
    "counselling",
    "restriction",
    "court",
    "exclusion",
    "suspension",
    "safeguarding",
    "support",
    "special",
    "need",
    "learning",
    "difficulties",
    "difficulty",
];

/// Names that are words as well: in small letters they are taken for the word.
const ORDINARY: &[&str] = &[
    "art", "autumn", "bell", "bridge", "brook", "church", "cook", "day", "drew", "east", "field", "gate", "grace",
    "green", "hall", "hill", "hope", "house", "joy", "king", "lane", "little", "long", "mark", "may", "north", "page",
    "park", "rich", "river", "rose", "short", "sky", "small", "south", "street", "summer", "west", "will", "wood",
    "young",
];

/// A line as it would stand in the message. `names` are the words of every pupil's name, in small letters.
///
/// # Errors
/// Why it may not stand there.
pub fn fit(line: &str, names: &BTreeSet<String>) -> Result<String, Unfit> {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST {
        return Err(Unfit::TooLong);
    }
    if let Some(word) = line.split(' ').find(|word| leads(word)) {
        return Err(Unfit::Leads(word.to_owned()));
    }
    let is_plan = |word: &str| OF_PLANS.contains(&word.to_lowercase().as_str());
    let is_name = |word: &str| {
        let low = word.to_lowercase();
        names.contains(&low) && !(word == low && ORDINARY.contains(&low.as_str()))
    };
    let told = tells(&line, is_name).or_else(|| words_of(&line).find(|word| is_plan(word)));
    match told.map(str::to_owned) {
        Some(word) => Err(Unfit::Tells(word)),
        None => Ok(line),
    }
}

/// Whether a mail program could make a link of it: an address of any kind, or a name with a dot between letters.
fn leads(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let dotted = inner.split('.').collect::<Vec<_>>();
    let is_host = dotted.len() > 1
        && dotted.iter().all(|part| !part.is_empty())
        && dotted.last().is_some_and(|last| last.chars().take_while(|c| c.is_alphabetic()).count() > 1)
        && !dotted.iter().all(|part| part.chars().count() == 1);
    word.contains("://") || word.contains('@') || word.contains('\\') || is_host
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> BTreeSet<String> {
        ["amira", "khan", "will", "neill", "zoë"].into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn where_to_come_and_what_to_bring_may_be_said() {
        for line in [
            "Come to the side gate; it opens at 3.30pm.",
            "We will meet you at the door of the hall",
            "Bring the blue book, e.g. the one from Monday, and your glasses",
            "Ask for Mrs Khan at the desk",
            "Room 3, by the hall",
            "",
        ] {
            assert_eq!(fit(line, &names()).as_deref(), Ok(line), "{line}");
        }
        assert_eq!(fit("  two \n lines\t", &names()).as_deref(), Ok("two lines"));
    }

    #[test]
    fn what_names_a_child_or_tells_why_is_refused_by_its_word() {
        for (line, word) in [
            ("Bring Amira with you", "Amira"),
            ("bring amira", "amira"),
            ("The Khan family", "Khan"),
            ("Will waits at the gate", "Will"),
            ("Zoë comes too", "Zoë"),
            ("Bring the O'Neill folder", "Neill"),
            ("Bring her support plan", "support"),
            ("The SENCO's room", "SENCO"),
            ("Her EHCP", "EHCP"),
            ("Bring the speech report", "speech"),
        ] {
            assert_eq!(fit(line, &names()), Err(Unfit::Tells(word.to_owned())), "{line}");
        }
    }

    #[test]
    fn nothing_in_it_leads_anywhere() {
        for word in
            ["https://x.org/a", "www.oakfield.sch.uk", "oakfield.org/map", "office@oakfield.org", "(maps.example)"]
        {
            let line = format!("See {word} first");
            assert_eq!(fit(&line, &names()), Err(Unfit::Leads(word.to_owned())), "{line}");
        }
        assert_eq!(fit(&"x".repeat(151), &names()), Err(Unfit::TooLong));
    }

    proptest! {
        #[test]
        fn a_line_with_the_name_of_a_pupil_in_it_never_stands(before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
            // Whoever has a title is an adult: "Mrs Amira".
            let line = format!("{before} and Amira, {after}");
            prop_assert!(fit(&line, &names()).is_err(), "{}", line);
        }

        #[test]
        fn what_stands_is_one_line_and_no_longer_than_it_may_be(line in ".{0,400}") {
            if let Ok(said) = fit(&line, &names()) {
                prop_assert!(said.chars().count() <= LONGEST && !said.contains(['\n', '\r']));
                prop_assert_eq!(fit(&said, &names()), Ok(said));
            }
        }
    }
}
