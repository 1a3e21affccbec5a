//! What is counted, put together by what holds of the thing itself or of its pupil.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReportBy, ReportRow, ReportTable, SHARED};
use crate::domain::{
    ids::PupilId,
    need::{Need, first_area},
    sen_status::SenCode,
};

/// A value by which something is gathered: where it stands among the others, and how people read it.
pub type Value = (u32, String);
/// What holds of a thing or of a pupil, each way.
pub type Values = BTreeMap<ReportBy, Vec<Value>>;
/// What holds of each pupil.
pub type PupilValues = BTreeMap<PupilId, Values>;

/// What stands where nothing is known: behind everything else.
const NONE: (u32, &str) = (u32::MAX, "Not recorded");

/// Something that is counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Counted<T> {
    /// Whose it is.
    pub pupil: PupilId,
    /// What holds of it, beside what holds of the pupil.
    pub own: Values,
    /// What it is.
    pub is: T,
}

impl<T> Counted<T> {
    /// The same of something that it holds.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Counted<U> {
        Counted { pupil: self.pupil, own: self.own, is: of(self.is) }
    }

    fn values<'a>(&'a self, by: ReportBy, pupils: &'a PupilValues) -> &'a [Value] {
        let of_pupil = || pupils.get(&self.pupil).and_then(|values| values.get(&by));
        self.own.get(&by).or_else(of_pupil).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The things of each value, in the order of the values. One with several values is with each of them.
pub(super) fn gathered<'a, T>(
    all: &'a [Counted<T>],
    by: ReportBy,
    pupils: &PupilValues,
) -> Vec<(String, Vec<&'a Counted<T>>)> {
    let mut groups: BTreeMap<(u32, String, String), Vec<&'a Counted<T>>> = BTreeMap::new();
    for one in all {
        let values = one.values(by, pupils);
        let none = [(NONE.0, NONE.1.to_owned())];
        for (place, words) in if values.is_empty() { &none } else { values } {
            groups.entry((*place, words.to_lowercase(), words.clone())).or_default().push(one);
        }
    }
    groups.into_iter().map(|((_, _, words), of)| (words, of)).collect()
}

/// A table with one row for each value and one for all together, each thing once.
pub(super) fn table<T>(
    (caption, heads): (&str, Vec<String>),
    all: &[Counted<T>],
    (by, pupils): (ReportBy, &PupilValues),
    row: impl Fn(String, &[&Counted<T>]) -> ReportRow,
) -> ReportTable {
    let rows: Vec<ReportRow> = gathered(all, by, pupils).into_iter().map(|(words, of)| row(words, &of)).collect();
    let together = (rows.len() > 1).then(|| row("Together".to_owned(), &all.iter().collect::<Vec<_>>()));
    ReportTable { caption: caption.to_owned(), heads, rows, together, ..ReportTable::default() }
}

/// How many pupils these things belong to.
pub(super) fn pupils<T>(of: &[&Counted<T>]) -> usize {
    of.iter().map(|one| one.pupil).collect::<BTreeSet<_>>().len()
}

/// Each pupil once, whatever else these things differ in.
pub(super) fn once<'a, T>(all: impl Iterator<Item = &'a Counted<T>>) -> Vec<&'a Counted<T>> {
    let mut every: Vec<_> = all.collect();
    every.sort_by_key(|one| one.pupil);
    every.dedup_by_key(|one| one.pupil);
    every
}

/// What is said under a table that is gathered so.
pub(super) fn note(by: ReportBy) -> Option<String> {
    matches!(by, ReportBy::Equality | ReportBy::Provision).then(|| SHARED.to_owned())
}

/// What is known of a pupil, by which their things are gathered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PupilFacts {
    /// The codes of their needs, first by rank.
    pub needs: Vec<String>,
    /// The name of their class; empty if none.
    pub class: String,
    /// Their National Curriculum year; empty if none.
    pub nc_year: String,
    /// Their status.
    pub status: Option<SenCode>,
    /// As the school's system has it: "F", "Female" … or empty.
    pub sex: String,
    /// The school gets pupil premium for them.
    pub pupil_premium: bool,
    /// They are entitled to free school meals.
    pub free_meals: bool,
    /// English is an additional language for them.
    pub eal: bool,
    /// A local authority looks after them.
    pub in_care: bool,
    /// The school's own fields that hold yes, no or a choice: name of the field, and what is filled in.
    pub fields: Vec<(String, String)>,
}

/// By what the things of a pupil are gathered.
#[must_use]
pub fn values(facts: &PupilFacts) -> Values {
    let first = facts.needs.first().and_then(|code| Need::from_code(code));
    let need = first.map(|need| (0, need.words().to_owned()));
    let area = first.map(|_| (0, first_area(&facts.needs).words().to_owned()));
    let named = |words: &str| Some((0, words.to_owned())).filter(|(_, words)| !words.is_empty());
    // Reception comes before year 1, and what is no number behind all that are.
    let place = facts.nc_year.parse().unwrap_or(if facts.nc_year == "R" { 0 } else { 90 });
    let year = named(&facts.nc_year).map(|(_, words)| (place, words));
    [
        (ReportBy::Need, need.into_iter().collect()),
        (ReportBy::Area, area.into_iter().collect()),
        (ReportBy::Class, named(&facts.class).into_iter().collect()),
        (ReportBy::NcYear, year.into_iter().collect()),
        (ReportBy::Equality, groups(facts)),
    ]
    .into()
}

/// The groups that a pupil is in: of each pair one, so that a group can be compared with everybody else.
fn groups(facts: &PupilFacts) -> Vec<Value> {
    let sex = match facts.sex.trim().chars().next().map(|c| c.to_ascii_lowercase()) {
        Some('f') => "Girls",
        Some('m') => "Boys",
        _ => "Sex not recorded",
    };
    let status = match facts.status {
        Some(SenCode::Support) => "SEN support",
        Some(SenCode::Ehcp) => "EHC plan",
        _ => "No SEN",
    };
    let either = |is: bool, yes: &'static str, no: &'static str| if is { yes } else { no };
    let known = [
        sex,
        status,
        either(facts.pupil_premium, "Pupil premium", "No pupil premium"),
        either(facts.free_meals, "Free school meals", "No free school meals"),
        either(facts.eal, "English as an additional language", "English as the first language"),
        either(facts.in_care, "In care", "Not in care"),
    ];
    let known = (0..).zip(known).map(|(place, words)| (place, words.to_owned()));
    let own = (10..).zip(&facts.fields).map(|(place, (name, value))| (place, format!("{name}: {value}")));
    known.chain(own).collect()
}
