//! Reports on a school: much of its record put into a sentence, a table and bars that are drawn from the table. All reports have one shape, so
//! that the page, the files and what was kept of an earlier day say the same. No child is named in any of them; they are for whoever sees the
//! whole school's records, and governors are shown other figures ([`figures`](super::figures)).

mod attendance;
mod delivery;
mod effect;
mod gathering;
mod reviews;
mod satisfaction;
mod staffing;
mod targets;
mod wellbeing;

use serde::{Deserialize, Serialize};

use super::{costing::Pence, part_time::hours, share::percent};

pub use attendance::{Attending, attendance};
pub use delivery::not_delivered;
pub use effect::effect;
pub use gathering::{Counted, PupilFacts, PupilValues, Value, Values, values};
pub use reviews::reviews;
pub use satisfaction::{Asked, satisfaction};
pub use staffing::{Giver, WeeklyNeed, needed_by_role, staffing};
pub use targets::targets;
pub use wellbeing::{Feeling, wellbeing};

coded! {
    /// What a report is on.
    ReportKind {
        /// Reviews that were on time, late, not held.
        Reviews = "reviews", "Reviews on time";
        /// What came of targets.
        Targets = "targets", "Targets";
        /// How pupils attend, beside what they are given.
        Attendance = "attendance", "Attendance beside provision";
        /// How pupils are, beside what they are given.
        Wellbeing = "wellbeing", "Wellbeing beside provision";
        /// What parents say after a meeting.
        Satisfaction = "satisfaction", "What parents say";
        /// Sessions that were planned and not given.
        NotDelivered = "not_delivered", "Provision not delivered";
        /// Hours that the plans need, and hours that there are.
        Staffing = "staffing", "Staffing";
        /// What provision costs, beside what came of it.
        Effect = "effect", "Cost beside effect";
    }
}

coded! {
    /// By what the lines of a report are gathered.
    ReportBy {
        /// The pupil's first need.
        Need = "need", "Need";
        /// The broad area of it.
        Area = "area", "Area of need";
        /// What is given.
        Provision = "provision", "Provision";
        /// The pupil's National Curriculum year.
        NcYear = "year_group", "Year group";
        /// The pupil's class.
        Class = "class", "Class";
        /// Groups whose outcomes a school compares: a pupil is in several.
        Equality = "groups", "Equality group";
        /// The term in which it was.
        Term = "term", "Term";
        /// Who gives it.
        Role = "role", "Given by";
        /// What was asked.
        Question = "question", "What was asked";
    }
}

impl ReportKind {
    /// What it tells, in a sentence.
    #[must_use]
    pub fn tells(self) -> &'static str {
        match self {
            Self::Reviews => "How many of the reviews that were due were held on time.",
            Self::Targets => "How many of the targets that were reviewed were met.",
            Self::Attendance => "How pupils with SEN attend, beside what they are given.",
            Self::Wellbeing => "How pupils with SEN say they are, beside what they are given.",
            Self::Satisfaction => "What parents answer after a meeting, and how many of them answer.",
            Self::NotDelivered => "Which of the planned sessions were not given, and why.",
            Self::Staffing => "How many hours a week the plans need, and how many there are.",
            Self::Effect => "What provision costs, beside what came of the targets that it served.",
        }
    }

    /// By what its lines can be gathered; the first is what it begins with.
    #[must_use]
    pub fn ways(self) -> &'static [ReportBy] {
        use ReportBy::{Area, Class, Equality, NcYear, Need, Provision, Question, Role, Term};
        match self {
            Self::Reviews => &[Term, Area, Need, NcYear, Class, Equality],
            Self::Targets => &[Area, Need, Provision, NcYear, Class, Equality, Term],
            Self::Attendance | Self::Wellbeing => &[Provision, Area, Need, NcYear, Class, Equality],
            Self::Satisfaction => &[Term, Question, Area, NcYear, Class, Equality],
            Self::NotDelivered => &[Provision, Role, Area, Need, NcYear, Class, Equality],
            Self::Staffing => &[Role],
            Self::Effect => &[Provision, Role, Area],
        }
    }

    /// Whether money stands in it.
    #[must_use]
    pub fn shows_costs(self) -> bool {
        self == Self::Effect
    }

    /// Whether it tells of a day, and not of a school year up to it.
    #[must_use]
    pub fn is_of_a_day(self) -> bool {
        self == Self::Staffing
    }
}

/// A report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// The main fact, in a sentence.
    pub lead: String,
    /// The first is the one that matters most.
    pub tables: Vec<ReportTable>,
    /// How it is counted, and what it does not say.
    pub notes: Vec<String>,
}

/// A table, with what its bars are made of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReportTable {
    /// What it is a table of.
    pub caption: String,
    /// One for each column.
    pub heads: Vec<String>,
    /// In order.
    pub rows: Vec<ReportRow>,
    /// All rows together, each thing counted once; nothing where they are one or none.
    pub together: Option<ReportRow>,
    /// What each segment of a bar stands for; empty where no bars are drawn.
    pub segments: Vec<String>,
    /// Whether segments are minutes, and not a number of things.
    pub in_minutes: bool,
}

/// A row of a table, with its bar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReportRow {
    /// As many as there are headings. The first is what the row is about.
    pub cells: Vec<ReportCell>,
    /// As many as there are segments, or none.
    pub bar: Vec<u32>,
}

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "holds", rename_all = "snake_case")]
pub enum ReportCell {
    /// Words.
    Words(String),
    /// How many.
    Count(u32),
    /// A time, in minutes.
    Minutes(u32),
    /// An amount, in pence.
    Pence(i64),
    /// How many of how many.
    Share(u32, u32),
    /// Nothing that can be said.
    None,
}

/// Of fewer than so many no share is shown, and nothing is ranked: what one of them adds would be taken for a rule.
pub const FEWEST: u32 = 5;
/// What stands where there are fewer.
pub const TOO_FEW: &str = "Fewer than five";
/// What is said under a table whose groups share pupils.
const SHARED: &str = "A pupil is in several of these groups: they do not add up.";

impl ReportCell {
    /// Words.
    pub fn words_of(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// How many there are of something.
    #[must_use]
    pub fn many(n: usize) -> Self {
        Self::Count(u32::try_from(n).unwrap_or(u32::MAX))
    }

    /// As people read it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Count(n) => n.to_string(),
            Self::Minutes(minutes) => hours(*minutes),
            Self::Pence(pence) => Pence(*pence).to_string(),
            Self::Share(_, 0) | Self::None => "–".to_owned(),
            Self::Share(_, of) if *of < FEWEST => TOO_FEW.to_owned(),
            Self::Share(part, of) => percent(*part, *of).map_or_else(String::new, |share| format!("{share}%")),
        }
    }
}

impl ReportTable {
    /// Whether anything stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Headings.
fn heads(first: &str, others: &[&str]) -> Vec<String> {
    std::iter::once(first).chain(others.iter().copied()).map(str::to_owned).collect()
}

/// "12 of 30 (40%)"; without the share where there are too few.
fn of_all(part: u32, all: u32) -> String {
    match percent(part, all).filter(|_| all >= FEWEST) {
        Some(share) => format!("{part} of {all} ({share}%)"),
        None => format!("{part} of {all}"),
    }
}

#[cfg(test)]
mod tests;
