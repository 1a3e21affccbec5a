//! A library of need statements: what is seen in class, in plain words by area of need, and never a diagnosis. Thrice brings a starting
//! set of its own wording; a school adds to it, words it anew and takes out what it does not want.

mod starting;

use std::fmt;

use super::{ids::NeedStatementId, need::Area};

pub use starting::STARTING;

/// The most characters of a statement: one sentence.
pub const MOST: usize = 200;

/// What a statement says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Says {
    /// The area of need.
    pub area: Area,
    /// What is seen.
    pub wording: String,
}

impl Says {
    /// Whether each of these words stands somewhere in it, whatever the case.
    #[must_use]
    pub fn has(&self, asked: &str) -> bool {
        let all = self.wording.to_lowercase();
        asked.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }

    /// Whether two say the same, whatever the case, the spaces and a full stop.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let plain =
            |text: &str| text.to_lowercase().trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" ");
        plain(&self.wording) == plain(&other.wording)
    }
}

/// Which statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// One of the starting set, as it came.
    Starting(&'static str),
    /// One that the school has worded.
    Own(NeedStatementId),
}

impl Key {
    /// Reads "c01" or "12".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let starting = STARTING.iter().find(|(code, ..)| *code == text).map(|(code, ..)| Self::Starting(code));
        starting.or_else(|| text.parse().ok().map(|id| Self::Own(NeedStatementId(id))))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starting(code) => f.write_str(code),
            Self::Own(id) => id.fmt(f),
        }
    }
}

/// What a school has written: a statement of its own, or what became of one of the starting set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its row.
    pub id: NeedStatementId,
    /// The code of the one of the starting set that it stands for.
    pub starting: Option<String>,
    /// What it says.
    pub says: Says,
    /// Whether it was taken out or worded anew.
    pub is_gone: bool,
}

/// What the library offers, by area: the school's own, and what is left of the starting set.
#[must_use]
pub fn library(kept: &[Kept]) -> Vec<(Key, Says)> {
    let is_left = |code: &str| kept.iter().all(|one| one.starting.as_deref() != Some(code));
    let own = kept.iter().filter(|one| !one.is_gone).map(|one| (Key::Own(one.id), one.says.clone()));
    let says = |area: Area, wording: &str| Says { area, wording: wording.to_owned() };
    let starting = STARTING.iter().filter(|(code, ..)| is_left(code));
    let mut all: Vec<_> =
        own.chain(starting.map(|(code, area, wording)| (Key::Starting(code), says(*area, wording)))).collect();
    all.sort_by_key(|(_, says)| says.area);
    all
}

/// What was written before, with a statement on a line of its own behind it; the same where it stands there already.
#[must_use]
pub fn put_behind(written: &str, wording: &str) -> String {
    match written.trim() {
        "" => wording.to_owned(),
        before if before.contains(wording) => before.to_owned(),
        before => format!("{before}\n{wording}"),
    }
}

#[cfg(test)]
mod tests;
