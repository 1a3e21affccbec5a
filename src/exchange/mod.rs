//! What other systems write. Files are told apart by their headings and never by their names; a row is refused whole, with its line
//! and the reason, or taken whole. Nothing here touches the database: [`read`] turns bytes into rows.

pub mod diff;
mod heading;
mod mapping;
pub mod pasted;
mod people;
mod pupils;
pub mod read;
mod row;
mod table;
mod value;
pub mod write;
mod year;

use chrono::NaiveDate;
use serde::Serialize;

pub use heading::{Column, Kind};
pub use mapping::{File, Look, Mapping};

use crate::domain::{
    calendar::{AcademicYear, ClosureKind, Term},
    roll::{GuardianFacts, PupilFacts, StaffFacts},
};

/// Something that was refused, or that a person should look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// Its line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The heading of the column, as the file has it, or empty.
    pub column: String,
    /// What is wrong, in a sentence.
    pub message: String,
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
    /// A problem with this row.
    #[must_use]
    pub fn problem(&self, column: &str, message: impl Into<String>) -> Problem {
        Problem { file: self.file.clone(), line: self.line, column: column.to_owned(), message: message.into() }
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

/// A guardian and their pupil.
#[derive(Clone, Debug)]
pub struct GuardianRow {
    /// Whose parent or carer.
    pub pupil: PupilRef,
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

/// Everything that was understood in all the files.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Pupils.
    pub pupils: Vec<Line<PupilFacts>>,
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
}
