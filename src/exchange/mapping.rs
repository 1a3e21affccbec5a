//! What the columns of a file are, where a person has said so: the headings that Thrice knows are only where it begins.

use std::collections::BTreeSet;

use super::{
    heading::{Column, Headings, Kind},
    table,
};
use crate::domain::roll::folded;

/// A file as it came, and what its columns are if a person has said so.
#[derive(Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its columns are; `None`: told by the headings.
    pub mapping: Option<Mapping>,
    /// The name of the workbook of which it is a sheet; empty where it is a file of its own.
    pub book: String,
    /// Why nothing of it is read, where that is known before its text is looked at.
    pub aside: Option<Aside>,
}

/// Why nothing of a file is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Aside {
    /// It is a sheet that is hidden in its workbook.
    Hidden,
    /// It could not be opened: why, in a sentence.
    Refused(String),
}

impl File {
    /// A file whose columns are told by its headings.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes, mapping: None, book: String::new(), aside: None }
    }

    /// Whether anybody, or its headings, say what its columns are.
    fn is_known(&self) -> bool {
        self.aside.is_none() && (self.mapping.is_some() || Look::at(&self.bytes).is_ok_and(|look| look.known.is_some()))
    }

    /// Whether nobody knows yet what a file holds, or which of two columns with one heading is which.
    fn must_be_asked(&self) -> bool {
        self.aside.is_none() && self.mapping.is_none() && Look::at(&self.bytes).is_ok_and(|look| look.must_be_asked())
    }

    /// Of which files nothing is read: those that are hidden, and sheets without a list, a cover or notes, beside one with a list in the same
    /// workbook.
    #[must_use]
    pub fn passed_over(all: &[Self]) -> Vec<bool> {
        let known: Vec<bool> = all.iter().map(Self::is_known).collect();
        let listed: BTreeSet<&str> =
            all.iter().zip(&known).filter(|(_, known)| **known).map(|(file, _)| file.book.as_str()).collect();
        let is_beside = |file: &Self| !file.book.is_empty() && listed.contains(file.book.as_str());
        all.iter()
            .zip(&known)
            .map(|(file, known)| file.aside == Some(Aside::Hidden) || !known && is_beside(file))
            .collect()
    }

    /// Which of some files a person has to say the columns of next: the first, or the sheet with the most rows of that workbook.
    #[must_use]
    pub fn to_ask_of(all: &[Self]) -> Option<usize> {
        let over = Self::passed_over(all);
        let asked: Vec<usize> = (0..all.len()).filter(|at| !over[*at] && all[*at].must_be_asked()).collect();
        let first = *asked.first()?;
        let is_of_it = |at: &usize| *at == first || !all[first].book.is_empty() && all[*at].book == all[first].book;
        let rows = |at: &usize| Look::at(&all[*at].bytes).map_or(0, |look| look.rows);
        asked.into_iter().filter(is_of_it).rev().max_by_key(rows)
    }

    /// How many files were chosen, of which these are the tables: a workbook is one.
    #[must_use]
    pub fn chosen(all: &[Self]) -> usize {
        let books: BTreeSet<&str> = all.iter().map(|file| file.book.as_str()).filter(|book| !book.is_empty()).collect();
        books.len() + all.iter().filter(|file| file.book.is_empty()).count()
    }
}

/// What each heading of a file holds. It fits every file with the same headings, in whatever order they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// What kind of file it is.
    pub kind: Kind,
    /// Each heading, folded, with what it holds; `None` is passed over.
    pub columns: Vec<(String, Option<Column>)>,
}

impl Mapping {
    /// What these headings hold, in their order.
    #[must_use]
    pub fn new(kind: Kind, titles: &[String], columns: &[Option<Column>]) -> Self {
        Self { kind, columns: titles.iter().map(|t| folded(t)).zip(columns.iter().copied()).collect() }
    }

