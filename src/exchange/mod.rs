//! What other systems write. Files are told apart by their headings and what stands below them, never by their names. What is certain of
//! a row is taken, what is not is told with its line and left as it was; only who nobody can be told from is refused. Nothing here touches
//! the database: [`read`] turns bytes into rows, [`workbook`] turns a workbook into such bytes, in a child process ([`unpacker`]).

mod cell;
mod classes;
pub mod diff;
pub mod finished;
pub mod format;
mod furniture;
mod heading;
mod holds;
mod letter;
mod mapping;
pub mod pasted;
mod people;
mod pupils;
pub mod read;
mod row;
pub mod schedule;
pub mod spreadsheet;
mod table;
pub mod unknown;
pub mod unpacker;
mod value;
pub mod workbook;
pub mod write;
mod year;

use chrono::NaiveDate;
use serde::Serialize;

pub use heading::{Column, Kind};
pub use mapping::{Aside, File, Look, Mapping};

use crate::domain::{
    calendar::{AcademicYear, ClosureKind, Term},
    roll::{GuardianFacts, PupilFacts, StaffFacts, folded},
};

/// Something that was refused, or that a person should look at.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// Its line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The heading of the column, as the file has it, or empty.
    pub column: String,
    /// Whom the row is about, as far as it says, or empty. It is shown to people and in no object that a program may keep.
    #[serde(skip)]
    pub who: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Whether the row, or the file, changes nothing because of it.
    pub refused: bool,
}

impl Problem {
    /// A problem with a file as a whole, of which nothing is read.
    #[must_use]
    pub fn file(file: &str, message: String) -> Self {
        Self { file: file.to_owned(), message, refused: true, ..Self::default() }
    }
}

/// A column of a file that is not read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Unread {
    /// The file's name.
    pub file: String,
    /// Its heading.
    pub column: String,
    /// Why not, where its heading speaks for it and its values against; else empty.
    pub why: String,
}

/// A row that was understood, and where it stood.
#[derive(Clone, Debug)]
pub struct Line<T> {
    /// The file's name.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// What it says.
    pub value: T,
}

impl<T> Line<T> {
    /// Something to look at about this row, of which the rest is taken.
    #[must_use]
    pub fn problem(&self, column: &str, who: impl Into<String>, message: impl Into<String>) -> Problem {
        let (file, who) = (self.file.clone(), who.into());
        Problem { file, line: self.line, column: column.to_owned(), who, message: message.into(), refused: false }
    }

    /// Why this row is refused.
    #[must_use]
    pub fn refusal(&self, who: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { refused: true, ..self.problem("", who, message) }
    }
}

/// Which pupil a guardian's row speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilRef {
    /// As written.
    pub upn: String,
    /// Surname, forename, folded.
    pub name: Option<(String, String)>,
    /// Date of birth.
    pub born_on: Option<NaiveDate>,
}

impl GuardianRow {
    /// "Ada Bell, contact of Temi Okafor".
    #[must_use]
    pub fn who(&self) -> String {
        let of = if self.of.is_empty() { self.pupil.upn.as_str() } else { self.of.as_str() };
        format!("{}, contact of {of}", self.facts.name.full())
    }
}

impl PupilRef {
    /// A pupil as their own row tells.
    fn of(facts: &PupilFacts) -> Self {
        Self {
            upn: facts.upn.as_ref().map(|u| u.as_str().to_owned()).unwrap_or_default(),
            name: Some((folded(&facts.surname), folded(&facts.forename))),
            born_on: (facts.born_on != NaiveDate::MIN).then_some(facts.born_on),
        }
    }
}

/// Whom a row is about, as far as it says: for what is said of a row that is refused.
fn who(kind: Kind, row: &row::Row<'_>) -> String {
    match kind {
        Kind::Pupils => pupils::who(row),
        Kind::Guardians => people::who(row),
        Kind::Staff => people::who_of_staff(row),
        Kind::Terms | Kind::Closures | Kind::BankHolidays => String::new(),
    }
}

/// A guardian and their pupil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuardianRow {
    /// Whose parent or carer.
    pub pupil: PupilRef,
    /// The pupil's name as the row has it, or empty.
    pub of: String,
    /// Who.
    pub facts: GuardianFacts,
    /// Whether the row comes from a list of contacts (a pupil's own row names only one of several).
    pub from_list: bool,
}

/// How many rows of a kind were refused before they could be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Refused {
    /// Pupils.
    pub pupils: usize,
    /// Guardians.
    pub guardians: usize,
    /// Staff.
    pub staff: usize,
    /// Terms.
    pub terms: usize,
    /// Closures.
    pub closures: usize,
    /// Bank holidays.
    pub bank_holidays: usize,
}

impl Refused {
    /// The number of one kind.
    fn of(&mut self, kind: Kind) -> &mut usize {
        match kind {
            Kind::Pupils => &mut self.pupils,
            Kind::Guardians => &mut self.guardians,
            Kind::Staff => &mut self.staff,
            Kind::Terms => &mut self.terms,
            Kind::Closures => &mut self.closures,
            Kind::BankHolidays => &mut self.bank_holidays,
        }
    }
}

/// Everything that was understood in all the files.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Pupils.
    pub pupils: Vec<Line<PupilFacts>>,
    /// Pupils with a UPN whose date of birth cannot be read, with what is to be said of that: taken where it is held already.
    pub undated: Vec<(Line<PupilFacts>, Problem)>,
    /// Whether there was a file of pupils at all: only then can anyone be missing from it.
    pub has_pupils: bool,
    /// Names (surname, forename, folded) and UPNs on refused rows of pupils: whoever they are, they have not left.
    pub refused_pupils: Vec<(String, (String, String))>,
    /// Parents and carers.
    pub guardians: Vec<Line<GuardianRow>>,
    /// Pupils (by UPN as written, or name) one of whose contacts was refused.
    pub refused_guardians: Vec<PupilRef>,
    /// Staff.
    pub staff: Vec<Line<StaffFacts>>,
    /// Terms.
    pub terms: Vec<Line<(AcademicYear, Term)>>,
    /// Closures.
    pub closures: Vec<Line<(NaiveDate, ClosureKind, String)>>,
    /// Bank holidays.
    pub bank_holidays: Vec<Line<(NaiveDate, String)>>,
    /// Refused so far.
    pub refused: Refused,
    /// What was refused, and what to look at.
    pub problems: Vec<Problem>,
    /// Columns that hold something and are not read.
    pub unread: Vec<Unread>,
    /// Words that nobody has explained yet.
    pub unknown: Vec<unknown::Unknown>,
}
