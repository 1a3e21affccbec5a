//! What files say beside what is held: who is new, who has changed, who has left, and what cannot be. Pure: a dry run and the real
//! thing see the same [`Steps`], and the same files a second time give none.

mod guardians;
mod handover;
mod matching;
mod pupils;
mod staff;
mod year;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

pub use handover::HandedOver;

use super::{GuardianRow, Kind, Line, Parsed, Problem, Unread, unknown::Unknown};
use crate::domain::roll::{Change, Held, Kept, PupilFacts, Steps, Ticked};

/// How many rows of one kind are what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Not held so far.
    pub new: usize,
    /// Held, and something about them differs.
    pub changed: usize,
    /// Held just so.
    pub unchanged: usize,
    /// Held, and in none of the files any more.
    pub leaving: usize,
    /// Rows that cannot be taken; each has a [`Problem`].
    pub refused: usize,
}

/// One difference, as the dry run shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The file and its line; `None` for those who are missing from it.
    pub place: Option<(String, u64)>,
    /// What it is about.
    pub kind: Kind,
    /// "new", "changed" or "leaving".
    pub what: &'static str,
    /// "pupil Temi Okafor".
    pub who: String,
    /// The fields that differ, with what stood there before and what stands there after.
    pub changes: Vec<Change>,
}

/// Something that was entered by hand, and that a file says otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByHand {
    /// The file and its line; `None` where the files leave somebody out.
    pub place: Option<(String, u64)>,
    /// What it is about.
    pub kind: Kind,
    /// "pupil Temi Okafor".
    pub who: String,
    /// What is held, what the file says, and the tick by which the file has its way.
    pub kept: Kept,
}

/// What the comparison found: the counts and problems as `--json` prints them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Report {
    /// Pupils.
    pub pupils: Tally,
    /// Parents and carers, one for each of their children.
    pub guardians: Tally,
    /// Staff.
    pub staff: Tally,
    /// Terms.
    pub terms: Tally,
    /// Closures.
    pub closures: Tally,
    /// Bank holidays.
    pub bank_holidays: Tally,
    /// What was refused, and what to look at.
    pub problems: Vec<Problem>,
    /// Columns that hold something and are not read.
    pub unread: Vec<Unread>,
    /// Words that nobody has explained yet.
    pub unknown: Vec<Unknown>,
    /// What was entered by hand and stays, though the files say otherwise: how many.
    #[serde(serialize_with = "how_many")]
    pub by_hand: Vec<ByHand>,
    /// Plans that go to other teachers: how many.
    #[serde(serialize_with = "how_many")]
    pub handovers: Vec<HandedOver>,
    /// Each difference.
    #[serde(skip)]
    pub shown: Vec<Shown>,
    /// The first pupils and contacts as they were understood: who looks at them sees at once whether the columns are right.
    #[serde(skip)]
    pub first: First,
}

fn how_many<T, S: Serializer>(all: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(all.len() as u64)
}

/// The first rows as they were understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct First {
    /// Pupils.
    pub pupils: Vec<PupilFacts>,
    /// Contacts.
    pub guardians: Vec<GuardianRow>,
}

/// How many rows are shown as they were understood.
const FIRST: usize = 3;

impl First {
    fn of(parsed: &Parsed) -> Self {
        Self {
            pupils: parsed.pupils.iter().take(FIRST).map(|row| row.value.clone()).collect(),
            guardians: parsed.guardians.iter().take(FIRST).map(|row| row.value.clone()).collect(),
        }
    }
}

impl Report {
    /// The counts by kind.
    #[must_use]
    pub fn tallies(&self) -> [(Kind, Tally); 6] {
        [
            (Kind::Pupils, self.pupils),
            (Kind::Guardians, self.guardians),
            (Kind::Staff, self.staff),
            (Kind::Terms, self.terms),
            (Kind::Closures, self.closures),
            (Kind::BankHolidays, self.bank_holidays),
        ]
    }

    fn show<T>(&mut self, kind: Kind, row: &Line<T>, what: &'static str, who: impl Into<String>, changes: Vec<Change>) {
        let place = Some((row.file.clone(), row.line));
        self.shown.push(Shown { place, kind, what, who: who.into(), changes });
    }

    fn show_leaving(&mut self, kind: Kind, who: impl Into<String>) {
        self.shown.push(Shown { place: None, kind, what: "leaving", who: who.into(), changes: Vec::new() });
    }

    fn keep<T>(&mut self, kind: Kind, row: &Line<T>, who: &str, kept: Vec<Kept>) {
        let place = Some((row.file.clone(), row.line));
        let all = kept.into_iter().map(|kept| ByHand { place: place.clone(), kind, who: who.to_owned(), kept });
        self.by_hand.extend(all);
    }

    fn keep_missing(&mut self, kind: Kind, who: String, kept: Kept) {
        self.by_hand.push(ByHand { place: None, kind, who, kept });
    }

    /// A remark about the files as a whole.
    fn remark(&mut self, message: String) {
        self.problems.push(Problem { message, ..Problem::default() });
    }

    /// Whether anything in the files was refused.
    #[must_use]
    pub fn has_refusals(&self) -> bool {
        self.problems.iter().any(|problem| problem.refused)
    }

    /// Whether the files told of nothing at all, neither new nor known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tallies().iter().all(|(_, t)| t.new + t.changed + t.unchanged + t.leaving == 0)
    }
}

/// Compares what was read with what is held on a day. What was entered by hand stays, but for what is ticked.
#[must_use]
pub fn compare(mut parsed: Parsed, held: &Held, ticked: &Ticked, today: NaiveDate) -> (Steps, Report) {
    let mut steps = Steps::default();
    pupils::date(&mut parsed, held);
    let first = First::of(&parsed);
    let (unread, unknown) = (std::mem::take(&mut parsed.unread), std::mem::take(&mut parsed.unknown));
    let problems = std::mem::take(&mut parsed.problems);
    let mut report = Report { problems, unread, unknown, first, ..Report::default() };
    let refused = parsed.refused;
    report.pupils.refused = refused.pupils;
    report.guardians.refused = refused.guardians;
    report.staff.refused = refused.staff;
    report.terms.refused = refused.terms;
    report.closures.refused = refused.closures;
    report.bank_holidays.refused = refused.bank_holidays;
    let roster = pupils::compare(&parsed, held, (today, ticked), &mut steps, &mut report);
    guardians::compare(&parsed, held, (&roster, ticked), &mut steps, &mut report);
    staff::compare(&parsed, held, &mut steps, &mut report);
    year::compare(&parsed, held, &mut steps, &mut report);
    handover::compare(&parsed, held, &mut steps, &mut report);
    (steps, report)
}
