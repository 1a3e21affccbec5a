//! The school's own bank of targets: what plans have aimed for before, with no pupil in it, ranked by how often it was reached.
//!
//! Nothing is entered twice: the bank is read from the plans. A wording comes out of them only where the plans of two pupils share it,
//! so that what was written about one pupil alone is never shown to whoever plans for another; or where the SENCO has put it in by hand.

mod nameless;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ids::PupilId,
    need::Area,
    target::{Direction, Progress},
};

pub use nameless::{in_place_of, named, nameless};

/// Reviewed results below which a share says nothing: one target that was met is no evidence that the next one will be.
pub const ENOUGH: u32 = 3;

/// Pupils whose plans must share a wording before it is shown: with one it would be somebody's own.
const SHARED: usize = 2;

/// How often a target was reached at reviews.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Success {
    /// Results that were met or exceeded.
    pub met: u32,
    /// Results in all, without those where the support was not given.
    pub of: u32,
}

impl Success {
    /// Of these results. Support that was not delivered says nothing about the target.
    pub fn of(results: impl IntoIterator<Item = Progress>) -> Self {
        let counts = |progress: &Progress| *progress != Progress::NotDelivered;
        results.into_iter().filter(counts).fold(Self::default(), |all, progress| {
            let met = matches!(progress, Progress::Met | Progress::Exceeded);
            Self { met: all.met + u32::from(met), of: all.of + 1 }
        })
    }

    /// Whether there are enough results to say anything.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.of >= ENOUGH
    }

    /// "3 of 4 met", or that it is too early to say.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.is_enough(), self.of) {
            (true, of) => format!("{} of {of} met", self.met),
            (false, 0) => "Not reviewed yet: too few to say".to_owned(),
            (false, of) => format!("{of} reviewed: too few to say"),
        }
    }

    /// The share that was met, in millionths; nothing where there are too few.
    fn share(&self) -> Option<u64> {
        self.is_enough().then(|| u64::from(self.met) * 1_000_000 / u64::from(self.of))
    }
}

/// What a target says, without from where to where: that belongs to one pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// The step.
    pub wording: String,
    /// Of which area of need.
    pub area: Area,
    /// What is counted, and how.
    pub measure: String,
    /// "words", "minutes" … or empty.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// What adults do; may be empty.
    pub strategy: String,
}

impl Words {
    /// What two targets have in common that are the same: wording and measure, whatever the case, the spaces and a full stop.
    #[must_use]
    pub fn key(&self) -> (String, String) {
        (folded(&self.wording), folded(&self.measure))
    }

    /// Whether each of these words stands somewhere in it.
    #[must_use]
    pub fn has(&self, asked: &str) -> bool {
        let all = [&self.wording, &self.measure, &self.unit, &self.strategy].map(|text| folded(text)).join(" ");
        folded(asked).split(' ').all(|word| all.contains(word))
    }

    /// The same without a pupil's names.
    #[must_use]
    pub fn without(self, names: &[&str]) -> Self {
        let out = |text: &str| nameless(text, names);
        Self {
            wording: out(&self.wording),
            measure: out(&self.measure),
            unit: out(&self.unit),
            strategy: out(&self.strategy),
            ..self
        }
    }
}

/// A target as it stands in somebody's plan, without the pupil's names, and how it came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// In whose plan.
    pub pupil: PupilId,
    /// What it says.
    pub words: Words,
    /// How it came out at the review, if there was one.
    pub result: Option<Progress>,
}

/// A target that is offered to whoever writes a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered<Id> {
    /// What it says.
    pub words: Words,
    /// How it has gone.
    pub success: Success,
    /// Pupils in whose plans it stood.
    pub pupils: usize,
    /// The entry that somebody has made by hand, if it is one.
    pub entry: Option<Id>,
}

/// The bank: entries made by hand with what plans say of the same, and whatever the plans of two pupils share. The best first: by the share
/// that was met, then by how many results that is; what has too few to say stands after those, by how many pupils had it.
#[must_use]
pub fn bank<Id>(written: &[Written], entries: Vec<(Id, Words)>) -> Vec<Offered<Id>> {
    let mut groups: BTreeMap<(String, String), Vec<&Written>> = BTreeMap::new();
    for one in written {
        groups.entry(one.words.key()).or_default().push(one);
    }
    let mut all: Vec<Offered<Id>> = Vec::new();
    for (id, words) in entries {
        let same = groups.remove(&words.key()).unwrap_or_default();
        all.push(offered(words, &same, Some(id)));
    }
    let shared = groups.into_values().filter(|same| pupils(same).len() >= SHARED);
    all.extend(shared.map(|same| offered(common(&same), &same, None)));
    all.sort_by(|a, b| {
        let rank = |one: &Offered<Id>| (one.success.share(), one.success.of, one.pupils);
        rank(b).cmp(&rank(a)).then_with(|| a.words.wording.cmp(&b.words.wording))
    });
    all
}

fn offered<Id>(words: Words, same: &[&Written], entry: Option<Id>) -> Offered<Id> {
    let success = Success::of(same.iter().filter_map(|one| one.result));
    Offered { words, success, pupils: pupils(same).len(), entry }
}

fn pupils(same: &[&Written]) -> BTreeSet<PupilId> {
    same.iter().map(|one| one.pupil).collect()
}

/// What a group says: of each part what most pupils' plans say. Unit and strategy stay empty where no two share them.
fn common(same: &[&Written]) -> Words {
    let shown = |part: fn(&Words) -> &str, least| {
        let said = |words: &Words| Some(folded(part(words))).filter(|text| !text.is_empty());
        most_shared(same, said, least).map(|one| part(one).trim().to_owned()).unwrap_or_default()
    };
    let area = most_shared(same, |words| Some(words.area), 1).map_or(Area::Other, |one| one.area);
    let direction = most_shared(same, |words| Some(words.direction), 1).map_or(Direction::Higher, |one| one.direction);
    Words {
        wording: shown(|words| &words.wording, 1),
        area,
        measure: shown(|words| &words.measure, 1),
        unit: shown(|words| &words.unit, SHARED),
        direction,
        strategy: shown(|words| &words.strategy, SHARED),
    }
}

/// The first words of which a part is what most pupils' plans say, where at least so many say it.
fn most_shared<'a, Key: Ord>(
    same: &[&'a Written],
    part: impl Fn(&Words) -> Option<Key>,
    least: usize,
) -> Option<&'a Words> {
    let mut by: BTreeMap<Key, (BTreeSet<PupilId>, &'a Words)> = BTreeMap::new();
    for one in same {
        if let Some(key) = part(&one.words) {
            by.entry(key).or_insert_with(|| (BTreeSet::new(), &one.words)).0.insert(one.pupil);
        }
    }
    let enough = by.into_values().filter(|(who, _)| who.len() >= least);
    enough.max_by_key(|(who, _)| who.len()).map(|(_, words)| words)
}

/// A text as it is compared: in small letters, one space between words, no full stop at the end.
#[must_use]
pub fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace('’', "'").trim_end_matches('.').trim_end().to_owned()
}

#[cfg(test)]
mod tests;
