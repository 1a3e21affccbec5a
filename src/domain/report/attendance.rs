//! How pupils attend, beside what they are given. It says what stands beside what, and never what comes of what.

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow,
    gathering::{note, once, pupils, table},
    heads, of_all,
};
use crate::domain::{
    attendance::{Attendance, Band},
    delivery::Delivery,
};

/// How one pupil attends in the school year.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attending {
    /// The first report of the year.
    pub first: Option<Attendance>,
    /// The newest; the first where there is no other.
    pub last: Option<Attendance>,
    /// What was given of what the line is about.
    pub given: Delivery,
}

/// How attendance went since the first report of the year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Went {
    Better,
    Same,
    Worse,
}

impl Attending {
    fn band(&self) -> Option<Band> {
        self.last.and_then(Attendance::band)
    }

    /// The sessions after the first report against those up to it. Of percentages alone the newest against the first.
    fn went(&self) -> Option<Went> {
        let (first, last) = (self.first?, self.last?);
        let since = last.since(first).or_else(|| matches!(last, Attendance::Percent(_)).then_some(last))?;
        let (before, after) = (first.hundredths()?, since.hundredths()?);
        Some(match after.cmp(&before) {
            std::cmp::Ordering::Greater => Went::Better,
            std::cmp::Ordering::Equal => Went::Same,
            std::cmp::Ordering::Less => Went::Worse,
        })
    }
}

const COLUMNS: &[&str] = &[
    "Pupils",
    "Attendance known",
    "98% or above",
    "Below 98%",
    "Persistent absence",
    "Severe absence",
    "A tenth or more missed",
    "Better since the first report",
    "The same",
    "Worse",
    "Sessions given",
    "Sessions lost",
];

/// How pupils with SEN attend: one for each pupil, or for each pupil and provision.
#[must_use]
pub fn attendance(all: &[Counted<Attending>], by: ReportBy, groups: &PupilValues) -> Report {
    let every = once(all.iter());
    let known = every.iter().filter(|one| one.is.band().is_some()).count();
    let missed = every.iter().filter(|one| is_absent(one)).count();
    let many = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lead = match known {
        0 => "No attendance of a pupil with SEN is known in this school year.".to_owned(),
        _ => {
            let of = of_all(many(missed), many(known));
            format!("{of} pupils with SEN whose attendance is known miss a tenth or more of their sessions.")
        }
    };
    let mut of = table(("Attendance of pupils with SEN", heads(by.words(), COLUMNS)), all, (by, groups), row);
    of.segments = ["98% or above", "Below 98%", "Persistent absence", "Severe absence"].map(str::to_owned).to_vec();
    let counted = "By the newest report of the school year on each pupil. Better and worse compare the sessions after the first report of the year \
                   with those up to it. What stands beside each other here need not follow from each other.";
    Report { lead, tables: vec![of], notes: std::iter::once(counted.to_owned()).chain(note(by)).collect() }
}

fn is_absent(one: &Counted<Attending>) -> bool {
    matches!(one.is.band(), Some(Band::Persistent | Band::Severe))
}

fn row(words: String, of: &[&Counted<Attending>]) -> ReportRow {
    let given = of.iter().fold(Delivery::default(), |all, one| all.and(&one.is.given));
    let each = once(of.iter().copied());
    let many = |is: &dyn Fn(&Counted<Attending>) -> bool| {
        u32::try_from(each.iter().filter(|one| is(one)).count()).unwrap_or(u32::MAX)
    };
    let bar: Vec<u32> = Band::ALL.iter().map(|band| many(&|one| one.is.band() == Some(*band))).collect();
    let known = bar.iter().sum();
    let mut cells = vec![ReportCell::Words(words), ReportCell::many(pupils(of)), ReportCell::Count(known)];
    cells.extend(bar.iter().map(|n| ReportCell::Count(*n)));
    cells.push(ReportCell::Share(many(&is_absent), known));
    let went = [Went::Better, Went::Same, Went::Worse];
    cells.extend(went.map(|went| ReportCell::Count(many(&|one| one.is.went() == Some(went)))));
    cells.extend([given.given(), given.lost()].map(ReportCell::Count));
    ReportRow { cells, bar }
}
