//! From files to rows: each file by its kind, each row taken or refused whole.

use std::collections::BTreeMap;

use super::{
    File, Parsed, Problem,
    heading::{Column, Kind},
    people, pupils, table, year,
};

/// One row under its headings.
pub(super) struct Row<'a> {
    pub(super) cells: &'a [String],
    pub(super) at: &'a BTreeMap<Column, usize>,
    pub(super) titles: &'a [String],
    pub(super) line: u64,
}

/// Why a row is refused: the column, if it is one, and a sentence.
pub(super) type Refusal = (Option<Column>, String);

impl Row<'_> {
    pub(super) fn get(&self, column: Column) -> &str {
        self.at.get(&column).and_then(|i| self.cells.get(*i)).map_or("", String::as_str)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.at.contains_key(&column)
    }

    pub(super) fn title(&self, column: Option<Column>) -> String {
        column.and_then(|c| self.at.get(&c)).and_then(|i| self.titles.get(*i)).cloned().unwrap_or_default()
    }

    /// The value of a column that is there, read; a value that cannot be read refuses the row.
    pub(super) fn read<T>(
        &self,
        column: Column,
        read: impl Fn(&str) -> Option<T>,
        what: &str,
    ) -> Result<Option<T>, Refusal> {
        if !self.has(column) {
            return Ok(None);
        }
        let text = self.get(column);
        read(text).map(Some).ok_or_else(|| (Some(column), format!("\"{text}\" is not {what}")))
    }
}

/// Reads files into rows and problems.
#[must_use]
pub fn files(files: &[File]) -> Parsed {
    let mut parsed = Parsed::default();
    for File { name, bytes, mapping } in files {
        match table::read(bytes, mapping.as_ref()) {
            Ok(table) => one(&mut parsed, name, &table),
            Err(message) => {
                parsed.problems.push(Problem { file: name.clone(), line: 0, column: String::new(), message });
            }
        }
    }
    year::check_terms(&mut parsed);
    pupils::refuse_twice(&mut parsed);
    parsed
}

fn one(parsed: &mut Parsed, file: &str, table: &table::Table) {
    let kind = table.headings.kind;
    parsed.has_pupils |= kind == Kind::Pupils;
    for (line, cells) in &table.rows {
        let row = Row { cells, at: &table.headings.at, titles: &table.titles, line: *line };
        let done = match kind {
            Kind::Pupils => pupils::take(parsed, file, &row),
            Kind::Guardians => people::take_guardian(parsed, file, &row),
            Kind::Staff => people::take_staff(parsed, file, &row),
            Kind::Terms => year::take_term(parsed, file, &row),
            Kind::Closures => year::take_closure(parsed, file, &row),
            Kind::BankHolidays => year::take_holiday(parsed, file, &row),
        };
        if let Err((column, message)) = done {
            let refused = &mut parsed.refused;
            *match kind {
                Kind::Pupils => &mut refused.pupils,
                Kind::Guardians => &mut refused.guardians,
                Kind::Staff => &mut refused.staff,
                Kind::Terms => &mut refused.terms,
                Kind::Closures => &mut refused.closures,
                Kind::BankHolidays => &mut refused.bank_holidays,
            } += 1;
            parsed.problems.push(Problem { file: file.to_owned(), line: *line, column: row.title(column), message });
        }
    }
}