    /// What is the same for every file that it fits.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.columns.iter().map(|(heading, _)| heading.clone()))
    }

    /// Where each column stands under these headings; `None` where they are others.
    pub(super) fn places(&self, cells: &[String]) -> Option<Headings> {
        let headings: Vec<String> = cells.iter().map(|c| folded(c)).collect();
        if key(headings.iter().cloned()) != self.key() {
            return None;
        }
        let mut left = self.columns.clone();
        let mut places = Headings::said(self.kind);
        for (place, heading) in headings.iter().enumerate() {
            let at = left.iter().position(|(known, _)| known == heading)?;
            if let (_, Some(column)) = left.remove(at) {
                places.at.entry(column).or_insert(place);
            }
        }
        Some(places)
    }

    /// What must be chosen too before a row can be read, in words; `None` where nothing is missing.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        use Column as C;
        let has = |column: C| self.columns.iter().any(|(_, c)| *c == Some(column));
        let has_name = has(C::FullName) || (has(C::Surname) && has(C::Forename));
        let names_pupil = has(C::Upn) || has(C::PupilName) || (has(C::PupilSurname) && has(C::PupilForename));
        let names_adult = has(C::ContactName) || has(C::ContactSurname) || has_name;
        match self.kind {
            Kind::Pupils if !has_name => Some("which columns hold the surname and the forename, or both in one"),
            Kind::Pupils if !has(C::Born) => Some("which column holds the date of birth"),
            Kind::Guardians if !names_adult => Some("which column holds the adult’s name"),
            Kind::Guardians if !names_pupil => Some("which column tells whose contact it is: the pupil’s UPN or name"),
            Kind::Staff if !has_name => Some("which columns hold the surname and the forename, or both in one"),
            Kind::Staff if !has(C::Email) => Some("which column holds the e-mail address"),
            Kind::Terms if !(has(C::Season) && has(C::Starts) && has(C::Ends)) => {
                Some("which columns hold the term, its first day and its last day")
            }
            Kind::Closures if !has(C::Date) => Some("which column holds the date"),
            Kind::BankHolidays if !(has(C::Date) && has(C::HolidayName)) => {
                Some("which columns hold the date and the name")
            }
            _ => None,
        }
    }
}

fn key(headings: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = headings.collect();
    while all.last().is_some_and(String::is_empty) {
        all.pop();
    }
    all.sort_unstable();
    all.join("\n")
}

/// How many rows are kept to guess from.
const SAMPLE: usize = 400;

/// A file looked at before it is read: its headings, and what Thrice takes them for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// The headings as they stand.
    pub titles: Vec<String>,
    /// What stands in each column first.
    pub examples: Vec<String>,
    /// How many rows there are.
    pub rows: usize,
    /// What the headings are taken for, where they are known.
    pub known: Option<Mapping>,
    /// Headings that stand twice over different values: nobody but a person knows which is which.
    pub doubled: Vec<String>,
    /// The rows below, up to as many as are looked at.
    sample: Vec<(u64, Vec<String>)>,
}

impl Look {
    /// Looks at a file.
    ///
    /// # Errors
    /// A sentence when it is no table.
    pub fn at(bytes: &[u8]) -> Result<Self, String> {
        let table = table::likely(bytes)?;
        let first = |place: usize| {
            let cells = table.rows.iter().filter_map(|(_, cells)| cells.get(place));
            cells.filter(|c| !c.is_empty()).map(|c| c.chars().take(40).collect()).next().unwrap_or_default()
        };
        let doubled = table.headings.as_ref().map(|h| h.doubled.clone()).unwrap_or_default();
        let known = table.headings.map(|headings| {
            let at = |place| headings.at.iter().find(|(_, p)| **p == place).map(|(column, _)| *column);
            let columns: Vec<_> = (0..table.titles.len()).map(at).collect();
            Mapping::new(headings.kind, &table.titles, &columns)
        });
        Ok(Self {
            examples: (0..table.titles.len()).map(first).collect(),
            rows: table.rows.len(),
            known,
            titles: table.titles,
            doubled,
            sample: table.rows.into_iter().take(SAMPLE).collect(),
        })
    }

    /// Whether a person has to say what the columns are before anything is read.
    #[must_use]
    pub fn must_be_asked(&self) -> bool {
        self.known.is_none() || !self.doubled.is_empty()
    }

