//! From files to rows: each file by its kind, each row taken or refused whole.

use super::{
    File, Parsed, Problem,
    heading::{Kind, recognise},
    people, pupils,
    row::Row,
    table, year,
};

/// Reads files into rows and problems.
#[must_use]
pub fn files(files: &[File]) -> Parsed {
    let mut parsed = Parsed::default();
    for File { name, bytes, mapping } in files {
        // What a person has said of the headings goes before what they look like.
        let known = |cells: &[String]| mapping.as_ref().map_or_else(|| recognise(cells), |said| said.places(cells));
        match table::read(bytes, known) {
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
