//! From files to rows: each file by its kind, and of each row what is certain.

use std::collections::BTreeSet;

use super::{
    Aside, File, Parsed, Problem, Unread, format,
    heading::{Headings, Kind, recognise},
    people, pupils,
    row::{Notes, Refusal, Row},
    table::{self, Below, Table},
    unknown::{self, About, Answers},
    year,
};
use crate::domain::count::counted;

/// Reads files into rows and problems. Words that are not known are what people have said they are.
#[must_use]
pub fn files(files: &[File], answers: &Answers) -> Parsed {
    let mut reading =
        Reading { answers, parsed: Parsed::default(), pupils: Vec::new(), told: BTreeSet::new(), asked: Vec::new() };
    for (file, over) in files.iter().zip(File::passed_over(files)) {
        match over {
            true => reading.pass_over(file),
            false => reading.file(file),
        }
    }
    reading.ask();
    let Reading { mut parsed, pupils: rows, .. } = reading;
    year::check_terms(&mut parsed);
    pupils::join(rows, &mut parsed);
    parsed
}

/// The files as far as they are read.
pub(super) struct Reading<'a> {
    answers: &'a Answers,
    pub(super) parsed: Parsed,
    /// Rows of pupils: a pupil may have several.
    pub(super) pupils: Vec<pupils::PupilRow>,
    /// What was said once already.
    told: BTreeSet<String>,
    /// Where each unknown word stood first.
    asked: Vec<(About, String, Problem)>,
}

impl Reading<'_> {
    /// A sheet of a workbook that nothing is read of, which is no fault of it.
    fn pass_over(&mut self, File { name, aside, .. }: &File) {
        let why = match aside {
            Some(_) => "it is hidden in the workbook",
            None => "its headings are none that Thrice knows, and another sheet has a list",
        };
        let message = format!("the sheet is passed over: {why}");
        self.parsed.problems.push(Problem { refused: false, ..Problem::file(name, message) });
    }

    fn file(&mut self, File { name, bytes, mapping, aside, .. }: &File) {
        let refused = match aside {
            Some(Aside::Refused(why)) => Some(why.clone()),
            _ => format::of(bytes).err().map(str::to_owned),
        };
        if let Some(why) = refused {
            return self.parsed.problems.push(Problem::file(name, why));
        }
        // What a person has said of the headings goes before what they look like.
        let known = |cells: &[String], rows: &Below| match mapping {
            Some(said) => said.places(cells),
            None => recognise(cells, rows),
        };
        match table::read(bytes, known) {
            Ok(table) if table.headings.doubled.is_empty() => self.rows(name, &table),
            Ok(table) => self.refuse_doubled(name, &table),
            Err(message) => self.parsed.problems.push(Problem::file(name, message)),
        }
    }

    /// A file in which a heading stands twice, for the child and for the adult, say: nobody is given the other's name on a guess.
    fn refuse_doubled(&mut self, file: &str, table: &Table) {
        let titles = table.headings.doubled.join("” and “");
        let message = format!(
            "“{titles}” stands twice, over different values: nothing of this file is read until somebody has said, on the page Import, \
             what each column is"
        );
        self.parsed.problems.push(Problem::file(file, message));
        *self.parsed.refused.of(table.headings.kind) += table.rows.len();
    }

    fn rows(&mut self, file: &str, table: &Table) {
        let kind = table.headings.kind;
        self.parsed.has_pupils |= kind == Kind::Pupils;
        self.parsed.unread.extend(unread(file, table));
        for (line, cells) in &table.rows {
            let answers = self.answers;
            let row = Row { cells, at: &table.headings.at, titles: &table.titles, line: *line, answers };
            let done = match kind {
                Kind::Pupils => pupils::take(self, file, &row),
                Kind::Guardians => people::take_guardian(self, file, &row),
                Kind::Staff => people::take_staff(self, file, &row),
                Kind::Terms => year::take_term(&mut self.parsed, file, &row),
                Kind::Closures => year::take_closure(&mut self.parsed, file, &row),
                Kind::BankHolidays => year::take_holiday(&mut self.parsed, file, &row),
            };
            if let Err(refusal) = done {
                *self.parsed.refused.of(kind) += 1;
                let who = super::who(kind, &row);
                self.say(file, &row, &who, refusal, true);
            }
        }
    }

    fn say(&mut self, file: &str, row: &Row<'_>, who: &str, (column, message): Refusal, refused: bool) {
        let (file, who) = (file.to_owned(), who.to_owned());
        self.parsed.problems.push(Problem { file, line: row.line, column: row.title(column), who, message, refused });
    }

    /// Says what there is to say of a row that is taken.
    pub(super) fn notes(&mut self, file: &str, row: &Row<'_>, who: &str, notes: Notes) {
        for said in notes.said {
            self.say(file, row, who, said, false);
        }
        for said in notes.once {
            if self.told.insert(said.1.clone()) {
                self.say(file, row, "", said, false);
            }
        }
        for (about, column, word) in notes.unknown {
            if !self.parsed.unknown.iter().any(|u| u.about == about && unknown::form(&u.word) == unknown::form(&word)) {
                let (file, line, column) = (file.to_owned(), row.line, row.title(Some(column)));
                self.asked.push((about, word.clone(), Problem { file, line, column, ..Problem::default() }));
            }
            unknown::note(&mut self.parsed.unknown, about, &word);
        }
    }

    /// One question for each unknown word, where it stands first.
    fn ask(&mut self) {
        for ((about, word, place), unknown) in std::mem::take(&mut self.asked).into_iter().zip(&self.parsed.unknown) {
            let rows = counted(unknown.rows, "row comes in", "rows come in");
            let what = about.words();
            let what = if about == About::Status { what.to_owned() } else { what.to_lowercase() };
            let message =
                format!("\"{word}\" is no {what} that Thrice knows: {rows} without it, until you say what it means");
            self.parsed.problems.push(Problem { message, ..place });
        }
    }
}

/// The columns of a file that hold something and are not read.
fn unread(file: &str, table: &Table) -> Vec<Unread> {
    let Headings { at, set_aside, .. } = &table.headings;
    let holds = |place: usize| table.rows.iter().any(|(_, cells)| cells.get(place).is_some_and(|c| !c.is_empty()));
    let left = |place: &usize| !at.values().any(|read| read == place) && holds(*place);
    let named = |place: usize| match table.titles[place].as_str() {
        "" => format!("column {}", place + 1),
        title => title.to_owned(),
    };
    let of = |place| {
        let why = set_aside.get(&place).cloned().unwrap_or_default();
        Unread { file: file.to_owned(), column: named(place), why }
    };
    (0..table.titles.len()).filter(left).map(of).collect()
}