    /// What is the same for every file with these headings.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.titles.iter().map(|t| folded(t)))
    }

    /// What a column is taken for in a file of this kind.
    #[must_use]
    pub fn guess(&self, kind: Kind) -> Vec<Option<Column>> {
        let at = super::heading::read_as(kind, &self.titles, &self.sample).at;
        (0..self.titles.len()).map(|place| at.iter().find(|(_, p)| **p == place).map(|(column, _)| *column)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, text: &str) -> File {
        File { book: "june.xlsx".to_owned(), ..File::new(name, text.as_bytes().to_vec()) }
    }

    #[test]
    fn a_sheet_without_a_list_is_passed_over_only_beside_one_with_a_list() {
        let (cover, list) =
            (sheet("Cover", "Oakfield\nJune 2026,draft\n"), sheet("Pupils", "Forename,Surname,DOB\nA,B,1/2/2018\n"));
        let strange = sheet("Liste", "Vorname,Name,Geburtstag\nA,B,1/2/2018\nC,D,1/2/2018\n");
        assert_eq!(File::passed_over(&[cover.clone(), list.clone()]), [true, false]);
        assert_eq!(File::passed_over(&[cover.clone(), strange.clone()]), [false, false]);
        assert_eq!(
            File::passed_over(&[File { book: String::new(), ..cover.clone() }, list.clone()]),
            [false, false],
            "a file of its own"
        );
        assert_eq!(File::to_ask_of(&[cover.clone(), list.clone()]), None);
        assert_eq!(File::to_ask_of(&[list.clone(), cover.clone(), strange.clone()]), None);
        assert_eq!(File::to_ask_of(&[cover.clone(), strange.clone()]), Some(1), "the longer one holds the list");
        assert_eq!(File::to_ask_of(&[File::new("a.csv", b"Vorname,Name\nA,B\n".to_vec()), strange.clone()]), Some(0));
        let said = Mapping::new(Kind::Pupils, &["Vorname", "Name", "Geburtstag"].map(str::to_owned), &[None; 3]);
        assert_eq!(File::passed_over(&[cover.clone(), File { mapping: Some(said), ..strange }]), [true, false]);
        let hidden = File { aside: Some(Aside::Hidden), ..sheet("Old", "") };
        assert_eq!(File::passed_over(std::slice::from_ref(&hidden)), [true]);
        assert_eq!(File::to_ask_of(&[hidden]), None);
        assert_eq!(File::chosen(&[cover, list, File::new("a.csv", Vec::new()), File::new("b.csv", Vec::new())]), 3);
    }

    #[test]
    fn a_mapping_fits_the_same_headings_in_any_order_and_no_others() {
        let titles = ["A", "B", "B", "C"].map(str::to_owned);
        let columns = [Some(Column::Surname), Some(Column::Forename), None, Some(Column::Born)];
        let mapping = Mapping::new(Kind::Pupils, &titles, &columns);
        assert_eq!(mapping.missing(), None);
        let places = mapping.places(&["c", "b", "A ", "B"].map(str::to_owned)).unwrap();
        assert_eq!(
            places.at.into_iter().collect::<Vec<_>>(),
            [(Column::Forename, 1), (Column::Surname, 2), (Column::Born, 0)]
        );
        assert!(mapping.places(&["A", "B", "C"].map(str::to_owned)).is_none());
        assert!(mapping.places(&["A", "B", "B", "C", "D"].map(str::to_owned)).is_none());
    }

    #[test]
    fn unknown_headings_are_looked_at_and_known_ones_recognised() {
        let look = Look::at(b"Kind;Geburtstag;Klasse\nTemi Okafor;11/02/2018;4A\n").unwrap();
        assert_eq!((look.titles.len(), look.rows, look.known.is_none()), (3, 1, true));
        assert_eq!(look.examples, ["Temi Okafor", "11/02/2018", "4A"]);
        let known = Look::at(b"Forename,Surname,DOB,Religion\nA,B,11/02/2018,\n").unwrap().known.unwrap();
        assert_eq!(known.kind, Kind::Pupils);
        assert_eq!(known.columns[2], ("dob".to_owned(), Some(Column::Born)));
        assert_eq!(known.columns[3].1, None);
    }
}
