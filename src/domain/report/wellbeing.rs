//! How pupils are, beside what they are given: what they say themselves, and beside it what adults say. The two are never mixed, and no sum is
//! made of the five measures: what rose and what fell is counted.

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow,
    gathering::{note, once, pupils, table},
    heads,
};
use crate::domain::{
    count::{counted, noun},
    delivery::Delivery,
    wellbeing::Change,
};

/// How one pupil is in the school year.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Feeling {
    /// What the pupil said last in this school year, against what they said before; nothing where they said nothing this year.
    pub pupil: Option<Vec<Change>>,
    /// The same as adults say it.
    pub adult: Option<Vec<Change>>,
    /// What was given of what the line is about.
    pub given: Delivery,
}

const COLUMNS: &[&str] = &[
    "Pupils",
    "Have said how they are",
    "Rose",
    "Stayed",
    "Fell",
    "Adults have said it of",
    "Rose, adults say",
    "Stayed, adults say",
    "Fell, adults say",
    "Sessions given",
];

/// How pupils with SEN are: one for each pupil, or for each pupil and provision.
#[must_use]
pub fn wellbeing(all: &[Counted<Feeling>], by: ReportBy, groups: &PupilValues) -> Report {
    let every = once(all.iter());
    let said = every.iter().filter(|one| one.is.pupil.is_some()).count();
    let [rose, stayed, fell] = went(every.iter().filter_map(|one| one.is.pupil.as_ref()));
    let compared = rose + stayed + fell;
    let lead = match said {
        0 => "No pupil with SEN has said in this school year how they are.".to_owned(),
        n => format!(
            "{n} of {} with SEN {} said in this school year how they are: of {} that can be compared {rose} rose and {fell} fell.",
            counted(every.len(), "pupil", "pupils"),
            noun(n, "has", "have"),
            counted(compared, "answer", "answers")
        ),
    };
    let mut of = table(("Wellbeing of pupils with SEN", heads(by.words(), COLUMNS)), all, (by, groups), row);
    of.segments = ["Rose", "Stayed", "Fell"].map(str::to_owned).to_vec();
    let notes = "Counted are single answers to the school’s own five questions, each against what the same pupil, or an adult of the same pupil, said \
                 before. Nobody has to answer. What stands beside each other here need not follow from each other.";
    Report { lead, tables: vec![of], notes: std::iter::once(notes.to_owned()).chain(note(by)).collect() }
}

/// How many of these changes are for the better, none, or for the worse.
fn went<'a>(all: impl Iterator<Item = &'a Vec<Change>>) -> [u32; 3] {
    let mut counts = [0; 3];
    for change in all.flatten() {
        if let Some((before, _)) = change.before {
            let place = match change.now.steps().cmp(&before.steps()) {
                std::cmp::Ordering::Greater => 0,
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Less => 2,
            };
            counts[place] += 1;
        }
    }
    counts
}

fn row(words: String, of: &[&Counted<Feeling>]) -> ReportRow {
    let given = of.iter().fold(Delivery::default(), |all, one| all.and(&one.is.given));
    let each = once(of.iter().copied());
    let own = went(each.iter().filter_map(|one| one.is.pupil.as_ref()));
    let adults = went(each.iter().filter_map(|one| one.is.adult.as_ref()));
    let mut cells = vec![ReportCell::Words(words), ReportCell::many(pupils(of))];
    cells.push(ReportCell::many(each.iter().filter(|one| one.is.pupil.is_some()).count()));
    cells.extend(own.map(ReportCell::Count));
    cells.push(ReportCell::many(each.iter().filter(|one| one.is.adult.is_some()).count()));
    cells.extend(adults.map(ReportCell::Count));
    cells.push(ReportCell::Count(given.given()));
    ReportRow { cells, bar: own.to_vec() }
}
