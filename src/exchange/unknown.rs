//! Words of a file that Thrice does not know: asked once each, like a heading, and remembered for the school. Until somebody has said what
//! such a word means, the row comes in without it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{need::Need, pupil::NcYear, roll::folded, sen_status::SenCode};

coded! {
    /// What an unknown word should tell of.
    About {
        /// The SEN status.
        Status = "status", "SEN status";
        /// A need.
        Need = "need", "Need";
        /// The year group.
        Year = "year", "Year group";
    }
}

impl About {
    /// Every meaning that a word of this kind may have, as code and words.
    #[must_use]
    pub fn meanings(self) -> Vec<(String, String)> {
        let coded = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        match self {
            Self::Status => SenCode::ALL.iter().map(|s| coded(s.as_code(), s.words())).collect(),
            Self::Need => Need::ALL.iter().map(|n| coded(n.as_code(), n.words())).collect(),
            Self::Year => {
                let first = [NcYear::N1, NcYear::N2, NcYear::Reception].into_iter();
                first.chain((1..=14).map(NcYear::Year)).map(|y| (y.as_code(), y.to_string())).collect()
            }
        }
    }
}

/// The meaning of a word that says nothing.
pub const NOTHING: &str = "-";

/// A word that nobody has explained.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Unknown {
    /// What it should tell of.
    #[serde(serialize_with = "code")]
    pub about: About,
    /// As the file has it where it stands first.
    pub word: String,
    /// On how many rows it stands.
    pub rows: usize,
}

fn code<S: serde::Serializer>(about: &About, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(about.as_code())
}

/// What people have said words mean: a code, or [`NOTHING`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answers(BTreeMap<(About, String), String>);

impl Answers {
    /// Notes what a word means.
    pub fn put(&mut self, about: About, word: &str, meaning: &str) {
        self.0.insert((about, form(word)), meaning.to_owned());
    }

    /// What a word means, if somebody has said it.
    #[must_use]
    pub fn get(&self, about: About, word: &str) -> Option<&str> {
        self.0.get(&(about, form(word))).map(String::as_str)
    }
}

/// The form in which words are compared; a mark that is no letter is itself.
#[must_use]
pub fn form(word: &str) -> String {
    let letters = folded(word);
    if letters.is_empty() { word.trim().to_owned() } else { letters }
}

/// Counts a word once more.
pub(super) fn note(all: &mut Vec<Unknown>, about: About, word: &str) {
    match all.iter_mut().find(|u| u.about == about && form(&u.word) == form(word)) {
        Some(known) => known.rows += 1,
        None => all.push(Unknown { about, word: word.to_owned(), rows: 1 }),
    }
}
